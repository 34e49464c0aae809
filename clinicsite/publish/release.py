"""What a release has more than a build: hashed names, rules for hosts, compressed twins."""

from __future__ import annotations

from collections.abc import Mapping

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.publish.compressed import with_compressed
from clinicsite.publish.hashed_names import with_hashed_names
from clinicsite.publish.hosting import Hosting, host_files


def release_files(
    files: Mapping[str, bytes], hosting: Hosting, memo: Memo = FORGETFUL, workers: int = 1
) -> Mapping[str, bytes]:
    """The files that go online, from those of a build; the words of the pages are the same."""
    named = with_hashed_names(files, hosting.base, memo)
    packed = with_compressed(named, memo, workers)
    return dict(sorted({**packed, **host_files(hosting)}.items()))
