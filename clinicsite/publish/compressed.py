"""Compressed twins of text files, which hosts send as they are: `.br` and `.gz` beside each."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from clinicsite.memo import FORGETFUL, Memo

ENDINGS: Final = (".br", ".gz")
_TEXTS: Final = (".css", ".html", ".json", ".svg", ".txt", ".vtt", ".webmanifest", ".xml")
# No name, no date, and no system: the same bytes everywhere (RFC 1952).
_GZIP_HEAD: Final = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def with_compressed(
    files: Mapping[str, bytes], memo: Memo = FORGETFUL, workers: int = 1
) -> Mapping[str, bytes]:
    """The files, and the compressed twins of those that are texts.

    Only what nobody remembers is compressed; the packers leave Python alone, so threads share the
    work. The number of them changes nothing but the time.
    """
    made: dict[str, bytes] = {}
    missing: list[tuple[str, str, bytes]] = []
    for path, data in files.items():
        if not path.lower().endswith(_TEXTS):
            continue
        for ending in ENDINGS:
            found = memo.recall(ending, data)
            if found is None:
                missing.append((path, ending, data))
            else:
                made[path + ending] = found
    with ThreadPoolExecutor(workers) as pool:
        packed = pool.map(lambda one: _PACKERS[one[1]](one[2]), missing)
        for (path, ending, data), twin in zip(missing, packed, strict=True):
            made[path + ending] = memo.keep(twin, ending, data)
    return dict(sorted((made | dict(files)).items()))


def _brotli(data: bytes) -> bytes:
    import brotli  # only a release needs it

    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11))


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return _GZIP_HEAD + packed + tail


_PACKERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {".br": _brotli, ".gz": _gzip}
