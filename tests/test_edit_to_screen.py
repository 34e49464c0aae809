"""What the benchmark of the preview answers to whoever starts it."""

from __future__ import annotations

import pytest

from benchmarks import edit_to_screen


@pytest.mark.parametrize("words", [["many"], ["100", "-5"], ["--fast"], ["1.5"]])
def test_wrong_words_are_answered_with_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mistypes a number of pages reads a sentence, and no browser is started."""
    with pytest.raises(SystemExit) as ended:
        edit_to_screen.main(words)

    output, error = capsys.readouterr()
    assert ended.value.code == 2
    assert output == ""
    assert error.count("\n") == 1
    assert "--help" in error


def test_help_says_what_the_numbers_mean(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped site has no number of its own, so its sign has to be said."""
    with pytest.raises(SystemExit) as ended:
        edit_to_screen.main(["--help"])

    assert ended.value.code == 0
    assert "0 is the shipped" in " ".join(capsys.readouterr().out.split())
