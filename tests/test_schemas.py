"""The schemas that help editors while they type say what the build reads."""

from __future__ import annotations

import functools
import json
import re
import runpy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from clinicsite.read.config import Config
from clinicsite.read.document import Document
from clinicsite.read.fields import Strict
from clinicsite.read.front_matter import FrontMatter, split_page
from clinicsite.read.schema import validate
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import CONFIG
from tests.small_sites import PROJECT
from tests.test_shipped_site import shipped_tree

FOLDER = PROJECT / "docs/schemas"
CONFIG_SCHEMA, PAGE_SCHEMA = "config.schema.json", "front-matter.schema.json"
_MODELS: dict[str, type[Strict]] = {CONFIG_SCHEMA: Config, PAGE_SCHEMA: FrontMatter}


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: `yes` is a word, and a day is a text."""


_AsEditorsRead.yaml_implicit_resolvers = {}
for _tag, _words, _starts in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    _AsEditorsRead.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_words})$"), [*_starts, ""]
    )


@functools.cache
def _checker(name: str) -> Draft7Validator:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def complaints(name: str, text: str) -> list[str]:
    """What an editor underlines, as paths of keys."""
    value = yaml.load(text, _AsEditorsRead)  # noqa: S506  # a safe loader
    found = _checker(name).iter_errors(value)
    return [".".join(map(str, one.absolute_path)) or "top" for one in found]


def refused(name: str, text: str) -> bool:
    """Whether the build refuses the text as well."""
    value, _ = validate(_MODELS[name], Document(SourceText("x", text), text))
    return value is None


def front_matters() -> Iterator[tuple[str, str]]:
    """Path and front matter of every shipped page."""
    for path, data in shipped_tree().below("content", ".md").items():
        split, _ = split_page(decode(path, data)[0])
        assert split is not None
        yield path, split.document.text


CONFIG_TEXT = shipped_tree().files[CONFIG].decode()
FRONT_MATTERS = tuple(front_matters())
PAGE_TEXT = dict(FRONT_MATTERS)["content/en/causes/overuse.md"]


def test_the_schemas_are_those_of_the_models() -> None:
    """After a change of a key: make schemas."""
    made: Callable[[], dict[str, str]] = runpy.run_path(str(FOLDER / "write.py"))["schemas"]

    assert made() == {
        path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.json"))
    }


@pytest.mark.parametrize("name", [CONFIG_SCHEMA, PAGE_SCHEMA])
def test_every_key_is_explained(name: str) -> None:
    """An editor shows the sentence while one types."""
    silent = [key for key, schema in _keys(_checker(name).schema) if not schema.get("description")]

    assert silent == []


def _keys(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, inner in schema.get("properties", {}).items():
        yield key, inner
        yield from _keys(inner)
    if "items" in schema:
        yield from _keys(schema["items"])


def test_the_shipped_config_is_right() -> None:
    """As it is shipped, and with the examples that stand in its comments."""
    examples = _with_examples(CONFIG_TEXT)

    assert "\n  - name: First Last" in examples
    assert "\n  - text: {en:" in examples
    assert complaints(CONFIG_SCHEMA, CONFIG_TEXT) == []
    assert complaints(CONFIG_SCHEMA, examples) == []
    assert not refused(CONFIG_SCHEMA, examples)
    assert CONFIG_TEXT.startswith(f"# yaml-language-server: $schema=docs/schemas/{CONFIG_SCHEMA}\n")


def _with_examples(text: str) -> str:
    """The file with the lists that its remarks show, each below its key."""
    lines: list[str] = []
    shown: list[str] = []
    for line in text.splitlines():
        found = re.match(r"\s*#   (- \w+: .*|  \w+: .*)", line)
        if found:
            shown.append(found[1].partition("      ")[0])
            continue
        lines.append(line)
        if shown and re.fullmatch(r"\s*\w+:", line):
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            lines += [indent + one for one in shown]
        shown = shown if line.lstrip().startswith("#") else []
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("path", "text"), FRONT_MATTERS, ids=[p for p, _ in FRONT_MATTERS])
def test_the_front_matter_of_every_page_is_right(path: str, text: str) -> None:
    """No page of ours is underlined."""
    assert complaints(PAGE_SCHEMA, text) == [], path


@pytest.mark.parametrize(
    ("line", "other", "key"),
    [
        ("  name: Massage Rx", "  nam: Massage Rx", "site"),
        ("  city: Los Angeles", "  city: [Los Angeles]", "clinic.city"),
        ("    monday:", "    monday: in the morning", "clinic.hours.monday"),
        ("    monday:", "    Monday: 9:00 am - 5:00 pm", "clinic.hours"),
        ("  phone: (323) 555-0100", "  phone: 555-0100", "clinic.phone"),
        ("  booking_url:", "  booking_url: http://example.net/", "clinic.booking_url"),
        ("  email:", "  email: front desk", "clinic.email"),
        ("  url: https://massage-rx.example.org/", "  url:", "site.url"),
        ("notices:", "notices:\n  - text: {en: We are closed.}", "notices.0"),
        ("therapists:", "therapists: First Last", "therapists"),
    ],
)
def test_a_mistake_in_the_config_is_underlined(line: str, other: str, key: str) -> None:
    """Where the build refuses it too."""
    text = CONFIG_TEXT.replace(f"\n{line}\n", f"\n{other}\n", 1)
    assert text != CONFIG_TEXT

    assert set(complaints(CONFIG_SCHEMA, text)) == {key}
    assert refused(CONFIG_SCHEMA, text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "artcle"),
        ("call_to_action", "yes"),
        ("published", "22.11.2026"),
        ("next_review", "2027-13-01"),
        ("last_reviewed", "2027-1-1"),
        ("order", "first"),
        ("draft", "maybe"),
        ("aliases", "[old-address]"),
        ("twin", "causes/overuse"),
        ("title", ""),
        ("titel", "Overuse"),
    ],
)
def test_a_mistake_in_front_matter_is_underlined(key: str, value: str) -> None:
    """Where the build refuses it too."""
    lines = [line for line in PAGE_TEXT.splitlines() if not line.startswith(f"{key}:")]
    text = "\n".join([*lines, f"{key}: {value}"]) + "\n"

    assert complaints(PAGE_SCHEMA, text) in ([key], ["top"])
    assert refused(PAGE_SCHEMA, text)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (CONFIG_SCHEMA, "  text_number: 2135550123"),
        (CONFIG_SCHEMA, "  text_number: +1 213.555.0123"),
        (CONFIG_SCHEMA, "  languages_spoken: English, Spanish"),
        (CONFIG_SCHEMA, "  languages_spoken: [English, Spanish]"),
        (CONFIG_SCHEMA, "    sunday: closed"),
        (CONFIG_SCHEMA, "    sunday: 09:00-12:00, 1 pm to 5 pm"),
        (CONFIG_SCHEMA, "    postal_code: 90012"),
        (CONFIG_SCHEMA, "  email: front.desk@massage.example.net"),
        (CONFIG_SCHEMA, "  hours_note: {en: Closed on holidays.}"),
        (PAGE_SCHEMA, "draft: yes"),
        (PAGE_SCHEMA, "draft: false"),
        (PAGE_SCHEMA, "nav_order: 3"),
        (PAGE_SCHEMA, "sources: S19, S26"),
        (PAGE_SCHEMA, "title: 911"),
        (PAGE_SCHEMA, "reviewer:"),
    ],
)
def test_what_the_build_reads_is_not_underlined(name: str, line: str) -> None:
    """In whatever way a value may be written."""
    text = CONFIG_TEXT if name == CONFIG_SCHEMA else PAGE_TEXT
    key = line.split(":", maxsplit=1)[0]
    pattern = re.compile(rf"^{re.escape(key)}:.*$", re.MULTILINE)
    changed = pattern.sub(line, text, count=1) if pattern.search(text) else f"{text}{line}\n"

    assert complaints(name, changed) == []
    assert not refused(name, changed)
