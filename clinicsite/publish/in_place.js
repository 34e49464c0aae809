/* Puts a page that was built anew in the place of the one that is looked at, without loading it.

   Livereload's own script, to which the preview adds this one, asks it first what to do. Afterwards
   the page is what loading it again would have made of it; only what was scrolled to, typed and
   ticked, and what has the focus, stay. Whatever cannot be done so with certainty is left to the
   browser: it loads the page again. */
(() => {
  "use strict";

  const OWN = "script[src^='/livereload.js']";
  /** What acts while a page loads, or acts differently in a page that was not loaded. */
  const LOADS =
    `script:not([type='application/ld+json'], ${OWN}), noscript, template, iframe, frameset, ` +
    "object, embed, base, [style], [autofocus], [popover], dialog, " +
    "body style, body link, body meta, meta[http-equiv=refresh]";
  /** What may differ in a head: no browser shows it on the page or does anything else with it. */
  const SAYS =
    "title, meta[property], meta[name=description], meta[name^='twitter:'], meta[name=robots], " +
    "link[rel=canonical], link[rel=alternate], " +
    `script[type='application/ld+json'], ${OWN}`;
  /** What is replaced as a whole, because it acts on how it was before. */
  const WHOLE = new Set(["picture", "img", "video", "audio", "svg", "input", "select", "textarea"]);

  /** Whether the fresh page stands in the place of the old one; false where that is uncertain. */
  async function renewed() {
    if (document.readyState === "loading") return false;
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    const type = answer.headers.get("Content-Type") || "";
    if (answer.status !== 200 || !type.startsWith("text/html")) return false;
    const text = await answer.text();
    if (!hasSameStyles(text)) return false;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (!isPlain(document) || !isPlain(fresh) || !isRuledAlike(fresh)) return false;
    become(document.documentElement, fresh.documentElement);
    return showsTarget();
  }

  /** Whether no style came or changed; even to parse one, the policy of the old page is asked. */
  function hasSameStyles(text) {
    const styles = [...document.querySelectorAll("style")];
    return (
      text.split("<style").length === styles.length + 1 &&
      styles.every((style) => text.includes(style.outerHTML))
    );
  }

  function isPlain(page) {
    if (page.querySelector(LOADS)) return false;
    return [...page.querySelectorAll("*")].every(
      (element) =>
        !element.localName.includes("-") &&
        element.getAttributeNames().every((name) => !name.startsWith("on")),
    );
  }

  /** Whether policy, style and all else that rules how a page looks and acts are the same. */
  function isRuledAlike(fresh) {
    const old = [...document.head.children];
    const now = [...fresh.head.children];
    return (
      document.compatMode === fresh.compatMode &&
      document.childNodes.length === fresh.childNodes.length &&
      old.length === now.length &&
      old.every((own, at) => own.isEqualNode(now[at]) || (own.matches(SAYS) && isLike(own, now[at])))
    );
  }

  function isLike(old, fresh) {
    return (
      old.nodeName === fresh.nodeName &&
      ["id", "name", "property", "rel", "type"].every(
        (name) => old.getAttribute?.(name) === fresh.getAttribute?.(name),
      )
    );
  }

  /** `old`, which is like `fresh`, is equal to it afterwards; what was equal stays the same node. */
  function become(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.data = fresh.data;
      return;
    }
    const names = fresh.getAttributeNames();
    if (String(old.getAttributeNames()) !== String(names)) {
      for (const name of old.getAttributeNames()) old.removeAttribute(name);
    }
    for (const name of names) {
      const value = fresh.getAttribute(name);
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) at = placed(old, at, child);
    while (at) at = removed(at);
  }

  /** The place after `child`, which stands at `at` or is there now. */
  function placed(parent, at, child) {
    const equal = equalFrom(at, child);
    if (equal) {
      while (at !== equal) at = removed(at);
    } else if (at && isLike(at, child) && !WHOLE.has(at.localName) && !equalFrom(child, at)) {
      become(at, child);
    } else {
      parent.insertBefore(document.adoptNode(child), at);
      return at;
    }
    return at.nextSibling;
  }

  /** The first sibling, from `node` on, that is equal; text is only looked for at its place. */
  function equalFrom(node, wanted) {
    if (wanted.nodeType !== Node.ELEMENT_NODE) return node?.isEqualNode(wanted) ? node : null;
    while (node && !node.isEqualNode(wanted)) node = node.nextSibling;
    return node;
  }

  function removed(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  /** Whether what the address points at is marked as such; no program can say so to a browser. */
  function showsTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    return !id || document.querySelector(":target") === document.getElementById(id);
  }

  let working = false;
  let again = false;

  async function renew() {
    again = working;
    if (working) return;
    working = true;
    try {
      do {
        again = false;
        if (!(await renewed())) throw new Error("the page has to be loaded");
      } while (again);
      working = false;
    } catch {
      location.reload();
    }
  }

  class InPlace {
    static identifier = "in-place";
    static version = "1";

    /** Called for every message to reload; true when nothing else has to be done. */
    reload(path) {
      if (path !== "pages") return false;
      renew();
      return true;
    }
  }

  if (window.LiveReload?.reloader) window.LiveReload.addPlugin(InPlace);
})();
