"""What a page is about, for search engines: the facts of its topics that it shows itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from html import unescape

from clinicsite.languages import Language
from clinicsite.problems import Problem
from clinicsite.read.fields import Bilingual
from clinicsite.read.health_topics import PATH, Topic, TopicKind
from clinicsite.read.schema import did_you_mean
from clinicsite.render.context import RenderContext
from clinicsite.render.json_ld import Json
from clinicsite.render.routes import RoutedPage
from clinicsite.render.typography import typographic

_TYPES = {TopicKind.SYMPTOM: "MedicalSymptom", TopicKind.CONDITION: "MedicalCondition"}
_LISTS = {
    "causes": ("cause", "MedicalCause"),
    "signs": ("signOrSymptom", "MedicalSignOrSymptom"),
    "risks": ("riskFactor", "MedicalRiskFactor"),
    # A MedicalTherapy is done by professionals; what people do at home has no type of its own.
    "helps": ("possibleTreatment", ""),
}
_MARK = re.compile(r'<sup class="mark">.*?</sup>')
_ODD_CASES = re.compile("[\u0130\u0131\u017f\u212a]")
"""Letters that count as i, s and k where letter case does not matter, and are others alone."""
_TAG = re.compile("<[^>]*>")


class VisibleText:
    """The words that a reader meets in these pieces of a page, which templates made."""

    def __init__(self, *pieces: str) -> None:
        bare = _TAG.sub(" ", _MARK.sub("", "\n".join(pieces)))
        self._words = " ".join(unescape(bare).split())
        self._lower = self._words.lower()
        self._odd = _ODD_CASES.search(self._words) is not None

    def says(self, words: str) -> bool:
        """Whether the words stand there, as whole words, in whatever letter case."""
        if words.isascii() and not self._odd and words.lower() not in self._lower:
            return False
        return _whole(words).search(self._words) is not None


@functools.lru_cache(maxsize=1024)
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def topics_of(
    routed: RoutedPage, context: RenderContext, *shown: str
) -> tuple[list[Json], tuple[Problem, ...]]:
    """The page's topics without any word that the page does not show, and what is wrong with them.

    `shown` are the pieces of HTML that the reader meets.
    """
    page = routed.page
    if not page.front.about:
        return [], ()
    text = VisibleText(*shown)
    nodes: list[Json] = []
    problems = []
    for number, name in enumerate(page.front.about):
        topic = context.topics.get(name)
        if topic and text.says(typographic(topic.name.in_(page.language))):
            nodes.append(_node(topic, page.language, text))
            continue
        if topic:
            rule = "structured-data"
            words = topic.name.in_(page.language)
            message = f"this page is about `{name}`, and does not say “{words}”"
            hint = f"Write these words on the page, or take {name} out of `about`."
        else:
            rule = "reference"
            message = f"`{name}` is not in {PATH}"
            near = did_you_mean(name, context.topics)
            hint = f"Did you mean {near}?" if near else ""
        problems.append(page.document.problem(rule, ("about", number), message, hint))
    return nodes, tuple(problems)


def _node(topic: Topic, language: Language, text: VisibleText) -> Json:
    node: dict[str, Json] = {
        "@type": _TYPES[topic.kind],
        "name": typographic(topic.name.in_(language)),
    }
    also = topic.also.in_(language) if topic.also else ()
    node["alternateName"] = [*_said(also, text)]
    for place in _said(_words([topic.place] if topic.place else (), language), text):
        node["associatedAnatomy"] = {"@type": "AnatomicalStructure", "name": place}
    for key, (name, kind) in _LISTS.items():
        words = _said(_words(getattr(topic, key), language), text)
        node[name] = [{"@type": kind, "name": one} if kind else one for one in words]
    return node


def _words(texts: Iterable[Bilingual], language: Language) -> Iterator[str]:
    return (text.in_(language) for text in texts)


def _said(words: Iterable[str], text: VisibleText) -> Iterator[str]:
    return (one for one in map(typographic, words) if text.says(one))
