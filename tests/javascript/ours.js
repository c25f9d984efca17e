// The scripts' own classes and functions, taken from the texts that the browser gets.

import {readFileSync} from "node:fs"

const FOLDER = new URL("../../dashboard/components/", import.meta.url)
const text = ["pulse.js", "component.js", "number.js", "pacer.js", "controls.js"]
  .map((name) => readFileSync(new URL(name, FOLDER), "utf8").replace("export ", ""))
  .join("\n")

export const {Pulse, Attempts, queryWith, Pacer, Scale, asText, tidied, numberText, angleText} = new Function(
  `${text}; return {Pulse, Attempts, queryWith, Pacer, Scale, asText, tidied, numberText, angleText}`)()
