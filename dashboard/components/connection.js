/* The connection between the page and its server. When it is lost the page says so, keeps what is
   set, and joins again: it loads itself anew at its own address, with what was set meanwhile. It
   stands in the head of the document, since a page may also be lost before anything is drawn. */

/** One sentence at the foot of the window, with a button where something can be done. */
class Words {
  static STAY = 5000

  constructor(tryAgain) {
    this.text = document.createElement("span")
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.textContent = "Try again"
    this.button.addEventListener("click", tryAgain)
    this.element = document.createElement("div")
    this.element.className = "connection-words"
    this.element.setAttribute("role", "status")
    this.element.hidden = true
    this.element.append(this.text, this.button)
    document.documentElement.append(this.element)
  }

  /** @param {string} text
      @param {{tone?: string, button?: boolean, lasts?: number}} how */
  say(text, {tone = "warn", button = false, lasts = 0} = {}) {
    clearTimeout(this.going)
    this.element.className = `connection-words ${tone}`
    this.button.hidden = !button
    this.element.hidden = false
    if (this.text.textContent !== text) this.text.textContent = text
    if (lasts) this.going = setTimeout(() => this.unsay(), lasts)
  }

  unsay() {
    clearTimeout(this.going)
    this.element.hidden = true
    this.text.textContent = ""
  }
}

/** What a page leaves for itself before it is loaded anew; a browser may refuse to keep it. */
const parcel = {
  KEY: "explorer-rejoins",
  LASTS: 3_600_000,

  /** @param {Parcel} content */
  leave(content) {
    try {
      sessionStorage.setItem(parcel.KEY, JSON.stringify(content))
      return true
    } catch {
      return false
    }
  },

  /** What was left for this place not long ago.
      @param {string} place
      @param {number} now
      @returns {Parcel | null} */
  take(place, now) {
    try {
      const content = JSON.parse(sessionStorage.getItem(parcel.KEY) ?? "null")
      sessionStorage.removeItem(parcel.KEY)
      return content?.place === place && now - content.at < parcel.LASTS ? content : null
    } catch {
      return null
    }
  },
}

/** Where a person's hand is: a page is not taken from under it. */
class Hand {
  static RESTS_AFTER = 700
  static LONGEST = 20_000

  constructor() {
    this.down = false
    this.keyAt = -Infinity
    const listen = (type, act) => addEventListener(type, act, {capture: true, passive: true})
    listen("pointerdown", () => { this.down = true })
    listen("pointerup", () => { this.down = false })
    listen("pointercancel", () => { this.down = false })
    listen("keydown", () => { this.keyAt = Date.now() })
  }

  isBusy(now) {
    return this.down || now - this.keyAt < Hand.RESTS_AFTER
  }
}

/** A page's address by what it says, however it is written. */
const place = (search) => location.pathname + queryWith(search, {})

const clock = (time) => new Date(time).toLocaleTimeString([], {timeStyle: "short"})

class PageConnection {
  /** Loading anew is no cure when it has not helped so often. */
  static RELOADS = 3
  static RELOAD_AFTER = [0, 1500, 4000]
  static SOUND_AFTER = 10_000
  static LOADING_AFTER = 3000
  static LOADING_LONG_AFTER = 15_000
  /** A server that answers others so often, so far apart, and never us: our connection is dead. */
  static PROBES = 2
  static PROBE_EVERY = 3000
  static PROBE_LASTS = 2500
  static LINES = [1, 2, 3, 4, 5, 6]
  static FRESH = "fresh"

  constructor() {
    this.state = "opening"  // live, silent, lost, over
    this.startedAt = this.lostAt = Date.now()
    this.attempts = new Attempts(this.startedAt)
    this.answeredOthers = 0
    this.wasOpened = this.undone = false
    this.pulse = new Pulse(this.startedAt)
    this.words = new Words(() => this.tryAgain())
    this.hand = new Hand()
    /** @type {Set<Keeper>} */
    this.keepers = new Set()
    /** @type {number[]} */
    this.pressed = []
    this.reloads = 0
    this.arrive()
    setInterval(() => this.beat(Date.now()), Pulse.BEAT)
    this.listen()
  }

  /** The address again without the mark that made the browser load it anew, and what was left. */
  arrive() {
    const address = new URL(location.href)
    const mark = address.searchParams.get(PageConnection.FRESH)
    if (mark !== null) {
      address.search = queryWith(address.search, {[PageConnection.FRESH]: null})
      history.replaceState(history.state, "", address)
      this.reloads = Math.max(0, parseInt(mark, 10) || 0)
    }
    /** @type {Parcel | null} */
    this.brought = parcel.take(place(address.search), Date.now())
    this.restored = !this.brought
    /** @type {string} */
    this.base = address.search
  }

