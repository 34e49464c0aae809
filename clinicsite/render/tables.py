"""Tables that can be read on a phone: each cell knows the heading of its column.

On a narrow screen the style sheet stacks the cells, with the heading before each, so that the
last column ("When to worry") is not out of sight. Each cell reads its heading aloud, too. Roles are
left to the browser: HTML allows none on the parts of a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

_ALIGNMENTS: Mapping[str, str] = {"text-align: right;": "right", "text-align: center;": "center"}


def make_readable(table: Element) -> None:
    """Gives each cell the heading of its column.

    Alignment becomes a class: the page's policy blocks style attributes.
    """
    headings = ["".join(heading.itertext()).strip() for heading in table.iter("th")]
    for element in table.iter():
        alignment = _ALIGNMENTS.get(element.attrib.pop("style", ""))
        if alignment:
            element.set("class", alignment)
    for row in table.iter("tr"):
        for heading, cell in zip(headings[1:], list(row)[1:], strict=False):
            if cell.tag == "td" and heading:
                cell.set("data-label", heading)
