"""Tables that can be read on a phone: each cell knows the heading of its column.

On a narrow screen the style sheet stacks the cells, with the heading before each, so that the
last column ("When to worry") is not out of sight. Cells that are no longer laid out as a table
lose their meaning for screen readers unless their roles are written down (ARIA 1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

_ROLES: Mapping[str, str] = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
_ALIGNMENTS: Mapping[str, str] = {"text-align: right;": "right", "text-align: center;": "center"}


def make_readable(table: Element) -> None:
    """Gives the table's parts their roles and each cell the heading of its column.

    Alignment becomes a class: the page's policy blocks style attributes.
    """
    headings = ["".join(heading.itertext()).strip() for heading in table.iter("th")]
    for element in table.iter():
        if element.tag in _ROLES:
            element.set("role", _ROLES[element.tag])
        alignment = _ALIGNMENTS.get(element.attrib.pop("style", ""))
        if alignment:
            element.set("class", alignment)
    for row in table.iter("tr"):
        for heading, cell in zip(headings[1:], list(row)[1:], strict=False):
            if cell.tag == "td" and heading:
                cell.set("data-label", heading)
