"""What a release tells its host: rules for addresses and headers, and whole configurations."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from clinicsite.addresses import BaseUrl
from clinicsite.publish.hosting import Hosting, host_files
from clinicsite.publish.server_configs import caddy, nginx
from tests.releases import (
    BASES,
    golden_tree,
    release,
)
from tests.small_sites import PROJECT, program, write_site

DOCS = PROJECT / "docs/hosting"
TODAY = ("--today", "2026-11-22")


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
    """After a change of the rules: UPDATE_HOSTING=1 python -m pytest tests/test_host_rules.py."""
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
