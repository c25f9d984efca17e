// Ask the page to save this figure: it knows what to write below it.
const {el} = cb_context.index.find_one(figure)
el.dispatchEvent(new CustomEvent("save-picture", {bubbles: true, composed: true, detail: wish}))
