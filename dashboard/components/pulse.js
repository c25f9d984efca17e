/* What the page knows of its server: when it was heard last, what it owes, when to try again.
   Nothing here reads a clock or touches the page: the time (in ms) is handed in. */

/** Whether the server still speaks. It owes a word after whatever was sent, and is asked for one
    when a person's hand has come to rest and when nothing was heard for a while. */
class Pulse {
  static BEAT = 250
  static RESTS_AFTER = 250
  static ASK_AFTER = 4000
  static SILENT_AFTER = 2200
  /** A beat that comes so late says that this machine stood still, not the server. */
  static SLEPT_AFTER = 3000

  /** @param {number} now */
  constructor(now) {
    this.heardAt = this.sentAt = this.beatAt = now
    this.askedAt = -Infinity
    /** @type {number | null} */
    this.owedSince = null
  }

  /** @param {number} now */
  heard(now) {
    this.heardAt = now
    this.owedSince = null
  }

  /** @param {number} now */
  sent(now) {
    this.sentAt = now
    this.owedSince ??= now
  }

  /** After a sleep: what was owed before it is not held against the server, which is asked anew.
      @param {number} now */
  asked(now) {
    this.askedAt = now
    this.owedSince = now
  }

  /** One beat: whether to ask the server for a word now.
      @param {number} now */
  beat(now) {
    const slept = now - this.beatAt > Pulse.SLEPT_AFTER || now < this.beatAt
    this.beatAt = now
    if (slept) return true
    if (this.owedSince !== null) return false
    const unsure = this.sentAt > this.askedAt && now - this.sentAt >= Pulse.RESTS_AFTER
    return unsure || now - this.heardAt >= Pulse.ASK_AFTER
  }

  /** @param {number} now */
  isSilent(now) {
    return this.owedSince !== null && now - this.owedSince >= Pulse.SILENT_AFTER
  }
}

/** When to look for a server that is away: soon, then ever more rarely, each page at its own time;
    and for how long. */
class Attempts {
  static DELAYS = [200, 500, 1000, 2000, 3000, 5000, 8000]
  static LAST = 12_000
  /** So long away, it is said that the page cannot join, though it goes on trying. */
  static CANNOT_AFTER = 20_000
  static GIVE_UP_AFTER = 1_800_000

  /** @param {number} now */
  constructor(now) {
    this.since = now
    this.count = 0
  }

  /** Milliseconds until the next attempt; `random` is between 0 and 1.
      @param {number} random */
  next(random) {
    const delay = Attempts.DELAYS[this.count] ?? Attempts.LAST
    this.count += 1
    return delay * (0.75 + 0.5 * random)
  }

  /** @param {number} now */
  cannot(now) {
    return now - this.since >= Attempts.CANNOT_AFTER
  }

  /** @param {number} now */
  isOver(now) {
    return now - this.since >= Attempts.GIVE_UP_AFTER
  }

  /** How long to wait before joining a server that is back: a whole class was sent away with us.
      @param {number} now
      @param {number} random between 0 and 1 */
  spread(now, random) {
    return Math.min(5000, (now - this.since) / 6) * random
  }
}

/** A query string with these settings in it: name → text, null where a setting is at its default.
    @param {string} query
    @param {Record<string, string | null>} settings */
function queryWith(query, settings) {
  const parts = new URLSearchParams(query)
  for (const [name, text] of Object.entries(settings)) {
    if (text === null) parts.delete(name)
    else parts.set(name, text)
  }
  const text = parts.toString().replaceAll("%2C", ",")
  return text && `?${text}`
}
