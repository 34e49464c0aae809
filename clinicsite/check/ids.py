"""Every id stands once on its page and is not empty: links to a heading need that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.locate import Place, locate_id
from clinicsite.check.page_facts import Identity
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import heading_place
from clinicsite.check.scope import HEADINGS


def check_ids(site: Site) -> Iterator[Finding]:
    """Ids that stand twice, are empty or cannot be linked to."""
    for one in site.written_pages():
        seen: Counter[str] = Counter()
        for identity in one.facts.ids:
            name = identity.id
            seen[name] += 1
            if not name or name.split() != [name]:
                yield _unusable(identity, one)
            elif seen[name] > 1:
                yield _twice(identity, seen[name], one)


def _unusable(identity: Identity, one: CheckedPage) -> Finding:
    what = (
        f"the name “{identity.id}” has a space in it" if identity.id.strip() else "a name is empty"
    )
    kind = "a heading" if identity.tag in HEADINGS else f"a part of the page ({identity.tag})"
    message = f"{what}, so no link can lead to {kind}"
    hint = "write {#a-name} with a name of your own at the end of the heading"
    if identity.tag not in HEADINGS:
        hint = TEMPLATE_HINT
    from_template = identity.tag not in HEADINGS
    return Finding("id", one.page, message, hint, identity.spot, from_template=from_template)


def _twice(identity: Identity, occurrence: int, one: CheckedPage) -> Finding:
    name = identity.id
    message = f"the name “{name}” stands twice on this page, so links find only the first"
    page, place = one.page, None
    if identity.tag in HEADINGS and identity.spot.written:
        hint = f"end the heading with a name of its own, such as {{#{name}-{occurrence}}}"
        place = _place(name, occurrence, one)
    elif identity.spot.body or identity.spot.lead:
        hint = "if the same drawing or block stands on the page twice, remove one of them"
    else:
        hint = TEMPLATE_HINT
    from_template = hint == TEMPLATE_HINT
    return Finding("id", page, message, hint, identity.spot, place, from_template=from_template)


def _place(name: str, occurrence: int, one: CheckedPage) -> Place | None:
    """The line of the heading that repeats the name."""
    same = [heading for heading in one.facts.headings if heading.id == name]
    place = heading_place(same[occurrence - 1], one) if len(same) >= occurrence else None
    return place or locate_id(one.page.text, one.page.body_line, name, min(len(same), occurrence))
