"""Promises that hold for every build, shown on the golden site."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from clinicsite.pipeline import BuiltSite
from tests.small_sites import build, messages, program, small_site, write_site
from tests.test_golden_site import golden_source

CLINIC = "https://clinic-of-the-tests.net/clinic/"


def _golden(extra: str = "", **options: object) -> BuiltSite:
    return build(small_site(golden_source() + extra), **options)  # type: ignore[arg-type]


def _pages(built: BuiltSite) -> Mapping[str, str]:
    return {name: data.decode() for name, data in built.files.items() if name.endswith(".html")}


def _addresses(html: str) -> list[str]:
    """Every address inside the site that the page names."""
    tree = LexborHTMLParser(html)
    found = [node.attributes.get("href") or "" for node in tree.css("a[href], link[href]")]
    found += [node.attributes.get("src") or "" for node in tree.css("[src]")]
    return [address for address in found if address.startswith("/")]


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_links_are_right_at_the_root_and_under_a_folder() -> None:
    """The same pages, with every address inside the site under the folder; none is broken."""
    at_root, in_folder = _golden(), _golden(base_url=CLINIC)

    assert messages(in_folder) == ""
    assert _pages(at_root).keys() == _pages(in_folder).keys()
    for name, html in _pages(at_root).items():
        moved = ["/clinic" + address for address in _addresses(html)]
        assert _addresses(_pages(in_folder)[name]) == moved, name


def test_the_404_page_names_every_address_from_the_root() -> None:
    """It is sent for addresses of any depth, so a relative address on it would break."""
    for options in ({}, {"base_url": CLINIC}):
        tree = LexborHTMLParser(_golden(**options).files["404.html"])
        links = [node.attributes.get("href") or "" for node in tree.css("a[href], link[href]")]

        assert links
        assert [a for a in links if not re.match(r"/|#|https?:|tel:", a)] == []


def test_canonical_addresses_carry_the_folder() -> None:
    """The rest of the world is told the whole address, in pages, sitemap and robots.txt."""
    files = _golden(base_url=CLINIC).files

    assert f'rel="canonical" href="{CLINIC}causes/"' in files["causes/index.html"].decode()
    assert f"<loc>{CLINIC}causes/</loc>" in files["sitemap.xml"].decode()
    assert f"Sitemap: {CLINIC}sitemap.xml" in files["robots.txt"].decode()


def test_a_drafts_words_appear_nowhere() -> None:
    """A draft is dropped at load: no page, sitemap, list or alias knows of it."""
    files = _golden().files

    for name, data in files.items():
        assert b"Quetzalcoatlus" not in data, name
        assert b"secret" not in data, name
        assert b"xylophone" not in data, name
    assert "secret/index.html" not in files


def test_a_draft_is_there_when_asked_for() -> None:
    """With drafts, the page is built like any other."""
    assert b"Quetzalcoatlus" in _golden(drafts=True).files["secret/index.html"]


def test_two_workers_make_the_same_bytes_as_one() -> None:
    """The number of workers changes nothing but the time."""
    one, two = _golden(jobs=1), _golden(jobs=2)

    assert dict(one.files) == dict(two.files)
    assert one.problems == two.problems


def test_the_same_bytes_come_from_everywhere(tmp_path: Path) -> None:
    """Folder, time zone, locale, hash seed and workers leave no trace in the site."""
    made = []
    for number, (zone, locale, seed, jobs) in enumerate(
        [("UTC", "C", "0", "1"), ("Pacific/Kiritimati", "tr_TR.UTF-8", "4242", "3")]
    ):
        folder = write_site(small_site(golden_source()), tmp_path / f"folder {number}")
        result = program(
            "build", "--root", folder, "--out", folder / "site", "--today", "2026-11-22",
            "--jobs", jobs, TZ=zone, LC_ALL=locale, LANG=locale, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        made.append(_tree(folder / "site"))

    assert made[0] == made[1]


def test_a_failing_build_leaves_the_published_site_untouched(tmp_path: Path) -> None:
    """With an error nothing is published, not even the pages that are right."""
    folder = write_site(small_site(golden_source()), tmp_path / "clinic")
    arguments = ("build", "--root", folder, "--out", tmp_path / "site", "--today", "2026-11-22")
    assert program(*arguments).returncode == 0
    before = _tree(tmp_path / "site")
    page = folder / "content/en/causes/overuse.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](/gone/)\n", encoding="utf-8")
    (folder / "content/en/index.md").write_text("no front matter", encoding="utf-8")

    result = program(*arguments)

    assert result.returncode == 1
    assert "Nothing was published." in result.stderr
    assert _tree(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        {"clinic", "site"} | {p.name for p in tmp_path.iterdir() if p.name.endswith(".lock")}
    )


def test_a_deleted_page_goes_offline(tmp_path: Path) -> None:
    """The output is exactly what the last build made."""
    folder = write_site(small_site(golden_source()), tmp_path / "clinic")
    arguments = ("build", "--root", folder, "--out", tmp_path / "site", "--today", "2026-11-22")
    assert program(*arguments).returncode == 0
    (folder / "content/en/causes/overuse.md").unlink()

    assert program(*arguments).returncode == 0

    assert not (tmp_path / "site/causes/overuse").exists()
    assert (tmp_path / "site/causes/index.html").exists()


def test_twins_name_each_other() -> None:
    """Both pages of a pair, and the sitemap, list the same three addresses."""
    pages = _pages(_golden())
    english, spanish = (
        re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', pages[name])
        for name in ("when-to-get-help/index.html", "es/cuando-pedir-ayuda/index.html")
    )

    assert english == spanish
    assert [language for language, _ in english] == ["en-US", "es-US", "x-default"]
    assert english[0][1] == english[2][1]


def test_the_language_switch_leads_to_the_twin_or_to_what_there_is() -> None:
    """Same page in the other language; without a twin, that language's first page."""
    pages = _pages(_golden())

    def switch(name: str) -> str | None:
        node = LexborHTMLParser(pages[name]).css_first("a.language")
        return node.attributes.get("href") if node else None

    assert switch("when-to-get-help/index.html") == "/es/cuando-pedir-ayuda/"
    assert switch("es/cuando-pedir-ayuda/index.html") == "/when-to-get-help/"
    assert switch("causes/overuse/index.html") == "/es/"


