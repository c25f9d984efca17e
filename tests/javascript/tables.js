// The tables that a page shows of its pictures, without a browser: `node tables.js pictures.json`
// prints, for each picture, its tables as [caption, heads, rows], all as text.

import {readFileSync} from "node:fs"

const SCRIPT = readFileSync(new URL("../../dashboard/picture/table.js", import.meta.url), "utf8")

/** As much of an element as the script asks for. */
class Element {
  children = []

  constructor(tag) {
    this.tag = tag
  }

  get text() {
    return this.children.map((one) => one instanceof Element ? one.text : String(one)).join("")
  }

  find(tag) {
    return this.children.filter((one) => one instanceof Element)
      .flatMap((one) => one.tag === tag ? [one] : one.find(tag))
  }

  append(...children) {
    this.children.push(...children)
  }

  attachShadow() {
    return this
  }

  setAttribute() {}
  addEventListener() {}
  showModal() {}
  focus() {}
}

function tablesOf({title, figure}) {
  for (const {data_source: {data}} of figure.renderers) {
    data.image = data.image?.map((rows) => Object.assign(rows.flat(),
      {shape: [rows.length, rows[0].length]}))
    if (!data.image?.length) delete data.image
  }
  const body = new Element("body")
  globalThis.document = {body, createElement: (tag) => new Element(tag)}
  new Function("figure", "title", SCRIPT)(figure, title)
  const cells = (row) => row.children.map((cell) => cell.text)
  return body.find("table").map((table) => {
    const [caption, head, rows] = table.children
    return [caption.text, cells(head.children[0]), rows.children.map(cells)]
  })
}

const pictures = JSON.parse(readFileSync(process.argv[2], "utf8"))
console.log(JSON.stringify(pictures.map(tablesOf)))
