"""A walk through the elements of a page, in the order of the page, that remembers.

It keeps what it is told, counts, and collects the words inside open elements. What each
element tells is said in `clinicsite.check.elements`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct
from selectolax.lexbor import LexborNode

from clinicsite.characters import drawn
from clinicsite.check.page_facts import Spot
from clinicsite.check.scope import Attributes, Scope, scope_of

Close = Callable[[], None]
"""What is done when an element ends."""
_Kind = TypeVar("_Kind")
_SILENT = frozenset(
    "b blockquote code dd dl dt em i ol p small span strong sub sup table tbody td th thead tr "
    "ul".split()
)
"""What neither tells anything nor changes where its inside stands, when it has no attributes."""
_NOT_DRAWN = frozenset({"desc", "title"})


class Element(Struct):
    """An element where it begins."""

    tag: str
    """In small letters."""
    attributes: Attributes
    classes: tuple[str, ...]
    parent: str
    """Tag of the element around it."""
    content: str
    """Its text, for `script` and `style` alone."""
    scope: Scope


class Walk:
    """What the walk has seen so far."""

    def __init__(self) -> None:
        self._facts: list[object] = []
        self._notes: list[tuple[str, str]] = []
        self._collecting: list[list[str]] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self.heading = ""
        """The last heading inside `main`."""
        self.characters: set[str] = set()
        """Every character beyond ASCII that is drawn."""
        self.own_words = 0
        """How many texts of the page's own lead and body have gone by."""

    def through(self, root: LexborNode, tell: Callable[[Walk, Element], Iterable[Close]]) -> None:
        """Call `tell` for every element; what it returns is called where the element ends."""
        stack: list[tuple[LexborNode, Scope, str] | Close] = [(root, Scope(), "")]
        while stack:
            entry = stack.pop()
            if not isinstance(entry, tuple):
                entry()
                continue
            node, scope, parent = entry
            if node.is_text_node:
                words = node.text_content or ""
                self.hear(words, scope)
                if not words.isascii() and parent not in _NOT_DRAWN:
                    self.characters |= drawn(words)
                continue
            tag = node.tag or ""
            if tag in _SILENT and not node.attributes:
                stack += [(child, scope, tag) for child in node.iter(include_text=True)][::-1]
                continue
            element = _element(node, scope, parent)
            stack += tell(self, element)
            if not element.content:
                inner = (element.scope, element.tag)
                stack += [(child, *inner) for child in node.iter(include_text=True)][::-1]

    def hear(self, words: str, scope: Scope) -> None:
        """Give words that a reader meets to everything that is collecting."""
        if scope.hidden or not words:
            return
        for collected in self._collecting:
            collected.append(words)
        in_card = scope.card is not None and (scope.lead or scope.body)
        if (scope.written or in_card) and not words.isspace():
            self.own_words += 1

    def collect(self, done: Callable[[str], None]) -> Close:
        """Collect words from here on; the function returned hands them to `done`.

        Elements end in the reverse order of their beginnings, and so do collections.
        """
        collected: list[str] = []
        self._collecting.append(collected)

        def close() -> None:
            self._collecting.pop()
            done(" ".join("".join(collected).split()))

        return close

    def count(self, kind: str, what: str = "") -> int:
        """How often this was counted, this time included."""
        self._counts[kind, what] += 1
        return self._counts[kind, what]

    def keep(self, fact: object) -> None:
        """Remember a fact."""
        self._facts.append(fact)

    def note(self, kind: str, text: str) -> None:
        """Remember a fact that is a mere text."""
        self._notes.append((kind, text))

    def kept(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """All facts of that kind."""
        return tuple(fact for fact in self._facts if isinstance(fact, kind))

    def noted(self, kind: str) -> tuple[str, ...]:
        """All texts of that kind."""
        return tuple(text for noted, text in self._notes if noted == kind)

    def spot(self, scope: Scope) -> Spot:
        """The place of what stands in the scope."""
        heading = self.heading if scope.main else ""
        where = (scope.main, scope.lead, scope.body, scope.written)
        return Spot(*where, heading, scope.box, scope.top)


def _element(node: LexborNode, outer: Scope, parent: str) -> Element:
    tag = (node.tag or "").lower()
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    classes = tuple(attributes.get("class", "").split())
    content = ""
    if tag in ("script", "style"):
        content = "".join(child.text_content or "" for child in node.iter(include_text=True))
    scope = scope_of(tag, attributes, classes, outer)
    return Element(tag, attributes, classes, parent, content, scope)
