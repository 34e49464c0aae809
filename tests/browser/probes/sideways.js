// What makes the page, or a part of it, scroll sideways.
() => {
  const root = document.documentElement;
  const room = root.clientWidth;
  const faults = [];
  const beyond = root.scrollWidth - room;
  if (beyond > 0) {
    faults.push(fault(`the page scrolls ${beyond} px sideways`, root, undefined, ""));
    const wide = Array.from(document.body.querySelectorAll("*")).filter(
      (element) => isShown(element) && element.getBoundingClientRect().right > room + 0.5,
    );
    const deepest = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    for (const element of deepest.slice(0, 5)) faults.push(fault("reaches past the right edge", element));
    const long = textLines().filter(({ box }) => box.right > room + 0.5);
    for (const { element, box, text } of long.slice(0, 5)) {
      faults.push(fault("has text past the right edge", element, box, text));
    }
  }
  for (const element of document.body.querySelectorAll("*")) {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + 1 && isShown(element)) {
      faults.push(fault("scrolls sideways inside", element));
    }
  }
  return faults;
}