  listen() {
    const look = () => this.look()
    for (const type of ["online", "pageshow", "focus"]) addEventListener(type, look)
    for (const type of ["visibilitychange", "resume"]) document.addEventListener(type, look)
    addEventListener("pagehide", () => {
      this.leaving = true
      if (this.returning) this.leaveParcel()
    })
    addEventListener("pageshow", () => { this.leaving = false })
    // A script that did not come: there will be no page.
    addEventListener("error", ({target}) => {
      if (target instanceof HTMLScriptElement && this.state === "opening") this.lose()
    }, {capture: true})
    addEventListener("click", (event) => this.keepFromLeaving(event), {capture: true})
  }

  // -- what comes from the socket ----------------------------------------------------------------

  watch(socket) {
    this.socket = socket
    socket.addEventListener("message", () => this.heard(socket))
    socket.addEventListener("close", () => {
      // A page that is being left closes its socket too, and says nothing.
      if (this.socket === socket) setTimeout(() => this.leaving || this.lose(), 150)
    })
  }

  heard(socket) {
    if (socket !== this.socket) return
    const now = Date.now()
    this.pulse.heard(now)
    if (this.state === "opening") this.opened(now)
    if (this.state === "silent") this.recovered()
  }

  opened(now) {
    this.state = "live"
    this.liveSince = now
    this.pulse = new Pulse(now)
  }

  recovered() {
    this.state = "live"
    clearTimeout(this.timer)
    this.dim(false)
    this.words.say("The server answers again.", {tone: "ok", lasts: Words.STAY})
  }

  /** Asks for the server's number and name: the lightest word of Bokeh's protocol. */
  ask(now) {
    if (this.socket.readyState !== WebSocket.OPEN) return
    const header = {msgid: `pulse-${now}`, msgtype: "SERVER-INFO-REQ"}
    for (const part of [header, {}, {}]) this.socket.send(JSON.stringify(part))
    this.pulse.asked(now)
  }

  beat(now) {
    if (!this.joined && ["opening", "live"].includes(this.state)) this.tellLoading(now)
    if (this.state === "live" || this.state === "silent") {
      if (this.pulse.beat(now)) this.ask(now)
      if (this.state === "live" && this.pulse.isSilent(now)) this.fallSilent()
      if (this.state === "live" && now - this.liveSince >= PageConnection.SOUND_AFTER) {
        this.reloads = 0
      }
    }
    if (this.state === "lost") this.tell(now)
  }

  tellLoading(now) {
    const since = now - this.startedAt
    if (since < PageConnection.LOADING_AFTER) return
    const button = since >= PageConnection.LOADING_LONG_AFTER
    this.words.say("The page is being loaded.", {tone: "info", button})
  }

  /** Something may have happened while nobody looked: a sleep, another network. */
  look() {
    const now = Date.now()
    if (this.state === "live" || this.state === "silent") {
      if (now - this.pulse.askedAt > Pulse.SILENT_AFTER) this.ask(now)
    } else if (this.state === "lost" && !this.probing) this.probe()
    else if (this.state === "over" && this.attempts.isOver(now)) this.tryAgain()
  }

  // -- silence: a server that is busy, or a line that is dead ------------------------------------

  fallSilent() {
    this.state = "silent"
    this.answeredOthers = 0
    this.dim(true)
    const since = new Date(this.pulse.heardAt).toLocaleTimeString()
    this.words.say(`The server has not answered since ${since}: it is busy, or the connection is `
      + "lost. What you set is kept.")
    this.timer = setTimeout(() => this.probe(), PageConnection.PROBE_EVERY - Pulse.SILENT_AFTER)
  }

  /** Whether the server answers anybody: the head of a file, which opens no session. A browser
      asks over lines it has kept, and those may be as dead as ours: it is asked as often at once as
      it keeps lines, so that what loads the page anew meets none that is dead. */
  async answers() {
    const signal = AbortSignal.timeout(PageConnection.PROBE_LASTS)
    const look = async (number) => {
      const address = `static/js/bokeh.min.js?probe=${number}`
      return (await fetch(address, {method: "HEAD", cache: "no-store", signal})).ok
    }
    try {
      return (await Promise.all(PageConnection.LINES.map(look))).every(Boolean)
    } catch {
      return false
    }
  }

