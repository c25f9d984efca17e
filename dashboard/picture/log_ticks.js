// Ticks of a logarithmic axis: powers of ten; 1, 2, 5 below two decades; even steps within a few
// digits' reach. The body of a function of the axis' ends, `cb_data`.
const {start, end} = cb_data
const [low, high] = start < end ? [start, end] : [end, start]
if (!(low > 0) || !Number.isFinite(high)) return []
const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
const decades = Math.log10(high / low)
const inside = (tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)
const power = (exponent) => Number(`1e${exponent}`)
if (decades < 0.7) {
  const rough = (high - low) / 4
  const unit = power(Math.floor(Math.log10(rough)))
  const step = ([1, 2, 5].find((nice) => nice * unit >= rough) ?? 10) * unit
  const from = Math.ceil(low / step - 1e-9)
  const count = Math.max(0, Math.floor(high / step + 1e-9) - from + 1)
  return Array.from({length: count}, (_, at) => Number(((from + at) * step).toPrecision(12)))
}
const mantissas = decades < 2 ? [1, 2, 5] : [1]
const every = Math.ceil(decades / 9)
const ticks = []
for (let exponent = first; exponent <= last; exponent += 1) {
  if (exponent % every === 0 || every === 1) {
    ticks.push(...mantissas.map((mantissa) => mantissa * power(exponent)))
  }
}
return ticks.filter(inside)
