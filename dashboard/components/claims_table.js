const VERDICT_ICONS = {reproduced: "ok", corrected: "warn", ambiguous: "info", derived: "presets"}

function claimRow(claim, show) {
  const computed = h("span", {class: "waiting"}, "computing…")
  const numbers = h("dl", {},
    h("div", {}, h("dt", {}, claim.quoted), h("dd", {}, claim.printed || "none")),
    h("div", {}, h("dt", {}, "computed"), h("dd", {}, computed)))
  const verdict = h("span", {class: `verdict ${claim.verdict}`},
    icon(VERDICT_ICONS[claim.verdict]), claim.verdict)
  const explanation = h("p", {class: "explanation"}, trusted(claim.explanation))
  const basis = claim.basis ? h("p", {class: "basis"}, claim.basis) : null
  const element = h("li", {},
    h("div", {class: "what"},
      h("p", {class: "statement"}, trusted(claim.statement)), explanation, basis),
    numbers,
    h("div", {class: "end"}, verdict, claim.shows ? h("button", {
      type: "button", class: "button", onclick: show, "aria-label": `Show me: ${claim.source}`,
    }, "Show me") : null))
  element.dataset.key = claim.key

  function fill([text, holds]) {
    if (computed.textContent === text) return
    computed.textContent = text
    computed.className = holds ? "" : "differs"
    computed.title = holds ? "" : "This is not the expected number."
  }
  return {element, claim, fill}
}

export function render({model}) {
  const rows = model.claims.map((claim) =>
    claimRow(claim, () => model.send_msg({kind: "show", key: claim.key})))
  const places = new Map(rows.map(({claim}) => [claim.source, {
    heading: h("li", {class: "place"}, h("h2", {}, claim.source)),
    rows: rows.filter((row) => row.claim.source === claim.source),
  }]))
  const summary = h("p", {class: "summary", role: "status"})
  const counts = new Map(model.verdicts.map((verdict) =>
    [verdict, rows.filter(({claim}) => claim.verdict === verdict).length]))
  const search = h("input", {
    type: "search", class: "search", placeholder: "Search", "aria-label": "Search the claims",
    oninput: () => narrow(),
  })
  let chosen = ""

  const filters = [["", `all ${rows.length}`], ...[...counts].filter(([, count]) => count)
    .map(([verdict, count]) => [verdict, `${count} ${verdict}`])]
    .map(([verdict, label]) => h("button", {
      type: "button", class: "button filter", "data-verdict": verdict,
      onclick: () => choose(verdict),
    }, label))

  function choose(verdict) {
    chosen = verdict
    for (const button of filters) {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === chosen))
    }
    narrow()
  }

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/)
    for (const {element, claim} of rows) {
      const text = `${claim.source} ${element.textContent}`.toLowerCase()
      element.hidden = (chosen !== "" && claim.verdict !== chosen)
        || !words.every((word) => text.includes(word))
    }
    for (const {heading, rows} of places.values()) {
      heading.hidden = rows.every(({element}) => element.hidden)
    }
  }

  function fill() {
    for (const one of rows) {
      const outcome = model.outcomes[one.claim.key]
      if (outcome) one.fill(outcome)
    }
    const known = Object.values(model.outcomes)
    const differing = known.filter(([, holds]) => !holds).length
    summary.textContent = `${known.length} of ${rows.length} computed`
      + (differing ? `, ${differing} not as expected` : "")
    summary.classList.toggle("differs", differing > 0)
  }

  model.on("outcomes", fill)
  fill()
  choose("")
  return h("div", {class: "list"},
    h("div", {class: "top", role: "group", "aria-label": "Filter by verdict"}, ...filters,
      search, summary),
    h("ul", {}, ...[...places.values()].flatMap(({heading, rows}) =>
      [heading, ...rows.map(({element}) => element)])))
}
