"""How the preview comes by its port, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from clinicsite.errors import UsageError
from clinicsite.publish import preview
from clinicsite.publish.preview import serve
from tests.previews import Site


def test_a_busy_port_that_was_asked_for_is_one_sentence(project: Site) -> None:
    """No traceback, no other port in silence, and no address that does not work."""
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(UsageError, match=f"^Port {port} is busy: another program uses it"):
            serve(project.build, project.root, port=port, say=said.append)

    assert said == []
    assert project.built == 0


def test_without_a_wish_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second preview just works, and says where."""
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(preview, "_PORTS", range(busy, min(busy + 21, 65536)))

        with preview._listen(None, said.append) as listening:
            host, port = listening.getsockname()

    assert host == "127.0.0.1"
    assert port > busy
    assert said == [f"Port {busy} is busy, so the preview takes {port}."]


def test_when_all_ports_are_busy_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-one previews are enough."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(preview, "_PORTS", range(busy, busy + 1))

        with pytest.raises(UsageError, match="Name one with --port"):
            preview._listen(None, print)


SCRIPT = """\
import sys, threading
from pathlib import Path
from clinicsite.publish.preview import Preview, serve

def build(base_url, show_early):
    print("building", flush=True)
    if sys.argv[2] == "at work":
        threading.Event().wait(1)
    return Preview({"index.html": b"<h1>home</h1>"})

serve(build, Path(sys.argv[1]), port=0, say=lambda text: print(text, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to press Ctrl+C for a program")
@pytest.mark.parametrize("state", ["at rest", "at work"])
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_it_quietly(project: Site, state: str, times: int) -> None:
    """Exit code 0 and no traceback, also while it builds, also for the impatient."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(project.root), state],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        last = "building" if state == "at work" else "no problems"
        assert any(last in line for line in process.stdout)

        for _ in range(times):
            process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)

    assert errors == ""
    assert output.endswith("The preview has ended.\n")
    assert process.returncode == 0
