"""What publishing a site would change for its visitors, told in words that staff understand.

A manifest knows digests and no words. So it can be told that a page differs, not how; and where
every page of a site differs, that something is different which they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from clinicsite.addresses import output_path, route_at
from clinicsite.languages import Language
from clinicsite.publish.compressed import ENDINGS
from clinicsite.publish.hashed_names import FOLDER
from clinicsite.publish.hosting import HOST_FILES, Hosting
from clinicsite.publish.manifest import Manifest

_ENOUGH = 3
"""Fewer pages than this are named, even when they are all there are."""


class Group(Struct, frozen=True):
    """Changes of one sort: a heading, and a line for each."""

    heading: str
    lines: tuple[str, ...] = ()


def difference(
    previous: Manifest, files: Mapping[str, bytes], titles: Mapping[str, str], hosting: Hosting
) -> tuple[Group, ...]:
    """What these files add to, change in and remove from the site that the manifest lists."""
    before = {path: digest for path, digest in previous.files.items() if _is_told(path)}
    after = {p: d for p, d in Manifest.of(files).files.items() if _is_told(p)}
    pages = {output_path(route): route for route in titles}
    groups: list[Group] = []
    groups += _group("Pages added", [_page(titles, pages[p]) for p in pages if p not in before])
    groups += _changed(before, after, pages, titles)
    lost = [route_at(p) for p in before if p.endswith(".html") and p not in pages]
    groups += _group("Pages removed", [route for route in lost if route not in hosting.redirects])
    moved = [route for route in hosting.redirects if before.get(output_path(route)) is None]
    moved += [
        r
        for r in lost
        if r in hosting.redirects and before[output_path(r)] != after.get(output_path(r))
    ]
    groups += _group(
        "Addresses that lead on",
        [f"{route} leads to {hosting.redirects[route]}" for route in sorted(set(moved))],
    )
    groups += _others(before, after)
    return tuple(groups)


def as_text(groups: Iterable[Group]) -> str:
    """For a terminal."""
    said = "".join(
        f"{group.heading}\n" + "".join(f"  {line}\n" for line in group.lines) for group in groups
    )
    return said or _NOTHING


def as_markdown(groups: Iterable[Group]) -> str:
    """For the summary of a job."""
    said = "".join(
        f"**{group.heading}**\n\n" + "".join(f"- {_plain(line)}\n" for line in group.lines) + "\n"
        for group in groups
    )
    return "## What will change\n\n" + (said or _NOTHING)


_NOTHING = "Nothing: the site online is the same.\n"


def _group(name: str, lines: Iterable[str]) -> Iterator[Group]:
    found = tuple(lines)
    if found:
        yield Group(f"{name} ({len(found)})", found)


def _changed(
    before: Mapping[str, str],
    after: Mapping[str, str],
    pages: Mapping[str, str],
    titles: Mapping[str, str],
) -> Iterator[Group]:
    """The pages that differ; of a language in which all of them do, only how many."""
    lines: list[str] = []
    for language in Language:
        common = [path for path in pages if path in before and _language(pages[path]) is language]
        changed = [path for path in common if before[path] != after.get(path)]
        if len(changed) == len(common) >= _ENOUGH:
            yield Group(
                f"All {len(common)} pages in {_NAMES[language]} change: something differs that "
                "they share, such as the style, the header or a fact of the clinic. Whether words "
                "of a page itself differ as well cannot be told from the list of files."
            )
        else:
            lines += [_page(titles, pages[path]) for path in changed]
    yield from _group("Pages changed", lines)


_NAMES = {Language.EN: "English", Language.ES: "Spanish"}


def _others(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Group]:
    """Pictures, fonts and the small files, by the names that people know."""
    old, new = _by_plain_name(before), _by_plain_name(after)
    yield from _group("Other files added", sorted(new.keys() - old.keys()))
    changed = [name for name in new if name in old and old[name] != new[name]]
    yield from _group("Other files changed", sorted(changed))
    yield from _group("Other files removed", sorted(old.keys() - new.keys()))


_HASHED = re.compile(rf"{FOLDER}(.+)\.[0-9a-f]+(\.\w+)")


def _by_plain_name(files: Mapping[str, str]) -> Mapping[str, set[tuple[str, str]]]:
    """Name without the digest → the files of that name, pages left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path, digest in files.items():
        if not path.endswith(".html"):
            hashed = _HASHED.fullmatch(path)
            name = hashed[1] + hashed[2] if hashed else path
            found.setdefault(name, set()).add((path, digest))
    return found


def _is_told(path: str) -> bool:
    """Twins and the sitemap change with what they hold, and rules for hosts are no content."""
    return not path.endswith(ENDINGS) and path not in (*HOST_FILES, "sitemap.xml")


def _page(titles: Mapping[str, str], route: str) -> str:
    return f"{titles[route]} - {route}"


def _language(route: str) -> Language:
    return Language.ES if route.startswith(Language.ES.home) else Language.EN


def _plain(line: str) -> str:
    """The line without what Markdown would read as more than letters."""
    return "".join(f"\\{letter}" if letter in "\\`*_<>[]|" else letter for letter in line)
