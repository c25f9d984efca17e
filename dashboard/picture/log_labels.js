// The label of a tick on a logarithmic axis: a plain number where all are of a common size, else a
// power of ten. The body of a function of one `tick` among `ticks`.
const plain = ticks.every((one) => one >= 0.999e-3 && one < 1e5)
if (plain) return String(Number(tick.toPrecision(6)))
const [mantissa, exponent] = tick.toExponential().split("e")
const raised = String(Number(exponent)).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)])
const factor = Number(Number(mantissa).toPrecision(6))
return factor === 1 ? `10${raised}` : `${factor}·10${raised}`
