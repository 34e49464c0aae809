// Text that lies on other text, or under a picture or a control.
() => {
  // A line's box has room above and below its letters; lines of two blocks may share some of it.
  const SPARE = 0.2;
  const CONTROLS = "body :is(svg, img, video, button, input, select, textarea, summary, a)";

  function blockOf(element) {
    return chain(element).find((at) => at.localName === "text" || getComputedStyle(at).display !== "inline");
  }

  const things = textLines().map(({ element, box, text }) => ({
    element,
    text,
    block: blockOf(element),
    stuck: stuckIn(element),
    left: box.left,
    right: box.right,
    top: box.top + box.height * SPARE,
    bottom: box.bottom - box.height * SPARE,
  }));
  for (const element of document.querySelectorAll(CONTROLS)) {
    const isInline = getComputedStyle(element).display === "inline" && element.localName === "a";
    if (isInline || element.parentElement.closest("svg") || !isShown(element)) continue;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    things.push({ element, text: null, block: element, stuck: stuckIn(element), left, right, top, bottom });
  }

  things.sort((one, other) => one.top - other.top);
  const faults = [];
  for (const [index, one] of things.entries()) {
    for (let next = index + 1; next < things.length && things[next].top < one.bottom - 1; next++) {
      const other = things[next];
      if (one.block === other.block || one.stuck !== other.stuck) continue;
      // A control holds its own words.
      if (one.text === null && one.element.contains(other.element)) continue;
      if (other.text === null && other.element.contains(one.element)) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 1 && down > 1) {
        const box = { x: one.left, y: one.top, width: one.right - one.left, height: one.bottom - one.top };
        const words = (other.text ?? other.element.textContent).trim().slice(0, 40);
        faults.push(fault(`overlaps ${selectorOf(other.element)} "${words}" by ${Math.round(across)} × ${Math.round(down)} px`, one.element, box, one.text ?? undefined));
      }
    }
  }
  return faults;
}
