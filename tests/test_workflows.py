"""The jobs that GitHub runs: valid, with few rights, and made of commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from clinicsite.cli import COMMANDS, command_named
from tests.small_sites import PROJECT

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
ONLINE = PROJECT / ".github/online.sh"
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def _steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in _read(path)["jobs"].values():
        yield from job["steps"]


def _commands(path: Path) -> str:
    return "\n".join(step.get("run", "") for step in _steps(path))


def test_the_workflows_follow_the_published_schema() -> None:
    """The schema is the one that check-jsonschema brings; no network is needed."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
        + [str(path) for path in WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [path.stem for path in WORKFLOWS] == ["publish", "pull-request", "weekly"]
    assert done.returncode == 0, done.stdout + done.stderr


@each_workflow
def test_each_job_has_only_the_rights_that_it_names(path: Path) -> None:
    """Nothing by default; writing is for the job that deploys and the one that opens an issue."""
    workflow = _read(path)
    writing = {
        (name, right)
        for name, job in workflow["jobs"].items()
        for right, level in job["permissions"].items()
        if level == "write"
    }

    assert workflow["permissions"] == {}
    assert writing <= {("deploy", "pages"), ("deploy", "id-token"), ("look", "issues")}
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


@each_workflow
def test_only_the_hosts_own_actions_are_used(path: Path) -> None:
    """Each at a version or at the hash of one; what is checked out keeps no key."""
    for step in _steps(path):
        if action := step.get("uses"):
            assert re.fullmatch(r"actions/[\w-]+@(v\d+|[0-9a-f]{40})", action), action
            if action.startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


@each_workflow
def test_nothing_from_outside_is_pasted_into_a_command(path: Path) -> None:
    """Values of the event come as variables: a title of somebody else is never run."""
    assert "${{" not in _commands(path)


@each_workflow
def test_the_jobs_use_commands_that_exist(path: Path) -> None:
    """Commands of the program with options that they take, and targets of make."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")

    for name, words in re.findall(r"python build\.py (\w+)([^|\n]*)", _commands(path)):
        assert name in COMMANDS
        known = {option for param in command_named(name).params for option in param.opts}
        assert set(re.findall(r"(?<=\s)--[\w-]+", words)) <= known, name
    for name in re.findall(r"(?m)\bmake (\w+)$", _commands(path)):
        assert re.search(rf"(?m)^{name}:", makefile), name


def test_a_proposed_change_is_answered_where_staff_look() -> None:
    """The summary holds the mistakes and what would change, whatever comes of the other steps."""
    steps = list(_steps(PROJECT / ".github/workflows/pull-request.yml"))
    summary = [step for step in steps if "GITHUB_STEP_SUMMARY" in step.get("run", "")]

    assert ["check", "diff"] == [step["run"].split()[2] for step in summary]
    assert all(step["if"].startswith("always()") for step in summary)


def test_what_is_deployed_was_built_strictly_and_looked_at() -> None:
    """Release, `--previous`, `verify`, upload: in this order; deploying waits for the tests."""
    workflow = _read(PROJECT / ".github/workflows/publish.yml")
    steps = [step.get("run") or step.get("uses") for step in workflow["jobs"]["build"]["steps"]]
    text = "\n".join(steps)

    order = ["online.sh", "build --release", "verify public", "actions/upload-pages-artifact"]
    assert sorted(order, key=text.index) == order
    assert "$PREVIOUS" in text
    assert set(workflow["jobs"]["deploy"]["needs"]) == {"build", "tests"}
    assert steps.index("python build.py verify public") == len(steps) - 2


@contextmanager
def _host(status: int, body: bytes) -> Iterator[str]:
    """A host that always answers the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The run's output is for results."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/clinic"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.skipif(shutil.which("curl") is None, reason="this machine has no curl")
@pytest.mark.parametrize(
    ("status", "code", "written"), [(200, 0, ["online.json"]), (404, 0, []), (403, 1, [])]
)
def test_only_a_404_is_taken_for_a_first_release(
    tmp_path: Path, status: int, code: int, written: list[str]
) -> None:
    """With any other answer nobody knows what is online, and the job ends."""
    with _host(status, b"{}") as address:
        done = subprocess.run(
            ["sh", str(ONLINE), address, str(tmp_path / "online.json")],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == code, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == written
