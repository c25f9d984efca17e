// The positions of a slider, the values they stand for, and how these are written.

import assert from "node:assert/strict"
import {test} from "node:test"

import {asText, Scale, tidied} from "./ours.js"

const REAL = {kind: "real", unit: "", log: false, step: 0}
const COUNT = {kind: "count", unit: "", log: false, step: 0}
const ANGLE = {...REAL, unit: "π"}
const LOG = {...REAL, log: true}

const SCALES = {
  real: new Scale(REAL, [-1, 3]),
  "real with a step": new Scale({...REAL, step: 0.05}, [0, 1]),
  count: new Scale(COUNT, [1, 250]),
  "count on a log scale": new Scale({...COUNT, log: true}, [1, 100_000]),
  angle: new Scale(ANGLE, [0, Math.PI]),
  log: new Scale(LOG, [1e-4, 10]),
  "log angle": new Scale({...ANGLE, log: true}, [0.001 * Math.PI, Math.PI / 2]),
}

for (const [name, scale] of Object.entries(SCALES)) {
  test(`${name}: the ends are exact, and nothing is outside them`, () => {
    assert.equal(scale.value(0), scale.low)
    assert.equal(scale.value(scale.last), scale.high)
    assert.equal(scale.value(-3), scale.low)
    assert.equal(scale.value(scale.last + 3), scale.high)
    assert.equal(scale.position(scale.low - 1), 0)
    assert.equal(scale.position(scale.high + 1), scale.last)
  })

  test(`${name}: values rise, and each is at a position that stands for it`, () => {
    for (let at = 1; at <= scale.last; at += 1) {
      const value = scale.value(at)
      assert(value >= scale.value(at - 1), `at ${at}`)
      assert.equal(scale.value(scale.position(value)), value, `at ${at}`)
    }
  })
}

test("a count has a position for each of its numbers, and whole values on any scale", () => {
  assert.equal(SCALES.count.last, 249)
  const scale = SCALES["count on a log scale"]
  for (let at = 0; at <= scale.last; at += 1) assert(Number.isInteger(scale.value(at)))
})

test("a step is kept", () => {
  const scale = SCALES["real with a step"]
  assert.equal(scale.last, 20)
  assert.equal(scale.value(7), 0.35)
})

test("a range of one point divides by nothing", () => {
  for (const spec of [REAL, COUNT, LOG]) {
    const scale = new Scale(spec, [2, 2])
    assert.equal(scale.position(2), 0)
    assert.equal(scale.value(0), 2)
    assert.equal(scale.value(5), 2)
  }
})

test("a slider's number has no digits that nobody chose", () => {
  assert.equal(tidied(REAL, 0.1 + 0.2), 0.3)
  assert.equal(tidied(COUNT, 6.7), 7)
  assert.equal(tidied(LOG, 0.0123456), 0.0123)
  assert.equal(tidied(ANGLE, 0.01 * Math.PI * (1 + 1e-9)), 0.01 * Math.PI)
})

test("angles are written as multiples of π", () => {
  assert.deepEqual([0, Math.PI, Math.PI / 100, 1.5 * Math.PI].map((value) => asText(ANGLE, value)),
    ["0", "π", "0.01π", "1.5π"])
  assert.equal(asText(REAL, 0.1 + 0.2), "0.3")
})
