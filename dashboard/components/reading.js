/* What stands at a place of a picture, in words: nothing here touches the page.

   A picture is {names, frame, layers}: `names` tells of each axis, and of the colours, its name and
   its unit; `frame` how far along the screen a number stands (`x`, `y`) and where the frame ends;
   a layer is {key, kind, label, data, colour(index)}. */

/** Of a value, and of a place: nobody points more finely. */
const [DIGITS_READ, DIGITS_POINTED] = [5, 4]
/** Less than this share of an axis is nothing: rounding leaves as much. */
const NOTHING = 1e-9
/** How near, in pixels, a line and a point are meant; and how many lines are read at most. */
const [NEAR_LINE, NEAR_POINT, NEAR_NODE, MOST_ROWS] = [7, 12, 18, 9]

/** A number with its unit: 0.42/Γ₀, 0.01π, 85.6 E.
    @param {number} value
    @param {string} unit
    @param {number} digits */
function inUnit(value, unit, digits = DIGITS_READ) {
  const text = numberText(value, digits)
  if (unit.startsWith("1/")) return text + unit.slice(1)
  return unit && unit !== "π" ? `${text} ${unit}` : text + unit
}

/** The value at x of a curve whose points run along x, either way; null beyond its ends.
    @param {ArrayLike<number>} xs
    @param {ArrayLike<number>} ys
    @param {number} x */
function along(xs, ys, x) {
  const last = Math.min(xs.length, ys.length) - 1
  const rising = xs[last] >= xs[0]
  const outside = rising ? x < xs[0] || x > xs[last] : x > xs[0] || x < xs[last]
  if (last < 0 || outside) return null
  let [low, high] = [0, last]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (xs[middle] <= x === rising) low = middle
    else high = middle
  }
  const share = xs[high] === xs[low] ? 0 : (x - xs[low]) / (xs[high] - xs[low])
  const value = ys[low] + share * (ys[high] - ys[low])
  return Number.isFinite(value) ? value : null
}

/** A contour may turn back: it has no one value at x.
    @param {ArrayLike<number>} xs */
function turns(xs) {
  const rising = xs[xs.length - 1] >= xs[0]
  for (let at = 1; at < xs.length; at += 1) {
    if (xs[at] !== xs[at - 1] && xs[at] > xs[at - 1] !== rising) return true
  }
  return false
}

/** Where in an image a place is: the index of its pixel, row by row; null outside.
    @param {Untyped} data
    @param {number} x
    @param {number} y
    @param {[boolean, boolean]} log */
function pixelAt({image, x: left, y: bottom, dw, dh}, x, y, log) {
  if (image.length === 0) return null
  const [rows, columns] = image[0].shape
  /** @type {(at: number, start: number, span: number, log: boolean) => number} */
  const share = (at, start, span, isLog) =>
    isLog ? Math.log(at / start) / Math.log((start + span) / start) : (at - start) / span
  const column = Math.floor(share(x, left[0], dw[0], log[0]) * columns)
  const row = Math.floor(share(y, bottom[0], dh[0], log[1]) * rows)
  const inside = column >= 0 && column < columns && row >= 0 && row < rows
  return inside ? row * columns + column : null
}

/** The two curves around an area, whose points go forth along one and back along the other.
    @param {ArrayLike<number>} xs
    @param {ArrayLike<number>} ys */
function sidesOf(xs, ys) {
  let end = 1
  while (end < xs.length && xs[end] > xs[end - 1]) end += 1
  const [x, y] = [Array.from(xs), Array.from(ys)]
  return [[x.slice(0, end), y.slice(0, end)], [x.slice(end), y.slice(end)]]
}

/** Reads one picture at one place. */
class Reading {
  /** @param {Untyped} picture
      @param {number} x
      @param {number} y */
  constructor({names, frame, layers}, x, y) {
    this.names = names
    this.frame = frame
    // Nobody stands between one cell and two.
    this.x = names.x.whole ? Math.round(x) : x
    this.y = y
    this.at = [frame.x(x), frame.y(y)]
    this.isMap = layers.some(({kind}) => kind === "image")
    this.isDrawing = names.x.hidden && names.y.hidden
    /** @type {{colour: string | null, label: string, value: string, far: number,
        isSpot: boolean}[]} */
    this.rows = []
    /** @type {{x: number, y: number, colour: string | null}[]} */
    this.dots = []
    /** @type {[ArrayLike<number>, ArrayLike<number>][]} */
    this.curves = []
    for (const layer of layers) this[layer.kind]?.(layer)
    // In a drawing a point is meant, not the lines that end there.
    if (this.isDrawing && this.rows.some(({isSpot}) => isSpot)) {
      this.rows = this.rows.filter(({isSpot}) => isSpot)
    }
    this.cut()
  }

