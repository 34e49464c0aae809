"""A walk through the elements of a page, in the order of the page, that remembers.

It keeps what it is told, counts, and collects the words inside open elements. What each
element tells is said in `clinicsite.check.elements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinicsite.check.page_facts import Spot
from clinicsite.check.scope import Attributes, Scope, scope_of
from clinicsite.check.seen import Mark, Seen

Close = Callable[[], None]
"""What is done when an element ends."""
_NOT_DRAWN = frozenset({"desc", "title"})
_TOP, _BOTTOM = Scope(top=True), Scope()
_UNSURE = re.compile(
    r"<(?:!|area|base|basefont|bgsound|col|embed|frame|iframe|input|keygen|link|main|math|meta"
    r"|noembed|noframes|noscript|param|plaintext|script|source|style|sup|template|track|wbr|xmp)"
    r"|\bcta\b",
    re.IGNORECASE,
)
"""Elements whose HTML does not show all that is in them, and those that tell something else in
another place."""
_NOTHING: Sequence[Close] = ()


class Element(Struct):
    """An element where it begins."""

    tag: str
    """In small letters."""
    attributes: Attributes
    classes: tuple[str, ...]
    parent: str
    """Tag of the element around it."""
    scope: Scope
    node: LexborNode
    content: str
    """Its text, for `script` and `style` alone."""


Teller = Callable[["Walk", Element], Close | None]
"""Remembers something of an element; what it returns is called where the element ends."""


class Form(Struct, frozen=True):
    """What is the same of all elements with this tag, these attributes and these classes."""

    tag: str
    """In small letters."""
    classes: tuple[str, ...]
    tellers: tuple[Teller, ...]
    in_drawings: tuple[Teller, ...]
    """The tellers of such elements in drawings."""
    scoped: bool
    """Whether its inside may stand elsewhere than its outside, in a breadcrumb or not."""
    small: bool
    """Whether the names of the attributes have small letters alone."""
    data: bool
    """Whether its text is no text of the page: a `script` or a `style`."""
    landmark: bool
    """Whether it is a `nav` or a `main`, which many pages may have in common."""
    mute: bool
    """Whether it never tells anything nor changes where its inside stands."""
    silent: bool
    """Whether it does so in a breadcrumb or in a drawing at most."""


FormOf = Callable[[str, tuple[str, ...], str], Form]
"""The form of elements with this tag, these names of attributes and this `class`."""
_Open = tuple[LexborNode, Scope, str, Sequence[Close]]
"""An element, where it stands, the tag around it, and what is done at its end, in order."""


class Walk(Seen):
    """What the walk has seen so far, and what it needs to know to go on."""

    def __init__(self, page: LexborHTMLParser | None = None) -> None:
        """A walk through a whole page, or through a menu.

        It keeps the page: the memory of a tree that is freed at once goes back to the system, and
        has to be asked for again for the next page.
        """
        super().__init__()
        self._page = page
        self._collecting = 0
        self._heard: list[str] = []
        """What was heard since the first of the collections that are open began."""
        self._counts: dict[tuple[str, str], int] = {}
        self._last_spot = (Scope(), "", Spot())
        self._mains: list[bool] = []
        """Of each `main` that has begun, whether it stands apart."""
        self._main: list[Mark] = []
        """What was known where the last of them begins and ends."""
        self.heading = ""
        """The last heading inside `main`."""
        self.own_words = 0
        """How many texts of the page's own lead and body have gone by."""

    def through(
        self, root: LexborNode, form_of: FormOf, scope: Scope = _BOTTOM, parent: str = ""
    ) -> None:
        """Let every element tell; call what they return where they end."""
        node = root
        opened: list[_Open] = []
        while True:
            words = node.text_content
            if words is not None:
                self.said.append(words)
                if self._collecting or scope.own:
                    self.hear(words, scope)
                if not words.isascii() and parent not in _NOT_DRAWN:
                    self.beyond_ascii.append(words)
            else:
                attributes = node.attributes
                form = form_of(node.tag or "", tuple(attributes), attributes.get("class") or "")
                child, inside, closes = node.first_child, scope, _NOTHING
                if form.landmark and self._knows(node, scope, parent, form, form_of):
                    child = None
                elif not form.mute and not (form.silent and scope.plain):
                    element = _element(node, attributes, form, scope, parent)
                    inside, closes = element.scope, self._told(form, element)
                    child = None if element.content else child
                if child is not None:
                    opened.append((node, scope, parent, closes))
                    node, scope, parent = child, inside, form.tag
                    continue
                _end(closes)
            while opened:
                following = node.next
                if following is not None:
                    node = following
                    break
                node, scope, parent, closes = opened.pop()
                _end(closes)
            else:
                return

    def _knows(
        self, node: LexborNode, scope: Scope, parent: str, form: Form, form_of: FormOf
    ) -> bool:
        """Whether the element is a menu whose HTML says it all; then all in it has told."""
        if form.tag == "main":
            self._mains.append(scope == _BOTTOM and parent == "body" and _is_apart(node))
            self._main = [self.mark()]
            return False
        if self._page is None or self._collecting or scope not in (_TOP, _BOTTOM):
            return False
        seen = seen_in_menu(node.html or "", scope, parent, form_of)
        if seen is not None:
            self.add(seen)
        return seen is not None

    def main_ends(self) -> None:
        """Everything in a `main` has told."""
        self._main.append(self.mark())

    def told_around_main(self) -> tuple[object, str] | None:
        """What is `around` the one `main` of the page; None if that depends on what is in it."""
        if self._mains != [True] or len(self._main) != 2:
            return None
        return self.around(*self._main)

    @property
    def said_in_main(self) -> str:
        """The words of the last `main`; empty where there is none."""
        begin, end = (mark.said for mark in self._main) if len(self._main) == 2 else (0, 0)
        return "".join(self.said[begin:end])

    def _told(self, form: Form, element: Element) -> Sequence[Close]:
        """Let the element tell; what is done at its end."""
        closes: list[Close] = []
        for tell in form.tellers if element.scope.drawing is None else form.in_drawings:
            close = tell(self, element)
            if close is not None:
                closes.insert(0, close)
        return closes

    def hear(self, words: str, scope: Scope) -> None:
        """Give words that a reader meets to everything that is collecting."""
        if scope.hidden or not words:
            return
        if self._collecting:
            self._heard.append(words)
        if scope.own and not words.isspace():
            self.own_words += 1

    def collect(self) -> int:
        """Collect words from here on: the number by which `collected` ends it.

        Elements end in the reverse order of their beginnings, and so do collections.
        """
        self._collecting += 1
        return len(self._heard)

    def collected(self, begin: int) -> str:
        """The words of the collection that began last."""
        words = " ".join("".join(self._heard[begin:]).split())
        self._collecting -= 1
        if not self._collecting:
            self._heard.clear()
        return words

    def count(self, kind: str, what: str = "") -> int:
        """How often this was counted, this time included."""
        number = self._counts.get((kind, what), 0) + 1
        self._counts[kind, what] = number
        return number

    def spot(self, scope: Scope) -> Spot:
        """The place of what stands in the scope."""
        heading = self.heading if scope.main else ""
        last_scope, last_heading, spot = self._last_spot
        if scope is not last_scope or heading != last_heading:
            where = (scope.main, scope.lead, scope.body, scope.written)
            spot = Spot(*where, heading, scope.box, scope.top)
            self._last_spot = (scope, heading, spot)
        return spot


