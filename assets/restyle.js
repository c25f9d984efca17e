/* Bokeh writes the place of every axis and legend into a style sheet of its own at each paint, and
   the browser restyles the page even where nothing has moved. Only what differs is written. */
{
  const {InlineStyleSheet: {prototype}} = Bokeh.require("core/dom")
  const write = prototype._update
  prototype._update = function (css) {
    if (this.css !== css) write.call(this, css)
  }
}
