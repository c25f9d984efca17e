/* Light or dark, decided before anything is painted. The browser remembers the choice; "auto"
   follows the system. The bar's button turns it and tells the server. */

globalThis.pageTheme = (() => {
  /** @type {Theme["choice"][]} */
  const CHOICES = ["auto", "light", "dark"]
  const KEY = "explorer-theme"
  // A browser may keep nothing, as within a frame of another site: a choice then lasts as long as
  // its page.
  const memory = {
    read() {
      try {
        return localStorage.getItem(KEY)
      } catch {
        return null
      }
    },
    /** @param {string} choice
        @param {string} shown */
    write(choice, shown) {
      try {
        localStorage.setItem(KEY, choice)
        // The server draws the next page's first picture for this theme.
        // biome-ignore lint/suspicious/noDocumentCookie: not every browser has another way.
        document.cookie = `${KEY}=${shown}; path=/; max-age=31536000; samesite=strict`
      } catch {
        // The page is told as soon as it is open.
      }
    },
  }
  const system = matchMedia("(prefers-color-scheme: dark)")
  const kept = memory.read()
  const theme = Object.assign(new EventTarget(), {
    /** @type {Theme["choice"]} */
    choice: CHOICES.find((choice) => choice === kept) ?? "auto",
    shown: "light",

    apply() {
      const dark = theme.choice === "dark" || (theme.choice === "auto" && system.matches)
      theme.shown = dark ? "dark" : "light"
      document.documentElement.dataset.theme = theme.shown
      memory.write(theme.choice, theme.shown)
      theme.dispatchEvent(new Event("change"))
    },

    next() {
      theme.choice = CHOICES[(CHOICES.indexOf(theme.choice) + 1) % CHOICES.length]
      theme.apply()
    },
  })

  system.addEventListener("change", theme.apply)
  theme.apply()
  return theme
})()
