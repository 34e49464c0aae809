"""The scan of a page's blocks: whatever is written, no misuse is silent and no slash survives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from clinicsite.problems import Problem
from clinicsite.read.source import SourceText
from clinicsite.render.block_scan import ScannedBody, scan_blocks
from clinicsite.render.blocks import BLOCK_TYPES, CareCardOptions, EvidenceOptions
from clinicsite.render.code_fences import code_fences
from clinicsite.render.markup import convert

LINES = (
    *("", "", "Sit well.", "- stand up", "1. Walk.", "## At work", "///", "  ///", "////", "/// "),
    *("/// note | Good to know", "/// do", "///do", "/// dont | x", "//// do", "  /// do", "/// |"),
    *("/// care-card", "    level: emergency", "level: urgent", "    signs: F1", "  text: full"),
    *(
        "/// evidence | Massage may help",
        "    level: limited",
        "/// block | 0",
        "/// nothing",
        "```",
    ),
    *("~~~", "``` python", "```` x y", "    ```", "~~~ {.a b}", "/// faq | Why?", "    - a", "\t"),
    *(
        "<clinic-block-0></clinic-block-0>",
        "> /// do",
        "> ///",
        "> /// block | 0",
        "- /// do",
        "text /// do",
        "[^S19]",
    ),
)
bodies = st.lists(st.sampled_from(LINES), max_size=16).map("\n".join)


def scan(body: str) -> ScannedBody:
    """The scan of a page whose text begins on line 3."""
    return scan_blocks(SourceText("page.md", f"---\n---\n{body}"), body, 3)


def fault(body: str) -> Problem:
    """The one misuse of a text."""
    (problem,) = scan(body).problems
    return problem


def test_a_block_becomes_a_number_and_its_options_are_typed() -> None:
    """Markdown sees only `/// block | 0`; everything else is checked already."""
    scanned = scan(
        "Sit well.\n\n/// care-card\n    level: emergency\n    signs: F1, F2\n    text: full\n///\n"
    )

    (block,) = scanned.blocks
    assert scanned.problems == ()
    assert "/// block | 0" in scanned.text.split("\n")
    assert "level" not in scanned.text
    assert (block.name, block.place.line) == ("care-card", 5)
    assert isinstance(block.options, CareCardOptions)
    assert (block.options.level, block.options.signs) == ("emergency", ("F1", "F2"))


def test_what_stands_after_the_bar_is_the_argument() -> None:
    """Spaces around it do not count, and the content stays for Markdown."""
    scanned = scan(
        "///  evidence |  Massage may help  \n    level: limited\n\nSmall studies.\n///\n"
    )

    (block,) = scanned.blocks
    assert block.argument == "Massage may help"
    assert isinstance(block.options, EvidenceOptions)
    assert "Small studies." in scanned.text


def test_options_know_their_lines() -> None:
    """A complaint about an option, now or later, names the line where it stands."""
    scanned = scan("/// care-card\n    level: emergency\n    signs: F1\n///\n")

    place = scanned.blocks[0].document.place(("signs",))
    assert place
    assert (place.line, place.column) == (5, 12)


def test_text_without_blocks_is_left_alone() -> None:
    """Not a letter of an ordinary page changes."""
    body = "Sit well.\n\n- and / or\n- https://a.com///b\n"

    scanned = scan(body)

    assert scanned.text == body
    assert (scanned.blocks, scanned.problems) == ((), ())


@pytest.mark.parametrize("fence", ["```", "~~~~", "``` text"])
def test_blocks_in_code_are_code(fence: str) -> None:
    """A page can show how a block is written; an example is no block and no mistake."""
    closing = fence.split(maxsplit=1)[0]
    body = f"{fence}\n/// note | An example\n{closing}\n"

    scanned = scan(body)

    assert scanned.text == body
    assert scanned.problems == ()


def test_code_that_is_never_closed_hides_no_block() -> None:
    """Markdown takes an open fence for text, and so does the scan."""
    scanned = scan("```\n/// note | Good to know\nSit well.\n///\n")

    assert [block.name for block in scanned.blocks] == ["note"]


def test_code_inside_a_block_may_hold_slashes() -> None:
    """The block ends at its own last line."""
    scanned = scan("/// note | How to\n```\n///\n```\n///\nAfter.\n")

    assert scanned.problems == ()
    assert scanned.text.endswith("After.\n")


@pytest.mark.parametrize("name", sorted(BLOCK_TYPES))
def test_every_option_that_has_no_default_must_be_given(name: str) -> None:
    """A block without its options is a mistake, never a milder block."""
    required = {option.name for option in fields(BLOCK_TYPES[name].options) if option.required}

    missing = [p for p in scan(f"/// {name}\n///\n").problems if "is missing" in p.message]

    assert {problem.message.split("`")[1] for problem in missing} == required
    assert all(f"directly below `/// {name}`" in problem.hint for problem in missing)


def test_a_missing_option_lists_what_it_may_be() -> None:
    """An editor who does not know the words can still follow the hint."""
    problem = fault("/// care-card\n    signs: F1\n///\n")

    assert (problem.line, problem.excerpt) == (3, "/// care-card")
    assert problem.hint.endswith(": emergency, urgent, non-urgent.")


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("/// note | A\nSit well.\n", 3, "this `note` block is opened and never closed"),
        ("Sit well.\n\n///\n", 5, "this closes a block, and none is open"),
        ("/// notes | A\nSit well.\n///\n", 3, "there is no block called `notes`"),
        ("/// | A\nSit well.\n///\n", 3, "the block has no name"),
        ("/// note\nSit well.\n///\n", 3, "`note` needs a heading"),
        ("/// note A\nSit well.\n///\n", 3, "a bar is missing after the name of the block"),
        ("/// do | A\n- sit\n///\n", 3, "nothing may stand after `do` on this line"),
        ("/// do\n\n///\n", 3, "this block is empty"),
        ("/// do\n///\n", 3, "this block is empty"),
        (
            "/// do\n- sit\nwell\n///\n",
            5,
            "this block holds only a list of lines that begin with a hyphen",
        ),
        (
            "/// steps\n- sit\n///\n",
            4,
            "this block holds only a list of lines that begin with 1. 2. 3.",
        ),
        ("/// scope\n\nSit well.\n///\n", 5, "nothing may stand inside this block"),
        ("/// call\n  variant: full\n///\n", 4, "options are indented by four spaces"),
        ("/// call\nvariant: full\n///\n", 4, "options are indented by four spaces"),
        (
            "/// call\n\n    variant: full\n///\n",
            4,
            "an empty line stands between the block and its options",
        ),
        ("/// call\n    variant: huge\n///\n", 4, "`variant` cannot be `huge`"),
        (
            "/// call\n    variant: full: big\n///\n",
            4,
            "the variant contains a colon and needs quotes",
        ),
        ("/// note | A\n    level: urgent\n\nSit.\n///\n", 4, "`level` is not a known key"),
        (
            " /// do\n- sit\n///\n",
            3,
            "a block begins with three slashes at the very start of the line",
        ),
        (
            "/// do\n- sit\n ////\n",
            5,
            "a block ends with three slashes at the very start of the line",
        ),
    ],
)
def test_every_misuse_is_one_problem_at_its_line(body: str, line: int, message: str) -> None:
    """pymdownx is silent about all of these; here each is said once, where it stands."""
    problem = fault(body)

    assert (problem.line, problem.message) == (line, message)


def test_what_a_faulty_block_holds_stays_in_the_page() -> None:
    """Headings and sources inside it are not reported as missing on top of the real mistake."""
    for opening in ("/// nothing", "/// note | A", "/// evidence | A"):
        closing = "" if "note" in opening else "///\n"
        scanned = scan(f"{opening}\n\n## More\n\nSmall studies.[^S49]\n{closing}")
        assert len(scanned.problems) == 1
        assert "## More" in scanned.text
        assert "[^S49]" in scanned.text


@given(bodies)
def test_no_line_with_slashes_is_left_for_markdown(body: str) -> None:
    """Outside code, the only fences in the text are those of blocks that were accepted."""
    scanned = scan(body)

    lines = scanned.text.split("\n")
    code = code_fences(lines).inside
    fences = [
        line
        for line, inside in zip(lines, code, strict=True)
        if line.lstrip(" >-\t").startswith("///") and not inside
    ]
    expected = [f"/// block | {block.number}" for block in scanned.blocks]
    assert [line for line in fences if line != "///"] == expected
    assert fences.count("///") == len(expected)


@given(bodies)
def test_every_block_of_the_finished_text_is_one_that_was_accepted(body: str) -> None:
    """Nothing that an editor types makes Markdown find a block that the scan did not number."""
    scanned = scan(body)

    html = convert(scanned.text, lambda address: address, "Source {n}").html

    for number in range(len(scanned.blocks)):
        assert html.count(f"<clinic-block-{number}>") == 1
    assert html.count("<clinic-block-") == len(scanned.blocks)


@given(bodies)
def test_every_misuse_lies_inside_the_page(body: str) -> None:
    """Scanning never fails, and each problem shows a line of the page as it stands there."""
    lines = ["---", "---", *body.split("\n")]

    for problem in scan(body).problems:
        assert 3 <= problem.line <= len(lines)
        assert problem.excerpt == lines[problem.line - 1]


@given(bodies)
def test_a_text_without_problems_has_every_block_it_seems_to_have(body: str) -> None:
    """When nothing is complained about, no line with slashes was dropped in silence."""
    scanned = scan(body)

    lines = body.split("\n")
    code = code_fences(lines).inside
    opened = sum(
        line.lstrip(" >-\t").startswith("///") and not inside
        for line, inside in zip(lines, code, strict=True)
    )
    if not scanned.problems:
        assert opened == 2 * len(scanned.blocks)
