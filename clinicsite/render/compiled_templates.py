"""Templates compiled by an earlier build on this machine.

What is kept here is run as a program, as the files of `__pycache__` are. So it is no part of the
memo, which may be restored from elsewhere: it stays on the machine that made it, in
`.cache/templates/`, and a file that this very program did not write whole is not read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from clinicsite.maker import maker
from clinicsite.memo import sealed, unsealed


class CompiledTemplates(BytecodeCache):
    """One file for each template in one folder. Losing it costs time and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """The bucket holds what was compiled from the same text; it stays empty otherwise."""
        with suppress(OSError):
            code = unsealed(maker(), (self._folder / bucket.key).read_bytes())
            if code is not None:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The file holds the bucket, whole; nothing is said when the disk refuses."""
        path = self._folder / bucket.key
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(sealed(maker(), bucket.bytecode_to_string()))
            beside.replace(path)
