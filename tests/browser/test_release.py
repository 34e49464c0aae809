"""The shipped site's release in a real browser, as real web servers send it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from clinicsite.pipeline import BuiltSite
from clinicsite.publish.folder import publish
from clinicsite.publish.hosting import Hosting
from tests.browser.site_pages import SitePage, site_pages
from tests.browser.visits import fresh_tab
from tests.programs import in_ci
from tests.releases import BASES, FOLDER_URL, ROOT_URL, release, shipped_release, shipped_tree
from tests.servers import NO_SERVER, SERVERS, find_server, serving

_SHEET = "static/css/base.css"


_BROKEN_PICTURES = """async () => {
    await document.fonts.ready;
    const broken = [];
    for (const picture of document.images) {
        picture.loading = "eager";
        await picture.decode().catch(() => broken.push(picture.src));
    }
    return broken;
}"""
"""Waits for the font and for every picture, also for those that would come later."""


def _rules(built: BuiltSite) -> Hosting:
    assert built.hosting is not None
    return built.hosting


def _require(name: str) -> None:
    if find_server(name) is None:
        message = NO_SERVER.format(name=name)
        if in_ci():
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


def _visited() -> list[SitePage]:
    """A page of each kind, and those that show drawings as files."""
    kinds: dict[str, SitePage] = {}
    files = []
    for page in site_pages():
        if page.is_published:
            kinds.setdefault(page.kind, page)
            files += [page] if b"/figures/" in page.html else []
    return list(dict.fromkeys([*kinds.values(), *files]))


SOON = {("nginx", FOLDER_URL), ("caddy", ROOT_URL)}
"""The audit tries the others, too."""
_HOSTS = [
    pytest.param(host, marks=() if host in SOON else pytest.mark.audit, id=" ".join(host))
    for host in itertools.product(SERVERS, BASES)
]


@pytest.fixture(scope="module", params=_HOSTS)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where a real server sends the release: at the root of a host, and under `/clinic/`."""
    name, base_url = request.param
    _require(name)
    built = shipped_release(base_url)
    assert built.is_publishable
    work = tmp_path_factory.mktemp(name)
    publish(built.files, work / "site", protected=[])
    with serving(name, _rules(built), work / "site", work / "server") as host:
        yield f"http://{host}{_rules(built).base.prefix}/"


def test_no_page_breaks_a_rule_of_its_host(address: str, browser: Browser) -> None:
    """Page, style, font, icon and drawings arrive and are allowed; nothing is asked of others."""
    found: list[str] = []
    with fresh_tab(browser, viewport={"width": 1280, "height": 800}) as (tab, notes):
        for page in _visited():
            notes.clear()
            tab.goto(address + page.address)
            found += tab.evaluate(_BROKEN_PICTURES)
            found += [f"{page.route}: {trouble}" for trouble in notes.troubles]
            found += [f"{page.route}: {url}" for url in notes.foreign(address)]
            if not tab.evaluate("() => document.styleSheets.length"):
                found.append(f"{page.route}: no style")

    assert found == []


def test_the_font_arrives_once_under_its_hashed_name(address: str, browser: Browser) -> None:
    """What the page preloads is what its style sheet asks for."""
    with fresh_tab(browser) as (tab, notes):
        tab.goto(address)
        tab.evaluate("() => document.fonts.ready")
        fonts = [url for url in notes.requests if url.endswith(".woff2")]

        assert len(fonts) == 1
        assert "/hashed/" in fonts[0]
        assert tab.evaluate("() => [...document.fonts].some(font => font.status === 'loaded')")


def test_a_lost_address_shows_a_whole_page(address: str, browser: Browser) -> None:
    """Three levels deep: with its style, its font and its language."""
    for lost, language in (("no/such/page/", "en-US"), ("es/no/such/page/", "es-US")):
        with fresh_tab(browser) as (tab, notes):
            answer = tab.goto(address + lost)
            tab.evaluate(_BROKEN_PICTURES)

            assert answer is not None
            assert answer.status == 404
            assert tab.evaluate("() => document.documentElement.lang") == language
            assert tab.evaluate("() => document.styleSheets.length") > 0
            assert [t for t in notes.troubles if "404" not in t] == []


@pytest.mark.parametrize("server", SERVERS)
def test_an_edited_style_is_shown_with_the_rules_of_yesterday(
    server: str, browser: Browser, tmp_path: Path
) -> None:
    """A host that still sends old headers shows a new style: they name no style's hash."""
    _require(server)
    tree = shipped_tree()
    sheet = tree.files[_SHEET] + b"\n@layer base { main { outline: 7px solid #123456 } }\n"
    today = release(tree.with_files({_SHEET: sheet}), ROOT_URL)
    yesterday = shipped_release()
    publish(today.files, tmp_path / "site", protected=[])
    with (
        serving(server, _rules(yesterday), tmp_path / "site", tmp_path / "server") as host,
        fresh_tab(browser) as (tab, notes),
    ):
        tab.goto(f"http://{host}/")
        tab.evaluate(_BROKEN_PICTURES)
        outline = tab.evaluate(
            "() => getComputedStyle(document.querySelector('main')).outlineWidth"
        )

    assert today.files["index.html"] != yesterday.files["index.html"]
    assert today.files["_headers"] == yesterday.files["_headers"]
    assert outline == "7px"
    assert notes.troubles == []
