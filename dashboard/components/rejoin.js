/* What a page knows of its own connection: which controls wait for an answer, when it has joined
   the server, and in a notebook whether its kernel is still there. */

/** What shows results is pale while an answer is late, whichever controls wait for it. */
function watchAnswers(root, closing, tell) {
  const late = new Set()
  root.addEventListener("unanswered", ({detail}) => {
    if (detail.late) late.add(detail.by)
    else late.delete(detail.by)
    const opacity = late.size ? ".45" : "1"
    if (root.style.getPropertyValue("--qb-stale-opacity") !== opacity) {
      root.style.setProperty("--qb-stale-opacity", opacity)
      tell(late.size > 0)
    }
  }, closing)
}

/** A notebook's kernel: JupyterLab forgets which one a page had when that ends or is restarted. */
class Kernel {
  static LOOK_EVERY = 1000
  static SILENT_AFTER = 4000

  constructor(model, root, words) {
    this.model = model
    this.root = root
    this.words = words
    this.known = false
    this.leaveEchoes()
    /** @type {number | undefined} */
    this.looking = setInterval(() => this.look(), Kernel.LOOK_EVERY)
  }

  /** What speaks with the kernel for the page. */
  manager() {
    return [...this.model.document.all_models].find(({type}) => type.endsWith("CommManager"))
  }

  /** The page's name among those that have a kernel. */
  plot() {
    return this.manager()?.plot_id
  }

  /** Panel sends back all that comes from the kernel, some of it in a form that none takes. */
  leaveEchoes() {
    const manager = this.manager()
    if (!manager) return
    const send = manager._document_changed.bind(manager)
    manager._document_changed = (event) => { if (event.sync) send(event) }
  }

  look() {
    const here = Object.hasOwn(globalThis.PyViz?.kernels ?? {}, this.plot())
    this.known ||= here
    if (!this.known || here) return
    this.close()
    this.root.style.setProperty("--qb-lost-opacity", ".45")
    this.say(`The kernel of this page was restarted or ended at ${time()}, so the page is no longer `
      + "live. Run its cell again to go on.")
  }

  answersLate(late) {
    clearTimeout(this.silent)
    if (!this.looking) return
    this.say("")
    const since = time()
    if (late) this.silent = setTimeout(() => this.say(`The kernel has not answered since ${since}: `
      + "it is busy, or was restarted; then run the page's cell again."), Kernel.SILENT_AFTER)
  }

  say(text) {
    this.words.textContent = text
    this.words.hidden = text === ""
  }

  close() {
    clearInterval(this.looking)
    clearTimeout(this.silent)
    this.looking = undefined
  }
}

const time = () => new Date().toLocaleTimeString([], {timeStyle: "short"})

export function render({model, view}) {
  const root = view.root.el
  const closing = new AbortController()
  const words = h("p", {class: "gone", role: "status", hidden: true})
  const served = globalThis.pageConnection
  const kernel = served ? null : new Kernel(model, root, words)

  function join() {
    if (model.ready) served?.join(model.ticket, (ticket) => model.send_msg({kind: "rejoin", ticket}))
  }

  served?.drawn()
  watchAnswers(root, closing, (late) => kernel?.answersLate(late))
  model.on("ready", join)
  model.on("remove", () => {
    closing.abort()
    kernel?.close()
  })
  join()
  return words
}
