// Show what a figure draws as tables, made here of what is drawn: nothing is asked of the server.
const ROWS = 200
const GRID = 21
const STYLE = `
dialog { box-sizing: border-box; max-width: min(60rem, 100vw - 1.5rem);
  max-height: calc(100vh - 3rem); padding: 0.75rem 1rem 1rem; border: 1px solid var(--qb-line, #d7dde4);
  border-radius: var(--qb-radius, 8px); background: var(--qb-surface, #fff); color: var(--qb-text, #18212c);
  font: 0.875rem/1.4 var(--qb-font, system-ui, sans-serif); }
dialog::backdrop { background: rgb(8 12 16 / 45%); }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
h2 { margin: 0; font-size: 1rem; }
button { min-width: 2.5rem; min-height: 2.25rem; border: 1px solid var(--qb-line, #d7dde4);
  border-radius: 6px; background: var(--qb-surface, #fff); color: inherit; font: inherit; cursor: pointer; }
div { overflow: auto; max-height: 65vh; margin-top: 0.5rem; }
:focus-visible { outline: 2px solid var(--qb-accent, #0068a8); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding: 0.5rem 0; text-align: left; color: var(--qb-muted, #556170); }
th, td { padding: 0.15rem 0.7rem 0.15rem 0; border-bottom: 1px solid var(--qb-line, #d7dde4);
  text-align: right; font-weight: normal; }
thead th { font-weight: 600; vertical-align: bottom; }
`

const make = (tag, properties, ...children) => {
  const element = document.createElement(tag)
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value)
  element.append(...children)
  return element
}
const number = (value) => typeof value !== "number" ? String(value ?? "")
  : Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "none"
const called = (label, otherwise) =>
  (typeof label === "string" ? label : label?.text ?? "").trim() || otherwise
const x_name = called(figure.below[0]?.axis_label, "x")
const y_name = called(figure.left[0]?.axis_label, "y")
const z_name = called(figure.right.find(({ type }) => type === "ColorBar")?.title, "value")

// At most so many of a number of places, evenly taken from the first to the last.
const evenly = (count, most) => count <= most ? Array.from({ length: count }, (_, at) => at)
  : Array.from({ length: most }, (_, at) => Math.round((at * (count - 1)) / (most - 1)))

const table = (words, heads, rows, count) => {
  const cut = rows.length < count
    ? `${words}: ${rows.length} of ${count} rows, evenly taken.` : `${words}.`
  const line = ([first, ...rest]) => rest.length === 0
    ? make("tr", {}, make("td", {}, number(first)))
    : make("tr", {}, make("th", { scope: "row" }, number(first)),
      ...rest.map((one) => make("td", {}, number(one))))
  return make("table", {}, make("caption", {}, cut),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.map(line)))
}

// Columns of the same rows stand in one table.
const columns = (words, heads, values) => {
  const count = values[0].length
  const rows = evenly(count, ROWS).map((at) => values.map((column) => column[at]))
  return table(words, heads, rows, count)
}

const grid = ({ image: [image], x: [left], y: [bottom], dw: [width], dh: [height] }) => {
  const [rows, across] = image.shape
  const log = [figure.x_scale, figure.y_scale].map(({ type }) => type === "LogScale")
  const middle = (start, span, share, is_log) => is_log
    ? start * ((start + span) / start) ** share : start + span * share
  const chosen = evenly(across, GRID)
  const heads = chosen.map((at) => number(middle(left, width, (at + 0.5) / across, log[0])))
  const lines = evenly(rows, GRID).map((at) => [
    middle(bottom, height, (at + 0.5) / rows, log[1]),
    ...chosen.map((column) => image[at * across + column])])
  const words = `${z_name}; across: ${x_name}, down: ${y_name}`
    + (chosen.length < across ? `; ${chosen.length} of ${across} columns, evenly taken` : "")
  return table(words, [y_name, ...heads], lines, rows)
}

// [name, x, y] of each curve of a layer.
const curves = (name, data) => data.xs
  ? data.xs.map((xs, at) => [data.label?.[at] || name, xs, data.ys[at]])
  : data.top ? [[name, Array.from(data.left, (left, at) => (left + data.right[at]) / 2), data.top]]
    : [[name, data.x, data.y]]

const same = (one, other) => one.length === other.length
  && one.every((value, at) => value === other[at])

const tables = []
const shared = []
for (const { name, tags, visible, data_source: { data } } of figure.renderers) {
  const [first] = Object.values(data)
  if (!tags.length || !visible || !first?.length) continue
  if (data.image) tables.push(grid(data))
  else if (data.x0) tables.push(columns(name, [`${x_name}: from`, "to"], [data.x0, data.x1]))
  else if (data.text) tables.push(columns(name, [x_name, y_name, "text"], [data.x, data.y, data.text]))
  else if (!data.y && data.x) tables.push(columns(name, [x_name], [data.x]))
  else if (!data.x && data.y) tables.push(columns(name, [y_name], [data.y]))
  else {
    for (const [label, xs, ys] of curves(name, data)) {
      const found = shared.find((group) => same(group.xs, xs))
      if (found) found.curves.push([label, ys])
      else shared.push({ xs, curves: [[label, ys]] })
    }
  }
}
for (const { xs, curves: found } of shared) {
  const words = `${y_name} over ${x_name}`
  tables.push(columns(words, [x_name, ...found.map(([label]) => label)],
    [xs, ...found.map(([, ys]) => ys)]))
}
if (!tables.length) tables.push(make("p", {}, "Nothing is drawn yet."))

const host = make("section", { "aria-label": "Table" })
const root = host.attachShadow({ mode: "open" })
const close = make("button", { type: "button" }, "Close")
const scroller = make("div", { tabindex: "0", role: "region", "aria-label": "Tables" }, ...tables)
const dialog = /** @type {HTMLDialogElement} */ (make("dialog", { "aria-label": `${title} as a table` },
  make("header", {}, make("h2", {}, title), close), scroller))
close.addEventListener("click", () => dialog.close())
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close())
dialog.addEventListener("close", () => host.remove())
root.append(make("style", {}, STYLE), dialog)
document.body.append(host)
dialog.showModal()
scroller.focus()
