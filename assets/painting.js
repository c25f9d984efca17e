/* Bokeh paints a picture for every change as if all about it were new. Here it does only what shows:
   a slow phone has a sixth of a second for an answer. */
{
  const {PlotView} = Bokeh.require("models/plots/plot_canvas")
  const {prototype: plot} = PlotView
  const {LayoutDOMView: {prototype: block}} = Bokeh.require("models/layouts/layout_dom")
  const {AxisView: {prototype: axis}} = Bokeh.require("models/axes/axis")
  const {GlyphRendererView: {prototype: layer}} = Bokeh.require("models/renderers/glyph_renderer")
  const {LegendView: {prototype: legend}} = Bokeh.require("models/annotations/legend")
  const {VisualProperties} = Bokeh.require("core/visuals/visual")

  /* Of styles nothing here is painted in, so that none is asked for: each question has the browser
     restyle what was written since the last. */
  VisualProperties.prototype._get_css_value = () => ""

  /* ---- what is in sight ---- */

  /** So long after the last change a picture that nobody sees is painted, in ms. */
  const REST = 400
  /** @type {WeakMap<Element, boolean>} */
  const seen = new WeakMap()
  /** @type {Map<Element, Untyped>} */
  const late = new Map()
  let rest = 0

  const {repaint, remove, compute_layout: computeLayout} = plot
  const {get: fontSize} = /** @type {Required<PropertyDescriptor>} */ (
    Object.getOwnPropertyDescriptor(plot, "base_font_size"))

  function paint(view) {
    late.delete(view.el)
    view.kept = new Map()
    repaint.call(view)
    view.kept = undefined
  }

  /** @param {(view: Untyped) => boolean} isDue */
  function catchUp(isDue) {
    for (const view of [...late.values()]) {
      if (isDue(view)) paint(view)
    }
  }

  /** @param {Untyped} view */
  function isInSight({el}) {
    const {top, bottom} = el.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }

  const watch = new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      seen.set(target, isIntersecting)
      if (isIntersecting && late.has(target)) paint(late.get(target))
    }
  })
  // Before the browser draws the frame in which it comes into sight.
  addEventListener("scroll", () => catchUp(isInSight), {capture: true, passive: true})

  /** Pictures that nobody sees wait until the hand rests. The first time is every picture's own. */
  plot.repaint = function () {
    const {el} = this
    if (!seen.has(el)) {
      seen.set(el, true)
      watch.observe(el)
    }
    if (seen.get(el)) return paint(this)
    late.set(el, this)
    clearTimeout(rest)
    rest = setTimeout(() => catchUp(() => true), REST)
  }

  plot.remove = function () {
    watch.unobserve(this.el)
    late.delete(this.el)
    remove.call(this)
  }

  Object.defineProperty(plot, "base_font_size", {
    configurable: true,
    get() {
      if (!this.kept) return fontSize.call(this)
      if (!this.kept.has(this)) this.kept.set(this, fontSize.call(this))
      return this.kept.get(this)
    },
  })

  /* ---- what stands where ---- */

  /* The browser places the parts of a page; what is inside a picture is this picture's own. Bokeh
     measures the whole page, and each picture in it, when a number grows by a digit. */
  const {after_resize: afterResize} = block
  block.after_resize = function () {
    if (this instanceof PlotView || !this.root._layout_computed) return afterResize.call(this)
    this._resized = true
    this.finish()
  }

  plot.compute_layout = function () {
    const {parent, kept} = this
    if (!this.is_managed || !this.root._layout_computed) return computeLayout.call(this)
    kept?.clear()
    this.measure_layout()
    parent.update_bbox()
    parent._compute_layout()
    kept?.clear()
    parent.after_layout()
  }

  /* A layer is painted on the canvas: where its own element stands, which is empty, is all the same. */
  layer.update_position = function () {
    if (!this.position.css) this.position.replace(":host { display: none; }")
  }

  /* ---- axes: their ticks and labels are the same all through one paint ---- */

  /** @param {Untyped} view
      @param {unknown} key
      @param {() => Untyped} make */
  function once(view, key, make) {
    const {kept} = view.plot_view
    if (!kept) return make()
    if (!kept.has(view)) kept.set(view, new Map())
    const own = kept.get(view)
    if (!own.has(key)) own.set(key, make())
    return own.get(key)
  }

  for (const name of ["extents", "tick_coords"]) {
    const {get} = /** @type {Required<PropertyDescriptor>} */ (
      Object.getOwnPropertyDescriptor(axis, name))
    Object.defineProperty(axis, name, {
      configurable: true,
      get() {
        return once(this, name, () => get.call(this))
      },
    })
  }
  const {compute_labels: computeLabels} = axis
  axis.compute_labels = function (/** @type {Untyped} */ ticks) {
    return once(this, ticks, () => computeLabels.call(this, ticks))
  }

  /* ---- legends: their samples and their place stay until something about them changes ---- */

  const {
    _render_items: renderItems, _paint_glyphs: paintSamples, update_position: updatePosition,
    request_layout: requestLayout,
  } = legend

  legend._render_items = function () {
    this.isPainted = this.isPlaced = false
    renderItems.call(this)
  }
  legend._paint_glyphs = function () {
    if (this.isPainted && this.ratio === devicePixelRatio) return
    this.isPainted = true
    this.ratio = devicePixelRatio
    paintSamples.call(this)
  }
  legend.update_position = function () {
    const {is_visible: isVisible, plot_view: {bbox}} = this
    const place = JSON.stringify([isVisible, isVisible && this.css_position, bbox])
    if (this.isPlaced && place === this.place) return
    this.isPlaced = true
    this.place = place
    updatePosition.call(this)
  }
  legend.after_layout = function () {
    this.isPlaced = false
  }
  /** Its size changed. */
  legend.request_layout = function () {
    this.isPlaced = false
    requestLayout.call(this)
  }
}
