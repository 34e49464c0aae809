"""The shape of the program, as CONTRIBUTING promises it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicsite.read.wording import REQUIRED

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "clinicsite"
# Lower ranks know nothing of higher ones.
RANKS = {
    "errors": 0,
    "fresh_machine": 0,
    "leave": 0,
    "problems": 0,
    "addresses": 0,
    "languages": 0,
    "characters": 0,
    "style_hash": 0,
    "memo": 0,
    "crew": 0,
    "aside": 0,
    "interrupts": 0,
    "lasting_memo": 0,
    "value_json": 0,
    "maker": 0,
    "report": 1,
    "read": 1,
    "render": 2,
    "check": 3,
    "publish": 4,
    "preparation": 4,
    "pipeline": 5,
    "translated": 5,
    "edited_pages": 5,
    "new_page": 5,
    "listing": 5,
    "outside_links": 5,
    "report_forms": 2,
    "outcome": 3,
    "build_memo": 2,
    "commands": 6,
    "cli": 7,
    "start": 8,
}
MAX_LINES = 300
MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> Iterator[str]:
    """Every module of the package that this one imports, at whatever place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("clinicsite"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("clinicsite"):
            module = node.module or ""
            for alias in node.names:
                inner = PACKAGE.parent.joinpath(*module.split("."), f"{alias.name}.py")
                yield f"{module}.{alias.name}" if inner.exists() else module


def _stage(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_point_down_the_stages(path: Path) -> None:
    """A stage imports only from itself and from stages before it."""
    stage = _stage(_name(path))
    if not stage:
        return

    upward = [
        name for name in _imports(path) if _stage(name) and RANKS[_stage(name)] > RANKS[stage]
    ]
    sideways = [
        name
        for name in _imports(path)
        if _stage(name) != stage and RANKS.get(_stage(name)) == RANKS[stage] and RANKS[stage] > 1
    ]

    assert upward == []
    assert sideways == []


def test_no_module_imports_itself_by_a_detour() -> None:
    """The modules can be put in an order in which each imports only earlier ones."""
    graph = {_name(path): set(_imports(path)) - {_name(path)} for path in MODULES}
    placed: set[str] = {"clinicsite"}

    while graph:
        ready = [name for name, needs in graph.items() if needs <= placed | {"clinicsite"}]
        assert ready, f"these import each other: {sorted(graph)}"
        placed.update(ready)
        for name in ready:
            del graph[name]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_a_few_minutes_reading(path: Path) -> None:
    """No module has more than 300 lines, and each begins by saying what it is for."""
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= MAX_LINES
    assert ast.get_docstring(ast.parse(text))


def test_names_are_nouns_of_the_field() -> None:
    """No module is a drawer for what found no place, and no class a manager of things."""
    modules = {part for path in MODULES for part in _name(path).split(".")}
    classes = {
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }

    assert not modules & {"utils", "util", "helpers", "misc", "common", "tools"}
    assert not [name for name in classes if re.search(r"Manager|Helper|Util", name)]


def test_only_the_command_line_asks_the_clock() -> None:
    """`today` is an argument everywhere else, so that a build can be repeated."""
    asking = [
        _name(path)
        for path in MODULES
        if re.search(r"datetime\.now|date\.today|time\.time\(", path.read_text(encoding="utf-8"))
    ]

    assert asking == ["clinicsite.commands.request", "clinicsite.start"]


def test_only_one_module_knows_livereload() -> None:
    """The preview's package stands behind one module."""
    knowing = [
        _name(path)
        for path in MODULES
        if re.search(r"(?m)^\s*(import|from) livereload", path.read_text(encoding="utf-8"))
    ]

    assert len(knowing) <= 1


def test_the_entry_is_thin() -> None:
    """`build.py` holds no logic of its own."""
    lines = (ROOT / "build.py").read_text(encoding="utf-8").splitlines()

    assert len([line for line in lines if line.strip()]) <= 25


def test_every_text_that_the_program_asks_for_is_required() -> None:
    """A text that is missing in `wording.yaml` is told, and never looked for in vain."""
    asked = {
        key
        for path in MODULES
        for key in re.findall(r"""wording\["(\w+)"\]""", path.read_text(encoding="utf-8"))
    }

    assert len(asked) > 10
    assert asked <= REQUIRED
