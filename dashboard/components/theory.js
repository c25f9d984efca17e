/** Browsers leave room after a root for the widest sign it might have had; the rule's own end is
    where the formula goes on. Measured all at once, then set all at once.
    @param {Element} text */
function tighten(text) {
  const roots = [...text.querySelectorAll("msqrt:not([style])")]
  const rooms = roots.map((root) => {
    const {right, width, height} = root.getBoundingClientRect()
    const inside = root.lastElementChild?.getBoundingClientRect()
    return width && height && inside ? right - inside.right : null
  })
  for (const [place, root] of roots.entries()) {
    const room = rooms[place]
    if (room === null) continue
    const size = parseFloat(getComputedStyle(root).fontSize)
    root.setAttribute("style", `margin-inline-end: ${Math.min(0.06 - room / size, 0).toFixed(3)}em`)
  }
}

/** Let an equation be copied as LaTeX; where the browser keeps its clipboard, it is shown, selected.
    @param {HTMLElement} equation */
function letCopy(equation) {
  const latex = equation.dataset.latex ?? ""
  const source = equation.querySelector(".source")
  const words = "Copy as LaTeX"
  const shown = h("code", {class: "latex", hidden: true, tabindex: 0}, latex)
  const button = iconButton("copy", words, async () => {
    try {
      await navigator.clipboard.writeText(latex)
      button.replaceChildren(icon("ok"))
      said.textContent = "Copied as LaTeX"
    } catch {
      shown.hidden = false
      getSelection()?.selectAllChildren(shown)
      said.textContent = "The browser keeps its clipboard: the LaTeX is selected, press Ctrl+C"
    }
    setTimeout(() => {
      button.replaceChildren(icon("copy"))
      said.textContent = ""
    }, 2000)
  }, {class: "button quiet copy", "aria-label": `${words}, ${source?.textContent}`})
  const said = h("span", {class: "hearable", role: "status"})
  source?.append(button, said)
  equation.append(shown)
}

export function render({model}) {
  const text = h("div", {class: "theory"}, trusted(model.text))
  for (const equation of text.querySelectorAll(".equation")) {
    letCopy(/** @type {HTMLElement} */ (equation))
  }
  // Widths are known once the text stands on the page, in its own letters.
  const watch = new ResizeObserver(() => document.fonts.ready.then(() => tighten(text)))
  watch.observe(text)
  model.on("remove", () => watch.disconnect())
  return text
}