@lru_cache(maxsize=256)
def seen_in_menu(html: str, scope: Scope, parent: str, form_of: FormOf) -> Seen | None:
    """What is seen in a menu with this HTML; None when that depends on more.

    Many pages have the same menus in header and footer.
    """
    if _UNSURE.search(html):
        return None
    tree = LexborHTMLParser(f"<!doctype html><{parent}>{html}").body
    root = tree.first_child.first_child if tree and tree.first_child else None
    if root is None or root.next is not None or root.html != html:
        return None
    walk = Walk()
    walk.through(root, form_of, scope, parent)
    return walk


def _element(
    node: LexborNode, attributes: Mapping[str, str | None], form: Form, outer: Scope, parent: str
) -> Element:
    if form.small and None not in attributes.values():
        told: Attributes = attributes  # type: ignore[assignment]  # no value is None
    else:
        told = {name.lower(): value or "" for name, value in attributes.items()}
    moved = form.scoped or outer.breadcrumb
    scope = scope_of(form.tag, told, form.classes, outer) if moved else outer
    content = _content(node) if form.data else ""
    return Element(form.tag, told, form.classes, parent, scope, node, content)


def _is_apart(node: LexborNode) -> bool:
    """Whether a text stands right before and right after the element.

    What was left open before a text is opened again around it. So nothing was, neither before
    the element nor in it, and it would be the same on any page of which this is true.
    https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements
    """
    return all(one is not None and one.text_content is not None for one in (node.prev, node.next))


def _content(node: LexborNode) -> str:
    return "".join(child.text_content or "" for child in node.iter(include_text=True))


def _end(closes: Sequence[Close]) -> None:
    for close in closes:
        close()
