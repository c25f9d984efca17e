// What stands under the pointer, one line a layer, as plain text (Bokeh escapes it).
// `layers`: [{kind, label, source, renderer}]; `names`: {x, y, z}; `ranges`: those of the axes;
// `special_vars`: the pointer.
const { x, y } = special_vars
const number = (value) => String(Number(value.toPrecision(5)))
const named = (name, value) => `${name} ${number(value)}`

// The value at x of a curve whose points run along x, either way.
const along = (xs, ys, last = ys.length - 1) => {
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

// A contour may turn back: it has no one value at x.
const turns = (xs) => {
  const rising = xs[xs.length - 1] >= xs[0]
  return xs.some((at, index) => index > 0 && at !== xs[index - 1] && at > xs[index - 1] !== rising)
}

const pixel = ({ image, x: left, y: bottom, dw, dh }) => {
  if (image.length === 0) return null
  const [rows, columns] = image[0].shape
  const share = (at, start, span, log) =>
    log ? Math.log(at / start) / Math.log((start + span) / start) : (at - start) / span
  const column = Math.floor(share(x, left[0], dw[0], names.log[0]) * columns)
  const row = Math.floor(share(y, bottom[0], dh[0], names.log[1]) * rows)
  const inside = column >= 0 && column < columns && row >= 0 && row < rows
  const value = inside ? image[0][row * columns + column] : NaN
  return Number.isFinite(value) ? value : null
}

// Whether the pointer is on a point: the same share of both axes.
const NEAR = 0.025
const apart = ({ start, end }, one, other, log) =>
  Math.abs(log ? Math.log(one / other) / Math.log(end / start) : (one - other) / (end - start))
const near = (at_x, at_y) =>
  apart(ranges[0], x, at_x, names.log[0]) < NEAR && apart(ranges[1], y, at_y, names.log[1]) < NEAR

const lines = [named(names.x, x)]
// An image of codes says what they mean.
const meanings = (names.meanings || "").split(" ").map((words) => words.replaceAll("_", " "))
const read = (label, value) => {
  if (value !== null) lines.push(label ? `${label}: ${number(value)}` : number(value))
}
if (layers.some(({ kind }) => kind === "image")) lines.push(named(names.y, y))
for (const { kind, label, source, renderer } of layers) {
  if (!renderer.visible) continue
  const { data } = source
  if (kind === "image" && names.meanings) {
    const meaning = meanings[pixel(data)]
    if (meaning) lines.push(`${names.z}: ${meaning}`)
  } else if (kind === "image") read(names.z, pixel(data))
  else if (kind === "bars") {
    const at = data.left.findIndex((left, index) => left <= x && x < data.right[index])
    read(label, at < 0 ? null : data.top[at])
  } else if (kind === "marks") {
    data.text.forEach((name, at) => {
      if (near(data.x[at], data.y[at])) lines.push(name)
    })
  } else if (kind === "paths") {
    data.xs.forEach((xs, index) => {
      if (!turns(xs)) read(data.label[index] || label, along(xs, data.ys[index]))
    })
  } else read(label, along(data.x, data.y))
}
return lines.join("\n")
