"""A release: what it has more than a build, and what keeps it from going online."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
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
from clinicsite.publish.hosting import Hosting, host_files
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from clinicsite.publish.server_configs import caddy, nginx
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
from tests.small_sites import PROJECT, build, messages, program, write_site

DOCS = PROJECT / "docs/hosting"
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


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.massage-rx.com/", "www.massage-rx.com"),
        ("https://massage-rx.com/clinic/", ""),
        ("https://somebody.github.io/", ""),
        ("https://massage-rx.netlify.app/", ""),
        ("https://massage-rx.pages.dev/", ""),
        ("http://localhost:8000/", ""),
        ("http://127.0.0.1/", ""),
    ],
)
def test_a_domain_of_ones_own_is_told_to_the_host(address: str, domain: str) -> None:
    """`CNAME` is for GitHub Pages; in a folder, or on a host's own name, there is none."""
    files = host_files(Hosting(BaseUrl.parse(address), {}, (), {"/": "/404.html"}))

    assert files.get("CNAME", b"").decode().strip() == domain
    assert files[".nojekyll"] == b""


def test_moved_addresses_are_told_to_netlify_and_cloudflare() -> None:
    """Each skips the lines that are for the other."""
    text = release(golden_tree(), BASES[1]).files["_redirects"].decode()

    assert text.splitlines() == [
        "/clinic/reasons/ /clinic/causes/ 301!",
        "/clinic/reasons/ /clinic/causes/ 301",
        "/clinic/es/* /clinic/es/404.html 404",
        "/clinic/* /clinic/404.html 404",
    ]


def test_no_two_rules_of_headers_set_the_same_header() -> None:
    """Netlify and Cloudflare would send both values joined by a comma."""
    text = release(golden_tree()).files["_headers"].decode()
    names = re.findall(r"(?m)^  ([\w-]+): ", text)

    assert len(names) == len(set(names)) == 7
    assert "default-src" not in text
    assert "style-src" not in text


@pytest.mark.parametrize(("name", "written"), [("nginx.conf", nginx), ("Caddyfile", caddy)])
def test_the_configurations_in_docs_are_those_of_the_program(name: str, written: object) -> None:
    """After a change of the rules: UPDATE_HOSTING=1 python -m pytest tests/test_release.py."""
    example = Hosting(
        BaseUrl.parse("https://www.example.com/"),
        {},
        (),
        {"/es/": "/es/404.html", "/": "/404.html"},
    )
    text = written(example)  # type: ignore[operator]
    if "UPDATE_HOSTING" in os.environ:
        (DOCS / name).write_text(text, encoding="utf-8")

    assert (DOCS / name).read_text(encoding="utf-8") == text


def test_the_command_prints_the_configuration_of_this_site(tmp_path: Path) -> None:
    """With the addresses that moved and those that are gone, for the folder that is named."""
    folder = write_site(golden_tree(), tmp_path / "clinic")

    done = program("hosting", "nginx", "--root", folder, "--folder", "/srv/other", *TODAY)

    assert done.returncode == 0, done.stderr
    hosting = release(golden_tree()).hosting
    assert hosting is not None
    assert done.stdout == nginx(hosting, "/srv/other")


# --- what keeps it from going online ---------------------------------------------------------


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Path:
    """The shipped repository in a folder of its own."""
    from tests.test_shipped_site import shipped_tree as as_shipped

    return write_site(as_shipped(), tmp_path / "clinic")


def test_two_facts_are_all_that_a_release_needs(shipped_copy: Path) -> None:
    """Before, their places are listed and nothing else is said; after, the site is published."""
    before = program("build", "--root", shipped_copy, "--release")

    assert (before.returncode, before.stdout) == (1, "")
    assert before.stderr == (
        "Before you can publish:\n"
        f"config.yaml:{_line(shipped_copy, '  url:')}: `url` is not the site's address yet\n"
        f"config.yaml:{_line(shipped_copy, '  phone:')}: `phone` is not the phone number yet\n"
    )
    assert not (shipped_copy / "public").exists()

    write_site(shipped_tree(), shipped_copy)
    after = program("build", "--root", shipped_copy, "--release")

    assert after.returncode == 0, after.stderr
    assert ": error: " not in after.stderr
    assert (shipped_copy / "public/index.html.br").is_file()


def _line(folder: Path, start: str) -> int:
    lines = (folder / "config.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_a_second_mistake_is_not_hidden_by_missing_facts(tmp_path: Path) -> None:
    """The short list is for a site that is ready but for its facts."""
    folder = write_site(golden_tree(), tmp_path / "clinic")
    for path, old, new in (
        ("config.yaml", "555 0234", "555 0134"),
        ("content/en/index.md", "\n## Start here", "\n[x y](/nowhere/)\n\n## Start here"),
    ):
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    said = program("build", "--root", folder, "--release", *TODAY).stderr

    assert "Before you can publish" not in said
    assert said.count("leads to /nowhere/") == 1
    assert "Nothing was published." in said


def test_a_safety_page_without_its_twin_is_not_released() -> None:
    """The page is named once."""
    tree = golden_tree()
    without = {p: d for p, d in tree.files.items() if p != "content/es/cuando-pedir-ayuda.md"}
    said = messages(release(SourceTree(without)))

    assert said.count("content/en/when-to-get-help.md:") == 1
    assert not release(SourceTree(without)).is_publishable


@pytest.fixture
def online(tmp_path: Path) -> tuple[Path, Path]:
    """The golden site's folder, and the release of it that is online."""
    folder = write_site(golden_tree(), tmp_path / "clinic")
    done = program("build", "--root", folder, "--release", "--out", tmp_path / "online", *TODAY)
    assert done.returncode == 0, done.stderr
    return folder, tmp_path / "online"


def _rename(folder: Path, old: str, new: str) -> None:
    """Another name for a page, and for it in all that names it."""
    target = folder / f"content/en/{new}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    (folder / f"content/en/{old}.md").rename(target)
    for path in (folder / "content").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(f"/{old}/", f"/{new}/"), encoding="utf-8")


