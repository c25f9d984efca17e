/* ---- numbers and texts ---- */

/** @type {(value: number, digits: number) => number} */
const tidy = (value, digits) => Number(value.toPrecision(digits))

/** A slider's number without the digits nobody chose; angles are tidy as multiples of π.
    @param {Spec} spec
    @param {number} value */
function tidied(spec, value) {
  if (spec.kind === "count") return Math.round(value)
  const digits = spec.log ? 3 : spec.unit === PI ? 4 : 12
  return spec.unit === PI ? tidy(value / Math.PI, digits) * Math.PI : tidy(value, digits)
}

/** A number as a person reads it.
    @param {Spec} spec
    @param {number} value */
function asText(spec, value) {
  if (spec.kind === "count") return `${value < 0 ? "−" : ""}${Math.abs(value)}`
  return spec.unit === PI ? angleText(value) : numberText(value)
}

const LOG_POSITIONS = 400
const LINEAR_POSITIONS = 500

/** The whole-numbered positions of a slider and the values they stand for. */
class Scale {
  /** @param {Spec} spec
      @param {Ends} ends */
  constructor(spec, [low, high]) {
    this.spec = spec
    this.low = low
    this.high = high
    const step = spec.step || (spec.kind === "count" ? 1 : 0)
    const linear = step ? Math.max(1, Math.round((high - low) / step)) : LINEAR_POSITIONS
    this.last = spec.log ? LOG_POSITIONS : linear
    const decimals = 1 - Math.floor(Math.log10((high - low) / this.last || 1))
    /** No finer than a tenth of the way from one position to the next. */
    this.decimals = Math.min(Math.max(decimals, 0), 100)
  }

  /** @param {number} position */
  value(position) {
    if (position <= 0) return this.low
    if (position >= this.last) return this.high
    const share = position / this.last
    const {low, high} = this
    if (this.spec.log) return tidied(this.spec, low * (high / low) ** share)
    const value = low + (high - low) * share
    return this.spec.unit === PI ? tidied(this.spec, value)
      : tidied(this.spec, Number(value.toFixed(this.decimals)))
  }

  /** @param {number} value */
  position(value) {
    const {low, high} = this
    if (high === low) return 0
    const inside = Math.min(Math.max(value, low), high)
    const share = this.spec.log
      ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low)
    return Math.round(share * this.last)
  }
}

/* ---- one control of each kind: {element, show(value, text), …} ---- */

/** What every control has around its input: name, reset, note and refusal. Each kind has its own
    `build` and `show`. */
class Control {
  /** @type {Entry | undefined} */
  entry

  /** @param {Spec} spec
      @param {(value: Value, final: boolean) => void} change */
  constructor(spec, change) {
    this.spec = spec
    this.change = change
    this.value = spec.default[0]
    this.id = `c-${spec.name}`
    this.reset = iconButton("reset", `Reset ${spec.label} to ${this.defaultText()}`,
      () => this.toDefault(), {class: "button quiet reset"})
    this.refusal = h("p", {class: "refusal", id: `${this.id}-refusal`, "aria-live": "polite"})
    this.reason = h("p", {class: "reason", hidden: true})
    this.note = h("p", {class: "note", id: `${this.id}-note`, "aria-live": "polite"})
    this.name = this.makeName()
    this.element = this.build()
    this.element.classList.add("control")
    this.element.dataset.name = spec.name
    this.element.append(this.note, this.reason, this.refusal)
  }

  defaultText() {
    return this.spec.default[1] || "nothing"
  }

  makeName() {
    const name = h("label", {
      class: "name", for: this.id, id: `${this.id}-name`,
      title: this.spec.doc, ondblclick: () => this.toDefault(),
    })
    if (this.spec.symbol) name.append(h("span", {class: "symbol"}, trusted(this.spec.symbol)))
    name.append(...typeset(this.spec.label))
    return name
  }

  described() {
    return {
      "aria-describedby": `${this.id}-refusal ${this.id}-note`, "aria-description": this.spec.doc,
    }
  }

  /** What stands in the control; each kind has its own.
      @returns {HTMLElement} */
  build() {
    return h("div")
  }

  /** Show what holds in the inputs; each kind has its own way.
      @param {Value} _value
      @param {string} [_text] as a person reads it
      @param {string} [_exact] to the last digit
      @param {string} [_reading] how a list was read */
  show(_value, _text, _exact, _reading) {
    // There is no input.
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} box */
  makeEntry(box) {
    const entry = new Entry(box, (text) => this.change(text, true), () => {
      entry.restore()
      this.refuse("")
    })
    return entry
  }

