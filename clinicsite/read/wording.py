"""The interface texts that the generator itself asks for, besides those in templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from clinicsite.problems import Problem
from clinicsite.read.config import WEEKDAYS
from clinicsite.read.document import Document
from clinicsite.read.fields import Localized
from clinicsite.read.schema import did_you_mean

SOURCE_KIND = "source_kind_"
REQUIRED = frozenset(
    {
        "certified_therapist",
        "check_massage_heading",
        "check_massage_intro",
        "check_massage_word",
        "check_non_urgent",
        "check_urgent",
        "closed",
        "date_pattern",
        "dont_prefix",
        "evidence_grades",
        "home",
        "scope",
        "source_mark",
        "switch_to_list",
        *(f"evidence_{level}" for level in ("good", "some", "limited", "expert", "not_shown")),
        *(f"day_{day}" for day in WEEKDAYS),
        *(f"month_{number}" for number in range(1, 13)),
    }
)

# What the generator itself puts into texts; templates report what is not given to them.
_GIVEN: Mapping[str, frozenset[str]] = {
    "certified_therapist": frozenset({"name", "number"}),
    "date_pattern": frozenset({"day", "month", "year"}),
    "source_mark": frozenset({"n"}),
}


def missing_texts(wording: Mapping[str, Localized], document: Document) -> Iterator[Problem]:
    """A problem for each text that the generator needs and the file does not have."""
    for key in sorted(REQUIRED - wording.keys()):
        near = did_you_mean(key, wording.keys() - REQUIRED)
        hint = f"Is it the text `{near}`?" if near else ""
        yield document.problem("field", (), f"the text `{key}` is missing", hint)


def unfit_texts(wording: Mapping[str, Localized], document: Document) -> Iterator[Problem]:
    """A problem for each text whose curly brackets hold more than the name of a value."""
    for key, text in wording.items():
        english = _names(text.en)
        for language, names in (("en", english), ("es", _names(text.es) if text.es else english)):
            keys = (key, language)
            known = _GIVEN.get(key, names)
            if names is None:
                message = "curly brackets hold the name of a value here, such as {name}"
                yield document.problem("field", keys, message)
            elif known and names - known:
                message = f"nobody gives this text {{{min(names - known)}}}"
                hint = f"Use {', '.join(f'{{{name}}}' for name in sorted(known))}."
                yield document.problem("field", keys, message, hint)
            elif english and english - names:
                message = f"the English text has {{{min(english - names)}}}, and this one has not"
                yield document.problem("field", keys, message)


def _names(text: str) -> frozenset[str] | None:
    """The values that the text asks for; None when it asks for more than plain values."""
    names = set()
    try:
        for _, name, form, conversion in Formatter().parse(text):
            if name is not None:
                names.add(name)
                if not name.isidentifier() or form or conversion:
                    return None
    except ValueError:
        return None
    return frozenset(names)
