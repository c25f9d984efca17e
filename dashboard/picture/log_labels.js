// The label of a tick on a logarithmic axis, which comes after number.js: a plain number where all
// are of a common size, else a power of ten. The body of a function of one `tick` among `ticks`.
const plain = ticks.every((one) => one >= 0.999e-3 && one < 1e5)
if (plain) return numberText(tick)
const exponent = Math.floor(Math.log10(tick) + 1e-9)
return raised(numberText(tick / 10 ** exponent), exponent)
