/* What a hand does on a picture: it points and reads, and takes a marker's line and moves it.

   This stands over the figure beside it and draws nothing into it. A line that is held follows the
   hand at once; the server's comes after. */

/** @type {Record<string, number>} */
const STEPS = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10}
const ENDS = {Home: "first", End: "last"}
/** Pixels that a hand moves a line before it is meant. */
const MEANT = 3
const LET_GO_AFTER = 1500
/** Pixels between the places at which a box looks for curves that it would cover. */
const SAMPLED_EVERY = 12

/** The figure that stands beside this in the same card, and what it is made of. */
class Figure {
  constructor(view) {
    this.view = view
    /** @type {Untyped[]} */
    this.renderers = view.model.renderers.filter(({tags}) => tags.length)
  }

  renderer(key) {
    return this.renderers.find(({tags}) => tags[0] === key)
  }

  get frame() {
    const {left, top, width, height} = this.view.frame.bbox
    return {left, top, width, height}
  }

  /** Where its canvas is, seen from an element. */
  from(element) {
    const [own, other] = [this.view.canvas_view.el, element].map((el) => el.getBoundingClientRect())
    return {x: own.left - other.left, y: own.top - other.top, left: own.left, top: own.top}
  }

  /** The colour in which a layer's line or point of this index is drawn. */
  colour(renderer, index) {
    const {glyph, data_source: {data}} = renderer
    if (glyph.color_mapper) {
      const {palette, low, high} = glyph.color_mapper
      const share = (data.image[0][index] - low) / (high - low)
      const place = Math.min(Math.max(Math.floor(share * palette.length), 0), palette.length - 1)
      const colour = palette[place]
      return typeof colour === "number" ? `#${(colour >>> 8).toString(16).padStart(6, "0")}` : colour
    }
    for (const name of ["fill_color", "line_color"]) {
      const colour = glyph[name]?.value
      if (typeof colour === "string") return colour
      if (glyph[name]?.field === "colour") return data.colour?.[index] ?? null
    }
    return null
  }

  /** What is drawn now, as it is read. */
  picture(names, layers, markers) {
    const {x_scale, y_scale} = this.view.frame
    const shown = layers.flatMap((layer) => {
      const renderer = this.renderer(layer.key)
      if (!renderer?.visible) return []
      const {data} = renderer.data_source
      const label = layer.label || (markers[layer.key]?.label ?? "")
      const {low = 0, high = 0} = renderer.glyph.color_mapper ?? {}
      const range = Math.max(Math.abs(low), Math.abs(high))
      return [{...layer, label, data, range, colour: (index) => this.colour(renderer, index)}]
    })
    const {start, end} = this.view.model.y_range
    const span = Math.abs(end - start)
    const frame = {x: (x) => x_scale.compute(x), y: (y) => y_scale.compute(y), span}
    return {names, frame, layers: shown}
  }
}

/** The box with what stands under the pointer, the cross of lines there, a dot on every curve. */
class Crosshair {
  constructor() {
    this.box = h("div", {class: "reading", hidden: true, "aria-hidden": "true"})
    this.lines = [h("div", {class: "across"}), h("div", {class: "up"})]
    this.dots = h("div")
    this.element = h("div", {class: "crosshair", hidden: true}, ...this.lines, this.dots)
  }

  hide() {
    this.element.hidden = this.box.hidden = true
  }

  /** @param {Reading} reading
      @param {Figure} figure
      @param {{x: number, y: number}} shift from the canvas to this */
  show(reading, figure, shift) {
    const {frame} = figure
    const {x_scale, y_scale} = figure.view.frame
    this.element.hidden = this.box.hidden = false
    const rows = reading.rows.map(({colour, label, value}) => h("tr", {},
      h("td", {}, h("span", {class: "swatch", style: colour && `background:${colour}`})),
      h("td", {}, label), h("td", {class: "value"}, value)))
    this.box.replaceChildren(
      ...reading.head.map((line) => h("p", {}, line)), h("table", {}, h("tbody", {}, ...rows)))
    const dots = reading.dots.map(({x, y, colour}) =>
      ({x: x_scale.compute(x), y: y_scale.compute(y), colour}))
    const inside = dots.filter(({y}) => y >= frame.top && y <= frame.top + frame.height)
    this.dots.replaceChildren(...inside.map(({x, y, colour}) => h("i", {
      style: `left:${shift.x + x}px;top:${shift.y + y}px;background:${colour}`,
    })))
    const at = {x: x_scale.compute(reading.x), y: reading.at[1]}
    const [across, up] = this.lines
    across.hidden = !reading.isMap || reading.isDrawing
    up.hidden = reading.isDrawing
    across.style.cssText = `left:${shift.x + frame.left}px;width:${frame.width}px;top:${shift.y + at.y}px`
    up.style.cssText = `top:${shift.y + frame.top}px;height:${frame.height}px;left:${shift.x + at.x}px`
    const {offsetWidth: width, offsetHeight: height} = this.box
    const rest = reading.curves.flatMap(([xs, ys]) => {
      const seen = []
      for (let x = frame.left; x <= frame.left + frame.width; x += SAMPLED_EVERY) {
        const y = along(xs, ys, x_scale.invert(x))
        if (y !== null) seen.push({x, y: y_scale.compute(y), weight: 1})
      }
      return seen
    })
    const read = [...inside, at].map(({x, y}) => ({x, y, weight: 100}))
    const place = placeBox(at, {width, height}, frame, [...read, ...rest])
    this.box.style.translate = `${Math.round(shift.x + place.x)}px ${Math.round(shift.y + place.y)}px`
  }
}

