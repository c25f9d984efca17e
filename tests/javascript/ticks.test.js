// The labels of ticks: of one form on one axis, with a true minus and no noise.

import assert from "node:assert/strict"
import {readFileSync} from "node:fs"
import {test} from "node:test"

const read = (path) => readFileSync(new URL(`../../dashboard/${path}`, import.meta.url), "utf8")
const made = (name, ...given) =>
  new Function(...given, `${read("components/number.js")}\n${read(`picture/${name}.js`)}`)
const linear = made("tick_labels", "tick", "ticks", "unit")
const log = made("log_labels", "tick", "ticks")
const labels = (ticks, unit = "") => ticks.map((tick) => linear(tick, ticks, unit))

for (const [ticks, unit, wanted] of [
  [[-0.5, 0, 0.5], "", ["−0.5", "0", "0.5"]],
  [[0, 0.1, 0.2, 0.1 + 0.2], "", ["0", "0.1", "0.2", "0.3"]],
  [[-0.2, -0.1, -2.8e-17, 0.1], "", ["−0.2", "−0.1", "0", "0.1"]],
  [[0, 500000, 1000000, 1500000], "", ["0", "0.5·10⁶", "10⁶", "1.5·10⁶"]],
  [[0, 500000, 1000000, 1500000], "µs", ["0", "0.5 s", "1 s", "1.5 s"]],
  [[0, 2000, 4000], "µs", ["0", "2 ms", "4 ms"]],
  [[0, 100, 200], "µs", ["0", "100 µs", "200 µs"]],
  [[0, 5e-5, 1e-4], "", ["0", "0.5·10⁻⁴", "10⁻⁴"]],
  [[0, 0.001, 0.002], "", ["0", "0.001", "0.002"]],
  [[7], "", ["7"]],
]) {
  test(`${ticks} ${unit}`, () => assert.deepEqual(labels(ticks, unit), wanted))
}

test("powers of ten on a logarithmic axis, plain numbers of a common size", () => {
  const small = [1e-6, 1e-4, 1e-2]
  assert.deepEqual(small.map((tick) => log(tick, small)), ["10⁻⁶", "10⁻⁴", "10⁻²"])
  const plain = [0.01, 0.1, 1]
  assert.deepEqual(plain.map((tick) => log(tick, plain)), ["0.01", "0.1", "1"])
  assert.equal(log(2e-7, [2e-7]), "2·10⁻⁷")
})
