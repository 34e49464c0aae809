"""The body map: a list of places where it can hurt, and a drawing that repeats it.

The zones stand in `content/data/body-map.yaml`; their order is their number. In the drawing, what
has the class `zone-1` belongs to the first zone, and so on. The list is the control and says all
there is to say, so the drawing is hidden from speech and its links from the keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from markupsafe import Markup

from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.front_matter import WarningPlace
from clinicsite.read.schema import did_you_mean
from clinicsite.render.component_views import BodyMap, Link
from clinicsite.render.links import resolve
from clinicsite.render.page_parts import PageParts

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"\bzone-(\d+)\b")
_SAID = frozenset((_SVG + "title", _SVG + "desc"))
ET.register_namespace("", _SVG[1:-1])


def body_map(
    drawing: str, document: Document, parts: PageParts
) -> tuple[BodyMap | None, tuple[Problem, ...]]:
    """The list with its drawing; None with problems where one of them is not there."""
    svg = parts.drawing(drawing)
    if svg is None:
        near = did_you_mean(drawing, parts.context.figures)
        hint = document.line_with(("drawing",), near) if near else ""
        message = f"there is no drawing `{drawing}`"
        return None, (document.problem("reference", ("drawing",), message, hint),)
    zones, problems = _zones(parts)
    if not zones:
        message = "no place of the body map is known"
        hint = "List them in content/data/body-map.yaml."
        return None, (*problems, document.problem("block", (), message, hint))
    try:
        root = ET.fromstring(svg)  # noqa: S314  # our own file
    except ET.ParseError:
        message = f"the drawing `{drawing}` cannot be read; save it again as plain SVG"
        return None, (*problems, document.problem("block", ("drawing",), message))
    lost = [number for number in _numbered(zones) if number not in set(_drawn(root))]
    if lost:
        message = f"the drawing `{drawing}` has no `zone-{lost[0]}` for a place of body-map.yaml"
        problems = (*problems, document.problem("block", ("drawing",), message))
    _silence(root)
    _link(root, _numbered(zones))
    return BodyMap(Markup(ET.tostring(root, encoding="unicode")), zones), problems


def _zones(parts: PageParts) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The zones as links, and a problem for each that leads past the warning signs."""
    reference, context = parts.context.reference, parts.context
    links, problems = [], []
    for number, zone in enumerate(reference.zones):
        address = zone.link.said_in(parts.language)
        links.append(
            Link(
                zone.name.in_(parts.language),
                resolve(address, parts.page, context.site_map, context.base) if address else "",
            )
        )
        target = context.site_map.pages.get(address.partition("#")[0])
        if target and target.page.front.warning is not WarningPlace.CARD:
            keys = ("zones", number, "link", parts.language.value)
            message = f"{target.route} does not begin with an emergency card"
            hint = "Lead to a page with `warning: card`."
            problems.append(reference.zones_document.problem("safety", keys, message, hint))
    return tuple(links), tuple(problems)


def _numbered(zones: tuple[Link, ...]) -> Mapping[str, Link]:
    return {str(number): zone for number, zone in enumerate(zones, start=1)}


def _drawn(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        yield from _NUMBER.findall(element.get("class", ""))


def _silence(root: ET.Element) -> None:
    """Nothing of the drawing is read aloud, and pointing at it shows no words over it."""
    for element in list(root):
        if element.tag in _SAID:
            root.remove(element)
    for name in ("role", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    root.set("aria-hidden", "true")


def _link(root: ET.Element, zones: Mapping[str, Link]) -> None:
    """What belongs to a zone leads where its line in the list leads."""
    for parent in list(root.iter()):
        for place, element in enumerate(list(parent)):
            number = _NUMBER.search(element.get("class", ""))
            zone = zones.get(number[1]) if number else None
            if zone and zone.url:
                link = ET.Element(_SVG + "a", {"href": zone.url, "tabindex": "-1"})
                link.tail, element.tail = element.tail, None
                parent[place] = link
                link.append(element)
