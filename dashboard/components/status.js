/* A screen reader hears what is new once it has stood for a moment, not on every frame. */
const SPOKEN_AFTER = 800

/** What is new in a read-out since it was last said aloud: its sentence, and single numbers. */
class Teller {
  /** @type {Map<string, string>} */
  known = new Map()

  /** @param {{sentence: string, numbers: {label: string, value: string, unit: string}[]}} readout */
  news({sentence, numbers}) {
    const isFirst = this.known.size === 0
    /** @type {[string, string][]} */
    const said = [["", sentence], ...numbers.map(/** @returns {[string, string]} */
      ({label, value, unit}) => [label, `${label} ${value} ${unit}`.trim()])]
    const fresh = said.filter(([name, words]) => this.known.get(name) !== words)
    this.known = new Map(said)
    return isFirst ? sentence : fresh.map(([, words]) => words).join("; ")
  }
}

/** A badge that says why when it is pressed, and where the pointer rests on it. */
function badge({text, ok, reason}, isOpen, toggle) {
  const tone = ok ? "ok" : "warn"
  if (!reason) return h("span", {class: `badge ${tone}`}, icon(tone), text)
  return h("button", {
    type: "button", class: `badge ${tone}`, title: reason, "aria-expanded": String(isOpen),
    onclick: toggle,
  }, icon(tone), text, icon("info"))
}

function number() {
  const parts = {
    label: h("dt"), value: h("span", {class: "value"}), unit: h("span", {class: "unit"}),
  }
  const element = h("div", {}, parts.label, h("dd", {}, parts.value, parts.unit))
  return {element, parts}
}

export function render({model, view}) {
  const sentence = h("p", {class: "sentence"})
  const spoken = h("p", {class: "hearable", "aria-live": "polite"})
  const badges = h("div", {class: "badges"})
  const because = h("p", {class: "because", role: "status"})
  const numbers = h("dl")
  const messages = h("ul", {class: "messages", "aria-live": "polite"})
  const bar = h("progress", {max: 1, "aria-label": "Computing"})
  const share = h("span", {class: "share"})
  const running = h("div", {class: "running", hidden: true}, bar, share,
    h("button", {type: "button", class: "button", onclick: () => model.send_msg({kind: "cancel"})},
      "Cancel"))
  const cells = []
  const teller = new Teller()
  let speaking = 0
  let shownBadges = ""
  /** @type {number | null} the badge that says why */
  let open = null

  function setText(node, text) {
    if (node.textContent !== text) write(node, text)
  }

  function showReadout() {
    const {readout} = model
    setText(sentence, readout.sentence)
    clearTimeout(speaking)
    speaking = setTimeout(() => {
      const news = teller.news(readout)
      if (news) setText(spoken, news)
    }, SPOKEN_AFTER)
    while (cells.length < readout.numbers.length) {
      cells.push(number())
      numbers.append(cells.at(-1).element)
    }
    for (const [place, {element, parts}] of cells.entries()) {
      const entry = readout.numbers[place]
      element.hidden = !entry
      if (!entry) continue
      for (const [name, part] of Object.entries(parts)) setText(part, entry[name])
      element.className = entry.tone
    }
    showBadges()
  }

  function showBadges() {
    const {badges: said} = model.readout
    const news = JSON.stringify([said, open])
    if (news === shownBadges) return
    shownBadges = news
    const held = /** @type {HTMLElement[]} */ ([...badges.children])
    const inHand = held.findIndex((one) => one.matches(":focus"))
    badges.replaceChildren(...said.map((one, place) => badge(one, place === open, () => {
      open = place === open ? null : place
      showBadges()
    })))
    const next = /** @type {HTMLElement | undefined} */ (badges.children[inHand])
    next?.focus()
    const reason = open === null ? "" : said[open]?.reason ?? ""
    setText(because, reason)
    because.hidden = !reason
  }

  /** @param {KeyboardEvent} event */
  function close(event) {
    if (event.key !== "Escape" || open === null) return
    open = null
    showBadges()
  }

  /** A message that is dismissed leaves the focus to the next one, or to what the page says. */
  function showMessages() {
    const place = [...messages.children].findIndex((one) => one.matches(":focus-within"))
    messages.replaceChildren(...model.messages.map(([key, level, text]) =>
      h("li", {class: level}, icon(level), h("span", {}, text), iconButton("close", "Dismiss",
        () => model.send_msg({kind: "dismiss", key})))))
    if (place < 0) return
    const next = messages.children[Math.min(place, messages.children.length - 1)]
    const target = /** @type {HTMLElement} */ (next?.querySelector("button") ?? sheet)
    target.focus()
  }

  function showProgress() {
    const within = running.matches(":focus-within")
    running.hidden = model.progress === null
    if (running.hidden && within) sheet.focus()
    if (running.hidden) return
    bar.hidden = model.doing !== ""
    // Words are read out, percents are not.
    share.setAttribute("aria-live", model.doing ? "polite" : "off")
    bar.value = model.progress
    setText(share, model.doing || `${Math.round(100 * model.progress)} %`)
  }

  // What is told stays in sight on a phone, and the picture stops below it.
  /** @type {HTMLElement | null} all that is told, a story and the connection included */
  let told = null
  const watch = new ResizeObserver(() => {
    if (told) view.root.el.style.setProperty("--qb-told", `${told.offsetHeight}px`)
    else {
      const around = /** @type {ShadowRoot} */ (view.el.getRootNode()).host
      if (!(around instanceof HTMLElement)) return
      told = around
      watch.observe(told)
    }
  })
  const sheet = h("div", {class: "sheet", tabindex: -1},
    sentence, spoken, h("div", {class: "second", onkeydown: close}, numbers, badges),
    h("div", {class: "hanging"}, because, messages, running))

  function showStale() {
    sheet.classList.toggle("stale", model.stale)
  }

  model.on("readout", showReadout)
  model.on("stale", showStale)
  model.on("messages", showMessages)
  model.on("progress", showProgress)
  model.on("doing", showProgress)
  model.on("remove", () => {
    clearTimeout(speaking)
    watch.disconnect()
  })
  watch.observe(sheet)
  showReadout()
  showMessages()
  showProgress()
  showStale()
  return sheet
}
