/**
 * What runs inside the page: each function is sent there as text, so it may use nothing outside of itself.
 */

/**
 * Every text that a viewer cannot read in full: cut by a box that hides what overflows, outside of its tile or
 * of the window, or lying on another text. Letters are taken to be one em high around the middle of their line:
 * the boxes of lines are higher, and may overlap where no ink does.
 */
export function textFaults() {
  const { document, getComputedStyle, innerWidth, innerHeight, NodeFilter } = globalThis;
  const slack = 1.5;
  const faults = [];
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = node.data.trim();
    if (text === '' || element.closest('.unseen, script, style, noscript')) continue;
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = Number.parseFloat(style.fontSize);
    for (const line of range.getClientRects()) {
      if (line.width === 0) continue;
      const middle = (line.top + line.bottom) / 2;
      const box = { left: line.left, right: line.right, top: middle - size / 2, bottom: middle + size / 2 };
      const sticksOut = (edge) =>
        box.left < edge.left - slack ||
        box.right > edge.right + slack ||
        box.top < edge.top - slack ||
        box.bottom > edge.bottom + slack;
      if (sticksOut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight }))
        faults.push(`outside of the window: ${text}`);
      for (let around = element; around !== document.body && around !== null; around = around.parentElement) {
        const isEdge = around.matches('.tile') || getComputedStyle(around).overflow !== 'visible';
        if (isEdge && sticksOut(around.getBoundingClientRect()))
          faults.push(`cut by ${around.tagName.toLowerCase()}.${around.className}: ${text}`);
      }
      boxes.push({ ...box, text, node });
    }
  }
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      // The rest of a text with an ellipsis counts as a line of its own; that it is cut was said already.
      if (other.node === one.node) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > slack && high > slack) faults.push(`“${one.text}” lies on “${other.text}”`);
    }
  return { texts: boxes.length, faults };
}

/** By how many CSS pixels the page is wider and higher than the window. */
export function overflow() {
  const { document, innerWidth, innerHeight } = globalThis;
  const { scrollWidth, scrollHeight } = document.documentElement;
  return { x: Math.max(0, scrollWidth - innerWidth), y: Math.max(0, scrollHeight - innerHeight) };
}

/** Every text in smaller type than the floor, CSS pixels; a hair's breadth is the browser's rounding. */
export function smallTexts(floor) {
  const { document, getComputedStyle, NodeFilter } = globalThis;
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text === '' || element.closest('.unseen, script, style, noscript')) continue;
    // A drawing says its sizes in units of its own.
    const scale = element.getScreenCTM?.()?.a ?? 1;
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < floor - 0.02) found.add(`${size} px: ${text}`);
  }
  return [...found];
}

/** Tiles that lie on each other or stick out of their scene. */
export function tileFaults() {
  const { document } = globalThis;
  const scene = document.querySelector('.scene').getBoundingClientRect();
  const slack = 1.5;
  const tiles = [...document.querySelectorAll('.scene .tile')].map((tile) => ({
    name: tile.getAttribute('aria-label'),
    box: tile.getBoundingClientRect(),
  }));
  const faults = tiles
    .filter(
      ({ box }) =>
        box.left < scene.left - slack ||
        box.right > scene.right + slack ||
        box.top < scene.top - slack ||
        box.bottom > scene.bottom + slack,
    )
    .map(({ name }) => `${name} sticks out of the scene`);
  for (const [index, one] of tiles.entries())
    for (const other of tiles.slice(index + 1)) {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > slack && high > slack) faults.push(`${one.name} lies on ${other.name}`);
    }
  return faults;
}
