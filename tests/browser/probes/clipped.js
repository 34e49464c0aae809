// Text and pictures that something cuts off.
() => {
  const faults = [];
  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
  const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";

  // The elements around that cut or scroll what is in them, from the inside out.
  const around = new Map();
  function cutters(element) {
    if (!element) return [];
    if (!around.has(element)) {
      const { overflowX, overflowY, display } = getComputedStyle(element);
      const isBox = display !== "inline" || element.localName === "svg";
      const isOne = isBox && (overflowX !== "visible" || overflowY !== "visible");
      const own = isOne ? [{ element, overflowX, overflowY, limit: paddingBox(element) }] : [];
      around.set(element, own.concat(cutters(element.parentElement)));
    }
    return around.get(element);
  }

  function check(element, box, text) {
    let across = true;
    let down = true;
    for (const cutter of cutters(element.localName === "svg" ? element.parentElement : element)) {
      const { overflowX, overflowY, limit } = cutter;
      const left = limit.left - box.left > 1 || box.right - limit.right > 1;
      const up = limit.top - box.top > 1 || box.bottom - limit.bottom > 1;
      if ((across && cuts(overflowX) && left) || (down && cuts(overflowY) && up)) {
        faults.push(fault(`is cut off by ${selectorOf(cutter.element)}`, element, box, text));
        return;
      }
      // What scrolls can be reached, and is no longer where it seems to be.
      across = across && !scrolls(overflowX);
      down = down && !scrolls(overflowY);
    }
    if (across && box.left + scrollX < -1) faults.push(fault("begins left of the window", element, box, text));
    if (down && box.top + scrollY < -1) faults.push(fault("begins above the window", element, box, text));
  }

  for (const { element, box, text } of textLines()) check(element, box, text);
  for (const picture of document.querySelectorAll("body img, body svg:not(svg svg), body video")) {
    if (isShown(picture)) check(picture, picture.getBoundingClientRect(), picture.getAttribute("alt") ?? "");
  }
  return faults;
}
