/* What a person saves: files as they come, and pictures with margins and a word on their source. */

/** @param {Blob} blob
    @param {string} filename */
function save(blob, filename) {
  const address = URL.createObjectURL(blob)
  h("a", {href: address, download: filename}).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** The bytes of a file that came as text.
    @param {string} base64 */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/** What is known of saving from where this page stands: a frame may forbid it without a word.
    @returns {"allowed" | "unknown" | "forbidden"} */
function saving() {
  let at = /** @type {Window} */ (window)
  while (at !== at.parent) {
    /** @type {Element | null} */
    let frame = null
    try {
      frame = at.frameElement
    } catch {
      return "unknown"
    }
    if (!frame) return "unknown"
    const granted = frame.getAttribute("sandbox")
    if (granted !== null && !granted.split(/\s+/).includes("allow-downloads")) return "forbidden"
    at = at.parent
  }
  return globalThis.origin === "null" ? "unknown" : "allowed"
}

const FORBIDDEN = "This frame forbids downloads: open the page in a tab of its own."

/* ---- pictures ---- */

const MARGIN = 16
const LINE = 15
const FONT = "system-ui, 'Liberation Sans', sans-serif"
const TITLE_FONT = `600 14px ${FONT}`
const TEXT_FONT = `11px ${FONT}`
const SPACE = "http://www.w3.org/2000/svg"
// So many pixels of a PNG for each of the screen's: sharp in print and on a projector.
const FINENESS = 2

/** @param {string} tag
    @param {Properties} attributes
    @param {...(Node | string)} children */
function part(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** @param {HTMLCanvasElement} canvas
    @returns {CanvasRenderingContext2D} */
function brush(canvas) {
  const context = canvas.getContext("2d")
  if (!context) throw new Error("The browser must draw on a canvas to save a picture.")
  return context
}

/** A text in lines of at most so many pixels; a word that is longer is cut.
    @param {string} text
    @param {number} width
    @param {string} font */
function wrapped(text, width, font = TEXT_FONT) {
  const context = brush(h("canvas"))
  context.font = font
  const fits = (line) => context.measureText(line).width <= width
  const lines = [""]
  for (let word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trimStart()
    if (fits(longer)) {
      lines[lines.length - 1] = longer
      continue
    }
    if (lines.at(-1)) lines.push("")
    while (!fits(word)) {
      let length = word.length - 1
      while (length > 1 && !fits(word.slice(0, length))) length--
      lines.splice(-1, 1, word.slice(0, length), "")
      word = word.slice(length)
    }
    lines[lines.length - 1] = word
  }
  return lines
}

/** The view of a figure by its key, in this page.
    @param {Untyped} page a document of Bokeh
    @param {string} key */
function figureView(page, key) {
  const figures = [...page._all_models.values()]
    .filter((model) => model.type === "Figure" && model.name === key)
  return figures.map((figure) => Bokeh.index.find_one(figure)).find((view) => view)
}

/** What a figure gives while what is only there to be clicked is out of sight; nobody is told.
    @param {Untyped} view
    @param {() => Untyped} given */
function withoutHandles(view, given) {
  const handles = view.model.renderers.filter(({tags, visible}) =>
    visible && tags.includes("handle"))
  function show(visible) {
    for (const handle of handles) handle.setv({visible}, {silent: true, sync: false})
  }
  show(false)
  try {
    return given()
  } finally {
    show(true)
  }
}

/** A figure as SVG: itself, a margin all around, its title, its settings and its link.
    @param {Untyped} view
    @param {SavedPicture} picture
    @param {boolean} noted */
async function drawing(view, picture, noted) {
  const text = await withoutHandles(view, () => view.export("svg")).to_blob()
    .then((blob) => blob.text())
  const inner = new DOMParser().parseFromString(text, "image/svg+xml").documentElement
  inner.style.fontSize = getComputedStyle(view.el).fontSize
  const {width, height} = view.bbox
  const lines = noted ? [...wrapped(picture.said, width), ...wrapped(picture.place, width)] : []
  const titles = noted ? wrapped(picture.title, width, TITLE_FONT) : []
  const head = titles.length ? titles.length * (LINE + 3) + 6 : 0
  const foot = lines.length ? lines.length * LINE + 8 : 0
  const whole = {width: width + 2 * MARGIN, height: height + 2 * MARGIN + head + foot}
  for (const [name, value] of Object.entries({x: MARGIN, y: MARGIN + head, overflow: "visible"})) {
    inner.setAttribute(name, String(value))
  }
  const say = (line, y, font) =>
    part("text", {x: MARGIN, y, fill: picture.ink, style: `font: ${font}`}, line)
  return part("svg", {
    ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`, role: "img",
    "aria-label": picture.title,
  },
    part("title", {}, picture.title),
    part("desc", {}, picture.description),
    part("rect", {...whole, fill: picture.paper}),
    ...titles.map((line, at) => say(line, MARGIN + 12 + at * (LINE + 3), TITLE_FONT)),
    inner,
    ...lines.map((line, at) =>
      say(line, MARGIN + head + height + 16 + at * LINE, TEXT_FONT)))
}

/** An SVG as PNG, finer than the screen.
    @param {Blob} svg
    @param {number} width
    @param {number} height
    @returns {Promise<Blob>} */
async function rastered(svg, width, height) {
  const address = URL.createObjectURL(svg)
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = h("canvas", {width: width * FINENESS, height: height * FINENESS})
  brush(canvas).drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  return new Promise((resolve, reject) => canvas.toBlob((blob) =>
    blob ? resolve(blob) : reject(new Error("The picture is too large to save."))))
}

/** A picture as a file.
    @param {Untyped} page
    @param {SavedPicture} picture
    @param {boolean} noted */
async function pictureFile(page, picture, noted) {
  const drawn = await drawing(figureView(page, picture.view), picture, noted)
  const text = new XMLSerializer().serializeToString(drawn)
  const svg = new Blob([text], {type: "image/svg+xml"})
  if (picture.format === "svg") return svg
  return rastered(svg, Number(drawn.getAttribute("width")), Number(drawn.getAttribute("height")))
}
