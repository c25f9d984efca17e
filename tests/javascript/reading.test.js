// What stands at a place of a picture, in words, and where the box with it stands.

import assert from "node:assert/strict"
import {readFileSync} from "node:fs"
import {test} from "node:test"

const FOLDER = new URL("../../dashboard/components/", import.meta.url)
const text = ["number.js", "reading.js"]
  .map((name) => readFileSync(new URL(name, FOLDER), "utf8")).join("\n")
const {Reading, along, turns, placeBox} = new Function(
  `${text}; return {Reading, along, turns, placeBox}`)()

// A frame of 100 pixels for 10, upwards.
const FRAME = {x: (x) => 10 * x, y: (y) => 100 - 10 * y, span: 10}
const NAMES = {
  x: {name: "time t", unit: "1/Γ₀", hidden: false, whole: false},
  y: {name: "energy E", unit: "ħω", hidden: false, whole: false},
  z: {name: "half-life τ", unit: "s", meanings: []},
  log: [false, false],
}
const DRAWING = {...NAMES, x: {...NAMES.x, hidden: true}, y: {...NAMES.y, hidden: true}}
const layer = (kind, label, data, more = {}) =>
  ({key: label, kind, label, data, range: 1, colour: (index) => `colour ${index}`, ...more})
const read = (layers, x, y, names = NAMES) => new Reading({names, frame: FRAME, layers}, x, y)
const rows = (reading) => reading.rows.map(({label, value}) => [label, value].join(" ").trim())

const LINE = layer("curve", "line", {x: [0, 10], y: [0, 5]})

test("a curve is read where the pointer is along x, with its colour and its unit", () => {
  const reading = read([LINE], 4, 9)
  assert.deepEqual(reading.head, ["time t = 4/Γ₀"])
  assert.deepEqual(rows(reading), ["line 2 ħω"])
  assert.equal(reading.rows[0].colour, "colour 0")
  assert.deepEqual(reading.dots, [{x: 4, y: 2, colour: "colour 0"}])
})

test("what rounding leaves is nothing, but on a logarithmic axis", () => {
  const noise = layer("curve", "line", {x: [0, 10], y: [1e-12, 1e-12]})
  assert.deepEqual(rows(read([noise], 4, 0)), ["line 0 ħω"])
  assert.deepEqual(rows(read([noise], 4, 0, {...NAMES, log: [false, true]})), ["line 10⁻¹² ħω"])
})

test("beyond its ends a curve says nothing, whichever way it runs", () => {
  assert.equal(read([LINE], 11, 1).isEmpty, true)
  assert.equal(along([3, 1], [0, 2], 2), 1)
  assert.equal(along([3, 1], [0, 2], 0.5), null)
  assert.equal(along([], [], 1), null)
})

test("a line that turns back is named where the pointer is on it, and nowhere else", () => {
  const circle = layer("curve", "rim", {x: [5, 7, 5, 3, 5], y: [3, 5, 7, 5, 3]})
  assert.equal(turns(circle.data.x), true)
  assert.deepEqual(rows(read([circle], 6, 4)), ["rim"])
  assert.deepEqual(rows(read([circle], 5, 5)), [])
})

test("many curves are no tower: the nearest are read, in their order, each once", () => {
  const xs = Array.from({length: 16}, () => [0, 10])
  const ys = xs.map((_, index) => [index / 2, index / 2])
  const label = xs.map((_, index) => `N = ${index}`)
  const many = read([layer("paths", "", {xs, ys, label})], 5, 1)
  assert.equal(many.rows.length, 9)
  assert.equal(many.rows[0].label, "N = 0")
  const same = read([layer("paths", "physical", {xs, ys: xs.map(() => [1, 1]), label: []})], 5, 1)
  assert.deepEqual(rows(same), ["physical 1 ħω"])
})

test("a bar is read as a whole, at its middle", () => {
  const bars = layer("bars", "battery", {left: [0.5, 1.5], right: [1.5, 2.5], top: [3, 4]})
  const reading = read([bars], 1.7, 9)
  assert.deepEqual(reading.head, ["time t = 2/Γ₀"])
  assert.deepEqual(rows(reading), ["battery 4 ħω"])
})

