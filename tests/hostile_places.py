"""Every place of a site where words can stand, filled with the same words."""

from __future__ import annotations

import json
import re

from tests.small_sites import minimal_site

PLACES = {
    "paragraph": "{}",
    "inside-words": "some words{}more words",
    "heading": "## Start {}",
    "item": "- one\n- {}",
    "quote": "> {}",
    "cell": "| a | b |\n|---|---|\n| {} | c |",
    "emphasis": "*{}*",
    "link-words": "[{}](/when-to-get-help/)",
    "link-address": "[a place]({})",
    "pointed-address": "[a place](<{}>)",
    "link-title": '[a place](/when-to-get-help/ "{}")',
    "link-reference": "[a place][x]\n\n[x]: {}",
    "automatic-link": "<{}>",
    "picture-address": "![a picture]({})",
    "picture-words": "![{}](/icons/favicon.svg)",
    "code": "`{}`",
    "fence": "```\n{}\n```",
    "fence-name": "```{}\ncode\n```",
    "citation": "[^{}]",
    "id": "## Start {{#{}}}",
    "note": "## Start\n\n/// note | {}\n\n{}\n\n///",
    "question": "/// faq | {}\n\n{}\n\n///",
    "do": "## Start\n\n/// do\n\n- {}\n\n///",
    "dont": "## Start\n\n/// dont\n\n- {}\n\n///",
    "steps": "/// steps\n\n1. {}\n\n///",
    "evidence": "/// evidence | {}\n    level: some\n\n{}\n\n///",
    "film": "/// video | {}\n    url: {}\n    length: {}\n\n{}\n\n///",
    "own-film": "/// video | A\n    file: {}\n    captions: {}\n    poster: {}\n    width: 1\n"
    "    height: 1\n\nwords\n\n///",
    "drawing": "/// figure\n    drawing: {}\n\n{}\n\n///",
}


def page(body: str, title: str = "A page", more: str = "") -> bytes:
    """A page of that text."""
    text = f"""\
---
title: {title}
description: What overuse does to the upper back, and what you can do about it at home.
kind: text
call_to_action: none
published: 2026-11-22
last_reviewed: 2026-11-22
next_review: 2027-11-22
{more}---

{body}
"""
    return text.encode("utf-8", "replace")


def in_every_place(text: str) -> dict[str, bytes]:
    """A site with a page for each place in a text where those words can stand."""
    files = dict(minimal_site())
    for name, pattern in PLACES.items():
        files[f"content/en/{name}.md"] = page(pattern.replace("{}", text).replace("{{", "{"))
    return files


def in_every_value(text: str) -> dict[str, bytes]:
    """A site with those words in every value that takes words."""
    value = json.dumps(text, ensure_ascii=False)
    more = f"reviewer: {value}\nnav_label: {value}\nnav_order: 2\nfooter_order: 3\n"
    files = {**minimal_site(), "content/en/some.md": page("Text", value, more)}
    config = files["config.yaml"].decode()
    for words in ("Massage Rx", "Los Angeles"):
        config = config.replace(f": {words}", f": {value}")
    files["config.yaml"] = f"""{config}
  service_area: {value}
  in_home: {value}
  languages_spoken: [{value}]
  hours_note: {{en: {value}}}
  address: {{street: {value}, city: {value}, state: {value}, postal_code: {value}}}
  prices: [{{service: {{en: {value}}}, price: {value}}}]
therapists: [{{name: {value}, camtc_number: {value}}}]
""".encode()
    for name in ("sources", "warning-signs", "glossary"):
        path = f"content/data/{name}.yaml"
        data = files[path].decode()
        data = re.sub(
            r"(\b(?:en|es|author|title|publication): )(?:\"[^\"]*\"|[^\",}\n]+)",
            lambda found: found[1] + value,
            data,
        )
        files[path] = data.encode()
    return files


def in_every_address(text: str) -> dict[str, bytes]:
    """A site with those words where an address or an id belongs, each in a page of its own."""
    value = json.dumps(text, ensure_ascii=False)
    keys = ("aliases", "twin", "sources", "kind", "level", "warning", "call_to_action")
    pages = {f"content/en/page-{key}.md": page("Text", more=f"{key}: {value}\n") for key in keys}
    return {**minimal_site(), **pages}


def in_every_web_address(text: str) -> dict[str, bytes]:
    """A site with those words behind the host of each address that leads away from it."""
    value = json.dumps(f"https://www.example.com/{text}", ensure_ascii=False)
    film = f"/// video | A film\n    url: {value}\n\nIts words.\n\n///"
    files = {**minimal_site(), "content/en/film.md": page(f"## Films\n\n{film}")}
    mail = json.dumps(f"{text}@example.com" if re.fullmatch(r"[^\s<>@]+", text) else "a@b.org")
    config = files["config.yaml"].decode()
    config = config.replace("  signposts:", f"  repository: {value}\n  signposts:")
    config += f"  booking_url: {value}\n  directions_url: {value}\n  email: {mail}\n"
    files["config.yaml"] = config.encode()
    sources = files["content/data/sources.yaml"].decode()
    sources = re.sub("(?<=url: ).*", lambda _: value, sources)
    files["content/data/sources.yaml"] = sources.encode()
    return files
