"""Whether a folder still holds exactly the site that was published into it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, ManifestError


def manifest_digest(out: Path) -> str:
    """SHA-256 of the manifest in the folder; empty when there is none."""
    try:
        return hashlib.sha256((out / MANIFEST_NAME).read_bytes()).hexdigest()
    except OSError:
        return ""


def stands(out: Path, manifest: str) -> bool:
    """Whether the folder holds the site with this manifest, every byte of it and nothing else."""
    try:
        data = (out / MANIFEST_NAME).read_bytes()
        if hashlib.sha256(data).hexdigest() != manifest:
            return False
        return next(_differences(out, Manifest.decode(data)), None) is None
    except (OSError, ManifestError):
        return False


def faults_of(out: Path) -> tuple[str, ...]:
    """Why the folder holds no whole site, one sentence a cause; none when it does."""
    if not out.is_dir():
        return (f"{out} is no folder",)
    try:
        manifest = Manifest.decode((out / MANIFEST_NAME).read_bytes())
        return tuple(sorted(_differences(out, manifest)))
    except FileNotFoundError:
        return (f"{out} holds no {MANIFEST_NAME}, which a build writes last",)
    except ManifestError as error:
        return (f"{out / MANIFEST_NAME} is damaged: {error}",)
    except OSError as error:
        return (f"{out} cannot be read ({error.strerror})",)


def _differences(out: Path, manifest: Manifest) -> Iterator[str]:
    """Each file that is not as the manifest says, extra ones included."""
    missing = set(manifest.files)
    for relative, path in _files_in(str(out)):
        if relative == MANIFEST_NAME:
            continue
        if relative not in manifest.files:
            yield f"{relative} does not belong to the site"
            continue
        missing.discard(relative)
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a thousand files at every build
            data = file.read()
        if hashlib.sha256(data).hexdigest() != manifest.files[relative]:
            yield f"{relative} is not what was built"
    yield from (f"{relative} is missing" for relative in missing)


def _files_in(folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every file of the folder: its path inside, with forward slashes, and its path on the disk."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_in(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.path
