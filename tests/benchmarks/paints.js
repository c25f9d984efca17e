/* When the figures of a page were painted, and what they held then: for `pages.py`, which knows
   what each state looks like. It stands in a page whose Bokeh has started. */
window.look = (watched) => {
  const paints = []
  const {PlotView} = Bokeh.require("models/plots/plot_canvas")
  const paint = PlotView.prototype._actual_paint

  const columnOf = (figure, layer, column) =>
    Array.from(figure.renderers.find(({tags}) => tags[0] === layer).data_source.data[column])

  PlotView.prototype._actual_paint = function (...args) {
    paint.apply(this, args)
    const view = this.model.name
    const held = watched.filter(([own]) => own === view)
      .map(([, layer, column]) => columnOf(this.model, layer, column))
    if (held.length) setTimeout(() => paints.push({time: performance.now(), view, held}))
  }
  return paints
}
