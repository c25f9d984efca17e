/* Playing: a number runs along its slider by itself, from where it is. */

// What a step of a run takes at the common speed, and the most that counts of a late answer, in ms.
const STEP_TAKES = 70, LATE = 250
const SPEEDS = [1, 2, 4, 0.5]

/** The buttons that let a number run, and step by step. A step leaves only when the picture of the
    last one has been shown: `advance` is called then.
    @typedef {{spec: Spec, value: Value, scale: Scale, go(position: number, final: boolean): void}} Run */
class Player {
  /** @param {Run} run */
  constructor(run) {
    this.run = run
    this.playing = false
    this.speed = SPEEDS[0]
    this.loops = false
    this.shown = 0
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.due = undefined
    const {label} = run.spec
    this.button = iconButton("play", `Play ${label}`, () => this.play(!this.playing))
    this.speedButton = h("button", {
      type: "button", class: "button quiet speed", onclick: () => this.turn(),
    })
    this.loopButton = iconButton("loop", "Begin again at the end", () => this.loop(),
      {"aria-pressed": "false"})
    this.said = h("span", {class: "hearable", role: "status"})
    this.element = h("span", {class: "player", role: "group", "aria-label": `Play ${label}`},
      iconButton("back", `A step back: ${label}`, () => this.step(-1)), this.button,
      iconButton("forth", `A step on: ${label}`, () => this.step(1)), this.speedButton,
      this.loopButton, this.said)
    this.showSpeed()
  }

  get position() {
    return this.run.scale.position(Number(this.run.value))
  }

  /** @param {number} position
      @param {boolean} final */
  go(position, final) {
    this.run.go(Math.min(Math.max(position, 0), this.run.scale.last), final)
  }

  /** @param {number} by */
  step(by) {
    this.stop()
    this.go(this.position + by, true)
  }

  turn() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]
    this.showSpeed()
  }

  showSpeed() {
    const text = this.speed === 0.5 ? "½×" : `${this.speed}×`
    this.speedButton.textContent = text
    this.speedButton.title = `Speed: ${text}`
    this.speedButton.setAttribute("aria-label", `Speed: ${text}. Change it`)
  }

  loop() {
    this.loops = !this.loops
    this.loopButton.setAttribute("aria-pressed", String(this.loops))
  }

  /** @param {boolean} on */
  play(on) {
    clearTimeout(this.due)
    if (!on) {
      if (this.stop()) this.go(this.position, true)
      return
    }
    this.show(true)
    this.shown = performance.now()
    if (this.position >= this.run.scale.last) this.go(0, false)
    else this.advance()
  }

  /** No longer play, without a last word to the server; tells whether it played. */
  stop() {
    clearTimeout(this.due)
    if (!this.playing) return false
    this.show(false)
    return true
  }

  /** @param {boolean} playing */
  show(playing) {
    this.playing = playing
    const word = `${playing ? "Pause" : "Play"} ${this.run.spec.label}`
    this.button.replaceChildren(icon(playing ? "pause" : "play"))
    this.button.title = word
    this.button.setAttribute("aria-label", word)
    this.said.textContent = playing ? "Playing" : "Paused"
  }

  /** The last step has been shown: take the next one, as far as the time since then reaches. */
  advance() {
    if (!this.playing) return
    clearTimeout(this.due)
    const {last} = this.run.scale
    const perStep = this.speed * last / (this.run.spec.play * STEP_TAKES)
    const passed = Math.min(performance.now() - this.shown, LATE)
    const by = Math.floor(passed * perStep)
    if (by < 1) {
      this.due = setTimeout(() => this.advance(), 1 / perStep - passed + 1)
      return
    }
    this.shown = performance.now()
    const ends = this.position + by >= last
    if (ends && this.loops && this.position >= last) this.go(0, false)
    else {
      if (ends && !this.loops) this.stop()
      this.go(this.position + by, ends && !this.loops)
    }
  }
}