/** A marker's line as something to take hold of: by mouse, touch and key. */
class Grip {
  /** @param {string} key
      @param {(value: Value, final: boolean) => void} send */
  constructor(key, send) {
    this.key = key
    this.send = send
    /** @type {{from: number, moved: boolean, done: boolean, x: number} | null} */
    this.held = null
    /** @type {Figure | null} */
    this.figure = null
    this.shift = {x: 0, y: 0}
    this.element = h("div", {
      class: "grip", role: "slider", tabindex: 0, "aria-orientation": "horizontal", hidden: true,
      onpointerdown: (event) => this.take(event),
      onpointermove: (event) => this.move(event),
      onpointerup: () => this.drop(),
      // The browser scrolls instead: what was meant so far holds.
      onpointercancel: () => this.drop(),
      onkeydown: (event) => this.press(event),
    }, h("span", {class: "knob"}))
  }

  describe({label, low, high, now, text}) {
    this.now = now
    for (const [name, value] of Object.entries({
      "aria-label": `${label} in the picture`, "aria-valuemin": low, "aria-valuemax": high,
      "aria-valuenow": now, "aria-valuetext": text,
    })) this.element.setAttribute(name, String(value))
    this.element.title = `${text}. Drag the line, or move it with the arrow keys.`
  }

  /** @param {Figure | null} figure
      @param {{x: number, y: number}} shift */
  place(figure, shift) {
    this.figure = figure
    this.shift = shift
    const renderer = figure?.renderer(this.key)
    const x = renderer?.data_source.data.x[0]
    if (!figure || x === undefined || !figure.frame.width) {
      this.element.hidden = true
      return
    }
    if (!this.held) this.stand(figure.view.frame.x_scale.compute(x))
    this.colour(figure.colour(renderer, 0))
  }

  colour(colour) {
    if (colour) this.element.style.setProperty("--marker", colour)
  }

  /** Stand at a place of the canvas, if that is within the frame. */
  stand(place) {
    if (!this.figure) return
    const {left, top, width, height} = this.figure.frame
    this.element.hidden = place < left - 1 || place > left + width + 1
    Object.assign(this.element.style, {
      left: `${this.shift.x + place}px`, top: `${this.shift.y + top}px`, height: `${height}px`,
    })
  }

  take(event) {
    if (event.button !== 0 || !this.figure) return
    this.element.setPointerCapture(event.pointerId)
    this.held = {from: event.clientX, moved: false, done: false, x: 0}
  }

  move(event) {
    const {held, figure} = this
    if (!held || held.done || !figure) return
    if (!held.moved && Math.abs(event.clientX - held.from) < MEANT) return
    if (!held.moved) this.show(false)
    held.moved = true
    const {left, width} = figure.frame
    const at = Math.min(Math.max(event.clientX - figure.from(this.element).left, left), left + width)
    held.x = figure.view.frame.x_scale.invert(at)
    this.stand(at)
    this.send(held.x, false)
  }

  /** The line of the figure itself, which is not seen while this one is held. */
  show(visible) {
    this.element.classList.toggle("held", !visible)
    this.figure?.renderer(this.key)?.setv({visible}, {sync: false})
  }

  drop() {
    const {held} = this
    if (!held || held.done) return
    if (!held.moved) {
      this.held = null
      return
    }
    held.done = true
    this.send(held.x, true)
    setTimeout(() => this.held === held && this.release(), LET_GO_AFTER)
  }

  /** The answer to what a hand left is there. */
  release() {
    if (!this.held?.done) return
    this.held = null
    this.show(true)
    this.place(this.figure, this.shift)
  }

  press(event) {
    const to = ENDS[event.key] ?? STEPS[event.key]
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    this.send(typeof to === "number" ? `${to > 0 ? "+" : ""}${to}` : to, true)
  }
}

