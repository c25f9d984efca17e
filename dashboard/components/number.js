/* Numbers for people: the twin of `number` and `shown` in engine/numerals.py, digit for digit. */

const PI = "π"
const DIGITS = 6
const [SMALLEST, LONGEST_ROUND] = [-4, 12]
const RAISED = {"-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries())}

/** A number of so many digits; whole ones below a million keep all theirs.
    @param {number} value
    @param {number} digits */
function numberText(value, digits = DIGITS) {
  if (Number.isNaN(value)) return "n/a"
  const sign = value < 0 ? "−" : ""
  const size = Math.abs(value)
  if (size === Infinity) return `${sign}∞`
  if (size === 0) return "0"
  const rounded = size.toExponential(digits - 1)
  const [mantissa, power] = rounded.split("e")
  const exponent = Number(power)
  const round = exponent >= DIGITS && exponent < LONGEST_ROUND && Number(rounded) === size
  if (round || (exponent >= SMALLEST && exponent < DIGITS)) {
    const text = size.toFixed(Math.max(digits - 1 - exponent, 0))
    return sign + (text.includes(".") ? text.replace(/\.?0+$/, "") : text)
  }
  return raised(sign + mantissa.replace(/\.?0+$/, ""), exponent)
}

/** A factor times a power of ten, which stands alone where the factor is one.
    @param {string} factor
    @param {number} exponent */
function raised(factor, exponent) {
  const power = `10${[...String(exponent)].map((sign) => RAISED[sign]).join("")}`
  return /^−?1$/.test(factor) ? factor.replace("1", power) : `${factor}·${power}`
}

/** The same for an angle, in multiples of π.
    @param {number} value */
function angleText(value) {
  const multiple = value === 0 ? "0" : numberText(value / Math.PI)
  return value === 0 ? multiple : multiple === "1" ? PI : multiple + PI
}

/** The unit in which a time in µs is short: how many µs it is, and its name.
    @param {number} time
    @returns {[number, string]} */
function timeUnit(time) {
  return time >= 1e5 ? [1e6, "s"] : time >= 1e3 ? [1e3, "ms"] : [1, "µs"]
}

/** What stands behind a number of µs: its unit, and a long time in a longer one.
    @param {number} time */
function inLongerUnit(time) {
  const [length, unit] = timeUnit(time)
  return length === 1 ? unit : `µs = ${numberText(time / length)} ${unit}`
}
