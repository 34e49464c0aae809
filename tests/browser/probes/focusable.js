// What Tab must reach, as places in the document.
() => {
  const all = Array.from(document.querySelectorAll("*"));
  const wanted = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]";
  return all.flatMap((element, index) => {
    const isStop = element.matches(wanted) && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true });
    return isStop ? [{ index, ...fault("is never reached by Tab", element) }] : [];
  });
}
