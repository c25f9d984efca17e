/* ---- what a step points at, wherever on the page it stands ---- */

/* A picture comes a moment after its settings. */
const LOOK_EVERY = 100, LOOK_FOR = 8000

/** Every tree of the page: the document's, and those within its components.
    @param {ParentNode} tree
    @param {ParentNode[]} found */
function trees(tree = document, found = []) {
  found.push(tree)
  for (const element of tree.querySelectorAll("*")) {
    if (element.shadowRoot) trees(element.shadowRoot, found)
  }
  return found
}

function seen(element) {
  return element.getClientRects().length > 0
}

/** The elements that match in any tree and can be seen. */
function everywhere(selector) {
  return trees().flatMap((tree) => [...tree.querySelectorAll(selector)]).filter(seen)
}

const FINDS = {
  control: ({name}) => everywhere(`[data-name="${CSS.escape(name)}"]`),
  number: ({name}) => everywhere("dl > div").filter(
    (entry) => entry.querySelector("dt")?.textContent === name),
  picture: ({name}) => everywhere(`.view-${CSS.escape(name)}`),
  curve({name, view}) {
    const within = everywhere(`.view-${CSS.escape(view)}`).flatMap(
      (picture) => trees(picture.shadowRoot ?? picture))
    const entries = within.flatMap((tree) => [...tree.querySelectorAll(".bk-item")])
    return entries.filter((entry) => seen(entry) && entry.textContent.trim() === name)
  },
}

/** Outlines what is looked at, from when it is there until the next call. */
function pointer() {
  let outlined = [], timer = 0

  function clear() {
    clearInterval(timer)
    for (const element of outlined) {
      element.style.outline = element.style.outlineOffset = ""
      delete element.dataset.looked
    }
    outlined = []
  }

  function point(look) {
    clear()
    if (!look) return
    const until = Date.now() + LOOK_FOR
    timer = setInterval(() => {
      outlined = FINDS[look.kind](look)
      if (outlined.length || Date.now() > until) clearInterval(timer)
      for (const element of outlined) {
        element.style.outline = "2px solid var(--qb-accent, #0068a8)"
        element.style.outlineOffset = "2px"
        element.dataset.looked = ""
      }
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches
      outlined[0]?.scrollIntoView({block: "nearest", behavior: still ? "auto" : "smooth"})
    }, LOOK_EVERY)
  }

  return {point, clear}
}

/* ---- the component ---- */

export function render({model}) {
  const {point, clear} = pointer()
  const go = (by) => model.send_msg({kind: "step", place: model.shown.place + by})
  const end = () => model.send_msg({kind: "end"})

  const title = h("span", {class: "title"})
  const place = h("span", {class: "place"})
  const text = h("p", {class: "text", "aria-live": "polite"})
  const back = h("button", {type: "button", class: "button", onclick: () => go(-1)}, "Back")
  const next = h("button", {type: "button", class: "button", onclick: () => go(1)}, "Next")
  const bar = h("section", {
    class: "story", "aria-label": "Story", hidden: true,
    onkeydown(event) {
      const deeds = {ArrowLeft: () => back.click(), ArrowRight: () => next.click(), Escape: end}
      if (!deeds[event.key] || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      deeds[event.key]()
    },
  }, title, text,
  h("div", {class: "steps"}, place, back, next, iconButton("close", "End the story (Esc)", end)))

  /** @type {HTMLElement | null} */
  let opener = null

  function show() {
    const {shown} = model
    const begins = bar.hidden && shown.count > 0
    if (begins) opener = focused()
    const within = bar.matches(":focus-within")
    bar.hidden = !shown.count
    if (bar.hidden) {
      clear()
      if (within) opener?.focus()
      return
    }
    title.textContent = `${shown.title} · ${shown.source}`
    title.hidden = shown.place > 0
    place.textContent = `${shown.place + 1} of ${shown.count}`
    write(text, shown.text)
    const root = /** @type {ShadowRoot} */ (bar.getRootNode())
    const active = /** @type {HTMLButtonElement | null} */ (root.activeElement)
    back.disabled = shown.place === 0
    next.disabled = shown.place === shown.count - 1
    // A button without effect has no focus, and the keys would not be heard.
    if (begins || active?.disabled) (next.disabled ? back : next).focus()
    point(shown.look)
  }

  model.on("shown", show)
  model.on("remove", clear)
  show()
  return bar
}