  toDefault() {
    // The button goes when there is nothing to reset; the focus must not go with it.
    /** @type {HTMLElement | null} */
    const input = this.element.querySelector("input, select, textarea")
    if (this.reset.matches(":focus")) input?.focus()
    const [, text, exact] = this.spec.default
    this.change(exact ?? text, true)
  }

  /** Show what holds after an answer; `asked` tells whether it answers a change of this control.
      What was refused stays in sight, with the reason, until something else comes of it.
      @param {Shown} shown
      @param {string | undefined} refused
      @param {boolean} asked */
  update(shown, refused, asked) {
    const [value] = shown
    const news = asked || value !== this.value
    this.value = value
    this.element.classList.toggle("changed", value !== this.spec.default[0])
    if (refused) this.refuse(refused)
    else if (news || !this.refusal.textContent) this.accept(...shown)
  }

  /** @param {Value} value
      @param {string} text
      @param {string} [exact]
      @param {string} [reading] */
  accept(value, text, exact, reading) {
    if (this.refusal.textContent) this.refuse("")
    this.show(value, text, exact, reading)
  }

  /** Say what became of the setting: that it moved with another, or that it snaps. */
  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text
  }

  refuse(message) {
    write(this.refusal, message)
    this.element.classList.toggle("refused", message !== "")
    for (const input of this.element.querySelectorAll("input, select, textarea")) {
      input.setAttribute("aria-invalid", String(message !== ""))
    }
  }

  /** A setting as the address of the page holds it; null where it is the default. */
  asQuery(value) {
    return this.spec.default.includes(value) ? null : String(value)
  }

  /** Show again what was set before the page was loaded anew. */
  bring(value) {
    if (this.entry) this.entry.write(String(value))
    else this.show(value)
  }

  /** Without effect for a reason, or, where none is worth saying, out of sight. */
  rest(reason) {
    write(this.reason, reason ?? "")
    this.reason.hidden = !reason
    this.element.hidden = reason === ""
    this.element.classList.toggle("inactive", Boolean(reason))
  }
}

/** A text box that sends what was typed on Enter or when it is left; Escape takes it back.
    What holds is shown in it, unless the person is typing: in a few digits at rest, with all of
    them while the box has the focus. */
class Entry {
  /** @param {HTMLInputElement | HTMLTextAreaElement} input
      @param {(text: string) => void} send
      @param {() => void} takeBack */
  constructor(input, send, takeBack) {
    this.input = input
    this.send = send
    this.text = ""
    this.exact = ""
    this.sent = ""
    this.isPointed = false
    this.isResumed = false
    input.addEventListener("pointerdown", () => this.isPointed = !input.matches(":focus"))
    input.addEventListener("focus", () => this.unfold())
    input.addEventListener("blur", () => {
      this.commit()
      if (this.input.value === this.exact) this.restore()
    })
    input.addEventListener("input", () => this.measure())
    input.addEventListener("keydown", /** @param {Untyped} event */ (event) => {
      if (event.key === "Enter") {
        event.preventDefault()
        this.commit()
      }
      if (event.key === "Escape") takeBack()
    })
  }

  get isTyping() {
    return (this.isResumed || this.input.matches(":focus")) && this.input.value !== this.sent
  }

  commit() {
    if (this.input.value === this.sent) return
    this.sent = this.input.value
    this.send(this.sent)
  }

  /** @param {string} text
      @param {string} [exact] */
  show(text, exact = text) {
    this.text = text
    this.exact = exact
    if (!this.isTyping) this.restore()
  }

  restore() {
    const text = this.input.matches(":focus") ? this.exact : this.text
    this.isResumed = false
    this.sent = text
    if (this.input.value !== text) this.input.value = text
    this.measure()
  }

  /** Show all digits where there were a few. New text takes away what whoever came by key had
      marked: all of it. */
  unfold() {
    const byKey = !this.isPointed
    this.isPointed = false
    if (this.input.value !== this.text || this.text === this.exact) return
    this.restore()
    if (byKey) queueMicrotask(() => this.input.select())
  }

  /** A box is as wide as what stands in it. */
  measure() {
    const frame = this.input.parentElement
    if (frame && frame.dataset.text !== this.text) frame.dataset.text = this.text
    this.input.style.setProperty("--letters", String(this.input.value.length))
  }

