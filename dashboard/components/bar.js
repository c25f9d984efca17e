/** A button of the bar: an icon with a word to it, which is seen where there is no room to point.
    @param {keyof typeof ICONS} name
    @param {string} word
    @param {string} title
    @param {() => void} onclick */
function tool(name, word, title, onclick) {
  const button = iconButton(name, title, onclick)
  button.classList.add("tool")
  button.append(h("span", {class: "word"}, word))
  return button
}

/** The button that turns the shell's theme; a notebook has its own theme, and no such button.
    @param {string} drawn the theme of what the server drew
    @param {(theme: string) => void} tell
    @param {AbortController} closing */
function themeButton(drawn, tell, closing) {
  const theme = globalThis.pageTheme
  if (!theme) return null
  const button = tool("auto", "Theme", "", () => theme.next())
  let told = drawn
  function show() {
    button.firstElementChild?.replaceWith(icon(theme.choice))
    button.title = `Theme: ${theme.choice}`
    button.setAttribute("aria-label", `Theme: ${theme.choice}. Change it`)
    if (theme.shown !== told) tell(theme.shown)
    told = theme.shown
  }
  theme.addEventListener("change", show, {signal: closing.signal})
  show()
  return button
}

/** Whether what a notebook paints behind an element is dark, in whatever words its style says so.
    @param {Element | null} element */
function groundIsDark(element) {
  const paint = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})
  for (let at = element; at && paint; at = at.parentElement) {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = getComputedStyle(at).backgroundColor
    paint.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data
    if (alpha > 127) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128
  }
  return false
}

/** A notebook's theme is followed; where no kernel answers, the page keeps the ground it has.
    @param {Element | null} around what the page stands on
    @param {string} drawn the theme of what the kernel drew
    @param {(theme: string) => void} tell
    @param {AbortSignal} closing */
function followGround(around, drawn, tell, closing) {
  const LOOK_EVERY = 1000
  let told = drawn
  function look() {
    const theme = groundIsDark(around) ? "dark" : "light"
    if (theme !== told) tell(theme)
    told = theme
  }
  const looking = setInterval(look, LOOK_EVERY)
  closing.addEventListener("abort", () => clearInterval(looking))
  look()
}

/** The first part of an element that the keyboard can reach, inside shadow roots too. The element
    itself may be no stop: Tab passes by whatever a root with a negative tabindex holds.
    @param {Element | null | undefined} element
    @returns {HTMLElement | null} */
function firstStop(element) {
  for (const one of element?.shadowRoot?.children ?? element?.children ?? []) {
    const isStop = one.matches("input, button, select, textarea, a[href], summary")
    if (isStop && !one.matches(":disabled") && one.checkVisibility()) {
      return /** @type {HTMLElement} */ (one)
    }
    const found = firstStop(one)
    if (found) return found
  }
  return null
}

/* ---- menus: in the top layer, closed by Escape, Tab or a click elsewhere ---- */

/** @param {HTMLElement} panel
    @param {HTMLElement} button */