  async probe() {
    clearTimeout(this.timer)
    if (this.probing) return
    this.probing = true
    const answered = await this.answers()
    this.probing = false
    if (this.state === "silent") this.probedInSilence(answered)
    else if (this.state === "lost") this.probedWhenLost(answered)
  }

  probedInSilence(answered) {
    if (answered) this.answeredOthers += 1
    if (this.answeredOthers >= PageConnection.PROBES) {
      this.lose()
      this.socket.close()
    } else this.timer = setTimeout(() => this.probe(), PageConnection.PROBE_EVERY)
  }

  // -- loss --------------------------------------------------------------------------------------

  lose() {
    if (this.state === "lost" || this.state === "over") return
    const now = Date.now()
    this.wasOpened = Boolean(this.joined)
    this.undone = this.pressed.some((at) => at >= this.pulse.heardAt - 1000)
    this.state = "lost"
    this.base = location.search
    this.attempts = new Attempts(now)
    this.lostAt = now
    this.dim(true)
    this.tell(now)
    clearTimeout(this.timer)
    if (this.state !== "lost") return
    this.timer = setTimeout(() => this.probe(), this.attempts.next(Math.random()))
  }

  /** What there is to say of the loss; it is said anew only when it changes. */
  tell(now) {
    if (self.origin === "null") {
      this.giveUp("The frame around this page gives it no origin, without which the server does not "
        + "answer it: open the page in a tab of its own.")
      return
    }
    this.keepAddress()
    if (this.returning) return
    const since = clock(this.lostAt)
    if (!this.wasOpened) {
      this.words.say("The page was not opened: it is too old, or the connection is lost. It is "
        + "loaded again.")
    } else if (this.attempts.cannot(now)) {
      this.words.say(`The server has not answered since ${since}, so the page cannot join it. It `
        + "goes on trying, and its address holds your settings.", {tone: "bad", button: true})
    } else if (now >= (this.remarkUntil ?? 0)) {
      this.words.say(`The connection to the server is lost since ${since}. What you set is kept `
        + "while the page tries to join again.")
    }
  }

  probedWhenLost(answered) {
    const now = Date.now()
    if (answered) this.comeBack(now)
    else if (this.attempts.isOver(now)) {
      this.giveUp("The server does not answer, and the page has stopped trying. Its address holds "
        + "your settings.")
    } else this.timer = setTimeout(() => this.probe(), this.attempts.next(Math.random()))
  }

  giveUp(text) {
    this.state = "over"
    if (self.origin !== "null") this.keepAddress()
    this.words.say(text, {tone: "bad", button: true})
  }

  tryAgain() {
    if (!this.joined) this.lose()
    if (this.state !== "over" && this.state !== "lost") return
    this.state = "lost"
    this.reloads = 0
    this.attempts = new Attempts(Date.now())
    this.tell(Date.now())
    this.probe()
  }

  /** The server is there: load the page anew, when the hand rests and not all at once. */
  comeBack(now) {
    if (this.reloads >= PageConnection.RELOADS) {
      this.giveUp("The page was loaded again several times and could not be opened. Its address "
        + "holds your settings.")
      return
    }
    this.returning = true
    const spread = this.attempts.spread(now, Math.random())
    setTimeout(() => this.reload(Date.now()), spread + PageConnection.RELOAD_AFTER[this.reloads])
  }

  reload(since) {
    if (this.hand.isBusy(Date.now()) && Date.now() - since < Hand.LONGEST) {
      setTimeout(() => this.reload(since), 100)
      return
    }
    const address = new URL(location.href)
    address.search = this.leaveParcel() ? this.base : this.query()
    const mark = `${this.reloads + 1}.${Date.now().toString(36)}`
    address.search = queryWith(address.search, {[PageConnection.FRESH]: mark})
    location.replace(address)
  }

  /** Tell the next page the settings the server may not know, and where one was. */
  leaveParcel() {
    const pending = {...this.brought?.pending, ...this.pending()}
    const drafts = {...this.brought?.drafts}
    for (const keeper of this.keepers) Object.assign(drafts, keeper.drafts())
    return parcel.leave({
      place: place(this.base),
      at: Date.now(),
      ticket: this.ticket ?? this.brought?.ticket,
      lostAt: this.brought?.lostAt ?? this.lostAt,
      undone: this.undone || Boolean(this.brought?.undone),
      wasOpened: this.wasOpened || Boolean(this.brought?.wasOpened),
      scroll: this.joined ? scrollY : this.brought?.scroll ?? 0,
      pending,
      drafts,
    })
  }

