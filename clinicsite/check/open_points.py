"""What nobody but a clinician, a translator or a reader of sources can finish, each told once.

Pages say the same in their review stamps and lists of sources. None of it blocks a release: a site
that waits must still be able to correct its telephone number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clinicsite.languages import DEFAULT_LANGUAGE
from clinicsite.problems import Problem
from clinicsite.read.pages import Page
from clinicsite.read.reference import DATA, Reference

_NAMED = 5
"""So many pages are named; where more are left, every page of the kind may be looked at."""


def check_open_points(pages: Iterable[Page], reference: Reference) -> Iterator[Problem]:
    """One warning for all pages, or all sources, that wait for the same."""
    on_health = [page for page in pages if page.front.kind.informs_on_health]
    unread = [page.path for page in on_health if not page.front.reviewer]
    if unread:
        message = f"{_waiting(unread, 'page')} for a licensed clinician{_named(unread)}"
        hint = "Write name and license after `reviewer:` on each page that a clinician has checked."
        yield Problem("clinical-review", message, hint=hint)
    foreign = [page for page in on_health if page.language is not DEFAULT_LANGUAGE]
    unread = [page.path for page in foreign if not page.front.translator]
    if unread:
        message = f"{_waiting(unread, 'page')} for a native medical translator{_named(unread)}"
        hint = "Write the name after `translator:` on each page that a translator has checked."
        yield Problem("translation-review", message, hint=hint)
    ids = [source.id for source in reference.sources.values() if not source.verified]
    if ids:
        message = f"{_waiting(ids, 'source')} to be read at the publisher's own: {', '.join(ids)}"
        hint = "Read each there, then write the day after `checked` and true after `verified`."
        yield Problem("unverified-source", message, DATA + "sources.yaml", hint=hint)


def _waiting(what: Sequence[str], word: str) -> str:
    return f"1 {word} waits" if len(what) == 1 else f"{len(what)} {word}s wait"


def _named(paths: Sequence[str]) -> str:
    return f": {', '.join(paths)}" if len(paths) <= _NAMED else ""
