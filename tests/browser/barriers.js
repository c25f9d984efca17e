/* What axe finds on a page, a line each; what it cannot decide of contrasts is decided here. */
(() => {
  const WANTED = {large: 3, small: 4.5}
  // A legend is made anew whenever its figure is painted: then everything is looked at again.
  const GONE = "a text that is gone", LOOKS = 4

  /** The element that axe names, through the shadow roots on the way. */
  function found(target) {
    let root = document
    let element = null
    for (const selector of [target].flat(9)) {
      element = root.querySelector(selector)
      root = element?.shadowRoot ?? root
    }
    return element
  }

  const parent = (element) => element.assignedSlot ?? element.parentElement
    ?? element.getRootNode().host ?? null

  function channels(colour) {
    const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    const context = canvas.getContext("2d", {willReadFrequently: true})
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
    return {rgb: [red, green, blue], alpha: alpha / 255}
  }

  const over = (above, alpha, below) => above.map((one, at) => one * alpha + below[at] * (1 - alpha))

  /** The paper behind an element: every background from the root down, one over the other. */
  function paper(element) {
    const layers = []
    for (let at = element; at; at = parent(at)) layers.unshift(at)
    return layers.reduce((below, at) => {
      const {rgb, alpha} = channels(getComputedStyle(at).backgroundColor)
      return over(rgb, alpha, below)
    }, [255, 255, 255])
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  function contrast(element) {
    const style = getComputedStyle(element)
    let opacity = 1
    for (let at = element; at; at = parent(at)) opacity *= Number(getComputedStyle(at).opacity)
    const behind = paper(element)
    const {rgb, alpha} = channels(style.color)
    const [light, dark] = [luminance(over(rgb, alpha * opacity, behind)), luminance(behind)]
      .sort((one, other) => other - one)
    const size = parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    return {ratio: (light + 0.05) / (dark + 0.05), wanted: WANTED[isLarge ? "large" : "small"]}
  }

  /** What is wrong with a text whose contrast axe cannot tell; nothing where all is well. */
  function faint({target, html, element: seen}) {
    const element = seen?.isConnected ? seen : found(target)
    if (!element) return `${GONE}: ${html}`
    const {ratio, wanted} = contrast(element)
    return ratio < wanted ? `contrast ${ratio.toFixed(2)} below ${wanted}: ${html}` : null
  }

  async function look() {
    const {violations, incomplete} = await axe.run(document, {
      resultTypes: ["violations", "incomplete"], elementRef: true,
    })
    const words = (rule, {target, html}) => `${rule.id} (${rule.impact}): ${target}: ${html}`
    return [
      ...violations.flatMap((rule) => rule.nodes.map((node) => words(rule, node))),
      ...incomplete.flatMap((rule) => rule.nodes.map((node) =>
        rule.id === "color-contrast" ? faint(node) : words(rule, node))),
    ].filter(Boolean)
  }

  globalThis.barriers = async () => {
    let lines = await look()
    for (let again = 1; again < LOOKS && lines.some((one) => one.startsWith(GONE)); again += 1) {
      lines = await look()
    }
    return lines
  }
})()
