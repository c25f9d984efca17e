/* Bokeh writes the place of every axis and legend into a style sheet of its own at each paint, and
   the browser restyles the page even where nothing has moved. Only what differs is written. */
{
  const {InlineStyleSheet: {prototype}} = Bokeh.require("core/dom")
  const write = prototype._update
  prototype._update = function (css) {
    if (this.css !== css) write.call(this, css)
  }
}

/* Bokeh clears and fills a canvas half a pixel off: its first row and column keep half of what was
   there before, such as the paper of the other theme. */
{
  const {CanvasLayer: {prototype}} = Bokeh.require("core/util/canvas")
  const clear = prototype.clear
  prototype.clear = function () {
    if (this.backend === "svg") return clear.call(this)
    this.undo_transform((ctx) => ctx.clearRect(0, 0, this.canvas.width, this.canvas.height))
  }
}
