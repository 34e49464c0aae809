"""Trees become the HTML that Python-Markdown would write of them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_html_string

from clinicsite.render.html_text import html_of

TEXTS = (
    st.none()
    | st.text(st.sampled_from("ab <>&\"'\n;#1é\u00a0"), max_size=8)
    | st.sampled_from(("&amp;", "&#160;", "& amp;", "&lt;p&gt;", "a &x; b", "</p>", "<!--"))
)
TAGS = st.sampled_from(("p", "P", "a", "br", "IMG", "img", "clinic-block-3", "style", "hr", "td"))
NAMES = st.sampled_from(("id", "class", "href", "hidden", "checked", "data-label", "aria-label"))
VALUES = st.sampled_from(("", "hidden", "checked", 'a "b" <c> & d', "&quot;", "x\ny", "é"))


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> Element:
    """An element, with others inside it."""
    element = Element(draw(TAGS), draw(st.dictionaries(NAMES, VALUES, max_size=3)))
    element.text, element.tail = draw(TEXTS), draw(TEXTS)
    if depth:
        element.extend(draw(st.lists(elements(depth - 1), max_size=3)))
    return element


@given(elements())
def test_any_tree_is_written_as_markdown_writes_it(root: Element) -> None:
    """Attributes in order, void elements without an end, entities as they are."""
    assert html_of(root) == to_html_string(root)
