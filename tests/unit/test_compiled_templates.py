"""Compiled templates are used again, and only when this program wrote them whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from clinicsite.memo import Memo
from clinicsite.render.templates import begin_templates, environment, render

TEXT = b"Hello {{ name }}!"


def rendered(root: Path, text: bytes = TEXT) -> str:
    """What a new process makes of the template, with the memo of this folder."""
    environment.cache_clear()
    with Memo(root / "memo.sqlite") as memo:
        templates, problems = begin_templates({"templates/hello.html": text}, memo)()
    assert problems == ()
    return render(templates, "hello.html", {"name": "you"})


def kept(root: Path) -> list[Path]:
    """The files of the folder of compiled templates."""
    return sorted((root / "templates").glob("*"))


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process takes it from the folder and asks no compiler."""
    rendered(tmp_path)
    monkeypatch.setattr(Environment, "_parse", lambda *_: pytest.fail("parsed again"))

    assert rendered(tmp_path) == "Hello you!"


def test_a_changed_template_is_compiled_again(tmp_path: Path) -> None:
    """Never is an old text shown for a new one, and an old file gives way to the new."""
    rendered(tmp_path)

    assert rendered(tmp_path, b"Bye {{ name }}.") == "Bye you."
    assert len(kept(tmp_path)) == 1
    assert rendered(tmp_path) == "Hello you!"


@given(st.binary(max_size=40), st.integers(0, 400))
def test_a_damaged_file_is_not_run(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    """Whatever stands in the file, the template says what its text says."""
    folder = tmp_path_factory.mktemp("site")
    rendered(folder)
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + junk + whole[at + len(junk) :])

    assert rendered(folder) == "Hello you!"


def test_another_programs_file_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a newer version left behind is as good as none."""
    monkeypatch.setattr("clinicsite.render.compiled_templates.maker", lambda: b"another program")
    rendered(tmp_path)
    (file,) = kept(tmp_path)
    other = file.read_bytes()
    monkeypatch.undo()

    assert rendered(tmp_path) == "Hello you!"
    assert file.read_bytes() != other


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """A file in the place of the folder stops nothing."""
    (tmp_path / "templates").write_bytes(b"")

    assert rendered(tmp_path) == "Hello you!"
    assert (tmp_path / "templates").read_bytes() == b""


def test_nothing_is_kept_without_a_memo(tmp_path: Path) -> None:
    """`--no-memo` neither reads nor writes compiled templates."""
    environment.cache_clear()
    templates, _ = begin_templates({"templates/hello.html": TEXT})()

    assert render(templates, "hello.html", {"name": "you"}) == "Hello you!"
    assert templates.compiled is None
    assert list(tmp_path.iterdir()) == []
