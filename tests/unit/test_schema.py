"""From YAML to typed values: every fault at once, each at its line, in words of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import field

from clinicsite.problems import Problem
from clinicsite.read.config import Config
from clinicsite.read.document import Document
from clinicsite.read.fields import Day, Flag, Localized, Number, Routes, Strict, Text, Texts
from clinicsite.read.front_matter import FrontMatter
from clinicsite.read.reference import CareLevel, Source, WarningSigns
from clinicsite.read.schema import choices, did_you_mean, validate
from clinicsite.read.source import Place, SourceText


class Room(Strict, frozen=True, kw_only=True):
    """A room of the clinic."""

    name: Text
    floor: Number | None = None


class Nothing(Strict, frozen=True, kw_only=True):
    """A block without options."""


class Clinic(Strict, frozen=True, kw_only=True):
    """A clinic, small enough for these tests."""

    title: Text
    level: CareLevel = CareLevel.URGENT
    size: Literal["small", "large"] = "small"
    open: Flag = False
    since: Day | None = None
    rooms: tuple[Room, ...] = ()
    tags: Texts = ()
    aliases: Routes = ()
    texts: dict[str, Localized] = field(default_factory=dict)


def document(text: str, start: Place | None = None) -> Document:
    """The document of a file with this text."""
    source = SourceText("clinic.yaml", text)
    parsed = Document(source, text, start=start)
    assert parsed.faults == ()
    return parsed


def read(text: str) -> Clinic:
    """The clinic of a file without faults."""
    clinic, problems = validate(Clinic, document(text))
    assert problems == ()
    assert clinic
    return clinic


def faults(text: str, missing: Callable[[str], str] | None = None) -> list[Problem]:
    """What is wrong in a file, in the order of its lines."""
    clinic, problems = validate(Clinic, document(text), missing=missing)
    assert clinic is None
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def fault(text: str, missing: Callable[[str], str] | None = None) -> Problem:
    """The one fault of a file."""
    (problem,) = faults(text, missing)
    return problem


def test_values_become_what_the_keys_ask_for() -> None:
    """Texts stay as they were typed; flags, numbers, days and lists are converted."""
    clinic = read("title: 9:30\nopen: no\nsince: 2026-03-31\ntags: a, b\nrooms: [{name: '1.10'}]\n")

    assert (clinic.title, clinic.open, clinic.tags) == ("9:30", False, ("a", "b"))
    assert clinic.since
    assert clinic.since.isoformat() == "2026-03-31"
    assert clinic.rooms[0].name == "1.10"


def test_an_empty_value_means_that_nothing_was_given() -> None:
    """A key that waits for its fact is as good as a key that is not there."""
    assert read("title: A\nsince:\nlevel: \nrooms:\n") == read("title: A\n")


def test_every_fault_is_reported_at_once_with_its_place() -> None:
    """An editor mends a file once, not once for each fault (mkdocs/mkdocs#1613)."""
    found = faults("titel: A\nopen: maybe\nsince: 2026-02-30\nrooms:\n  - name: A\n    flor: 2\n")

    assert [(p.line, p.column, p.message) for p in found] == [
        (1, 1, "`titel` is not a known key"),
        (2, 7, "`open` takes yes or no"),
        (3, 8, "`since` is a day that does not exist"),
        (6, 5, "`flor` is not a known key"),
    ]
    assert found[0].hint == "write: title: A"
    assert found[3].hint == "write:     floor: 2"


def test_a_misspelt_key_is_not_also_missing() -> None:
    """One mistake is one problem: `titel` was meant to be the title that is not there."""
    assert fault("titel: A\n").message == "`titel` is not a known key"


def test_a_key_is_never_renamed_to_one_that_stands_there_already() -> None:
    """Following such a hint would only lead to the next problem."""
    problem = fault("title: A\ntitel: B\n")

    assert problem.hint.startswith("Remove it, or use one of: aliases, level, ")


def test_an_unknown_key_far_from_all_known_ones_lists_them() -> None:
    """When nothing is near, nothing is guessed."""
    problem = fault("title: A\nrooms:\n  - name: A\n    colour: red\n")

    assert problem.hint == "Remove it, or use one of: floor, name."


def test_an_unknown_key_in_a_document_that_takes_none_is_removed() -> None:
    """There is nothing to choose from."""
    _, (problem,) = validate(Nothing, document("level: x\n"))

    assert problem.hint == "remove this line"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("level: urgnt", "`level` cannot be `urgnt`", "write: level: urgent"),
        ("level: Urgent", "`level` cannot be `Urgent`", "write: level: urgent"),
        ("level: 3", "`level` cannot be `3`", "Use one of: emergency, urgent, non-urgent."),
        ("size: larg # yes", "`size` cannot be `larg`", "write: size: large # yes"),
        ("size: tiny", "`size` cannot be `tiny`", "Use one of: small, large."),
        ("size: 'larg'", "`size` cannot be `larg`", "Write large"),
        (
            "since: 2026-3-1",
            "`since` needs two digits for month and day",
            "write: since: 2026-03-01",
        ),
        ("rooms: many", "`rooms` takes a list", ""),
        ("rooms: [many]", "an entry of `rooms` takes lines of the form `key: value`", ""),
        ("texts: {home: {en: {a: b}}}", "`en` takes one text, and no keys of its own", ""),
        ("aliases: [/a/, b]", "`b` is not an address of this site", "write: aliases: [/a/, /b/]"),
        ("aliases: /a/, b", "`b` is not an address of this site", "write: aliases: /a/, /b/"),
    ],
)
def test_a_wrong_value_is_answered_with_the_line_to_write(
    line: str, message: str, hint: str
) -> None:
    """The rest of the line stays as it is: other entries, remarks, indents."""
    problem = fault(f"title: A\n{line}\n")

    assert (problem.line, problem.message, problem.hint) == (2, message, hint)


