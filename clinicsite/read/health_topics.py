"""`content/data/health-topics.yaml`: what pages are about, as search engines are told it.

A site without such a file tells them of no symptom and no illness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.data_file import read_document
from clinicsite.read.document import Document
from clinicsite.read.fields import Bilingual, LocalizedTexts, Name, Strict
from clinicsite.read.tree import SourceTree

PATH = "content/data/health-topics.yaml"


class TopicKind(StrEnum):
    """What a topic is: what somebody feels, or an illness or injury with a name of its own."""

    SYMPTOM = "symptom"
    CONDITION = "condition"


class Topic(Strict, frozen=True, kw_only=True):
    """A symptom or a condition, in the words that pages use."""

    id: Name
    kind: TopicKind
    name: Bilingual
    also: LocalizedTexts | None = None
    """Other names."""
    place: Bilingual | None = None
    """The part of the body."""
    causes: tuple[Bilingual, ...] = ()
    signs: tuple[Bilingual, ...] = ()
    risks: tuple[Bilingual, ...] = ()
    helps: tuple[Bilingual, ...] = ()
    """What people can do about a symptom themselves."""


def read_topics(
    tree: SourceTree, memo: Memo = FORGETFUL
) -> tuple[Mapping[str, Topic], tuple[Problem, ...]]:
    """Id → topic, and what is wrong with the file."""
    if PATH not in tree.files:
        return {}, ()
    topics, document, problems = read_document(tree, PATH, tuple[Topic, ...], memo)
    problems += tuple(_contradictions(topics or (), document))
    return {topic.id: topic for topic in topics or ()}, problems


def _contradictions(topics: tuple[Topic, ...], document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, topic in enumerate(topics):
        if topic.id in seen:
            message = f"the id `{topic.id}` stands here a second time"
            hint = "Give one of the two another id."
            yield document.problem("reference", (number, "id"), message, hint)
        seen.add(topic.id)
        if topic.kind is TopicKind.CONDITION and topic.helps:
            message = "what helps against an illness or injury is for a doctor to say"
            hint = "Take out `helps`; only a symptom may have it."
            yield document.problem("structured-data", (number, "helps"), message, hint)