  /** What stands in the box and is not what holds: being typed, or refused.
      @returns {Draft | null} */
  draft() {
    if ([this.text, this.exact].includes(this.input.value)) return null
    const {selectionStart, selectionEnd} = this.input
    return {
      text: this.input.value, sent: this.input.value === this.sent,
      caret: this.input.matches(":focus") ? [selectionStart ?? 0, selectionEnd ?? 0] : null,
    }
  }

  /** Put a text there as if it had been typed and sent. */
  write(text) {
    this.sent = this.input.value = text
    this.measure()
  }

  /** Put a text there as if it was being typed. It stays although a box has no focus before the
      page holds it.
      @param {Draft} draft */
  resume({text, caret}) {
    this.input.value = text
    this.isResumed = true
    this.measure()
    if (caret) this.settle(caret)
  }

  /** Put the caret back as soon as the page holds the box.
      @param {[number, number]} caret
      @param {number} [frames] how long to wait for that */
  settle(caret, frames = 600) {
    if (!this.isResumed || !frames) return
    if (!this.input.isConnected) {
      requestAnimationFrame(() => this.settle(caret, frames - 1))
      return
    }
    this.input.focus({preventScroll: true})
    this.input.setSelectionRange(...caret)
  }
}

/** A hand on a slider. A browser sets a slider where a finger first touches it, even if that is to
    scroll the page; here a finger slides only once it has moved sideways. A mouse slides at once. */
class Hold {
  static SIDEWAYS = 8

  /** @param {HTMLInputElement} range
      @param {(position: number, final: boolean) => void} slide */
  constructor(range, slide) {
    this.range = range
    this.slide = slide
    this.slides = false
    /** @type {{x: number, y: number, position: number} | null} */
    this.begun = null
    this.surface = h("div", {
      class: "hold",
      onpointerdown: (event) => this.press(event), onpointermove: (event) => this.move(event),
      onpointerup: (event) => this.release(event), onpointercancel: () => this.takeBack(),
    })
  }

  press(event) {
    if (event.button !== 0 || !event.isPrimary || this.range.disabled) return
    const {clientX: x, clientY: y, pointerId} = event
    this.begun = {x, y, position: Number(this.range.value)}
    if (event.pointerType === "touch") return
    this.surface.setPointerCapture(pointerId)
    this.begin()
    this.slide(this.position(x), false)
  }

  begin() {
    this.slides = true
    this.range.focus({preventScroll: true})
    this.range.classList.add("held")
  }

  move({clientX, clientY}) {
    if (!this.begun) return
    const along = Math.abs(clientX - this.begun.x)
    const across = Math.abs(clientY - this.begun.y)
    if (!this.slides && along > Hold.SIDEWAYS && along > across) this.begin()
    if (this.slides) this.slide(this.position(clientX), false)
  }

  release({clientX}) {
    if (this.slides) this.slide(this.position(clientX), true)
    this.end()
  }

  /** The browser scrolls after all. */
  takeBack() {
    if (this.slides && this.begun) this.slide(this.begun.position, true)
    this.end()
  }

  end() {
    this.begun = null
    this.slides = false
    this.range.classList.remove("held")
  }

  /** Where on the slider this is; its ends are half a thumb inside.
      @param {number} x */
  position(x) {
    const {left, width} = this.surface.getBoundingClientRect()
    const half = parseFloat(getComputedStyle(this.surface).paddingLeft)
    const share = (x - left - half) / (width - 2 * half)
    return Math.round(Math.min(Math.max(share, 0), 1) * Number(this.range.max))
  }
}

class NumberControl extends Control {
  build() {
    const {spec} = this
    /** @type {Scale} */
    this.scale = new Scale(spec, [spec.low, spec.high])
    /** @type {HTMLInputElement} */
    this.range = h("input", {
      type: "range", min: 0, max: this.scale.last, step: 1, "aria-labelledby": `${this.id}-name`,
      ...this.described(),
      oninput: () => this.drag(false), onchange: () => this.drag(true),
    })
    /** @type {HTMLInputElement} */
    this.box = h("input", {
      type: "text", class: "box", id: this.id, autocomplete: "off", spellcheck: "false",
      inputmode: spec.kind === "count" ? "numeric" : null, ...this.described(),
    })
    /** @type {Entry} */
    this.entry = this.makeEntry(this.box)
    this.box.addEventListener("keydown", (event) => this.nudge(event))
    /** @type {Player | null} */
    this.player = spec.play ? new Player(this) : null
    this.range.addEventListener("keydown", (event) => {
      if (event.key !== " " || !this.player) return
      event.preventDefault()
      this.player.play(!this.player.playing)
    })
    const hold = new Hold(this.range, (position, final) => this.slide(position, final))
    /** @type {HTMLElement} */
    this.track = h("div", {class: "track"}, this.player ? this.player.element : null,
      h("div", {class: "slide"}, this.range, hold.surface))
    const unit = spec.unit && spec.unit !== PI ? h("span", {class: "unit"}, spec.unit) : null
    /** @type {HTMLElement | null} */
    this.unit = unit
    return h("div", {class: this.player ? "number played" : "number"},
      h("div", {class: "head"}, this.name, this.reset, h("span", {class: "frame"}, this.box), unit),
      this.track)
  }