def test_a_renamed_page_keeps_its_address_or_is_not_published(online: tuple[Path, Path]) -> None:
    """The address, the page that it probably is now, and the line to add are named once."""
    folder, site = online
    before = _site_in(site)
    _rename(folder, "causes/overuse", "causes/too-much-use")
    build_it = ("build", "--root", folder, "--out", site, "--previous", site, *TODAY)
    for strictness in ((), ("--release",)):
        done = program(*build_it, *strictness)

        assert done.returncode == 1
        assert done.stderr.startswith(
            "--- content/en/causes/too-much-use.md: 1 error\n"
            "content/en/causes/too-much-use.md: error: the address /causes/overuse/ is online now "
            "and would be lost; this page, /causes/too-much-use/, looks like the same page under "
            "another name\n    add: aliases: [/causes/overuse/]\n"
        )
        assert done.stderr.endswith("1 error. Nothing was published.\n")
        assert _site_in(site) == before

    page = folder / "content/en/causes/too-much-use.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("---", "---\naliases: [/causes/overuse/]", 1), encoding="utf-8")

    assert program(*build_it, "--release").returncode == 0
    assert "/causes/overuse/ /causes/too-much-use/ 301\n" in (site / "_redirects").read_text()


def test_a_removed_page_is_said_to_be_gone_or_is_not_missed(online: tuple[Path, Path]) -> None:
    """The line to write in config.yaml is named, and writing it is enough."""
    folder, site = online
    (folder / "content/en/a-z.md").unlink()
    build_it = ("build", "--root", folder, "--release", "--previous", site / MANIFEST_NAME, *TODAY)

    done = program(*build_it)
    assert done.returncode == 1
    assert done.stderr.count("the address /a-z/ is online now and would be lost") == 1
    line = re.search(r"write (gone: .*)", done.stderr)
    assert line is not None
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^gone: .*", line[1], text), encoding="utf-8")

    assert program(*build_it).returncode == 0


@pytest.mark.parametrize("harm", ["", "{}", "<!doctype html>", "half"])
def test_a_damaged_list_of_what_is_online_stops_a_release(
    online: tuple[Path, Path], harm: str
) -> None:
    """It is not taken for a first release; the cause is named once."""
    folder, site = online
    manifest = folder / MANIFEST_NAME
    whole = (site / MANIFEST_NAME).read_text(encoding="utf-8")
    manifest.write_text(whole[: len(whole) // 2] if harm == "half" else harm, encoding="utf-8")

    done = program("build", "--root", folder, "--release", "--previous", manifest, *TODAY)

    assert done.returncode == 1
    assert done.stderr.count("this is not the whole list of the files that are online") == 1
    assert "1 error. Nothing was published." in done.stderr
    assert not (folder / "public").exists()


def test_a_list_that_is_not_there_is_wrong_usage(online: tuple[Path, Path]) -> None:
    """Nothing is taken for granted because a file is missing."""
    folder = online[0]
    for missing in (folder / "nothing.json", folder / "content"):
        done = program("build", "--root", folder, "--previous", missing, *TODAY)

        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_what_is_online_decides_anew_each_time(online: tuple[Path, Path]) -> None:
    """A build that was right beside one list is not remembered for another."""
    folder, site = online
    manifest = folder / MANIFEST_NAME
    first = Manifest.decode((site / MANIFEST_NAME).read_bytes())
    manifest.write_bytes(first.encode())
    arguments = ("build", "--root", folder, "--previous", manifest, *TODAY)
    codes = [program(*arguments).returncode]
    more = Manifest({**first.files, "lost/index.html": "0" * 64})
    manifest.write_bytes(more.encode())
    codes.append(program(*arguments).returncode)
    codes.append(program("build", "--root", folder, *TODAY).returncode)

    assert codes == [0, 1, 0]


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        (lambda site: (site / MANIFEST_NAME).unlink(), f"holds no {MANIFEST_NAME}"),
        (lambda site: (site / MANIFEST_NAME).write_text("{"), f"{MANIFEST_NAME} is damaged"),
        (lambda site: (site / "index.html").unlink(), "index.html is missing"),
        (lambda site: (site / "index.html").write_text("x"), "index.html is not what was built"),
        (
            lambda site: (site / "more.html").write_text("x"),
            "more.html does not belong to the site",
        ),
    ],
    ids=["no manifest", "half a manifest", "missing", "changed", "added"],
)
def test_what_is_no_whole_site_is_not_deployed(
    online: tuple[Path, Path], harm: object, cause: str
) -> None:
    """`verify` ends 1 and names the cause once; before, it ends 0."""
    site = online[1]
    assert program("verify", site).returncode == 0
    harm(site)  # type: ignore[operator]

    done = program("verify", site)

    assert done.returncode == 1
    assert done.stderr.count(cause) == 1
    assert len(done.stderr.splitlines()) == 2


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
