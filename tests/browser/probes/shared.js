// What all probes share. Each probe is one function; it returns a list of faults.

const round = (box) => [box.x, box.y, box.width, box.height].map((n) => Math.round(n));

// The shortest way to say which element: from the nearest id on, down to the element.
function selectorOf(element) {
  const steps = [];
  for (let at = element; at && steps.length < 4; at = at.parentElement) {
    if (at.id) {
      steps.unshift("#" + at.id);
      break;
    }
    const classes = Array.from(at.classList, (name) => "." + name).join("");
    steps.unshift(at.localName + classes);
  }
  return steps.join(" > ");
}

function fault(what, element, box, text) {
  const said = (text ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
  const place = box ?? element.getBoundingClientRect();
  return { what, selector: selectorOf(element), text: said, box: round(place) };
}

function chain(element) {
  const found = [];
  for (let at = element; at; at = at.parentElement) found.push(at);
  return found;
}

// Meant for screen readers only: clipped away, or a dot of one pixel.
const forListeners = new Map();
function isForListeners(element) {
  if (!element) return false;
  if (!forListeners.has(element)) {
    const style = getComputedStyle(element);
    const isDot = style.overflowX !== "visible" && element.offsetWidth === 1;
    const isCut = style.clipPath === "inset(50%)";
    forListeners.set(element, isDot || isCut || isForListeners(element.parentElement));
  }
  return forListeners.get(element);
}

// Out of the window until focus brings it in, as skip links are.
function waitsForFocus(element) {
  const box = element.getBoundingClientRect();
  return element.matches("a, a *") && box.bottom + scrollY <= 0;
}

function isShown(element) {
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !isForListeners(element) &&
    !waitsForFocus(element)
  );
}

// Every line of text that can be seen: its element and its box.
function textLines() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 0 && box.height > 0) lines.push({ element, box, text: node.data });
    }
  }
  return lines;
}

// Held in the window while the page scrolls.
const stuck = new Map();
function stuckIn(element) {
  if (!element) return null;
  if (!stuck.has(element)) {
    const isStuck = ["sticky", "fixed"].includes(getComputedStyle(element).position);
    stuck.set(element, isStuck ? element : stuckIn(element.parentElement));
  }
  return stuck.get(element);
}

function paddingBox(element) {
  const box = element.getBoundingClientRect();
  const left = box.left + element.clientLeft;
  const top = box.top + element.clientTop;
  const width = element.clientWidth || box.width;
  const height = element.clientHeight || box.height;
  return { left, top, right: left + width, bottom: top + height };
}

// The box of an absolutely placed ::after with insets of 0: it fills the positioned box around.
function coverBox(element) {
  const after = getComputedStyle(element, "::after");
  const isCover =
    after.content !== "none" &&
    after.position === "absolute" &&
    [after.top, after.right, after.bottom, after.left].every((inset) => inset === "0px");
  if (!isCover) return null;
  const around = chain(element).find((at) => getComputedStyle(at).position !== "static");
  return around ? around.getBoundingClientRect() : null;
}
