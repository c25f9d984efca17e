/* How Bokeh writes what stands around a picture: symbols as they are set elsewhere on the page, and
   entries of a legend as the switches that they are. */

const graphics = Bokeh.require("core/graphics")
const LOWERED = 0.2, SMALLER = 0.75

/** A font, smaller, and how far below the line what is written in it stands.
    @param {string} font */
function lowered(font) {
  let drop = 0
  const smaller = font.replace(/([\d.]+)px/, (_, size) => {
    drop = LOWERED * size
    return `${SMALLER * size}px`
  })
  return {smaller, drop}
}

const measured = graphics.text_width
graphics.text_width = (/** @type {string} */ text, /** @type {string} */ font) => {
  if (!text.includes("_")) return measured(text, font)
  const {smaller} = lowered(font)
  return pieces(text).reduce((sum, {text, low}) => sum + measured(text, low ? smaller : font), 0)
}

const {TextBox} = graphics
const paint = TextBox.prototype.paint
TextBox.prototype.paint = function (/** @type {Untyped} */ context) {
  if (!this.text.includes("_")) return paint.call(this, context)
  const {font} = this
  const {smaller, drop} = lowered(font)
  for (const name of ["fillText", "strokeText"]) {
    const own = context[name]
    context[name] = (/** @type {string} */ line, /** @type {number} */ x, /** @type {number} */ y) => {
      let at = x
      for (const {text, low} of pieces(line)) {
        context.font = low ? smaller : font
        own.call(context, text, at, low ? y + drop : y)
        at += measured(text, context.font)
      }
    }
  }
  try {
    paint.call(this, context)
  } finally {
    delete context.fillText
    delete context.strokeText
  }
}

/* ---- legends ---- */

const {prototype: legend} = Bokeh.require("models/annotations/legend").LegendView

const {_render_items: renderItems, _toggle_inactive: toggleInactive} = legend
legend._render_items = function () {
  renderItems.call(this)
  for (const {el, label_el, label} of this.entries) {
    write(label_el, label)
    el.tabIndex = 0
    el.setAttribute("role", "switch")
    el.setAttribute("aria-label", label)
    el.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      el.dispatchEvent(new PointerEvent("pointerdown"))
    })
  }
}

legend._toggle_inactive = function (/** @type {Untyped} */ entry) {
  toggleInactive.call(this, entry)
  const {el, item, label} = entry
  const shown = this.is_active(item)
  el.setAttribute("aria-checked", String(shown))
  el.title = `Click to ${shown ? "hide" : "show"} “${label}”`
}
