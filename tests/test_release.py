"""A release: what it has more than a build, the same wherever it is made."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite.addresses import BaseUrl
from clinicsite.memo import Memo
from clinicsite.pipeline import BuiltSite
from clinicsite.publish import compressed
from clinicsite.publish.compressed import with_compressed
from clinicsite.publish.hashed_names import with_hashed_names
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from clinicsite.read.tree import SourceTree
from tests.releases import (
    BASES,
    FOLDER_URL,
    golden_tree,
    pages,
    release,
    shipped_release,
    shipped_tree,
)
from tests.small_sites import build, program, write_site

TODAY = ("--today", "2026-11-22")
TEXTS = (".html", ".svg", ".txt", ".xml")


def _site_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- what is in it ------------------------------------------------------------------------


def test_every_text_has_its_compressed_twins() -> None:
    """They hold the file, and neither a name nor a date."""
    files = shipped_release().files
    texts = [path for path in files if path.endswith(TEXTS)]

    assert "index.html" in texts
    for path in texts:
        assert brotli.decompress(files[path + ".br"]) == files[path]
        assert gzip.decompress(files[path + ".gz"]) == files[path]
        assert files[path + ".gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert {path[:-3] for path in files if path.endswith((".br", ".gz"))} == set(texts)


def _in_a_folder() -> BuiltSite:
    return release(golden_tree(), FOLDER_URL)


each_release = pytest.mark.parametrize("made", [shipped_release, _in_a_folder])


@each_release
def test_every_file_that_a_page_shows_is_there(made: Callable[[], BuiltSite]) -> None:
    """Fonts, pictures and icons have hashed names, but for those that are asked for by name."""
    built = made()
    assert built.hosting is not None
    files, prefix = built.files, built.hosting.base.prefix
    shown = set()
    for html in pages(files).values():
        tree = LexborHTMLParser(html)
        nodes = tree.css("link:not([rel=canonical]):not([rel=alternate])")
        found = [node.attributes.get("href") or "" for node in nodes]
        found += [node.attributes.get("src") or "" for node in tree.css("img, video, track")]
        found += re.findall(r"url\(([^)]*)\)", html)
        shown |= {address.partition("#")[0] for address in found}

    shown -= {""}
    assert shown
    for address in shown:
        assert address.startswith(f"{prefix}/")
        assert address.removeprefix(f"{prefix}/") in files
        by_name = ("/favicon.ico", "/apple-touch-icon.png")
        assert "/hashed/" in address or address.removeprefix(prefix) in by_name
    assert {"robots.txt", "sitemap.xml"} <= files.keys()
    left = ("fonts/atkinson", "fonts/small", "icons/", "social/", "figures/")
    assert not [path for path in files if path.startswith(left)]


def test_the_picture_for_shared_links_is_there() -> None:
    """Its whole address stands in each page."""
    files = shipped_release().files
    (address,) = set(re.findall(r'og:image" content="([^"]+)"', pages(files)["index.html"]))

    assert address.removeprefix(BASES[0]) in files
    assert "/hashed/" in address


@each_release
def test_every_page_allows_its_own_style(made: Callable[[], BuiltSite]) -> None:
    """The names of fonts in it have changed, and the hash in the page's policy with them."""
    for path, html in pages(made().files).items():
        sheets = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        allowed = re.findall(r"'(sha256-[^']+)'", html)
        hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in sheets]

        assert [f"sha256-{digest}" for digest in hashes] == allowed, path


def test_the_words_of_a_release_are_those_of_a_build() -> None:
    """Only names of files and the hash of the style differ."""
    tree = shipped_tree()
    built = build(tree)

    for path, html in pages(shipped_release().files).items():
        plain = re.sub(r"/hashed/([\w-]+)\.\w{12}\.", r"/\1.", html)
        other = re.sub(r"/(?:es/)?(?:fonts|icons|social|figures)/", "/", built.files[path].decode())
        without = [re.sub(r"'sha256-[^']+'", "", text) for text in (plain, other)]
        assert without[0] == without[1], path


def test_a_changed_picture_has_another_name_and_the_others_keep_theirs() -> None:
    """So a browser that kept the old one for a year asks for the new one."""
    tree = golden_tree()
    path = "content/figures/two-bars.svg"
    icon = "static/icons/favicon.svg"
    changed = tree.with_files({icon: tree.files[icon].replace(b"<svg", b"<svg ")})
    before, after = (
        {p for p in release(one).files if p.startswith("hashed/")} for one in (tree, changed)
    )

    assert path in tree.files
    assert len(before - after) == len(after - before) == 3  # the file and its twins
    assert all(name.startswith("hashed/favicon.") for name in before ^ after)


def test_a_file_that_other_files_name_keeps_its_name() -> None:
    """A list of icons names them, and nobody rewrites it."""
    page = b'<img src="/icons/a.png"><img srcset="/icons/b.png 2x, /icons/a.png" poster="/x/b.png">'
    files = {
        "index.html": page,
        "icons/a.png": b"a",
        "icons/b.png": b"b",
        "x/b.png": b"b",
        "icons/site.webmanifest": b'{"icons": [{"src": "/icons/a.png"}]}',
    }

    named = with_hashed_names(files, BaseUrl.parse("https://host.net/"))

    hashed = {f"/{path}" for path in named if path.startswith("hashed/")}
    html = named["index.html"].decode()
    assert "icons/a.png" in named
    assert html.count("/icons/a.png") == 2
    assert len(hashed) == 2
    assert set(re.findall(r"/hashed/b\.\w{12}\.png", html)) == hashed


def test_only_what_changed_is_compressed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is remembered."""
    asked: list[bytes] = []

    def pack(data: bytes) -> bytes:
        asked.append(data)
        return b"packed " + data

    monkeypatch.setattr(compressed, "_PACKERS", {".br": pack, ".gz": pack})
    files = {"a.html": b"a", "b.html": b"b", "c.png": b"c"}
    made = []
    for version in (files, files | {"b.html": b"new"}):
        asked.clear()
        with Memo(tmp_path / "memo.sqlite") as memo:
            made.append(with_compressed(version, memo))

    assert asked == [b"new", b"new"]
    assert dict(made[1]) == dict(with_compressed(files | {"b.html": b"new"}))


# --- the same everywhere -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(golden_tree, id="golden"),
        pytest.param(shipped_tree, id="shipped", marks=pytest.mark.audit),
    ],
)
def test_the_same_release_comes_from_everywhere(
    tmp_path: Path, tree: Callable[[], SourceTree]
) -> None:
    """Two copies in different folders, time zones and locales, with one worker and two."""
    made = []
    for number, (zone, locale, seed, jobs) in enumerate(
        [("UTC", "C", "0", "1"), ("Pacific/Kiritimati", "tr_TR.UTF-8", "4242", "2")]
    ):
        folder = write_site(tree(), tmp_path / f"folder {number}")
        done = program(
            "build", "--release", "--root", folder, *TODAY, "--jobs", jobs,
            TZ=zone, LC_ALL=locale, LANG=locale, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        made.append(_site_in(folder / "public"))

    assert made[0] == made[1]
    assert "index.html.br" in made[0]
    assert made[0].keys() - {MANIFEST_NAME} == Manifest.decode(made[0][MANIFEST_NAME]).files.keys()
