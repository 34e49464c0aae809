"""The one end of the scripts that look for the programs which tests need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.programs import Program, tell
from tests.small_sites import PROJECT

HERE = Program("Used: {}", "NO THIS", lambda: "/bin/this", lambda: None)
GONE = Program("Used: {}", "NO THAT", lambda: None, lambda: None)
COMES = Program("Used: {}", "NO OTHER", lambda: None, lambda: "/bin/other")


@pytest.mark.parametrize(
    ("programs", "arguments", "in_ci", "code"),
    [
        ((HERE,), [], "true", 0),
        ((GONE,), [], "", 0),
        ((HERE, GONE), [], "true", 1),
        ((GONE, HERE), ["--install"], "", 1),
        ((COMES,), [], "true", 1),
        ((COMES, HERE), ["--install"], "true", 0),
    ],
)
def test_a_missing_program_is_a_failure_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch,
    programs: tuple[Program, ...],
    arguments: list[str],
    in_ci: str,
    code: int,
) -> None:
    """In CI, and for whoever asked for it; elsewhere it is only said."""
    monkeypatch.setenv("CI", in_ci)

    assert tell(*programs, arguments=arguments) == code


def test_each_program_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """What is there and what is not, in one run."""
    tell(HERE, GONE, COMES, arguments=["--install"])

    assert capsys.readouterr() == ("Used: /bin/this\nUsed: /bin/other\n", "NO THAT\n")


@pytest.mark.parametrize(
    "script", ["browser/chromium.py", "hunspell.py", "nu_checker.py", "servers.py"]
)
def test_every_script_can_be_started_alone(script: str) -> None:
    """From any folder, as `make` and people do."""
    asked = subprocess.run(
        [sys.executable, str(PROJECT / "tests" / script)],
        cwd="/",
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
        check=False,
    )

    assert asked.returncode == 0, asked.stderr
    assert asked.stdout or asked.stderr.startswith("NO ")
    assert "Traceback" not in asked.stderr
