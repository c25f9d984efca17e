/* Light or dark, decided before anything is painted. The browser remembers the choice; "auto"
   follows the system. The bar's button turns it and tells the server. */

globalThis.pageTheme = (() => {
  /** @type {Theme["choice"][]} */
  const CHOICES = ["auto", "light", "dark"]
  const KEY = "explorer-theme"
  const system = matchMedia("(prefers-color-scheme: dark)")
  const kept = localStorage.getItem(KEY)
  const theme = Object.assign(new EventTarget(), {
    /** @type {Theme["choice"]} */
    choice: CHOICES.find((choice) => choice === kept) ?? "auto",
    shown: "light",

    apply() {
      const dark = theme.choice === "dark" || (theme.choice === "auto" && system.matches)
      theme.shown = dark ? "dark" : "light"
      document.documentElement.dataset.theme = theme.shown
      // The server draws the next page's first picture for this theme.
      // biome-ignore lint/suspicious/noDocumentCookie: not every browser has another way.
      document.cookie = `${KEY}=${theme.shown}; path=/; max-age=31536000; samesite=strict`
      theme.dispatchEvent(new Event("change"))
    },

    next() {
      theme.choice = CHOICES[(CHOICES.indexOf(theme.choice) + 1) % CHOICES.length]
      localStorage.setItem(KEY, theme.choice)
      theme.apply()
    },
  })

  system.addEventListener("change", theme.apply)
  theme.apply()
  return theme
})()
