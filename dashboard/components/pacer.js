/** Latest value wins. One message is under way at a time; meanwhile only the newest value of each
    control is kept. It leaves as soon as the answer to the last one is there: the server computes
    one picture while the browser paints the one before, and never gets further ahead. What no
    answer came to is not taken for done: it travels again with the next message. */
class Pacer {
  static LATE_AFTER = 350
  static GIVE_UP_AFTER = 2000

  /** `send` sends a message; `tell` hears whenever an answer is late, and when it has come.
      @param {(message: SetMessage) => void} send
      @param {(late: boolean) => void} tell */
  constructor(send, tell) {
    this.send = send
    this.tell = tell
    // A start no other view of the same page has: an answer is for the view that asked.
    this.seq = Math.floor(Math.random() * 2 ** 40)
    /** @type {UnderWay} */
    this.underWay = {seq: this.seq, changes: new Map(), final: true, answered: true}
    this.isFree = true
    /** @type {Changes} */
    this.waiting = new Map()
    /** @type {Changes} */
    this.unanswered = new Map()
    /** @type {Changes} */
    this.passing = new Map()
    this.final = false
  }

  /** @param {string} name
      @param {Value} value
      @param {boolean} final whether a gesture ends with it */
  set(name, value, final) {
    this.setAll([[name, value]], final)
  }

  /** @param {Iterable<[string, Value]>} changes
      @param {boolean} final */
  setAll(changes, final) {
    for (const [name, value] of changes) this.waiting.set(name, value)
    this.final = final
    if (this.isFree) this.flush()
  }

  flush() {
    this.isFree = this.waiting.size === 0
    if (this.isFree) return
    this.seq += 1
    clearTimeout(this.underWay.late)
    const changes = new Map([...this.unanswered, ...this.waiting])
    this.underWay = {
      seq: this.seq,
      changes,
      final: this.final,
      answered: false,
      late: setTimeout(() => this.tell(true), Pacer.LATE_AFTER),
      giveUp: setTimeout(() => this.giveUp(), Pacer.GIVE_UP_AFTER),
    }
    this.waiting.clear()
    this.send({
      kind: "set", seq: this.seq, changes: Object.fromEntries(changes), final: this.final,
    })
  }

  /** What was asked and what was refused of it, if the answer is there: names, name → message.
      The next message leaves.
      @param {Answers} answers
      @returns {{names: string[], refused: Record<string, string>}} */
  answered(answers) {
    const {seq, changes, final, answered} = this.underWay
    if (answered || !(seq in answers)) return {names: [], refused: {}}
    this.underWay.answered = true
    for (const name of changes.keys()) this.unanswered.delete(name)
    this.passing = new Map(final ? [] : [...this.passing, ...changes])
    clearTimeout(this.underWay.late)
    this.tell(false)
    this.release()
    return {names: [...changes.keys()], refused: answers[seq]}
  }

  giveUp() {
    for (const [name, value] of this.underWay.changes) {
      if (!this.waiting.has(name)) this.unanswered.set(name, value)
    }
    this.release()
  }

  release() {
    clearTimeout(this.underWay.giveUp)
    this.flush()
  }

  /** What the server may not know, or not as the end of a gesture: name → value.
      @returns {Changes} */
  pending() {
    const {changes, answered} = this.underWay
    return new Map([
      ...this.passing, ...this.unanswered, ...(answered ? [] : changes), ...this.waiting,
    ])
  }

  /** Whether the control is ahead of what the server has said of it.
      @param {string} name */
  isAhead(name) {
    return this.waiting.has(name) || this.unanswered.has(name)
      || (!this.isFree && this.underWay.changes.has(name))
  }

  close() {
    clearTimeout(this.underWay.late)
    clearTimeout(this.underWay.giveUp)
    this.tell(false)
  }
}
