// Scripts that are there, or on their way, are not wanted again.
if ("Bokeh" in globalThis && globalThis.PyViz?.comm_manager) return
globalThis.explorerScripts ??= (async () => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
  const script = document.createElement("script")
  script.textContent = await new Response(unpacked).text()
  document.head.append(script)
})()
