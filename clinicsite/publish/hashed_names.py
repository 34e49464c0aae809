"""Files with their digest in their name, so that browsers may keep them for a year.

A picture that is changed has another name, and pages name the new one; so nobody ever sees a new
page with an old picture. All of them stand in one folder, which is what the rules of hosts name.
What the rest of the world asks for by its name keeps it: pages, PDFs, `favicon.ico`, `robots.txt`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from clinicsite.addresses import BaseUrl
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.style_hash import style_hash

FOLDER: Final = "hashed/"
"""Where the files go; the build alone puts anything there."""

_ENDINGS: Final = (
    *(".woff2", ".woff", ".ttf", ".otf"),
    *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".mp4", ".webm", ".vtt"),
)
_TEXTS: Final = (".css", ".json", ".svg", ".txt", ".vtt", ".webmanifest", ".xml")
_DIGITS: Final = 12
_STEP: Final = "hashed names"
# Browsers and phones ask for these whatever a page says.
_ASKED_FOR = re.compile(r"favicon\.ico|apple-touch-icon[\w-]*\.png|\.well-known/.*")

_ATTRIBUTE = re.compile(r'(?<=\s)((?:xlink:)?href|src|poster|content)="([^"]*)"')
_SET = re.compile(r'(?<=\s)((?:image)?srcset)="([^"]*)"')
_STYLE = re.compile(r"(?<=<style>)(.*?)(?=</style>)", re.DOTALL)
_URL = re.compile(r"""url\((["']?)([^"'()]*)\1\)""")
_DATA = re.compile(r'(?<=<script type="application/ld\+json">)(.*?)(?=</script>)', re.DOTALL)
_QUOTED = re.compile(r'"([^"\\]*)"')


def with_hashed_names(
    files: Mapping[str, bytes], base: BaseUrl, memo: Memo = FORGETFUL
) -> Mapping[str, bytes]:
    """The same site, in which fonts, pictures and films that pages show have hashed names.

    A style sheet names fonts, so the hash that allows it in its page's policy changes, too.
    """
    candidates = {path: _hashed(path, data) for path, data in files.items() if _may_move(path)}
    for path in _named_elsewhere(files, candidates):
        del candidates[path]
    renaming = _Renaming(candidates, base)
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    arguments = [(renaming.key(), data) for data in pages.values()]
    used: set[str] = set()
    renamed: dict[str, bytes] = {}
    for path, given, found in zip(pages, arguments, memo.recall_all(_STEP, arguments), strict=True):
        made = memo.keep(renaming.page(given[1]), _STEP, *given) if found is None else found
        head, _, renamed[path] = made.partition(b"\n")
        used.update(json.loads(head))
    site = {
        candidates[path] if path in used else path: renamed.get(path, data)
        for path, data in files.items()
    }
    return dict(sorted(site.items()))


def _may_move(path: str) -> bool:
    return path.lower().endswith(_ENDINGS) and not _ASKED_FOR.fullmatch(path)


def _hashed(path: str, data: bytes) -> str:
    """`fonts/next.woff2` → `hashed/next.0a1b2c3d4e5f.woff2`.

    The digest is one of the path, too: two pictures of the same name are two files.
    """
    digest = hashlib.sha256(path.encode() + b"\0" + data).hexdigest()[:_DIGITS]
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    return f"{FOLDER}{stem}.{digest}{dot}{ending}"


def _named_elsewhere(files: Mapping[str, bytes], paths: Iterable[str]) -> list[str]:
    """The paths that stand in another file than a page: there, nothing is renamed."""
    texts = [data for path, data in files.items() if path.lower().endswith(_TEXTS)]
    return [path for path in paths if any(f"/{path}".encode() in text for text in texts)]


class _Renaming:
    """What becomes of the addresses in pages."""

    def __init__(self, names: Mapping[str, str], base: BaseUrl) -> None:
        self._names = names
        self._paths: dict[str, str] = {}
        self._new: dict[str, str] = {}
        for path, name in names.items():
            for written in (base.href, base.absolute):
                for old in {f"/{path}", quote(f"/{path}")}:
                    self._paths[written(old)] = path
                    self._new[written(old)] = written(quote(f"/{name}"))

    def key(self) -> bytes:
        """Changes whenever a page might be renamed in another way."""
        return json.dumps([*self._new.items()]).encode()

    def page(self, html: bytes) -> bytes:
        """A line with the files that the page uses, as JSON, then the page with their new names."""
        used: set[str] = set()

        def address(old: str) -> str:
            path = self._paths.get(old)
            if path is None:
                return old
            used.add(path)
            return self._new[old]

        def source_set(value: str) -> str:
            return re.sub(r"[^\s,]+", lambda one: address(one[0]), value)

        text = _ATTRIBUTE.sub(lambda one: f'{one[1]}="{address(one[2])}"', html.decode())
        text = _SET.sub(lambda one: f'{one[1]}="{source_set(one[2])}"', text)
        text = _DATA.sub(
            lambda data: _QUOTED.sub(lambda one: f'"{address(one[1])}"', data[1]), text
        )
        for style in _STYLE.findall(text):
            renamed = _URL.sub(lambda one: f"url({one[1]}{address(one[2])}{one[1]})", style)
            if renamed != style:
                text = text.replace(style, renamed)
                text = text.replace(style_hash(style), style_hash(renamed))
        return json.dumps(sorted(used)).encode() + b"\n" + text.encode()