def test_a_wrong_entry_of_a_list_is_found_in_the_middle_of_its_line() -> None:
    """The caret stands under the entry, in brackets, behind dashes and between commas."""
    for text in ("aliases: [/a/, b]", "aliases: /a/, b", "aliases:\n  - /a/\n  - b"):
        problem = fault(f"title: A\n{text}\n")
        assert problem.excerpt[problem.column - 1 :].rstrip("]") == "b"


def test_a_missing_key_is_reported_where_its_group_begins() -> None:
    """For the whole document that is its start, when it has one, and no line otherwise."""
    whole = document("open: no\n")
    part = document("open: no\n", start=Place(1, 1))

    _, (problem,) = validate(Clinic, whole)
    _, (placed,) = validate(Clinic, part)
    nested = fault("title: A\nrooms:\n  - floor: 2\n")

    assert (problem.line, problem.hint) == (0, "Add `title: …` to this file.")
    assert (placed.line, placed.column) == (1, 1)
    assert (nested.line, nested.hint) == (3, "Add `name: …` here.")


def test_the_hint_for_a_missing_key_can_be_worded_by_the_caller() -> None:
    """Pages show a line that is ready to be added, or to be written where the key is empty."""

    def add(key: str) -> str:
        return f"add: {key}: Posture"

    assert fault("open: no\n", add).hint == "add: title: Posture"
    assert fault("title:\n", add).hint == "write: title: Posture"
    assert fault("title:\n").hint == "Write it after the colon."


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("title: #1 clinic", 'write: title: "#1 clinic"'),
        ('title:   #1 "best" clinic', "write: title: '#1 \"best\" clinic'"),
        ("title: # to be written", "Write it after the colon."),
    ],
)
def test_a_number_sign_that_hides_a_value_is_told_from_a_remark(line: str, hint: str) -> None:
    """`#1` was meant as text; a remark has a space after its sign."""
    assert fault(f"{line}\n").hint == hint


def test_an_empty_file_is_one_problem() -> None:
    """Nobody has to read that each of its keys is missing."""
    clinic, (problem,) = validate(Clinic, document("# nothing yet\n"))

    assert clinic is None
    assert (problem.message, problem.line) == ("this file is empty", 0)


def test_a_document_of_another_shape_is_refused() -> None:
    """A list where keys belong, or the other way round."""
    _, (problem,) = validate(tuple[Source, ...], document("id: S19\n"))

    assert problem.message == "this file takes a list"
    assert fault("- title\n").message == "this file takes lines of the form `key: value`"


def test_an_unknown_key_among_fixed_ones_lists_these() -> None:
    """The levels of warning signs are keys; the hint names levels and nothing else."""
    _, problems = validate(WarningSigns, document("levels:\n  urgnt: {}\n"))

    problem = next(p for p in problems if "urgnt" in p.message)
    assert problem.hint == "write:   urgent: {}"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("tittle", "title"), ("Title", "title"), ("xyz", ""), ("", ""), ("titl", "title")],
)
def test_a_word_is_proposed_only_when_it_is_near(word: str, meant: str) -> None:
    """If unsure, nothing is proposed (peer-pain.md 3)."""
    assert did_you_mean(word, ["title", "kind", "description"]) == meant


def test_the_values_of_a_key_are_known() -> None:
    """For a choice they can be listed; any other key takes what one types."""
    assert choices(Clinic, "level") == ("emergency", "urgent", "non-urgent")
    assert choices(Clinic, "size") == ("small", "large")
    assert choices(Clinic, "title") == ()


keys = st.sampled_from(
    ["title", "levels", "site", "clinic", "id", "[key]", "en", "hours", "kind", "0", "aliases", ""]
)
values = st.recursive(
    st.sampled_from(["", "a", "a, b", "2026-02-30", "yes", "urgent", "/a/", "#"]).map(repr),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(keys, inner, max_size=4).map(
            lambda items: "{" + ", ".join(f"{k!r}: {v}" for k, v in items.items()) + "}"
        ),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "shape", [Clinic, FrontMatter, Config, WarningSigns, tuple[Source, ...], dict[str, Localized]]
)
@given(text=values)
def test_any_document_is_a_value_or_problems_inside_the_file(shape: type, text: str) -> None:
    """Whatever staff write, what comes back are problems with places, never an exception."""
    source = SourceText("clinic.yaml", text)
    value, problems = validate(shape, Document(source, text))

    assert (value is None) == bool(problems)
    for problem in problems:
        assert problem.line in (0, 1)
        assert 0 <= problem.column <= len(text) + 1
        assert not any(word in problem.message for word in ("Input", "pydantic", "dict", "str"))
