"""Nothing that an editor types becomes a program, a frame, a form or a foreign load.

A page with an error of its own is never published; all others are searched with the lists of
`safe_html`, and there must be enough of them.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import strategies as st

from clinicsite.problems import Severity
from clinicsite.read.tree import SourceTree
from tests.hostile_edits import Edit, slipped, slips
from tests.hostile_pieces import ADDRESSES, VECTORS
from tests.hostile_places import (
    in_every_address,
    in_every_place,
    in_every_value,
    in_every_web_address,
    page,
)
from tests.hostile_text import bodies, drawings
from tests.safe_html import Frame, unsafe, unsafe_in_file
from tests.small_sites import build, minimal_site
from tests.tried import Record, quick_and_long, tell_count, try_all

ATTACKS = (*VECTORS, *ADDRESSES)
ALIAS = "aliases: [/old/]\n"


@functools.cache
def frame() -> Frame:
    """What stands around the pages of the small good site and of an old address."""
    built = build(SourceTree({**minimal_site(), "content/en/new.md": page("Text", more=ALIAS)}))
    assert built.is_publishable
    return Frame.of(
        "https://clinic-of-the-tests.net",
        *(data for name, data in built.files.items() if name.endswith(".html")),
    )


def search(files: Mapping[str, bytes]) -> Iterator[str]:
    """Finds nothing on any page that could be published; names what it has searched.

    While a file that all pages need has an error, none of them can be.
    """
    built = build(SourceTree(dict(sorted(files.items()))))
    yield "sites"
    errors = [p for p in built.problems if p.severity(release=False) is Severity.ERROR]
    wrong = {problem.path for problem in errors}
    everywhere = any(re.search(r"\(on \d+ pages\)", problem.message) for problem in errors)
    if everywhere or any(not path.startswith("content/en/") for path in wrong):
        return
    for name, data in built.files.items():
        source = f"content/en/{name.removesuffix('/index.html').removesuffix('.html')}.md"
        if name.endswith(".html") and source not in wrong:
            yield "pages searched"
            assert list(unsafe(data, frame())) == [], name
        if name.endswith(".svg") and f"content/en/{name}" not in wrong:
            yield "drawings searched"
            assert list(unsafe_in_file(data)) == [], name


@pytest.mark.parametrize("vector", [one for one in VECTORS if re.match(r"<[a-zA-Z]", one)])
def test_the_search_finds_what_it_is_there_for(vector: str) -> None:
    """Each attack that reaches a page as it was typed is seen."""
    good = build().files["index.html"]
    assert list(unsafe(good, frame())) == []

    assert list(unsafe(good.replace(b"</main>", vector.encode() + b"</main>"), frame()))


@pytest.mark.parametrize(
    "every", [pytest.param(16, id="quick"), pytest.param(1, id="long", marks=pytest.mark.audit)]
)
@pytest.mark.parametrize(
    "spread", [in_every_place, in_every_value, in_every_address, in_every_web_address]
)
def test_no_attack_comes_through_wherever_it_stands(
    spread: Callable[[str], dict[str, bytes]], every: int, record_property: Record
) -> None:
    """Every attack, in every place of a text and in every value."""
    counts: Counter[str] = Counter()
    for attack in ATTACKS[::every]:
        counts.update(search(spread(attack)))

    tell_count(counts, record_property)
    assert counts["pages searched"] * 4 > counts["sites"], "nearly everything was refused"


def try_bodies(pages: list[str]) -> Iterator[str]:
    """A site of these texts."""
    made = {f"content/en/page-{n}.md": page(body) for n, body in enumerate(pages)}
    yield from search({**minimal_site(), **made})


def try_slips(made: list[tuple[str, Edit]]) -> Iterator[str]:
    """The small good site after slips of any kind."""
    yield from search(slipped(made).files)


def try_drawing(svg: str) -> Iterator[str]:
    """A page that shows the drawing, one that shows it as a file, and one that links to it."""
    data = svg.encode("utf-8", "surrogatepass")
    figure = "## The spine\n\n/// figure\n    drawing: found\n\nThe spine.\n\n///"
    shown = {"content/figures/found.svg": data, "content/en/shown.md": page(figure)}
    yield from search({**minimal_site(), **shown})
    large = b'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true">%b</svg>' % (b" " * 10_000)
    second = figure.replace("found", "large") + "\n\n" + figure.partition("\n\n")[2]
    shown |= {"content/figures/large.svg": large, "content/en/shown.md": page(second)}
    yield from search({**minimal_site(), **shown})
    linked = {"content/en/x.svg": data, "content/en/linked.md": page("[The spine](x.svg)")}
    yield from search({**minimal_site(), **linked})


@quick_and_long(quick=20, long=400)
def test_no_text_of_any_kind_becomes_a_program(examples: int, record_property: Record) -> None:
    """Random texts with attacks in them, links, blocks and half of everything."""
    many = st.lists(bodies, min_size=1, max_size=6)

    counts = try_all(many, try_bodies, examples, record_property)

    assert counts["pages searched"] > 3 * counts["sites"]


@quick_and_long(quick=40, long=700)
def test_no_slip_in_any_file_becomes_a_program(examples: int, record_property: Record) -> None:
    """Front matter, config and data files, with whatever somebody pastes into them."""
    counts = try_all(slips, try_slips, examples, record_property)

    assert counts["pages searched"] > counts["sites"] / 2


@quick_and_long(quick=30, long=500)
def test_no_drawing_does_more_than_draw(examples: int, record_property: Record) -> None:
    """A drawing from the web, shown inside a page and published as a file."""
    counts = try_all(drawings, try_drawing, examples, record_property)

    assert counts["pages searched"] > counts["sites"] / 2
