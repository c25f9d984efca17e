// What the scripts meet in a page and do not make themselves: Bokeh's parts that they reach into,
// what Python sends them, and what one script leaves for another.

/** Bokeh has no types for what the scripts look up in it. */
type Untyped = any

declare const Bokeh: { require(module: string): Untyped; index: Untyped }

interface Theme extends EventTarget {
  choice: "auto" | "light" | "dark"
  shown: string
  apply(): void
  next(): void
}

interface PageConnection {
  watch(socket: WebSocket): void
  mayLeave(message: Untyped): boolean
  drawn(): void
  join(ticket: string, send: (ticket: string) => void): void
  keep(keeper: Keeper): void
  drop(keeper: Keeper): void
}

declare var PyViz: { kernels: Record<string, unknown>; comm_manager?: object } | undefined
declare var explorerScripts: Promise<void> | undefined
declare var pageTheme: Theme
declare var pageConnection: PageConnection

/** The attributes and listeners of an element. */
type Properties = Record<string, Untyped>

/** A control as Python describes it: `control` of controls.py. */
interface Spec {
  name: string
  label: string
  symbol: string
  unit: string
  doc: string
  kind: "real" | "count" | "choice" | "toggle" | "numbers"
  default: Shown
  hint: string
  low: number
  high: number
  log: boolean
  step: number
  play: number
  options: [string, string][]
}

type Value = number | string
/** A value as `as_shown` of controls.py has it: also at rest, to the last digit, and as read. */
type Shown = [value: Value, text: string, exact?: string, reading?: string]
type Ends = [low: number, high: number]
type Changes = Map<string, Value>

/** What each message that had an answer was refused: its number → name → why. */
type Answers = Record<number, Record<string, string>>

interface SetMessage {
  kind: "set"
  seq: number
  changes: Record<string, Value>
  final: boolean
}

interface UnderWay {
  seq: number
  changes: Changes
  final: boolean
  answered: boolean
  late?: number
  giveUp?: number
}

/** What was typed and does not hold, with the marked part where the box has the focus. */
interface Draft {
  text: string
  sent: boolean
  caret: [number, number] | null
}

/** A page's controls, as the connection keeps them over a loading. */
interface Keeper {
  names(): string[]
  pending(): Record<string, { value: Value; query: string | null }>
  drafts(): Record<string, Draft>
  takeUp(pending: Record<string, Value>, drafts: Record<string, Draft>): void
}

/** What a page leaves for itself before it is loaded anew. */
interface Parcel {
  place: string
  at: number
  ticket: string | undefined
  lostAt: number
  undone: boolean
  wasOpened: boolean
  scroll: number
  pending: ReturnType<Keeper["pending"]>
  drafts: ReturnType<Keeper["drafts"]>
}

// What Bokeh hands the scripts that are bodies of functions.

interface TickLabelsArguments {
  tick: number
  ticks: number[]
  unit: string
}

interface LogLabelsArguments {
  tick: number
  ticks: number[]
}

interface LogTicksArguments {
  cb_data: { start: number; end: number }
}

interface SavePictureArguments {
  cb_context: Untyped
  figure: Untyped
  wish: string
}

/** What is said on a picture that is saved: `Taking.picture` of taking.py. */
interface SavedPicture {
  view: string
  format: "png" | "svg"
  filename: string
  title: string
  said: string
  place: string
  description: string
  paper: string
  ink: string
}

interface TableArguments {
  figure: Untyped
  title: string
}
