// What a page knows of its server, with a clock of the test's own.

import assert from "node:assert/strict"
import {test} from "node:test"

import {Attempts, Pulse, queryWith} from "./ours.js"

/** A line of time: at which milliseconds which of heard, sent happens; the server answers a question
    after `answer` ms, or never. Gives the questions, and when silence was first said. */
function line({events, until, answer = null}) {
  const pulse = new Pulse(0)
  const asked = []
  let silent = null
  let due = []
  for (let now = 0; now <= until; now += 50) {
    for (const [at, what] of events) if (at === now) pulse[what](now)
    for (const at of due) if (at <= now) pulse.heard(now)
    due = due.filter((at) => at > now)
    if (now % Pulse.BEAT === 0 && pulse.beat(now)) {
      asked.push(now)
      pulse.asked(now)
      if (answer !== null) due.push(now + answer)
    }
    if (pulse.isSilent(now)) silent ??= now
  }
  return {asked, silent}
}

test("an answered page at rest asks now and then and is never silent", () => {
  const {asked, silent} = line({events: [], until: 60_000, answer: 100})
  assert(asked.length >= 10 && asked.length <= 20)
  assert.equal(silent, null)
})

test("a dead line is said within ten seconds at rest", () => {
  const {silent} = line({events: [], until: 20_000})
  assert.notEqual(silent, null)
  assert(silent <= 10_000)
})

for (let sent = 0; sent < 4000; sent += 250) {
  test(`a dead line is said within three seconds of an act at ${sent} ms`, () => {
    const act = [sent, "sent"]
    // Where the last word of the server came just after it, that is from before the line died.
    for (const events of [[act], [act, [sent + 50, "heard"]]]) {
      const {silent} = line({events, until: 20_000})
      assert.notEqual(silent, null)
      assert(silent - sent <= 3000)
    }
  })
}

test("a hand at work is not disturbed by questions", () => {
  const events = []
  for (let at = 0; at < 3000; at += 100) events.push([at, "sent"], [at, "heard"])
  assert.deepEqual(line({events, until: 2900, answer: 50}).asked, [])
})

test("a sleep is not held against the server", () => {
  const pulse = new Pulse(0)
  pulse.sent(100)
  const woken = 3_600_000
  assert(pulse.beat(woken))
  pulse.asked(woken)
  assert(!pulse.isSilent(woken))
  assert(pulse.isSilent(woken + Pulse.SILENT_AFTER))
  assert(new Pulse(9e9).beat(0), "a clock that was put back")
})

test("attempts grow rarer, differ from page to page and end", () => {
  const delays = (random) => {
    const attempts = new Attempts(0)
    return Array.from({length: 40}, () => attempts.next(random))
  }
  const [soonest, latest] = [delays(0), delays(1)]
  assert.deepEqual(soonest, soonest.toSorted((one, other) => one - other))
  assert(soonest.every((delay, at) => delay < latest[at]))
  assert(soonest[0] + soonest[1] + soonest[2] < 3000)
  assert(latest.at(-1) <= 30_000)
  const attempts = new Attempts(0)
  assert(!attempts.isOver(300_000))
  assert(attempts.isOver(3_600_000))
  assert(!attempts.cannot(1000))
  assert(attempts.cannot(30_000))
  assert(attempts.spread(500, 1) < 100)
  assert(attempts.spread(600_000, 1) <= 5000)
})

const QUERIES = [
  ["?page=collision&q=0.4", {q: "0.3"}, "?page=collision&q=0.3"],
  ["?q=0.4", {q: null}, ""],
  ["", {stages: "mad:0.3,0.2"}, "?stages=mad%3A0.3,0.2"],
  ["?pin=a&pin=b", {c: "1"}, "?pin=a&pin=b&c=1"],
]

for (const [query, settings, expected] of QUERIES) {
  test(`settings in the query "${query}"`, () => assert.equal(queryWith(query, settings), expected))
}
