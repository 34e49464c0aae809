// What one taps or clicks: 44 × 44 px and nothing on top. A link inside a sentence is the exception,
// and the number of a source still has 24 × 24 px.
() => {
  const LEAST = 44;
  const LEAST_MARK = 24;
  const TARGETS =
    "a[href], area[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]:not([tabindex^='-'])";

  function isInSentence(element) {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    const block = chain(element.parentElement).find((at) => getComputedStyle(at).display !== "inline");
    const around = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = around.nextNode(); node; node = around.nextNode()) {
      const isOther = !node.parentElement.closest("a") && isShown(node.parentElement);
      if (isOther && /\p{L}|\p{N}/u.test(node.data)) return true;
    }
    return false;
  }

  // A zone of a picture whose link also stands in the text beside it.
  function hasEqual(element) {
    const href = element.getAttribute("href");
    return Boolean(
      element.closest("svg") &&
        Array.from(document.querySelectorAll("a[href]")).some(
          (other) => !other.closest("svg") && other.getAttribute("href") === href,
        ),
    );
  }

  function reach(element) {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const cover = coverBox(element);
    if (cover) boxes.push(cover);
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  function covering(element, reached) {
    // A link that breaks into two lines leaves the middle of its box to others.
    const lines = element.getClientRects();
    const box = lines.length > 1 ? lines[0] : reached;
    const half = { x: Math.min(box.width, LEAST) / 2 - 2, y: Math.min(box.height, LEAST) / 2 - 2 };
    const own = [element, ...(element.labels ?? [])];
    for (const [across, down] of [[0, 0], [-1, 0], [1, 0], [0, -1], [0, 1]]) {
      const x = box.x + box.width / 2 + across * half.x;
      const y = box.y + box.height / 2 + down * half.y;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const hit = document.elementFromPoint(x, y);
      if (hit && !own.some((part) => part.contains(hit))) return hit;
    }
    return null;
  }

  const faults = [];
  for (const element of document.querySelectorAll(TARGETS)) {
    if (!isShown(element)) continue;
    if (hasEqual(element)) continue;
    if (element.closest("sup")) {
      const mark = element.getBoundingClientRect();
      if (Math.min(mark.width, mark.height) < LEAST_MARK - 0.5) faults.push(fault(`is under ${LEAST_MARK} px`, element));
      continue;
    }
    if (isInSentence(element) && !coverBox(element)) continue;
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = reach(element);
    if (Math.min(box.width, box.height) < LEAST - 0.5) {
      faults.push(fault(`is under ${LEAST} px`, element, box));
      continue;
    }
    const above = covering(element, box);
    if (above) faults.push(fault(`is covered by ${selectorOf(above)}`, element, box));
  }
  scrollTo(0, 0);
  return faults;
}
