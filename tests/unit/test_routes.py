"""Every address of the site, known before anything is rendered."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.problems import Problem
from clinicsite.read.pages import read_pages
from clinicsite.read.tree import SourceTree
from clinicsite.render.routes import SiteMap, map_site, parent_of, route_of
from tests.small_sites import TODAY, build, small_page, small_site

names = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda name: name not in ("index", "404", "es")
)
paths = st.builds(
    lambda language, folders, name: "/".join(["content", language, *folders, f"{name}.md"]),
    st.sampled_from(["en", "es"]),
    st.lists(names, max_size=3),
    st.one_of(names, st.just("index")),
)


def mapped(text: str, *, drafts: bool = False) -> tuple[SiteMap, tuple[Problem, ...]]:
    """The addresses of a small site, and what is wrong with them."""
    tree = small_site(text)
    return map_site(read_pages(tree, today=TODAY, drafts=drafts), tree)


def faults(text: str) -> list[tuple[str, str]]:
    """File and message of each fault."""
    return sorted((problem.path, problem.message) for problem in mapped(text)[1])


@pytest.mark.parametrize(
    ("path", "route", "file"),
    [
        ("content/en/index.md", "/", "index.html"),
        ("content/en/posture.md", "/posture/", "posture/index.html"),
        ("content/en/causes/index.md", "/causes/", "causes/index.html"),
        ("content/en/causes/overuse.md", "/causes/overuse/", "causes/overuse/index.html"),
        ("content/en/404.md", "/404.html", "404.html"),
        ("content/es/index.md", "/es/", "es/index.html"),
        ("content/es/postura.md", "/es/postura/", "es/postura/index.html"),
        ("content/es/404.md", "/es/404.html", "es/404.html"),
    ],
)
def test_the_path_of_a_page_is_its_address(path: str, route: str, file: str) -> None:
    """English lives at the root, Spanish below `/es/`, and every address ends with a slash."""
    assert (route_of(path), output_path(route)) == (route, file)


@given(paths)
def test_a_route_leads_back_to_its_page(path: str) -> None:
    """Two pages have the same address only as `a.md` and `a/index.md`."""
    route = route_of(path)

    inner = route.removeprefix("/es") if path.startswith("content/es/") else route
    stem = path.removesuffix(".md").split("/", 2)[2]
    assert inner.strip("/") == re.sub(r"(^|/)index$", "", stem)
    assert output_path(route).endswith("index.html")
    assert route == "/" + output_path(route).removesuffix("index.html")


@given(paths, st.sampled_from(["https://host", "https://host/clinic", "http://localhost:8000/a/b"]))
def test_a_link_to_a_route_leads_to_the_route(path: str, address: str) -> None:
    """At the root and in a folder, from the page and from the rest of the world."""
    base, route = BaseUrl.parse(address), route_of(path)

    assert base.route(base.href(route)) == route
    assert base.route(base.absolute(route)) == route


@given(paths)
def test_every_page_has_a_way_home(path: str) -> None:
    """The steps of the breadcrumb lead from the home page of the language down to the parent."""
    route = route_of(path)

    steps = SiteMap({}, {}, {}, {}, {}, frozenset(), {}).trail(route)

    assert parent_of(route) == (steps[-1] if steps else None)
    assert all(parent_of(below) == above for above, below in pairwise(steps))
    assert not steps or steps[0] == ("/es/" if route.startswith("/es/") else "/")


def test_the_order_of_files_does_not_matter() -> None:
    """Pages, aliases and files come sorted by address, whatever the file system says."""
    text = small_page("content/en/b.md", "aliases: [/z/, /y/]\n") + small_page(
        "content/en/a.md", title="A"
    )
    tree = small_site(text)
    backwards = SourceTree(dict(reversed(list(tree.files.items()))))

    site, _ = mapped(text)
    again, _ = map_site(read_pages(backwards, today=TODAY, drafts=False), backwards)

    assert list(site.pages) == sorted(site.pages) == list(again.pages)
    assert list(site.aliases.items()) == [("/y/", "/b/"), ("/z/", "/b/")]
    assert list(site.files) == sorted(site.files) == list(again.files)


def test_files_beside_pages_and_in_static_are_published_but_no_sources() -> None:
    """Style sheets become the inlined one; text files are no files. Pictures are published under
    other addresses, and named by these."""
    text = "-- content/en/room.jpg --\nx\n-- static/map.pdf --\nx\n-- content/es/plan.pdf --\nx\n"

    site, _ = mapped("-- static/fonts (deleted) --\n" + text)

    assert dict(site.files) == {
        "/es/plan.pdf": "content/es/plan.pdf",
        "/map.pdf": "static/map.pdf",
    }
    assert dict(site.pictures) == {"/room.jpg": "content/en/room.jpg"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            small_page("content/en/a.md") + small_page("content/en/a/index.md", title="A"),
            [("content/en/a/index.md", "the address /a/ also belongs to content/en/a.md")],
        ),
        (
            small_page("content/en/a.md") + "-- static/A/index.html --\nx\n",
            [("content/en/a.md", "the address /a/ also belongs to static/A/index.html")],
        ),
        (
            small_page("content/en/es/a.md") + small_page("content/es/a.md"),
            [("content/es/a.md", "the address /es/a/ also belongs to content/en/es/a.md")],
        ),
        (
            small_page("content/en/a.md", "aliases: [/a/]\n"),
            [("content/en/a.md", "the alias /a/ is already the address of content/en/a.md")],
        ),
        (
            small_page("content/en/a.md", "aliases: [/B/]\n") + small_page("content/en/b.md"),
            [("content/en/a.md", "the alias /B/ is already the address of content/en/b.md")],
        ),
        (
            small_page("content/en/a.md", "aliases: [/x/, /x/]\n"),
            [("content/en/a.md", "the alias /x/ also stands in content/en/a.md")],
        ),
        (
            "-- static/robots.txt --\nx\n",
            [("static/robots.txt", "the address /robots.txt also belongs to the build itself")],
        ),
    ],
    ids=["two pages", "letter case", "languages", "itself", "alias", "alias twice", "the build"],
)
def test_two_claims_on_one_address_are_a_fault(text: str, expected: list[tuple[str, str]]) -> None:
    """Whatever claims it: no page ever replaces another one at random (jekyll/jekyll#3034)."""
    found = [(p.path, p.message) for p in mapped(text)[1] if p.rule == "address"]

    assert found == expected


@given(st.text(st.sampled_from("abzAZ09 _-.ñé头%?#&'"), min_size=1, max_size=12))
def test_a_name_that_does_not_fit_is_refused_and_the_proposed_one_fits(name: str) -> None:
    """File names become addresses; what is proposed instead is accepted without a word."""
    if "/" in name or name in (".", "..") or name.startswith(" ") or name.endswith(" "):
        return

    found = [
        p for p in mapped(small_page(f"content/en/{name}.md"))[1] if "becomes part" in p.message
    ]

    fits = bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name))
    assert bool(found) != fits
    for problem in found:
        proposed = problem.hint.removeprefix("Rename it to `").removesuffix("`.")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", proposed)


