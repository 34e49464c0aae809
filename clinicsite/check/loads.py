"""Every picture and every other file that a page uses is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from clinicsite.check.findings import TEMPLATE_HINT, Finding
from clinicsite.check.hrefs import as_read
from clinicsite.check.page_facts import Load
from clinicsite.check.pages import CheckedPage, Site
from clinicsite.check.places import load_place
from clinicsite.check.targets import (
    Trouble,
    missing_file,
    near_file,
    own_path,
    route_or_none,
    split,
)

_NAMES = {
    **dict.fromkeys(("img", "source", "image", "feimage"), "the picture"),
    **dict.fromkeys(("video", "audio", "track"), "the film or its captions"),
}


def check_loads(site: Site) -> Iterator[Finding]:
    """Files of the site itself that are not there; others are left to `foreign`."""
    for one in site.written_pages():
        for load in one.facts.loads:
            trouble = _trouble(load, one, site)
            if trouble:
                yield _finding(load, trouble, one, site)


def _trouble(load: Load, one: CheckedPage, site: Site) -> Trouble | None:
    address = as_read(load.address)
    if not address:
        return Trouble("its address is empty")
    path = own_path(address, site.base)
    if path is None:
        return None
    name, _, fragment = split(path)
    if not name and fragment:
        known = any(fragment[1:] == identity.id for identity in one.facts.ids)
        return None if known else Trouble("nothing on this page has that name")
    if not name.startswith("/"):
        return _not_beside(name, site)
    route = route_or_none(name, site.base)
    if route is None:
        return Trouble(f"it leaves out {site.base.prefix}, the folder of the site")
    return missing_file(route, site)


def _not_beside(name: str, site: Site) -> Trouble:
    better = near_file(posixpath.basename(name), site)
    note = f"; did you mean {better}?" if better else ""
    return Trouble("there is no file of that name beside the page's own file" + note, better)


def _finding(load: Load, trouble: Trouble, one: CheckedPage, site: Site) -> Finding:
    shown = site.shown(load.address.strip())
    message = f"{_NAMES.get(load.tag, 'the file')} {shown} cannot be shown: {trouble.reason}"
    place = load_place(load, one, site)
    if not load.spot.written:
        hint = TEMPLATE_HINT
    elif not trouble.better:
        hint = "correct its address, or put a file of that name there"
    elif place:
        hint = f"write: {place.rewritten(trouble.better)}"
    else:
        hint = f"write {trouble.better} as its address"
    from_template = not load.spot.written
    return Finding("link", one.page, message, hint, load.spot, place, from_template=from_template)
