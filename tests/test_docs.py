"""The documents say what the program does, and the program does what they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest
import yaml

from clinicsite.cli import COMMANDS, command_named
from clinicsite.listing import LISTS
from clinicsite.read.config import Config
from clinicsite.read.fields import Strict
from clinicsite.read.schema import keys_of

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EDITING = (ROOT / "docs/editing.md").read_text(encoding="utf-8")
FOR_THE_CLINIC = (ROOT / "docs/for-the-clinic.md").read_text(encoding="utf-8")
CONFIG = (ROOT / "config.yaml").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def _requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    names = [re.match(r"[A-Za-z][\w.-]*", line) for line in lines]
    return [match[0].lower() for match in names if match]


def test_every_package_has_its_reason_in_the_readme() -> None:
    """The tables of dependencies have a row for each package, and for nothing that has gone."""
    packages = _requirements("requirements.in") + _requirements("requirements-dev.in")
    rows = re.findall(r"(?m)^\| ([\w-]+) \| [^|]{5,} \|$", README.partition("## Dependencies")[2])

    assert sorted(row for row in rows if row != "package") == sorted(packages)


def test_every_screenshot_is_in_the_readme() -> None:
    """Whoever looks for the site's face finds all of it there."""
    taken = {f"docs/screenshots/{path.name}" for path in (ROOT / "docs/screenshots").glob("*.png")}

    assert set(re.findall(r"\]\((docs/screenshots/[^)]+)\)", README)) == taken


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_and_has_an_example(name: str) -> None:
    """Each command stands in the README and shows an example in its help."""
    command = command_named(name)

    assert f"python build.py {name}" in README
    assert command.help
    assert f"python build.py {name}" in (command.epilog or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_explains_itself(name: str) -> None:
    """No option is left to be guessed."""
    options = [p for p in command_named(name).params if isinstance(p, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_every_command_in_the_readme_exists() -> None:
    """Commands and make targets that the README names are there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for name in re.findall(r"python build\.py (\w+)", README):
        assert name in COMMANDS
    for name in re.findall(r"`make ([\w-]+)`", README):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE)


def _config_keys(model: type[Strict], above: str = "") -> list[str]:
    keys = []
    for name, kind in get_type_hints(model).items():
        if name not in keys_of(model):
            continue
        keys.append(above + name)
        for part in (kind, *get_args(kind)):
            if isinstance(part, type) and issubclass(part, Strict) and above.count(".") < 1:
                keys += _config_keys(part, f"{above}{name}.")
    return keys


@pytest.mark.parametrize("key", [key.rsplit(".", 1)[-1] for key in _config_keys(Config)])
def test_every_config_key_stands_in_the_shipped_config(key: str) -> None:
    """`config.yaml` shows each key, filled in, empty or as an example in a comment."""
    assert re.search(rf"^[#\s-]*(?:\w+: )?{{?{key}:", CONFIG, re.MULTILINE)


def test_every_key_for_the_clinic_exists() -> None:
    """Each `config.yaml` key that the owner is told to fill in is one that the program reads."""
    shipped = yaml.safe_load(CONFIG)
    for key in re.findall(r"`((?:site|clinic)\.[\w.]+)`", FOR_THE_CLINIC):
        section, name = key.split(".")[:2]
        assert name in shipped[section], key


def test_the_owner_is_told_of_every_point_of_the_article() -> None:
    """Each stands in one row with the reason for its change, or among those kept as they were."""
    coverage = yaml.safe_load((ROOT / "content/data/coverage.yaml").read_text(encoding="utf-8"))
    told = FOR_THE_CLINIC.partition("## What we changed")[2]
    rows = re.findall(r"(?m)^\| ((?:[A-Z]\d+[a-z]?(?:, )?)+) \|(.*)\|$", told)
    changed = [point for points, _ in rows for point in points.split(", ")]
    (kept,) = re.findall(r"(?m)^Kept as they were.*$", told)

    named = changed + re.findall(r"[A-Z]\d+[a-z]?", kept)
    assert sorted(named) == sorted(coverage["article"])
    assert [row for _, row in rows if not all(cell.strip() for cell in row.split("|"))] == []


def test_the_owners_reasons_name_sources_that_exist() -> None:
    """An S number leads to an entry on the page of all sources."""
    entries = yaml.safe_load((ROOT / "content/data/sources.yaml").read_text(encoding="utf-8"))
    numbers = set(re.findall(r"\bS\d+[a-z]?\b", FOR_THE_CLINIC))

    assert numbers - {str(entry["id"]) for entry in entries} == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """A link or picture in a document names a file that is there."""
    for target in re.findall(r"\]\((?!https?:|/|#)([^)#]+)", path.read_text(encoding="utf-8")):
        if path.name == "editing.md" and target.endswith((".jpg", ".png")):
            continue  # pictures of its examples
        assert (path.parent / target).exists(), target


def test_the_modules_in_the_page_for_developers_exist() -> None:
    """What CONTRIBUTING names is found where it says, whatever was moved since."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", text))
    places = (ROOT, ROOT / "clinicsite", ROOT / "tests", ROOT / "tests/browser")

    assert len(named) > 10
    assert {name for name in named if not any((at / name).is_file() for at in places)} == set()


def test_the_version_is_the_same_everywhere() -> None:
    """The changelog knows the version that the project file names."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {version}" in changelog or "## Unreleased" in changelog


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_option_in_the_documents_exists(document: Path) -> None:
    """Whatever a document tells people to type can be typed."""
    text = document.read_text(encoding="utf-8")
    for name, rest in re.findall(r"`python build\.py (\w+)([^`]*)`", text):
        assert name in COMMANDS, f"{document.name}: {name}"
        known = {o for p in command_named(name).params for o in p.opts}
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert option in known, f"{document.name}: {name} {option}"


_SELDOM = {"--jobs", "--today", "--drafts", "--root", "--open", "--title", "--from"}
"""Options that `--help` explains well enough."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented(name: str) -> None:
    """README or docs/ name each option, but for the few that hardly anybody needs."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    options = {o for p in command_named(name).params if isinstance(p, click.Option) for o in p.opts}

    assert {option for option in options - _SELDOM if option not in texts} == set()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_documented(name: str) -> None:
    """The README and the guide name whatever can be listed."""
    assert f"`{name}`" in README or f"list {name}`" in README
    assert f"`{name}`" in EDITING or f"list {name}`" in EDITING
