/* What the page's own components share; it stands before each component's script. */

/** An element: properties by name (`class`, `on…`, `aria-…` included), then children.
    Children that are text become text nodes, never markup.
    @template {keyof HTMLElementTagNameMap} Tag
    @param {Tag} tag
    @param {Properties} properties
    @param {...(Node | string | null | undefined)} children */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  const setting = AS_WRITTEN.has(tag) ? (/** @type {string} */ text) => [text] : typeset
  for (const child of children) {
    if (typeof child === "string") element.append(...setting(child))
    else if (child !== null && child !== undefined) element.append(child)
  }
  return element
}

/* ---- symbols: what stands behind an underscore stands low, as in C_sep and Ωτ_ad ---- */

// A symbol is one letter, alone or after Greek ones, or ends with a bracket: no name_of_a_setting.
const INDEX = /((?<![A-Za-z_])\p{L}\p{M}?|\))_([\p{L}\d₀-₉]+(?:,[\p{L}\d₀-₉]+)*)/gu
// Text that is to be copied, or that browsers show without markup.
const AS_WRITTEN = new Set(["code", "option", "pre", "textarea"])

/** A text in pieces, each of which stands low or does not.
    @param {string} text
    @returns {{text: string, low: boolean}[]} */
function pieces(text) {
  const found = []
  let from = 0
  for (const {0: whole, 2: index, index: at} of text.matchAll(INDEX)) {
    const end = at + whole.length
    found.push({text: text.slice(from, end - index.length - 1), low: false},
      {text: index, low: true})
    from = end
  }
  return [...found, {text: text.slice(from), low: false}]
}

/** A text as nodes, with the symbols in it set; who copies or reads it out has it as written.
    @param {string} text
    @returns {(string | Node)[]} */
function typeset(text) {
  if (!text.includes("_")) return [text]
  const whole = document.createElement("span")
  for (const piece of pieces(text)) {
    if (!piece.low) whole.append(piece.text)
    else {
      const index = document.createElement("sub")
      const mark = document.createElement("span")
      mark.style.fontSize = index.style.lineHeight = "0"
      mark.append("_")
      index.append(mark, piece.text)
      whole.append(index)
    }
  }
  return [whole]
}

/** Let an element say a text.
    @param {Element} element
    @param {string} text */
function write(element, text) {
  element.replaceChildren(...typeset(text))
}

const ICONS = {
  back: "M7 5v14M18 5l-8 7l8 7z",
  auto: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18M12 7h6M12 12h9M12 17h6",
  bad: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9l6 6M15 9l-6 6",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8 7l-5 5l5 5M16 7l5 5l-5 5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  dark: "M20 14.5A8.5 8.5 0 1 1 9.5 4A7 7 0 0 0 20 14.5z",
  down: "M6 9l6 6l6-6",
  download: "M12 4v11M7 11l5 5l5-5M4 20h16",
  forth: "M17 5v14M6 5l8 7l-8 7z",
  info: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 11v5M12 7.8v.2",
  light: "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4"
    + "M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  loop: "M17 3l3 3l-3 3M4 11V9a3 3 0 0 1 3-3h13M7 21l-3-3l3-3M20 13v2a3 3 0 0 1-3 3H4",
  ok: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.5l3 3l5-6",
  open: "M12 20V9M7 13l5-5l5 5M4 4h16",
  pages: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  pause: "M8 5v14M16 5v14",
  pin: "M9 3h6l-1 7l4 4H6l4-4zM12 14v7",
  play: "M7 4l13 8l-13 8z",
  presets: "M4 6h16M4 12h16M4 18h10",
  redo: "M20 9H9a5 5 0 0 0 0 10h4M20 9l-5-5M20 9l-5 5",
  reset: "M4 12a8 8 0 1 0 3-6.2M4 4v5h5",
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14M16 16l5 5",
  undo: "M4 9h11a5 5 0 0 1 0 10h-4M4 9l5-5M4 9l5 5",
  warn: "M12 4L2.5 20h19zM12 10v5M12 17.6v.2",
}

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  const path = document.createElementNS(space, "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("class", "icon")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", ICONS[name])
  svg.append(path)
  return svg
}

/** A button with an icon, named for those who cannot see it.
    @param {keyof typeof ICONS} name
    @param {string} title
    @param {() => void} onclick
    @param {Properties} properties */
function iconButton(name, title, onclick, properties = {}) {
  return h("button", {
    type: "button", class: "button quiet", title, "aria-label": title, onclick, ...properties,
  }, icon(name))
}

/** A node from markup the Python side made from our own formulas; never from anybody's text.
    @param {string} markup */
function trusted(markup) {
  const template = document.createElement("template")
  template.innerHTML = markup
  const walker = document.createTreeWalker(template.content, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode))
  for (const text of texts) {
    if (text.data.includes("_")) text.replaceWith(...typeset(text.data))
  }
  return template.content
}

/** What has the focus, within whichever components it stands.
    @returns {HTMLElement | null} */
function focused() {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLElement ? element : null
}