test("between whole numbers the nearest one is meant", () => {
  const names = {...NAMES, x: {...NAMES.x, name: "cells N", unit: "", whole: true}}
  assert.deepEqual(read([LINE], 3.9, 0, names).head, ["cells N = 4"])
  assert.deepEqual(rows(read([LINE], 3.9, 0, names)), ["line 2 ħω"])
})

test("a region is named within it, with its ends", () => {
  const area = layer("area", "band", {x: [0, 10, 10, 0], y: [1, 1, 5, 3]})
  assert.deepEqual(rows(read([area], 5, 2)), ["band 1 to 4 ħω"])
  assert.deepEqual(rows(read([area], 5, 4.5)), [])
  assert.deepEqual(rows(read([layer("band", "ahead", {x0: [2], x1: [4]})], 3, 9)), ["ahead"])
})

test("lines that mark a place are told near them", () => {
  const rule = layer("rule", "half-life", {x: [2]})
  assert.deepEqual(rows(read([rule], 2.3, 1)), ["half-life 2/Γ₀"])
  assert.deepEqual(rows(read([rule], 4, 1)), [])
  assert.deepEqual(rows(read([layer("level", "limit", {y: [3]})], 4, 1)), ["limit 3 ħω"])
  assert.deepEqual(rows(read([layer("level", "", {y: [3]})], 4, 1)), [])
})

const image = (more) => layer("image", "", {
  image: [Object.assign([0.25, 0.5, 0.75, 1], {shape: [2, 2]})],
  x: [0], y: [0], dw: [10], dh: [10], text: [[]], ...more,
})

test("a map tells both places and its quantity; curves on it are named alone", () => {
  const reading = read([image(), LINE], 8, 4.1)
  assert.deepEqual(reading.head, ["time t = 8/Γ₀", "energy E = 4.1 ħω"])
  assert.deepEqual(rows(reading), ["half-life τ 0.5 s", "line"])
  assert.deepEqual(rows(read([image(), LINE], 8, 9)), ["half-life τ 1 s"])
})

test("codes say what they mean, and an entry of a matrix what it is", () => {
  const codes = {...NAMES, z: {name: "best way", unit: "", meanings: ["thin", "full"]}}
  const coded = image({image: [Object.assign([1, 0, 0, 0], {shape: [2, 2]})]})
  assert.deepEqual(rows(read([coded], 1, 1, codes)), ["best way full"])
  const named = image({text: [["⟨1|ρ|0⟩ = 0", "b", "c", "d"]]})
  assert.deepEqual(rows(read([named], 1, 1, DRAWING)), ["⟨1|ρ|0⟩ = 0"])
})

test("in a drawing a place has no numbers, and the point is meant, not the lines at it", () => {
  const cells = layer("nodes", "", {x: [5], y: [5], fill_color: [0.5], text: ["cell 0: full"]})
  const edges = layer("paths", "", {xs: [[5, 9]], ys: [[5, 9]], label: ["cells 0 and 1"]})
  const reading = read([edges, cells], 5.2, 5.2, DRAWING)
  assert.deepEqual(reading.head, [])
  assert.deepEqual(rows(reading), ["cell 0: full"])
  assert.deepEqual(rows(read([edges, cells], 8, 8, DRAWING)), ["cells 0 and 1"])
})

test("the box stands over none of what it reads", () => {
  const frame = {left: 0, top: 0, width: 400, height: 300}
  const box = {width: 120, height: 100}
  for (const at of [{x: 20, y: 20}, {x: 380, y: 150}, {x: 200, y: 290}, {x: 200, y: 5}]) {
    const dots = [40, 150, 260].map((y) => ({x: at.x, y, weight: 100}))
    const {x, y} = placeBox(at, box, frame, dots)
    for (const dot of [...dots, at]) {
      const inside = dot.x > x && dot.x < x + box.width && dot.y > y && dot.y < y + box.height
      assert.equal(inside, false, JSON.stringify([at, dot, x, y]))
    }
    assert(x >= 0 && x + box.width <= 400)
  }
})
