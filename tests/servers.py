"""The web servers of this machine on which a release is tried: nginx and Caddy.

    python tests/servers.py            says where they are, or which are missing
    python tests/servers.py --install  tries to install the missing ones first

Ends with code 1 when one is required and missing: with `--install`, or where CI=true.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from clinicsite.publish.hosting import Hosting
from clinicsite.publish.server_configs import caddy, nginx
from tests.browser.chromium import install_with_apt
from tests.programs import Program, tell

SERVERS = ("nginx", "caddy")
NO_SERVER = "NO {name}: releases cannot be tried on it. Install it with `make browser`."
_PACKAGES = {"nginx": ("nginx", "libnginx-mod-http-brotli-static"), "caddy": ("caddy",)}
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_PATIENCE = 20.0


class Answer(NamedTuple):
    """What a server sent."""

    status: int
    headers: HTTPMessage
    body: bytes


def find_server(name: str) -> str | None:
    """The program; None when it is missing, or cannot send what is compressed with Brotli."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which(name, path=path)
    return None if name == "nginx" and not _BROTLI.is_file() else found


@contextmanager
def serving(name: str, hosting: Hosting, folder: Path, work: Path) -> Iterator[str]:
    """The host and port where a real server answers meanwhile, as our configuration says."""
    program = find_server(name)
    assert program is not None
    port = _free_port()
    work.mkdir(parents=True, exist_ok=True)
    command = (_nginx if name == "nginx" else _caddy)(program, hosting, folder, work, port)
    environment = os.environ | {"HOME": str(work), "XDG_DATA_HOME": str(work)}
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            _wait(process, port, work / "log")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)


def ask(host: str, path: str, accept: str = "identity") -> Answer:
    """What the server answers to a plain GET."""
    connection = HTTPConnection(host, timeout=_PATIENCE)
    connection.request("GET", path, headers={"Accept-Encoding": accept})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


def _nginx(program: str, hosting: Hosting, folder: Path, work: Path, port: int) -> list[str]:
    """Our configuration inside the least that nginx needs around it."""
    site = nginx(hosting, str(folder)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    (work / "site.conf").write_text(site, encoding="utf-8")
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {work}/{name};\n" for name in folders)
    (work / "nginx.conf").write_text(
        f"load_module {_BROTLI};\ndaemon off;\npid {work}/pid;\nerror_log stderr;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\nevents {{}}\nhttp {{\n"
        f"include /etc/nginx/mime.types;\naccess_log off;\n{temporary}"
        f"include {work}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return [program, "-e", "stderr", "-p", str(work), "-c", str(work / "nginx.conf")]


def _caddy(program: str, hosting: Hosting, folder: Path, work: Path, port: int) -> list[str]:
    """Our Caddyfile on another address, without certificates and without its own control port."""
    site = caddy(hosting, str(folder)).replace(
        f"{hosting.base.origin} {{", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1", 1
    )
    settings = "{\n\tadmin off\n\tauto_https off\n}\n"
    (work / "Caddyfile").write_text(settings + site, encoding="utf-8")
    return [program, "run", "--adapter", "caddyfile", "--config", str(work / "Caddyfile")]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """The server answers, or is known not to."""
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')}")


def install_server(name: str) -> str | None:
    """Where the server is after the ordinary way to install it was tried."""
    for package in _PACKAGES[name]:
        install_with_apt(package)
    return find_server(name)


if __name__ == "__main__":
    raise SystemExit(
        tell(
            *(
                Program(
                    "Releases are tried on {}",
                    NO_SERVER.format(name=name),
                    partial(find_server, name),
                    partial(install_server, name),
                )
                for name in SERVERS
            )
        )
    )