export function render({model, view}) {
  /** @type {Figure | null} */
  let figure = null
  let asked = 0
  /** @type {{x: number, y: number} | null} */
  let pointer = null
  /** @type {Map<string, Grip>} */
  const grips = new Map()
  const crosshair = new Crosshair()
  const words = h("p", {class: "waiting", role: "status", hidden: true})
  const handles = h("div")
  const element = h("div", {class: "hand"}, crosshair.element, handles, words, crosshair.box)

  function tell(late) {
    view.root.el.dispatchEvent(new CustomEvent("unanswered", {detail: {by: pacer, late}}))
  }

  const pacer = new Pacer((message) => model.send_msg(message), tell)

  /** Steps that have not left yet add up. */
  function send(key, value, final) {
    const before = pacer.waiting.get(key)
    const adds = typeof value === "string" && typeof before === "string"
    const sum = adds ? Number(before) + Number(value) : NaN
    pacer.set(key, Number.isNaN(sum) ? value : `${sum >= 0 ? "+" : ""}${sum}`, final)
  }

  /* Finding the figure, and following it. */

  const follow = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0
      place()
    })
  }
  const changed = () => {
    crosshair.hide()
    follow()
  }
  /** @type {[Untyped, () => void][]} */
  let followed = []

  function leave() {
    for (const [signal, slot] of followed) signal.disconnect(slot)
    followed = []
    figure?.view.el.removeEventListener("pointermove", point)
    figure?.view.el.removeEventListener("pointerdown", press)
    figure?.view.el.removeEventListener("pointerup", lift)
    figure?.view.el.removeEventListener("pointerleave", away)
    figure = null
  }

  function find() {
    const beside = view.parent?.child_views.find(({model: {type}}) => type === "Figure")
    if (beside === figure?.view) return
    leave()
    if (!beside) return
    figure = new Figure(beside)
    const signals = [beside.model.change, beside.model.x_range.change, beside.model.y_range.change]
    const sources = figure.renderers.map(({data_source}) => data_source.properties.data.change)
    for (const signal of signals) followed.push([signal, follow])
    for (const signal of sources) followed.push([signal, changed])
    for (const [signal, slot] of followed) signal.connect(slot)
    beside.el.addEventListener("pointermove", point)
    beside.el.addEventListener("pointerdown", press)
    beside.el.addEventListener("pointerup", lift)
    beside.el.addEventListener("pointerleave", away)
  }

  function place() {
    find()
    const shift = figure ? figure.from(element) : {x: 0, y: 0}
    for (const grip of grips.values()) grip.place(figure, shift)
  }

  /* Pointing. */

  function read(event) {
    if (!figure?.frame.width || !words.hidden) return
    const shift = figure.from(element)
    const [x, y] = [event.clientX - shift.left, event.clientY - shift.top]
    const {left, top, width, height} = figure.frame
    if (x < left || x > left + width || y < top || y > top + height) {
      crosshair.hide()
      return
    }
    const {x_scale, y_scale} = figure.view.frame
    if (!model.names.x) {  // its words have not come yet
      crosshair.hide()
      return
    }
    const picture = figure.picture(model.names, model.layers, model.markers)
    const reading = new Reading(picture, x_scale.invert(x), y_scale.invert(y))
    if (reading.isEmpty) crosshair.hide()
    else crosshair.show(reading, figure, shift)
  }

  function point(event) {
    if (event.buttons || event.pointerType === "touch") crosshair.hide()
    else read(event)
  }

  function press(event) {
    pointer = {x: event.clientX, y: event.clientY}
    crosshair.hide()
  }

  /** A finger that taps reads, too. */
  function lift(event) {
    const still = pointer && Math.hypot(event.clientX - pointer.x, event.clientY - pointer.y) < 8
    if (event.pointerType === "touch" && still) read(event)
  }

  function away(event) {
    if (event.pointerType !== "touch") crosshair.hide()
  }

  handles.addEventListener("pointermove", point)
  handles.addEventListener("pointerleave", away)

  /* What the server says. */

  function setMarkers() {
    for (const [key, grip] of grips) {
      if (!(key in model.markers)) {
        grip.element.remove()
        grips.delete(key)
      }
    }
    for (const [key, told] of Object.entries(model.markers)) {
      let grip = grips.get(key)
      if (!grip) {
        grip = new Grip(key, (value, final) => send(key, value, final))
        grips.set(key, grip)
        handles.append(grip.element)
      }
      grip.describe(told)
    }
    follow()
  }

  function setWaiting() {
    words.textContent = model.waiting
    words.hidden = model.waiting === ""
    if (model.waiting) crosshair.hide()
  }

  model.on("markers", setMarkers)
  model.on("waiting", setWaiting)
  model.on("answers", () => {
    if (pacer.answered(model.answers).names.length && pacer.isFree) {
      for (const grip of grips.values()) grip.release()
    }
  })
  model.on("after_layout", follow)
  model.on("resize", follow)
  model.on("remove", () => {
    pacer.close()
    leave()
    cancelAnimationFrame(asked)
  })
  setMarkers()
  setWaiting()
  return element
}
