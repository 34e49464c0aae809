"""Releases of small sites and of the shipped one, for tests."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date

from clinicsite.crew import Crew
from clinicsite.pipeline import BuildOptions, BuiltSite, build_tree, finished
from clinicsite.read.tree import SourceTree, read_tree
from tests.small_sites import PROJECT, TODAY, small_site
from tests.test_golden_site import golden_source

ROOT_URL = "https://www.clinic-of-the-tests.net/"
FOLDER_URL = "https://clinic-of-the-tests.net/clinic/"
BASES = (ROOT_URL, FOLDER_URL)
GONE = "/withdrawn-advice/"
GONE_IN_SPANISH = "/es/consejo-retirado/"


_LOST = """\
-- content/es/404.md --
---
title: No encontramos esa página
description: La página que pidió no está aquí. Busque ayuda para el dolor en la espalda alta.
kind: not-found
call_to_action: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
---

Lea [Cuándo pedir ayuda](/es/cuando-pedir-ayuda/).
"""


def release(
    tree: SourceTree,
    base_url: str | None = None,
    *,
    jobs: int = 1,
    today: date = TODAY,
    previous: tuple[str, ...] = (),
) -> BuiltSite:
    """The release of these files; without the extra files when it must not be published."""
    options = BuildOptions(
        today, base_url, release=True, crew=Crew(jobs, always=True), previous=previous
    )
    built = build_tree(tree, options)
    return finished(built, workers=jobs) if built.is_publishable else built


def golden_tree(extra: str = "") -> SourceTree:
    """The golden site, with a page for lost Spanish addresses, and two addresses that are gone."""
    tree = small_site(golden_source() + _LOST + extra)
    config = tree.files["config.yaml"] + f"\ngone: [{GONE}, {GONE_IN_SPANISH}]\n".encode()
    return tree.with_files({"config.yaml": config})


@functools.cache
def shipped_tree() -> SourceTree:
    """The project's own site with the two facts that have to be filled in, and nothing else."""
    tree, _ = read_tree(PROJECT)
    config = (
        tree.files["config.yaml"]
        .replace(b"https://massage-rx.example.org/", ROOT_URL.encode())
        .replace(b"(323) 555-0100", b"(323) 555-2368")
    )
    return tree.with_files({"config.yaml": config})


@functools.cache
def shipped_release(base_url: str = ROOT_URL) -> BuiltSite:
    """Its release."""
    return release(shipped_tree(), base_url)


def pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """The HTML files."""
    return {path: data.decode() for path, data in files.items() if path.endswith(".html")}
