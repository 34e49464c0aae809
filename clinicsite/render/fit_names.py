"""Names of files that can stand in an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clinicsite.problems import Problem
from clinicsite.read.tree import SourceTree


def unfit_names(path: str, tree: SourceTree) -> Iterator[Problem]:
    """File names become addresses, so they hold only what is safe in every address."""
    parts = path.removesuffix(".md").split("/")
    for number, part in enumerate(parts[2:], 2):
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part):
            continue
        fit = fit_name(part)
        mended = "/".join([*parts[:number], fit, *parts[number + 1 :]]) + ".md"
        taken = f"Give it another name; `{fit}` is taken."
        yield Problem(
            "address",
            f"`{part}` becomes part of an address; only a-z, 0-9 and hyphens may stand there",
            path,
            hint=taken if mended in tree.files else f"Rename it to `{fit}`.",
        )


def fit_name(name: str, otherwise: str = "page") -> str:
    """The name as a part of an address; `otherwise` when it has no letter or digit for one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or otherwise