  pending() {
    return Object.assign({}, ...[...this.keepers].map((keeper) => keeper.pending()))
  }

  query() {
    const texts = Object.entries(this.pending()).map(([name, {query}]) => [name, query])
    return queryWith(this.base, Object.fromEntries(texts))
  }

  /** The address holds what was set while the server is away: copied or loaded, it is not lost. */
  keepAddress() {
    const query = this.query()
    if (query === location.search) return
    const address = new URL(location.href)
    address.search = query
    history.replaceState(history.state, "", address)
  }

  // -- the page's own parts ----------------------------------------------------------------------

  /** The page stands: what stood in its place meanwhile goes. */
  drawn() {
    document.querySelector("body > .opening")?.remove()
  }

  /** The page is drawn and the server listens: take up what was left. */
  join(ticket, send) {
    this.ticket = ticket
    this.joined = true
    if (this.restored || !this.brought) {
      if (this.state === "live") this.words.unsay()
      return
    }
    this.restored = true
    const {lostAt, undone, wasOpened, scroll} = this.brought
    if (this.brought.ticket) send(this.brought.ticket)
    for (const keeper of this.keepers) this.handOver(keeper)
    scrollTo(0, scroll)
    if (wasOpened) {
      const ending = undone ? " What was pressed last may not have been done." : ""
      this.words.say(`Connected again; the connection was lost at ${clock(lostAt)}.${ending}`,
        {tone: "ok", lasts: undone ? 4 * Words.STAY : Words.STAY})
    } else this.words.unsay()
  }

  keep(keeper) {
    this.keepers.add(keeper)
    if (this.joined) this.handOver(keeper)
  }

  drop(keeper) {
    this.keepers.delete(keeper)
  }

  /** Give these controls what was set in them; each is given it once. */
  handOver(keeper) {
    if (!this.brought) return
    const {pending, drafts} = this.brought
    const [ownPending, ownDrafts] = [{}, {}]
    for (const name of keeper.names()) {
      if (name in pending) ownPending[name] = pending[name].value
      if (name in drafts) ownDrafts[name] = drafts[name]
      delete pending[name]
      delete drafts[name]
    }
    if (Object.keys({...ownPending, ...ownDrafts}).length) keeper.takeUp(ownPending, ownDrafts)
  }

  dim(lost) {
    document.documentElement.style.setProperty("--qb-lost-opacity", lost ? ".45" : "1")
  }

  // -- what cannot be done now -------------------------------------------------------------------

  /** Whether a message may leave. What is set is kept and goes later; anything else is refused. */
  mayLeave(message) {
    const deed = isDeed(message)
    if (this.state === "lost" || this.state === "over") {
      if (deed) this.refuse()
      return false
    }
    const now = Date.now()
    if (deed) this.pressed = [...this.pressed.filter((at) => at >= this.pulse.heardAt - 1000), now]
    this.pulse.sent(now)
    return true
  }

  refuse() {
    this.remarkUntil = Date.now() + Words.STAY
    this.words.say("That needs the server, to which the connection is lost; nothing was done.",
      {button: this.state === "over"})
  }

  /** Another page needs the server too; here at least what was set is in sight. */
  keepFromLeaving(event) {
    if (this.state !== "lost" && this.state !== "over") return
    const link = event.composedPath().find(({tagName}) => tagName === "A")
    if (!link?.href.startsWith(location.origin)) return
    event.preventDefault()
    event.stopPropagation()
    this.refuse()
  }
}

/** Whether a message to the server says what a person did, other than setting a control. */
function isDeed({content}) {
  const DEEDS = ["tap", "doubletap", "press", "button_click"]
  const isOne = ({kind, attr, new: value, msg_data: data}) => {
    if (kind === "ModelChanged") return attr === "active" && typeof value === "number"  // a tab
    const {name, values} = data ?? {}
    if (name !== "data_event") return DEEDS.includes(name)
    return ["action", "show", "cancel", "dismiss"].includes(field(field(values, "data"), "kind"))
  }
  return content?.events?.some(isOne) ?? false
}

/** A field of a plain object, or of one in Bokeh's writing. */
function field(object, name) {
  const entries = object?.type === "map" ? object.entries : Object.entries(object ?? {})
  return entries.find(([key]) => key === name)?.[1]
}

globalThis.pageConnection = new PageConnection()

globalThis.WebSocket = class extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols)
    if ([protocols].flat()[0] === "bokeh") pageConnection.watch(this)
  }
}