def test_a_draft_is_nowhere() -> None:
    """Neither its address, its alias and its place in the header exist, nor any of its words."""
    more = "draft: yes\naliases: [/old/]\nnav_label: Quokka\nnav_order: 2\n"
    text = small_page("content/en/quokka.md", more, title="Quokka", body="The quokka.")

    without, _ = mapped(text)
    with_drafts, _ = mapped(text, drafts=True)
    built = build(text)

    assert "/quokka/" not in without.pages
    assert "/old/" not in without.aliases
    assert "/quokka/" in with_drafts.pages
    assert built.is_publishable
    assert not any("quokka" in name for name in built.files)
    assert not any(b"quokka" in data.lower() for data in built.files.values())


def test_a_page_that_cannot_be_read_still_has_its_address() -> None:
    """Its own mistake is reported once, and not once more for every link to it."""
    site, _ = mapped("-- content/en/a.md --\n---\ntitle: Flu: who\n---\n")

    assert "/a/" not in site.pages
    assert site.unreadable == frozenset({"/a/"})


def test_twins_know_each_other_when_one_of_them_says_so() -> None:
    """The language switch works both ways after one line in one page."""
    text = small_page("content/en/a.md", "twin: /es/a/\n") + small_page(
        "content/es/a.md", title="Postura"
    )

    site, _ = mapped(text)

    assert dict(site.twins) == {"/a/": "/es/a/", "/es/a/": "/a/"}


@pytest.mark.parametrize(
    ("english", "spanish", "said"),
    [
        ("twin: /es/b/\n", "", "there is no page /es/b/"),
        ("twin: /sources/\n", "", "/sources/ is in the same language as this page"),
        ("twin: /es/a/\n", "twin: /sources/\n", "/es/a/ names another page as its twin: /sources/"),
    ],
)
def test_twins_that_disagree_are_a_fault(english: str, spanish: str, said: str) -> None:
    """A reader who switches the language never ends on another topic."""
    text = small_page("content/en/a.md", english) + small_page(
        "content/es/a.md", spanish, title="Postura"
    )

    assert ("content/en/a.md", said) in faults(text)


def test_two_pages_may_not_have_the_same_twin() -> None:
    """The second one that claims it is told who was first."""
    text = "".join(small_page(f"content/en/{name}.md", "twin: /es/a/\n") for name in "bc")

    found = faults(text + small_page("content/es/a.md", title="Postura"))

    assert ("content/en/c.md", "/es/a/ is already the twin of /b/") in found


def test_the_proposed_twin_is_a_page_of_the_other_language() -> None:
    """The page itself, which is nearest of all, is never proposed."""
    text = small_page("content/en/postura.md", "twin: /es/postur/\n") + small_page(
        "content/es/postura.md"
    )

    (problem,) = (p for p in mapped(text)[1] if p.rule == "twin")

    assert problem.hint == "write: twin: /es/postura/"


def test_a_header_of_each_language_has_five_places() -> None:
    """A sixth page is one too many, a second one on a place is told who was first."""
    five = "".join(
        small_page(f"content/en/p{n}.md", f"nav_label: P{n}\nnav_order: {n}\n", title=f"P{n}")
        for n in range(2, 7)
    )
    spanish = small_page("content/es/uno.md", "nav_label: Uno\nnav_order: 1\n", title="Uno")
    second = small_page("content/en/zz.md", "nav_label: Z\nnav_order: 2\n", title="Z")

    assert [f for f in faults(five + spanish) if "header" in f[1]] == [
        ("content/en/p6.md", "the header has room for 5 pages, and this is one more")
    ]
    assert ("content/en/zz.md", "place 2 in the header already belongs to content/en/p2.md") in (
        faults(five + second)
    )
