/* What Bokeh would send over a lost connection it only complains of; the page says what becomes of
   it instead. */
{
  const {ClientConnection: {prototype}} = Bokeh.require("client/connection")
  const send = prototype.send
  prototype.send = function (message) {
    if (pageConnection.mayLeave(message)) send.call(this, message)
  }
}
