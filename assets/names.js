/* Bokeh names nothing that it draws: a figure's tools are boxes with a title, its canvas is nothing
   at all. Who does not see a picture is told what stands there; what only a pointer can use is not
   among the stops of a keyboard. */
{
  const {ToolButtonView: {prototype}} = Bokeh.require("models/tools/tool_button")
  const {GestureTool} = Bokeh.require("models/tools/gestures/gesture_tool")
  const {InlineStyleSheet} = Bokeh.require("core/dom")
  const {initialize, render, stylesheets} = prototype
  // An icon is a background behind a mask, over which a system with colours of its own paints.
  const FORCED = `@media (forced-colors: active) {
    .bk-tool-icon { forced-color-adjust: none; }
    .bk-tool-icon:not([style*="background-image"]) { background-color: ButtonText; }
    :host(.bk-active) { outline: 2px solid Highlight; outline-offset: -2px; }
  }`
  prototype.stylesheets = function () {
    return [...stylesheets.call(this), new InlineStyleSheet(FORCED)]
  }
  prototype.initialize = function () {
    initialize.call(this)
    // Bokeh opens a menu with this key, and there is none.
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== " ") return
      event.preventDefault()
      event.stopImmediatePropagation()
      this.tap()
    }, {capture: true})
  }
  prototype.render = function () {
    render.call(this)
    this.el.setAttribute("role", "button")
    this.el.setAttribute("aria-label", this.el.title)
    if (this.model.tool instanceof GestureTool) this.el.tabIndex = -1
  }
}

{
  const {CanvasView: {prototype}} = Bokeh.require("models/canvas/canvas")
  const {render} = prototype
  prototype.render = function () {
    render.call(this)
    const name = this.parent.model.html_attributes["aria-label"]
    const {primary, overlays} = this
    primary.el.setAttribute("role", "img")
    primary.el.setAttribute("aria-label", `${name}. Its numbers: “Show as table” among its tools.`)
    overlays.el.setAttribute("aria-hidden", "true")
    this.events_el.removeAttribute("tabindex")
  }
}

{
  const {ToolbarView: {prototype}} = Bokeh.require("models/tools/toolbar")
  const {render} = prototype
  prototype.render = function () {
    render.call(this)
    this.el.setAttribute("role", "toolbar")
    this.el.setAttribute("aria-label", "Tools of the picture")
  }
}

/* Bokeh's tabs are boxes that only a pointer opens: here they are tabs, one stop of the keyboard, whose
   arrows lead from one to the next. */
{
  const {TabsView: {prototype}} = Bokeh.require("models/layouts/tabs")
  const {_update_headers: update_headers, update_active} = prototype

  function mark(view) {
    for (const [place, tab] of view.header_els.entries()) {
      const isActive = place === view.model.active
      tab.setAttribute("aria-selected", String(isActive))
      tab.tabIndex = isActive ? 0 : -1
    }
  }

  function go(view, {key, currentTarget}) {
    const {header_els: tabs} = view
    const at = tabs.indexOf(currentTarget)
    const to = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1}[key]
    if (to === undefined) return
    const next = (to + tabs.length) % tabs.length
    view.change_active(next)
    tabs[next].focus()
  }

  prototype._update_headers = function () {
    const isHeld = this.header_els?.some((tab) => tab.matches(":focus"))
    update_headers.call(this)
    this.headers_wrapper_el.setAttribute("role", "tablist")
    for (const tab of this.header_els) {
      tab.setAttribute("role", "tab")
      tab.addEventListener("keydown", (event) => go(this, event))
    }
    mark(this)
    if (isHeld) this.header_els[this.model.active]?.focus({preventScroll: true})
  }
  prototype.update_active = function () {
    update_active.call(this)
    mark(this)
  }
}
