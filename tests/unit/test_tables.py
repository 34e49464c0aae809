"""Tables: readable on a phone and by a screen reader."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from clinicsite.render.markup import convert

_TABLE = (
    "| Cause | Share | When to worry |\n|---|---:|:---:|\n| Overuse | 3 of 10 | after 2 *weeks* |\n"
)


def _table() -> LexborHTMLParser:
    return LexborHTMLParser(convert(_TABLE, str, "Source {n}").html)


def test_each_cell_but_the_first_names_the_heading_of_its_column() -> None:
    """On a phone the cells are stacked, and the heading stands before each."""
    labels = [cell.attributes.get("data-label") for cell in _table().css("td")]

    assert labels == [None, "Share", "When to worry"]


def test_alignment_is_a_class() -> None:
    """The page's policy would block a style attribute."""
    cells = _table().css("td")

    assert [cell.attributes.get("class") for cell in cells] == [None, "right", "center"]
    assert _table().css("[style]") == []


def test_a_table_stays_one_for_screen_readers() -> None:
    """Stacked cells keep their roles, because the layout no longer gives them any."""
    roles = [node.attributes.get("role") for node in _table().css("table, tr, th, td")]

    assert roles == ["table", "row", *["columnheader"] * 3, "row", *["cell"] * 3]