def test_an_emergency_page_offers_nothing() -> None:
    """No call, no hours, no address, no menu: only help."""
    for name in ("when-to-get-help/index.html", "es/cuando-pedir-ayuda/index.html"):
        html = _pages(_golden())[name]
        tree = LexborHTMLParser(html)

        assert tree.css(".cta, .bar, [data-call], [data-visit], nav.menu") == []
        assert set(re.findall(r'href="(tel:[^"]+)"', html)) == {"tel:911"}
        assert "555" not in (tree.body.text() if tree.body else "")


def test_every_page_names_the_policy_that_allows_its_style() -> None:
    """The hash in the policy is the hash of the bytes between the style tags."""
    for name, html in _pages(_golden()).items():
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
        if style is None:
            assert 'http-equiv="refresh"' in html, name
            continue
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in html, name
        assert html.index("Content-Security-Policy") < html.index("<style>")


def test_an_alias_leads_on() -> None:
    """An earlier address is a stub that needs no script and that search engines leave out."""
    stub = _pages(_golden())["reasons/index.html"]

    assert 'content="0; url=/causes/"' in stub
    assert '<meta name="robots" content="noindex">' in stub
    assert 'href="/causes/"' in stub


def test_a_hub_lists_the_pages_below_it() -> None:
    """The cards are made from the children's titles and descriptions."""
    hub = _pages(_golden())["causes/index.html"]

    assert "Overuse: too much, too often" in hub
    assert "how to ease it at home" in hub


def test_the_footer_has_the_order_that_pages_ask_for() -> None:
    """`footer_order` decides, not the alphabet."""
    footer = _pages(_golden())["index.html"].split("<footer", 1)[1]

    assert footer.index("/when-to-get-help/") < footer.index("/sources/")


def test_what_nobody_supplied_is_left_out() -> None:
    """An empty fact leaves no line, no label and no gap in the structured data."""
    config = """-- config.yaml --
site:
  url: https://clinic-of-the-tests.net/
  name: Massage Rx
clinic:
  name: Massage Rx
  phone: 213 555 0234
"""
    html = _pages(_golden(config))["index.html"]

    for word in (
        "Hours",
        "<dt>Address",
        "Book online",
        "directions",
        "E-mail",
        "Prices",
        "openingHours",
    ):
        assert word not in html, word
    assert "(213) 555-0234" in html
