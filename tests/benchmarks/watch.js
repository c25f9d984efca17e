/* What a benchmark sees of a page: when each picture was painted, of which swap angle, and how many
   bytes came for it. It stands in the page before any other script, and reads Bokeh alone: the same
   eyes for the dashboard and for the baseline. */
(() => {
  const paints = []
  const moves = []
  const received = {bytes: 0}

  const Plain = window.WebSocket
  window.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args)
      this.addEventListener("message", ({data}) => {
        received.bytes += data.length ?? data.byteLength
      })
    }
  }

  const last = (column) => column[column.length - 1]

  /** Curves of K + 1 points end at K θ; one of them holds the energy at the marked collision. */
  function curve({data}) {
    const {x, y} = data
    return x?.length === watch.collisions + 1 && y?.length === x.length
      ? {theta: last(x) / watch.collisions, energies: [y[watch.marked]]} : null
  }

  /** The bars of one state: their mean level is the same energy. */
  function bars({data}) {
    const {top, left, right} = data
    if (top?.length !== watch.levels) return null
    const energy = top.reduce((sum, share, n) => sum + share * (left[n] + right[n]) / 2, 0)
    return {energies: [energy]}
  }

  function seen(figure) {
    const sources = figure.renderers.map(({data_source}) => data_source).filter(Boolean)
    const found = sources.map((source) => curve(source) ?? bars(source)).filter(Boolean)
    if (found.length === 0) return null
    return {...found[0], energies: found.flatMap(({energies}) => energies)}
  }

  /** Note each paint of a figure, at the time when the frame that holds it has been made. */
  function observe({PlotView}) {
    const paint = PlotView.prototype._actual_paint
    PlotView.prototype._actual_paint = function (...args) {
      paint.apply(this, args)
      const found = seen(this.model)
      if (found) setTimeout(() => paints.push({time: performance.now(), ...found}))
    }
  }

  let bokeh
  Object.defineProperty(window, "Bokeh", {
    configurable: true,
    get: () => bokeh,
    set(value) {
      bokeh = value
      observe(bokeh.require("models/plots/plot_canvas"))
    },
  })

  /** Move as a hand does: at each event to where the hand is now; `path` is run through once. */
  function drag(path, seconds, move) {
    const start = performance.now()
    const bytes = received.bytes
    let place = -1
    return new Promise((resolve) => {
      const clock = setInterval(() => {
        const share = Math.min((performance.now() - start) / (1000 * seconds), 1)
        const next = Math.min(Math.floor(share * path.length), path.length - 1)
        if (next === place && share < 1) return
        place = next
        if (share < 1) return step(path[place], false, move)
        clearInterval(clock)
        const stop = performance.now()
        const came = received.bytes - bytes
        step(last(path), true, move)
        resolve({start, stop, bytes: came})
      }, 1000 / 60)
    })
  }

  function step(value, final, move) {
    moves.push({time: performance.now(), value, final})
    move(value, final)
  }

  /** An input anywhere on the page, shadow roots included. */
  function find(selector, root = document) {
    const found = root.querySelector(selector)
    if (found) return found
    for (const {shadowRoot} of root.querySelectorAll("*")) {
      const inside = shadowRoot && find(selector, shadowRoot)
      if (inside) return inside
    }
    return null
  }

  /** Every figure's columns by renderer, its ranges, axis names and colours, as plain lists. */
  function pictures() {
    const plain = (column) => Array.isArray(column) || ArrayBuffer.isView(column)
      ? Array.from(column, plain) : Number.isNaN(column) ? "NaN" : column
    const figures = [...bokeh.documents[0]._all_models.values()].filter((m) => m.type === "Figure")
    return figures.map((figure) => ({
      ranges: [figure.x_range, figure.y_range].map(({start, end}) => [start, end]),
      names: [...figure.below, ...figure.left].map(({axis_label}) => axis_label ?? ""),
      legend: figure.above.flatMap(({items}) => (items ?? []).map((item) => item.visible)),
      columns: figure.renderers.map(({name, data_source, visible}) => ({
        name, visible,
        data: Object.fromEntries(Object.entries(data_source.data).map(([k, v]) => [k, plain(v)])),
      })),
    }))
  }

  window.watch = {
    collisions: 955, marked: 600, levels: 250, paints, moves, received, drag, step, find, pictures,
  }
})()