  drag(final) {
    this.slide(Number(this.range.value), final)
  }

  /** A hand takes over from what plays. */
  slide(position, final) {
    this.player?.stop()
    this.go(position, final)
  }

  go(position, final) {
    this.value = this.scale.value(position)
    this.accept(this.value, asText(this.spec, this.value))
    this.change(this.value, final)
  }

  /** The arrow keys move the box's number as they move the slider. */
  nudge(event) {
    const by = {ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10}[event.key]
    if (!by) return
    event.preventDefault()
    const position = this.scale.position(Number(this.value)) + by
    this.entry.restore()
    this.go(Math.min(Math.max(position, 0), this.scale.last), true)
  }

  bring(value) {
    if (typeof value === "number") this.accept(value, asText(this.spec, value))
    else super.bring(value)
  }

  show(value, text, exact) {
    this.showNumber(value, text, exact)
    if (this.spec.unit === "µs" && this.unit) this.unit.textContent = inLongerUnit(value)
  }

  /** @param {number} value
      @param {string} text
      @param {string} [exact] */
  showNumber(value, text, exact) {
    this.entry.show(text, exact)
    const position = this.scale.position(value)
    if (this.range.value !== String(position)) this.range.value = String(position)
    this.range.setAttribute("aria-valuetext", text)
    this.range.style.setProperty("--filled", `${100 * position / this.scale.last}%`)
  }

  setRange(ends) {
    if (ends[0] === this.scale.low && ends[1] === this.scale.high) return
    this.scale = new Scale(this.spec, ends)
    this.range.max = String(this.scale.last)
    const {text, exact} = this.entry
    this.showNumber(Number(this.value), text, exact)
  }

  /** Mark from where to where on the slider values are allowed, as shares of it; or no more. */
  allow(shares) {
    this.track.classList.toggle("limited", Boolean(shares))
    const [low, high] = shares ?? [0, 1]
    this.track.style.setProperty("--allowed-low", String(low))
    this.track.style.setProperty("--allowed-high", String(high))
  }

  /** The picture of the last step has been shown. */
  advance() {
    this.player?.advance()
  }
}

class NumbersControl extends Control {
  /** @returns {HTMLElement} */
  build() {
    this.box = h("textarea", {
      id: this.id, rows: 2, spellcheck: "false", placeholder: this.spec.hint, ...this.described(),
    })
    /** @type {Entry} */
    this.entry = this.makeEntry(this.box)
    /** @type {HTMLParagraphElement} */
    this.reading = h("p", {class: "note reading"})
    const head = h("div", {class: "head"}, this.name, this.reset)
    return h("div", {class: "list"}, head, this.box, this.reading)
  }

  show(_value, text, exact, reading) {
    this.entry.show(text, exact)
    this.reading.textContent = reading ? `read as ${reading}` : ""
  }
}

class SegmentsControl extends Control {
  build() {
    /** @type {[string, HTMLInputElement][]} */
    this.inputs = this.spec.options.map(([value, label]) => [value, h("input", {
      type: "radio", name: this.id, value, "aria-label": label, ...this.described(),
      onchange: () => this.change(value, true),
    })])
    const labels = this.inputs.map(([, input], place) =>
      h("label", {}, input, h("span", {}, this.spec.options[place][1])))
    return h("div", {class: "choice", role: "radiogroup", "aria-labelledby": `${this.id}-name`},
      h("div", {class: "head"}, this.name, this.reset),
      h("div", {class: "segments"}, ...labels))
  }

  show(value) {
    for (const [own, input] of this.inputs) input.checked = own === value
  }
}

class SelectControl extends Control {
  build() {
    /** @type {HTMLSelectElement} */
    this.select = h("select", {
      id: this.id, ...this.described(), onchange: () => this.change(this.select.value, true),
    }, ...this.spec.options.map(([value, label]) => h("option", {value}, label)))
    return h("div", {class: "choice"},
      h("div", {class: "head"}, this.name, this.reset), this.select)
  }