function place(panel, button) {
  const {left, right, bottom} = button.getBoundingClientRect()
  const width = panel.offsetWidth
  const start = right - width >= 8 && left + width > innerWidth - 8 ? right - width : left
  panel.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`
  panel.style.top = `${bottom + 4}px`
  panel.style.maxHeight = `${Math.max(160, innerHeight - bottom - 16)}px`
}

/** A button and the panel it opens. Escape leads back to the button, Tab on to what follows it, and
    `leave` closes the panel with the focus on the button, for what is done next.
    @param {string} label
    @param {keyof typeof ICONS} iconName
    @param {HTMLElement} panel
    @param {() => void} opened
    @returns {{button: HTMLButtonElement, leave: () => void}} */
function dropdown(label, iconName, panel, opened) {
  const button = h("button", {
    type: "button", class: "button", "aria-haspopup": "true", "aria-expanded": "false",
    "aria-label": label, onclick: () => panel.togglePopover(),
  }, icon(iconName), h("span", {class: "word"}, label), icon("down"))
  panel.setAttribute("popover", "auto")
  panel.addEventListener("toggle", ({newState}) => {
    const open = newState === "open"
    button.setAttribute("aria-expanded", String(open))
    if (!open) return
    place(panel, button)
    opened()
  })
  // Without this, the press closes the panel and the click opens it again.
  button.addEventListener("pointerdown", (event) => {
    if (panel.matches(":popover-open")) event.preventDefault()
  })
  function leave() {
    panel.hidePopover()
    button.focus()
  }
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") return
    // The browser goes on from the button with Tab.
    if (event.key === "Escape") event.preventDefault()
    leave()
  })
  return {button, leave}
}

/** Let the arrows, Home and End go through what a panel holds.
    @param {HTMLElement} panel */
function withArrows(panel) {
  panel.addEventListener("keydown", (event) => {
    const items = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("button, a")])
    const at = items.findIndex((item) => item.matches(":focus"))
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[(to + items.length) % items.length].focus()
  })
}

/** Links to all pages under the sources that they follow; however many, one button holds them.
    @param {[string, string, string][]} pages
    @param {string} here */
function pagesMenu(pages, here) {
  const panel = h("div", {class: "panel pages"})
  for (const source of new Set(pages.map(([, , source]) => source))) {
    const links = pages.filter((page) => page[2] === source).map(([key, title]) => h("li", {},
      h("a", {
        class: "entry", href: `?page=${encodeURIComponent(key)}`,
        "aria-current": key === here ? "page" : null,
      }, title)))
    panel.append(h("div", {class: "group", "aria-hidden": "true"}, source),
      h("ul", {"aria-label": source}, ...links))
  }
  withArrows(panel)
  const {button} = dropdown("Pages", "pages", panel, () => {
    const link = panel.querySelector("[aria-current]") ?? panel.querySelector("a")
    if (link instanceof HTMLElement) link.focus()
  })
  return h("nav", {"aria-label": "Pages"}, button, panel)
}

/** Entries of a menu as [name, title, note, value], in groups; `first` makes what stands above.
    @param {string} label
    @param {keyof typeof ICONS} iconName
    @param {Untyped[][][]} sections
    @param {(name: string, value: Untyped) => void} choose
    @param {(taken: (name: string, value: Untyped) => void) => Node[]} [first] */
function menu(label, iconName, sections, choose, first) {
  const panel = h("div", {class: "panel menu", role: "menu", "aria-label": label})
  const taken = (name, value) => {
    leave()
    choose(name, value)
  }
  const groups = sections.map((entries) =>
    h("div", {role: "group"}, ...entries.map(([name, title, note, value]) =>
      h("button", {
        type: "button", role: "menuitem", class: "entry", tabindex: -1,
        onclick: () => taken(name, value),
      }, h("span", {}, title), h("small", {}, note)))))
  panel.append(...groups)
  panel.addEventListener("beforetoggle", ({newState}) => {
    if (newState === "open") panel.replaceChildren(...first?.(taken) ?? [], ...groups)
  })
  withArrows(panel)
  const {button, leave} = dropdown(label, iconName, panel, () =>
    panel.querySelector("button")?.focus())
  return [button, panel]
}

const FORMATS = [
  ["csv", "CSV", "its numbers, a column a curve"],
  ["png", "PNG", "at twice the size"],
  ["svg", "SVG", "as lines and letters"],
]

/** The pictures in sight, each with the files there are of it, and whether these say their source.
    @param {[string, string][]} pictures
    @param {{noted: boolean}} wish
    @param {(name: string, value: string) => void} choose */
function picturesOf(pictures, wish, choose) {
  const take = (format, key) => format === "csv"
    ? choose("download", `${wish.noted ? "csv" : "csv-only"}:${key}`)
    : choose("picture", `${format}:${key}`)
  const rows = pictures.map(([key, title]) =>
    h("div", {role: "group", class: "picture", "aria-label": title}, h("span", {}, title),
      ...FORMATS.map(([format, name, note]) => h("button", {
        type: "button", role: "menuitem", class: "button format", tabindex: -1, title: note,
        "aria-label": `${name}: ${title}`, onclick: () => take(format, key),
      }, name))))
  const noted = h("button", {
    type: "button", role: "menuitemcheckbox", class: "entry", tabindex: -1,
    "aria-checked": String(wish.noted),
    onclick: () => {
      wish.noted = !wish.noted
      noted.setAttribute("aria-checked", String(wish.noted))
    },
  }, h("span", {}, "With settings, link and source"),
  h("small", {}, "beside the numbers, below the picture"))
  return [...rows, h("div", {role: "group"}, noted)]
}

/** Presets: type to narrow the list, arrows to move in it, Enter to take one. */
function presetsMenu(presets, choose) {
  const search = h("input", {
    type: "text", class: "search", placeholder: "Type to search", autocomplete: "off",
    role: "combobox", "aria-label": "Search the presets", "aria-expanded": "true",
    "aria-controls": "presets", "aria-autocomplete": "list",
  })
  const list = h("div", {id: "presets", role: "listbox", "aria-label": "Presets"})
  const none = h("p", {class: "none", hidden: true}, "No preset has these words.")
  const panel = h("div", {class: "panel presets"}, search, list, none)
  const options = presets.map((preset, index) => ({
    text: `${preset.group} ${preset.title} ${preset.note}`.toLowerCase(),
    element: h("div", {
      id: `preset-${index}`, role: "option", class: "entry", onclick: () => take(preset),
    }, h("span", {}, preset.title), h("small", {}, preset.note)),
  }))
  const groups = [...new Set(presets.map((preset) => preset.group))].map((title) => h("div",
    {role: "group", "aria-label": title}, h("div", {class: "group", "aria-hidden": "true"}, title),
    ...options.filter((_, index) => presets[index].group === title)
      .map((option) => option.element)))
  list.append(...groups)
  let active = 0

  function take(preset) {
    leave()
    choose("preset", preset.key)
  }

  function matching() {
    return options.filter((option) => !option.element.hidden)
  }

  function mark(index) {
    const found = matching()
    active = found.length ? (index + found.length) % found.length : 0
    for (const {element} of options) element.setAttribute("aria-selected", "false")
    none.hidden = found.length > 0
    if (!found.length) return search.removeAttribute("aria-activedescendant")
    const {element} = found[active]
    element.setAttribute("aria-selected", "true")
    element.scrollIntoView({block: "nearest"})
    search.setAttribute("aria-activedescendant", element.id)
  }

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/)
    for (const {element, text} of options) {
      element.hidden = !words.every((word) => text.includes(word))
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])")
    mark(0)
  }

  search.addEventListener("input", narrow)
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(active + 1)
    else if (event.key === "ArrowUp") mark(active - 1)
    else if (event.key === "Enter") matching()[active]?.element.click()
    else return
    event.preventDefault()
  })
  const {button, leave} = dropdown("Presets", "presets", panel, () => {
    search.value = ""
    narrow()
    search.focus()
  })
  return [button, panel]
}

/* ---- what the person takes away ---- */

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
}

/** A dialog with a text to copy; it serves code and, without a clipboard, the link. */
function textDialog(toast) {
  const heading = h("h2")
  const text = h("pre", {tabindex: 0})
  const dialog = h("dialog", {"aria-label": "Text to copy"})
  dialog.append(
    h("header", {}, heading, iconButton("close", "Close", () => dialog.close())), text,
    h("footer", {}, h("button", {
      type: "button", class: "button main",
      onclick: async () => {
        if (await copy(text.textContent)) return toast("Copied")
        getSelection()?.selectAllChildren(text)
        toast("The browser keeps its clipboard: the text is selected, press Ctrl+C")
      },
    }, icon("copy"), "Copy")))
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close()
  })
  return {
    dialog,
    show(title, content, prose = false) {
      heading.textContent = title
      text.classList.toggle("prose", prose)
      text.textContent = content
      dialog.showModal()
    },
  }
}

const TOAST_STAYS = 4000, TOAST_LETTER = 60

function toaster() {
  const element = h("div", {class: "toast", popover: "manual", role: "status"})
  let leaving = 0
  return {
    element,
    toast(text) {
      write(element, text)
      clearTimeout(leaving)
      element.hidePopover()
      element.showPopover()
      leaving = setTimeout(() => element.isConnected && element.hidePopover(),
        Math.max(TOAST_STAYS, TOAST_LETTER * text.length))
    },
  }
}

/* ---- shortcuts ---- */

function isTyping(event) {
  const target = event.composedPath()[0]
  return target.matches?.("textarea, [contenteditable], input:is([type=text], [type=search])")
}

/** Ctrl or ⌘ with Z undoes, with Shift or with Y redoes; a text box keeps its own undo. */
function shortcut(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return null
  const key = event.key.toLowerCase()
  if (key === "z") return event.shiftKey ? "redo" : "undo"
  return key === "y" ? "redo" : null
}

/* ---- the component ---- */

export function render({model, view}) {
  /** @type {(name: string, value?: unknown) => void} */
  const act = (name, value = null) => model.send_msg({kind: "action", name, value})
  const {element: toastElement, toast} = toaster()
  const texts = textDialog(toast)
  const closing = new AbortController()
  const turn = (value) => model.send_msg({kind: "theme", value})
  const theme = themeButton(model.theme, turn, closing)

  const undo = tool("undo", "Undo", "Undo (Ctrl+Z)", () => act("undo"))
  const redo = tool("redo", "Redo", "Redo (Ctrl+Shift+Z)", () => act("redo"))
  const pin = tool("pin", "Pin", "Pin the present curves to compare with", () => act("pin"))
  const pins = h("div", {class: "pins", role: "list", "aria-label": "Pinned curves"})

  async function share() {
    if (await copy(location.href)) toast("Link copied")
    else texts.show("Link to this page", location.href)
  }

  const file = h("input", {
    type: "file", accept: ".json,application/json,.npy,.npz", hidden: true,
    "aria-label": "Scenario file",
    onchange: async () => {
      const [chosen] = file.files ?? []
      file.value = ""
      if (!chosen) return
      const most = model.esm_constants.longest_upload
      if (chosen.size > most) {
        toast(`The file must be at most ${most} bytes, not ${chosen.size}.`)
      } else act("upload", {filename: chosen.name, base64: await base64Of(chosen)})
    },
  })

  function choose(name, value) {
    if (name === "upload") file.click()
    else act(name, value)
  }

  const wish = {noted: true}
  const [takeButton, takePanel] = menu("Export", "download", [
    model.downloads.map(([key, title, note]) => ["download", title, note, key]),
    [["cite", "Cite…", "paper, tool and link, as text and BibTeX"]],
    model.codes.map(([key, title, note]) => ["code", title, note, key]),
    [["upload", "Open a scenario…", model.opens]],
  ], choose, (take) => picturesOf(model.pictures, wish, take))
  const [presetsButton, presetsPanel] = presetsMenu(model.presets, act)
  const [storyButton, storyPanel] = model.stories.length ? menu("Story", "play", [
    model.stories.map(([key, title, source]) => ["story", title, source, key]),
  ], act) : [null, null]

  /** What has no effect any more must not keep the focus: the next key would go astray. */
  function showHistory() {
    const focused = [undo, redo].find((button) => button.matches(":focus"))
    undo.disabled = !model.can_undo
    redo.disabled = !model.can_redo
    if (focused?.disabled) (focused === undo ? redo : undo).focus()
  }

  function showPins() {
    const place = [...pins.children].findIndex((pin) => pin.matches(":focus-within"))
    pins.replaceChildren(...model.pins.map(({label, colour}, index) => {
      const swatch = h("span", {class: "swatch"})
      swatch.style.background = colour
      return h("span", {class: "pin", role: "listitem", title: label}, swatch,
        h("span", {class: "label"}, label),
        iconButton("close", `Remove the pin ${label}`, () => act("unpin", index)))
    }))
    if (place < 0) return
    const next = pins.children[Math.min(place, pins.children.length - 1)]
    const button = /** @type {HTMLElement} */ (next?.querySelector("button") ?? pin)
    button.focus()
  }

  /** Save what the frame lets out; a text that it keeps can still be copied.
      @param {Blob} blob
      @param {string} filename */
  async function handOver(blob, filename) {
    const known = saving()
    if (known !== "forbidden") save(blob, filename)
    else if (blob.type.startsWith("text/") || /json|svg/.test(blob.type)) {
      texts.show(`${FORBIDDEN} Or copy ${filename}`, await blob.text())
    } else toast(FORBIDDEN)
    if (known === "unknown") {
      toast(`${filename} is handed to the browser. If it is not saved, the frame around this page `
        + "forbids it: open the page in a tab of its own.")
    }
  }

  const answers = {
    download: ({filename, mime, base64}) =>
      handOver(new Blob([bytesOf(base64)], {type: mime}), filename),
    picture: async (picture) =>
      handOver(await pictureFile(view.model.document, picture, wish.noted), picture.filename),
    code: ({title, text, prose}) => texts.show(title, text, prose),
    toast: ({text}) => toast(text),
    url({query}) {
      if (model.embedded) return
      const address = new URL(location.href)
      address.search = query
      history.replaceState(history.state, "", address)
    },
  }

  const scope = model.embedded ? view.root.el : document
  scope.addEventListener("keydown", (event) => {
    const name = shortcut(event)
    if (!name) return
    event.preventDefault()
    act(name)
  }, {signal: closing.signal})

  scope.addEventListener("save-picture", (event) => {
    event.preventDefault()
    act("picture", event.detail)
  }, {signal: closing.signal})

  model.on("msg:custom", (message) => answers[message.kind]?.(message))
  model.on(["can_undo", "can_redo"], showHistory)
  model.on("pins", showPins)
  model.on("remove", () => closing.abort())
  showHistory()
  showPins()
  if (model.embedded) {
    act("ready")
    view.root.el.closest(".explorer-output")?.querySelector(".explorer-still")?.remove()
    const frame = view.root.el
    const turned = () => frame.setAttribute("data-theme", model.theme)
    model.on("theme", turned)
    turned()
    followGround(frame.parentElement, model.theme, turn, closing.signal)
  } else act("address", location.origin + location.pathname)

  // Past the bar to the page's own part, for a keyboard.
  const skip = model.embedded ? null : h("button", {
    type: "button", class: "button skip",
    onclick: () => firstStop(view.root.el.shadowRoot?.querySelector("[role=main]"))?.focus(),
  }, "Skip to the page")
  const watch = new ResizeObserver(() => {
    view.root.el.style.setProperty("--qb-pins", pins.offsetHeight ? `${pins.offsetHeight + 4}px` : "0px")
  })
  watch.observe(pins)
  model.on("remove", () => watch.disconnect())
  return h("header", {role: model.embedded ? null : "banner"},
    skip, h("div", {class: "title"}, h("h1", {}, model.title)),
    model.pages.length > 1 ? pagesMenu(model.pages, model.page) : null,
    h("div", {class: "tools", role: "toolbar", "aria-label": "Page"},
      storyButton,
      model.presets.length ? presetsButton : null,
      h("span", {class: "together"}, undo, redo,
        tool("reset", "Reset", "Reset every setting", () => act("reset")), pin),
      takeButton,
      model.embedded ? null : tool("link", "Link", "Copy a link to this page", share),
      theme),
    pins, storyPanel, presetsPanel, takePanel, file, texts.dialog, toastElement)
}
