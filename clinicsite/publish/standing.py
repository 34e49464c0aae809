"""Whether a folder still holds exactly the site that was published into it."""

from __future__ import annotations

import hashlib
import os
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
        expected = Manifest.decode(data).files
        found = 0
        for folder, _, names in os.walk(out):
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(out).as_posix()
                if relative == MANIFEST_NAME:
                    continue
                if hashlib.sha256(path.read_bytes()).hexdigest() != expected.get(relative):
                    return False
                found += 1
    except (OSError, ManifestError):
        return False
    return found == len(expected)
