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


def test_the_parts_of_a_table_carry_no_roles() -> None:
    """HTML forbids them there; that stacked cells stay a table is tested in a browser."""
    assert _table().css("[role]") == []