  /** What the place is called: a line for each axis that has numbers.
      @returns {string[]} */
  get head() {
    const axes = /** @type {["x" | "y", number][]} */ ([["x", this.x], ["y", this.y]])
    const told = axes.slice(0, this.isMap ? 2 : 1).filter(([axis]) => !this.names[axis].hidden)
    return told.map(([axis, value]) => {
      const {name, unit} = this.names[axis]
      return `${name} = ${inUnit(value, unit, DIGITS_POINTED)}`
    })
  }

  /** A value along y; nothing where the axis is too long for it.
      @param {number} value */
  value(value) {
    const isNothing = Math.abs(value) < NOTHING * this.frame.span
    return inUnit(isNothing && !this.names.log[1] ? 0 : value, this.names.y.unit)
  }

  get isEmpty() {
    return this.rows.length === 0
  }

  say(layer, value, far, index = 0, isSpot = false) {
    const label = layer.label || (value ? this.names.y.name.trim() : "")
    const known = this.rows.some((row) => row.label === label && row.value === value)
    if (label && !known) this.rows.push({colour: layer.colour(index), label, value, far, isSpot})
  }

  /** Only the nearest rows, in their order, where there are many. */
  cut() {
    if (this.rows.length <= MOST_ROWS) return
    const kept = this.rows.toSorted((one, other) => one.far - other.far).slice(0, MOST_ROWS)
    this.rows = this.rows.filter((row) => kept.includes(row))
  }

  /** How far in pixels a place is from a point.
      @param {number} x
      @param {number} y */
  apart(x, y) {
    return Math.hypot(this.frame.x(x) - this.at[0], this.frame.y(y) - this.at[1])
  }

  /** How far in pixels a place is from a line of many points.
      @param {ArrayLike<number>} xs
      @param {ArrayLike<number>} ys */
  apartFromLine(xs, ys) {
    let nearest = Infinity
    const [x, y] = this.at
    for (let at = 1; at < xs.length; at += 1) {
      const [ax, ay] = [this.frame.x(xs[at - 1]), this.frame.y(ys[at - 1])]
      const [bx, by] = [this.frame.x(xs[at]) - ax, this.frame.y(ys[at]) - ay]
      const length = bx * bx + by * by
      const share = length ? Math.min(Math.max(((x - ax) * bx + (y - ay) * by) / length, 0), 1) : 0
      const away = Math.hypot(ax + share * bx - x, ay + share * by - y)
      if (away < nearest) nearest = away
    }
    return nearest
  }

  /** A line is read at x; where it turns back, or where a map or a drawing is, it is only named.
      @param {Untyped} layer
      @param {ArrayLike<number>} xs
      @param {ArrayLike<number>} ys
      @param {number} index */
  line(layer, xs, ys, index = 0) {
    if (this.isMap || this.isDrawing || turns(xs)) {
      const away = this.apartFromLine(xs, ys)
      if (away <= NEAR_LINE) this.say(layer, "", away, index)
      return
    }
    this.curves.push([xs, ys])
    const value = along(xs, ys, this.x)
    if (value === null) return
    this.dots.push({x: this.x, y: value, colour: layer.colour(index)})
    this.say(layer, this.value(value), Math.abs(this.frame.y(value) - this.at[1]), index)
  }

  curve(layer) {
    this.line(layer, layer.data.x, layer.data.y)
  }

  steps(layer) {
    this.line(layer, layer.data.x, layer.data.y)
  }

  outline(layer) {
    this.line(layer, layer.data.x, layer.data.y)
  }

  paths(layer) {
    layer.data.xs.forEach((xs, index) => {
      const label = layer.data.label?.[index] || layer.label
      this.line({...layer, label}, xs, layer.data.ys[index], index)
    })
  }

  links(layer) {
    layer.data.xs.forEach((xs, index) => {
      const away = this.apartFromLine(xs, layer.data.ys[index])
      const label = layer.data.label?.[index] || layer.label
      if (away <= Math.max(NEAR_LINE, layer.data.width[index] / 2)) {
        this.say({...layer, label}, "", away, index)
      }
    })
  }

