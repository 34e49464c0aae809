// Text whose contrast with what lies behind it is under 7 : 1. Contrast counts brightness alone,
// so this is what a gray print or a fax leaves.
() => {
  const LEAST = 7;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  // Any CSS color over another, as the screen would mix them.
  function paint(color, under) {
    canvas.fillStyle = under;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  }
  const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;
  const brightness = (rgb) => {
    const [r, g, b] = rgb.map((n) => (n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  function contrast(one, other) {
    const [light, dark] = [brightness(one), brightness(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  const faults = [];
  const seen = new Set();
  for (const { element, box, text } of textLines()) {
    if (seen.has(element)) continue;
    seen.add(element);
    let behind = [255, 255, 255];
    for (const at of chain(element).reverse()) {
      behind = paint(getComputedStyle(at).backgroundColor, css(behind));
    }
    const style = getComputedStyle(element);
    const front = paint(element.closest("svg") ? style.fill : style.color, css(behind));
    const ratio = contrast(front, behind);
    // A label in a drawing stands on a shape, not on a background; drawings are looked at by eye.
    if (ratio < LEAST && !element.closest("svg")) faults.push(fault(`has a contrast of ${ratio.toFixed(1)}`, element, box, text));
  }
  return faults;
}
