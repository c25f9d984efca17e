// One message under way at a time, and nothing lost: the pacer, with a clock of the test's own.

import assert from "node:assert/strict"
import {beforeEach, mock, test} from "node:test"

import {Pacer} from "./ours.js"

let sent, told, pacer

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({apis: ["setTimeout"]})
  sent = []
  told = []
  pacer = new Pacer((message) => sent.push(message), (late) => told.push(late))
})

const answer = (refused = {}) => pacer.answered({[sent.at(-1).seq]: refused})
const changes = () => sent.map((message) => message.changes)
const pending = () => Object.fromEntries(pacer.pending())

test("a message without an answer travels again with the next", () => {
  pacer.set("q", 0.3, true)
  mock.timers.tick(Pacer.GIVE_UP_AFTER)
  assert(pacer.isAhead("q"))
  pacer.set("c", 0.9, true)
  assert.deepEqual(pending(), {q: 0.3, c: 0.9})
  answer()
  assert.deepEqual(changes(), [{q: 0.3}, {q: 0.3, c: 0.9}])
  assert.deepEqual(pending(), {})
  assert(!pacer.isAhead("q"))
})

test("a newer value is not overtaken by one without an answer", () => {
  pacer.set("q", 0.3, true)
  pacer.set("q", 0.4, true)
  mock.timers.tick(Pacer.GIVE_UP_AFTER)
  answer()
  assert.deepEqual(changes(), [{q: 0.3}, {q: 0.4}])
  assert.deepEqual(pending(), {})
})

test("a late answer counts", () => {
  pacer.set("q", 0.3, true)
  mock.timers.tick(Pacer.GIVE_UP_AFTER)
  assert.deepEqual(answer().names, ["q"])
  assert.deepEqual(pending(), {})
  assert(!pacer.isAhead("q"))
})

test("what a gesture set is pending until it ends", () => {
  pacer.set("q", 0.3, false)
  answer()
  assert.deepEqual(pending(), {q: 0.3})
  pacer.set("q", 0.4, true)
  answer()
  assert.deepEqual(pending(), {})
  assert.deepEqual(told, [false, false])
})

test("only the newest value of each control waits while a message is under way", () => {
  for (const value of [1, 2, 3]) pacer.set("q", value, false)
  pacer.set("c", 7, false)
  assert.deepEqual(changes(), [{q: 1}])
  answer()
  assert.deepEqual(changes(), [{q: 1}, {q: 3, c: 7}])
  answer()
  assert.equal(sent.length, 2)
})

test("an answer to another message, or a second one, is none", () => {
  pacer.set("q", 1, true)
  const nothing = {names: [], refused: {}}
  assert.deepEqual(pacer.answered({}), nothing)
  assert.deepEqual(pacer.answered({[sent[0].seq - 1]: {}}), nothing)
  assert.deepEqual(answer({q: "no"}), {names: ["q"], refused: {q: "no"}})
  assert.deepEqual(answer(), nothing)
})

test("a late answer is told of once, and so is its coming", () => {
  pacer.set("q", 1, true)
  mock.timers.tick(Pacer.LATE_AFTER - 1)
  assert.deepEqual(told, [])
  mock.timers.tick(1)
  assert.deepEqual(told, [true])
  answer()
  assert.deepEqual(told, [true, false])
  mock.timers.tick(10 * Pacer.GIVE_UP_AFTER)
  assert.deepEqual(told, [true, false])
})

test("a pacer that is closed sends nothing more of its own", () => {
  pacer.set("q", 1, true)
  pacer.set("q", 2, true)
  pacer.close()
  mock.timers.tick(10 * Pacer.GIVE_UP_AFTER)
  assert.deepEqual(changes(), [{q: 1}])
})