  bars(layer) {
    const {left, right, top} = layer.data
    const at = left.findIndex((start, index) => start <= this.x && this.x < right[index])
    if (at < 0) return
    this.x = (left[at] + right[at]) / 2
    this.dots.push({x: this.x, y: top[at], colour: layer.colour(0)})
    this.say(layer, this.value(top[at]), 0)
  }

  area(layer) {
    const [lower, upper] = sidesOf(layer.data.x, layer.data.y)
    const [low, high] = [along(lower[0], lower[1], this.x), along(upper[0], upper[1], this.x)]
    if (low === null || high === null || this.y < low || this.y > high) return
    const {unit} = this.names.y
    const value = `${numberText(low, DIGITS_READ)} to ${inUnit(high, unit)}`
    this.say(layer, this.isMap || this.isDrawing ? "" : value, 0)
  }

  band(layer) {
    const {x0, x1} = layer.data
    if (x0.length && x0[0] <= this.x && this.x <= x1[0]) this.say(layer, "", 0)
  }

  rule(layer) {
    for (const x of layer.data.x) {
      const away = Math.abs(this.frame.x(x) - this.at[0])
      if (away <= NEAR_LINE && layer.label) this.say(layer, inUnit(x, this.names.x.unit), away)
    }
  }

  level(layer) {
    for (const y of layer.label ? layer.data.y : []) {
      this.say(layer, this.value(y), Math.abs(this.frame.y(y) - this.at[1]))
    }
  }

  /** A point near the place is what is read: its own place is told.
      @param {Untyped} layer
      @param {number} reach
      @param {(index: number) => string} value */
  spots(layer, reach, value) {
    const {x, y, text} = layer.data
    const near = Array.from(x, (at, index) => ({index, away: this.apart(at, y[index])}))
      .filter(({away}) => away <= reach).sort((one, other) => one.away - other.away)
    for (const {index, away} of this.isDrawing ? near.slice(0, 1) : near) {
      this.say({...layer, label: text?.[index] || layer.label}, value(index), away, index, true)
    }
  }

  points(layer) {
    const isNamed = this.isMap || this.isDrawing || layer.data.text?.some(Boolean)
    this.spots(layer, this.isDrawing ? NEAR_NODE : NEAR_POINT,
      (index) => isNamed ? "" : this.value(layer.data.y[index]))
  }

  marks(layer) {
    this.spots(layer, NEAR_POINT, () => "")
  }

  nodes(layer) {
    const {name, unit} = this.names.z
    this.spots({...layer, label: layer.label || name}, NEAR_NODE, (index) =>
      layer.data.text?.some(Boolean) ? "" : inUnit(layer.data.fill_color[index], unit))
  }

  image(layer) {
    const {data} = layer
    const at = pixelAt(data, this.x, this.y, this.names.log)
    if (at === null) return
    const value = data.image[0][at]
    const {name, unit, meanings} = this.names.z
    if (data.text?.[0]?.length) this.say({...layer, label: data.text[0][at]}, "", 0, at)
    else if (!Number.isFinite(value)) return
    else if (meanings.length) this.say({...layer, label: name}, meanings[value] ?? "", 0, at)
    else {
      const isNothing = Math.abs(value) < NOTHING * layer.range
      this.say({...layer, label: name}, inUnit(isNothing ? 0 : value, unit), 0, at)
    }
  }
}

/** Where a box stands beside a place: over none of the `dots` that it reads, and over little of
    the rest of their curves. All in pixels.
    @param {{x: number, y: number}} at
    @param {{width: number, height: number}} box
    @param {{left: number, top: number, width: number, height: number}} frame
    @param {{x: number, y: number, weight: number}[]} dots */
function placeBox(at, box, frame, dots) {
  const AWAY = 16
  const right = at.x + AWAY
  const left = at.x - AWAY - box.width
  const fits = (x) => x >= frame.left && x + box.width <= frame.left + frame.width
  const sides = [right, left].filter(fits)
  const top = frame.top + 4
  const bottom = frame.top + frame.height - box.height - 4
  const level = Math.min(Math.max(at.y - box.height - AWAY, top), Math.max(bottom, top))
  const places = (sides.length ? sides : [Math.min(Math.max(right, frame.left), frame.left
    + frame.width - box.width)]).flatMap((x) => [level, top, bottom].map((y) => ({x, y})))
  const covered = ({x, y}) => dots.reduce((sum, dot) => sum + (dot.x > x - 6
    && dot.x < x + box.width + 6 && dot.y > y - 6 && dot.y < y + box.height + 6 ? dot.weight : 0), 0)
  return places.reduce((best, one) => covered(one) < covered(best) ? one : best)
}
