"""The forms of `check --format`: the same problems, for people, programs and GitHub."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clinicsite.problems import RULES, Problem
from clinicsite.report_forms import FORMS, Checked, as_github, as_json, as_markdown, as_text

LINK = Problem(
    "link",
    "there is no page at /x/",
    "content/en/x.md",
    3,
    5,
    "see [x](/x/)",
    "write: see [x](/y/)",
)
WARNING = Problem("placeholder", "`phone` is not the phone number yet", "config.yaml", 34, 10)
SITE = Problem("file", "the folder `content` is missing", "", hint="Run it elsewhere.")
CHECKED = Checked((WARNING, LINK, SITE), pages=4, release=False)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/check.md"

anything = st.text(max_size=60)
problems = st.builds(
    Problem,
    rule=st.sampled_from(sorted(RULES)),
    message=anything,
    path=st.sampled_from(["", "config.yaml", "content/en/a,b:c%.md"]),
    line=st.integers(0, 5),
    column=st.integers(0, 5),
    excerpt=anything,
    hint=anything,
)
checks = st.builds(
    Checked, st.lists(problems, max_size=6).map(tuple), st.integers(0, 3), st.booleans()
)


def test_the_text_is_grouped_by_file_with_errors_first() -> None:
    """Files with errors come before files with warnings; the broken promises end it."""
    assert as_text(CHECKED) == (
        "--- content/en/x.md: 1 error\n"
        "content/en/x.md:3:5: error: there is no page at /x/\n"
        "    see [x](/x/)\n"
        "        ^\n"
        "    write: see [x](/y/)\n"
        "\n"
        "--- the whole site: 1 error\n"
        "the whole site: error: the folder `content` is missing\n"
        "    Run it elsewhere.\n"
        "\n"
        "--- config.yaml: 1 warning\n"
        "config.yaml:34:10: warning: `phone` is not the phone number yet\n"
        "\n"
        "What this site promises and does not keep yet:\n"
        "    1 error     Every file can be read as text.\n"
        "    1 error     Every link inside the site leads to a page and a heading that exist.\n"
        "    1 warning   Facts and texts are filled in.\n"
        "\n"
        "4 pages, 2 errors, 1 warning.\n"
    )


def test_every_form_says_what_was_not_checked() -> None:
    """Whoever mends the one mistake that is shown does not believe that the rest is fine."""
    checked = replace(CHECKED, unchecked="Links were not checked.")

    for form in (as_text, as_github):
        *_, before, last = form(checked).splitlines()
        assert (before, last) == ("Links were not checked.", "4 pages, 2 errors, 1 warning.")
    assert "\n\nLinks were not checked.\n\n" in as_markdown(checked)
    assert json.loads(as_json(checked))["complete"] is False
    assert json.loads(as_json(CHECKED))["complete"] is True


def test_in_a_file_errors_come_before_warnings() -> None:
    """What stops the site is not to be looked for between what does not."""
    later = replace(LINK, path="config.yaml", line=90)

    listed = as_text(Checked((WARNING, later), 1, release=False))

    assert listed.index("config.yaml:90:5: error") < listed.index("config.yaml:34:10: warning")
    assert listed.count("--- config.yaml: 1 error, 1 warning\n") == 1


def test_a_site_without_a_problem_is_one_line() -> None:
    """Nothing to mend, nothing to read."""
    assert as_text(Checked((), 4, release=False)) == "4 pages, no problems.\n"


def test_github_is_told_the_place_the_promise_and_what_to_do() -> None:
    """The note stands beside the line of the change, with the hint on a line of its own."""
    first, second, third, summary = as_github(CHECKED).splitlines()

    assert first == (
        "::error file=content/en/x.md,line=3,col=5,"
        "title=Every link inside the site leads to a page and a heading that exist."
        "::there is no page at /x/%0Awrite: see [x](/y/)"
    )
    assert second.startswith("::error title=Every file can be read as text.::the folder")
    assert third.startswith("::warning file=config.yaml,line=34,col=10,title=Facts and")
    assert summary == "4 pages, 2 errors, 1 warning."


def test_signs_that_mean_something_to_github_are_written_out() -> None:
    """A percent sign, a line end, and in names a colon and a comma."""
    odd = Problem("yaml", "100% a\r\nb, c: d", "content/en/a,b:c%.md", 1)

    (line, _) = as_github(Checked((odd,), 1, release=False)).splitlines()

    assert line.startswith("::error file=content/en/a%2Cb%3Ac%25.md,line=1,title=")
    assert line.endswith("::100%25 a%0D%0Ab, c: d")


@given(checks)
def test_no_text_of_an_editor_can_speak_to_github(checked: Checked) -> None:
    """Every line is one note of ours, whatever a file holds; the last is the summary."""
    *notes, summary = as_github(checked).split("\n")[:-1]

    assert len(notes) == len(checked.problems)
    assert all(re.match(r"::(error|warning) [^\r]*$", note) for note in notes)
    assert summary == f"{checked.summary}."


def test_the_json_says_everything() -> None:
    """A program finds the place, the rule, the sentence and the hint; what is not known is null."""
    told = json.loads(as_json(CHECKED))

    assert told["version"] == 1
    assert (told["pages"], told["release"], told["fine"]) == (4, False, False)
    assert (told["errors"], told["warnings"]) == (2, 1)
    assert told["problems"][1] == {
        "path": "content/en/x.md",
        "line": 3,
        "column": 5,
        "severity": "error",
        "rule": "link",
        "message": "there is no page at /x/",
        "hint": "write: see [x](/y/)",
        "excerpt": "see [x](/x/)",
    }
    assert [told["problems"][2][key] for key in ("path", "line", "column")] == [None, None, None]


def test_every_key_of_the_json_is_documented() -> None:
    """`docs/check.md` has a row for each key, and no row for a key that is not there."""
    told = json.loads(as_json(CHECKED))
    rows = re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted({*told, *told["problems"][0], *FORMS})


def test_the_summary_of_a_change_is_a_plain_list() -> None:
    """People who see no terminal read which file, which line and what to write."""
    assert as_markdown(CHECKED) == (
        "## This cannot be published yet\n\n4 pages, 2 errors, 1 warning.\n\n"
        "### content/en/x.md\n\n"
        "- **Error in line 3:** there is no page at /x/. "
        "Write this line instead: `see [x](/y/)`\n\n"
        "### The whole site\n\n"
        "- **Error:** the folder `content` is missing. Run it elsewhere.\n\n"
        "### config.yaml\n\n"
        "- **Warning in line 34:** `phone` is not the phone number yet.\n"
    )


def test_signs_that_mean_something_in_markdown_are_shown() -> None:
    """What a file holds is not a link, a picture or a tag in the summary."""
    odd = Problem(
        "markup", "no <img> and [x](y) or `a*b` or *c*", "content/en/a_b.md", hint="add: a`b"
    )

    said = as_markdown(Checked((odd,), 1, release=False))

    assert r"no \<img\> and \[x\](y) or `a*b` or \*c\*." in said
    assert r"### content/en/a\_b.md" in said
    assert "Add this line: ``a`b``" in said


@given(checks, st.sampled_from(sorted(FORMS)))
def test_every_form_can_say_everything(checked: Checked, form: str) -> None:
    """No text of an editor ends in a traceback, and each form ends its last line."""
    assert FORMS[form](checked).endswith("\n")
