"""The manifest of the site that is online now, as CI fetched it."""

from __future__ import annotations

from pathlib import Path

from clinicsite.addresses import route_at
from clinicsite.problems import Problem
from clinicsite.publish.hosting import HOST_FILES
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, ManifestError


def read_previous(path: Path) -> tuple[Manifest | None, bytes, tuple[Problem, ...]]:
    """The manifest in this file or folder, and its bytes; None with a problem when it is damaged.

    Raises `OSError` when there is nothing to read.
    """
    file = path / MANIFEST_NAME if path.is_dir() else path
    data = file.read_bytes()
    try:
        return Manifest.decode(data), data, ()
    except ManifestError as error:
        message = f"this is not the whole list of the files that are online: {error}"
        hint = f"Fetch {MANIFEST_NAME} from the site again."
        return None, data, (Problem("vanished", message, file.name, hint=hint),)


def page_routes(manifest: Manifest) -> tuple[str, ...]:
    """The addresses of its pages, those that lead on included."""
    return tuple(route_at(path) for path in manifest.files if path.endswith(".html"))


def is_release(manifest: Manifest) -> bool:
    """Whether it lists a release, in which files have other names than in a build."""
    return HOST_FILES[0] in manifest.files
