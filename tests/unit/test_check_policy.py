"""The Content-Security-Policy in each page."""

from __future__ import annotations

import base64
import hashlib

import pytest

from tests.unit.test_check_site import page, problems

CSS = "a { color: red }\n"
HASH = "sha256-" + base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
STYLE = f"<style>{CSS}</style>"


def policy(content: str) -> str:
    """A policy in a `meta` element."""
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


@pytest.mark.parametrize(
    "head",
    [
        policy(f"default-src 'none'; style-src '{HASH}'") + STYLE,
        policy("default-src 'none'"),
        "",
    ],
)
def test_a_policy_that_names_the_style_sheet_is_fine(head: str) -> None:
    """A page without styles needs no hash."""
    assert problems(page(head=head)) == ()


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (STYLE, "has no safety rules"),
        (STYLE + policy(f"style-src '{HASH}'"), "stand after its style sheet"),
        (policy(f"style-src '{HASH}'") + STYLE + "<style>b{}</style>", "do not name"),
        (policy("default-src 'none'") + STYLE, "do not name its style sheet"),
        (policy(f"style-src 'none'; style-src '{HASH}'") + STYLE, "do not name"),
        (policy("frame-ancestors 'none'"), "frame-ancestors"),
    ],
)
def test_a_policy_that_a_browser_would_not_follow_is_told(head: str, reason: str) -> None:
    """The hash is of the very bytes, the first directive counts, the policy comes first."""
    (problem,) = problems(page(head=head))

    assert problem.rule == "foreign"
    assert reason in problem.message


def test_the_style_sheet_loads_nothing_from_another_host() -> None:
    """Neither pictures nor fonts nor other style sheets."""
    css = "@import '//x.org/a.css'; @font-face { src: url(https://x.org/f.woff2) }"

    found = [problem.message for problem in problems(page(head=f"<style>{css}</style>"))]

    assert sum("would load something from x.org (style)" in message for message in found) == 1