  show(value) {
    this.select.value = value
  }
}

class ToggleControl extends Control {
  build() {
    /** @type {HTMLInputElement} */
    this.input = h("input", {
      type: "checkbox", role: "switch", id: this.id, ...this.described(),
      onchange: () => this.change(this.input.checked ? "on" : "off", true),
    })
    return h("div", {}, h("div", {class: "head"}, this.input, this.name, this.reset))
  }

  show(value) {
    this.input.checked = value === "on"
  }
}

const SEGMENTS = 4

function makeControl(spec, change) {
  if (spec.kind === "numbers") return new NumbersControl(spec, change)
  if (spec.kind === "toggle") return new ToggleControl(spec, change)
  if (spec.kind === "choice") {
    const Kind = spec.options.length <= SEGMENTS ? SegmentsControl : SelectControl
    return new Kind(spec, change)
  }
  return new NumberControl(spec, change)
}

/* ---- the component ---- */

export function render({model, view}) {
  const controls = new Map()

  /** Mark what has no answer yet, and let the rest of the page know that it is behind. */
  function tell(late) {
    const pending = late ? pacer.pending() : new Map()
    for (const [name, control] of controls) {
      control.element.classList.toggle("unanswered", pending.has(name))
    }
    view.root.el.dispatchEvent(new CustomEvent("unanswered", {detail: {by: pacer, late}}))
  }

  const pacer = new Pacer((message) => model.send_msg(message), tell)

  const groups = model.groups.map((group) => {
    const members = group.controls.map((spec) => {
      const control = makeControl(spec, (value, final) => pacer.set(spec.name, value, final))
      controls.set(spec.name, control)
      return control.element
    })
    const fieldset = h("fieldset", {}, h("legend", {class: "hearable"}, group.title), ...members)
    if (!group.title) return fieldset
    return h("details", {open: !group.advanced},
      h("summary", {}, h("span", {class: "title"}, group.title), icon("down")), fieldset)
  })

  function show() {
    const {answers, values} = model.shown
    const {names, refused} = pacer.answered(answers)
    for (const [name, control] of controls) {
      if (!(name in values) || pacer.isAhead(name)) continue
      control.update(values[name], refused[name], names.includes(name))
    }
  }

  function advance() {
    requestAnimationFrame(() => setTimeout(() => {
      for (const control of controls.values()) control.advance?.()
    }))
  }

  function setRanges() {
    for (const [name, ends] of Object.entries(model.ranges)) controls.get(name)?.setRange(ends)
  }

  function setAllowed() {
    for (const [name, control] of controls) control.allow?.(model.allowed[name])
  }

  function setNotes() {
    for (const [name, control] of controls) control.say(model.notes[name] ?? "")
  }

  function setInactive() {
    for (const [name, control] of controls) control.rest(model.inactive[name])
  }

  /* What outlives the page when it is loaded anew, and taking it up again. */

  const keeper = {
    names: () => [...controls.keys()],

    pending() {
      return Object.fromEntries([...pacer.pending()].map(([name, value]) =>
        [name, {value, query: controls.get(name).asQuery(value)}]))
    },

    drafts() {
      const drafts = [...controls].map(([name, {entry}]) => [name, entry?.draft()])
      return Object.fromEntries(drafts.filter(([, draft]) => draft))
    },

    /** @type {Keeper["takeUp"]} */
    takeUp(pending, drafts) {
      const typed = Object.entries(drafts)
      /** @type {[string, Value][]} */
      const sent = typed.filter(([, draft]) => draft.sent).map(([name, {text}]) => [name, text])
      const changes = new Map([...sent, ...Object.entries(pending)])
      for (const [name, value] of changes) controls.get(name).bring(value)
      pacer.setAll(changes, true)
      for (const [name, draft] of typed) {
        if (!draft.sent || draft.caret) controls.get(name).entry.resume(draft)
      }
    },
  }

  model.on("ranges", setRanges)
  model.on("allowed", setAllowed)
  model.on("inactive", setInactive)
  model.on("notes", setNotes)
  model.on("shown", () => {
    show()
    advance()
  })
  model.on("remove", () => {
    pacer.close()
    globalThis.pageConnection?.drop(keeper)
  })
  setRanges()
  setAllowed()
  setInactive()
  setNotes()
  show()
  globalThis.pageConnection?.keep(keeper)
  return h("div", {class: model.compact ? "compact" : null}, ...groups)
}
