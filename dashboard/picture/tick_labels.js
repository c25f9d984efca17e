// The label of a tick on a linear axis, which comes after number.js: all of one axis in one form.
// The body of a function of one `tick` among `ticks`; `unit` is told at each where there is one.
const [factor, name] = unit === "µs" ? timeUnit(Math.max(...ticks.map(Math.abs))) : [1, unit]
const scaled = ticks.map((one) => one / factor)
const step = scaled.length > 1 ? Math.abs(scaled[1] - scaled[0]) : Math.abs(scaled[0])
const exponent = Math.floor(Math.log10(Math.max(...scaled.map(Math.abs)) || 1) + 1e-9)
const common = exponent < -3 || exponent >= DIGITS ? exponent : 0
const own = Number((tick / factor / step).toFixed(6)) * step / 10 ** common
const digits = numberText(Number(own.toPrecision(12)), 12)
const text = common && own ? raised(digits, common) : digits
return own && name ? `${text} ${name}` : text
