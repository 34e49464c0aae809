"""The interface texts that the generator itself asks for, besides those in templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinicsite.problems import Problem
from clinicsite.read.config import WEEKDAYS
from clinicsite.read.fields import Localized
from clinicsite.read.schema import Document, did_you_mean

SOURCE_KIND = "source_kind_"
REQUIRED = frozenset(
    {
        "certified_therapist",
        "closed",
        "date_pattern",
        "dont_prefix",
        "home",
        "scope",
        "source_mark",
        *(f"evidence_{level}" for level in ("good", "some", "limited", "expert", "not_shown")),
        *(f"day_{day}" for day in WEEKDAYS),
        *(f"month_{number}" for number in range(1, 13)),
    }
)


def missing_texts(wording: Mapping[str, Localized], document: Document) -> Iterator[Problem]:
    """A problem for each text that the generator needs and the file does not have."""
    for key in sorted(REQUIRED - wording.keys()):
        near = did_you_mean(key, wording.keys() - REQUIRED)
        hint = f"Is it the text `{near}`?" if near else ""
        yield document.problem("field", (), f"the text `{key}` is missing", hint)
