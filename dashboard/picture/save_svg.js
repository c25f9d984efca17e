// Download the figure as SVG: its own view draws itself once more, as vectors.
const view = cb_context.index.find_one(figure)
view.export("svg").to_blob().then((blob) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = `${filename}.svg`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
})
