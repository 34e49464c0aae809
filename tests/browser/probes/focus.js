// The element that has the focus: which one, and what hides it or its ring.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const index = Array.prototype.indexOf.call(document.querySelectorAll("*"), element);
  const faults = [];

  const cover = coverBox(element);
  const boxes = cover ? [cover] : Array.from(element.getClientRects());
  const styles = [getComputedStyle(element), getComputedStyle(element, "::after")];
  const ring = styles.find(
    (style) =>
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/, 0\)|transparent/.test(style.outlineColor),
  );
  // The buttons of a film are the browser's own, with rings of their own.
  const isInside = element.localName === "video" && !element.matches(":focus-visible");
  if (!ring && !isInside) faults.push(fault("has the focus and no ring", element));
  if (!boxes.length) faults.push(fault("has the focus and no box", element));

  // Something to look at, not only in the way of a click.
  function paints(hit) {
    return chain(hit).some((at) => {
      if (at.contains(element)) return false;
      const style = getComputedStyle(at);
      const isFilled = !/, 0\)$|\/ 0\)$|transparent/.test(style.backgroundColor) || style.backgroundImage !== "none";
      return isFilled || at.matches("img, video, svg, svg *, input, select, textarea, button");
    });
  }

  const reach = ring ? Math.max(0, parseFloat(ring.outlineOffset)) + 2 : 0;
  for (const box of boxes) {
    const isTall = box.height + 2 * reach > innerHeight;
    const across = box.left - reach >= -0.5 && box.right + reach <= document.documentElement.clientWidth + 0.5;
    const down = box.top - reach >= -0.5 && (isTall || box.bottom + reach <= innerHeight + 0.5);
    if (!across || !down) {
      faults.push(fault(`has the focus outside the window (scrolled to ${Math.round(scrollY)})`, element, box));
      continue;
    }
    // The ring lies outside the box: what clips the box by a hair clips the ring whole.
    for (const at of chain(element.parentElement)) {
      const style = getComputedStyle(at);
      if (at === document.body || at === document.documentElement || style.display === "inline") continue;
      const limit = paddingBox(at);
      const cutsAcross = style.overflowX !== "visible" && (box.left - reach < limit.left - 0.5 || box.right + reach > limit.right + 0.5);
      const cutsDown = style.overflowY !== "visible" && (box.top - reach < limit.top - 0.5 || box.bottom + reach > limit.bottom + 0.5);
      if (cutsAcross || cutsDown) faults.push(fault(`has its ring cut off by ${selectorOf(at)}`, element, box));
    }
    const covers = new Set();
    for (const across of [0.1, 0.5, 0.9]) {
      for (const down of [0.15, 0.5, 0.85]) {
        const hit = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
        if (hit && !element.contains(hit) && !hit.contains(element) && paints(hit)) covers.add(selectorOf(hit));
      }
    }
    for (const above of covers) faults.push(fault(`has the focus and is covered by ${above}`, element, box));
  }
  return { index, faults };
}
