"""The pictures beside pages, as they are published: in sizes, under names that tell their content.

A page is rendered from what is known of a picture, never from its bytes. Those are made once for
each content and remembered.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from msgspec import Struct

from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.pages import Page
from clinicsite.read.tree import SourceTree
from clinicsite.render.copied_files import PICTURES, is_picture
from clinicsite.render.fit_names import fit_name
from clinicsite.render.photo import Photo, Photos

if TYPE_CHECKING:
    from clinicsite.render.encode_picture import Encoded

FOLDER = "/pictures/"
_THREADS = 2
_MAX_NAME = 60
_STEP = "picture"
_ENDINGS = tuple({ending[:3] for ending in PICTURES})


class MadePhotos(Struct, frozen=True):
    """The pictures that pages name, with their files."""

    photos: Photos
    files: Mapping[str, bytes]
    """By route."""
    faulty: frozenset[str]
    """Paths of files that are there, and cannot be shown."""

    def shown_on(self, pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """Route and bytes of all files of each picture that one of these pages shows: path and HTML
        of each."""
        shown = {
            name: None
            for path, html in pages
            for name in self.photos.named.get(path, ())
            if name in self.photos.known and _is_on(html, self.photos.known[name])
        }
        for name in shown:
            for route in self.photos.known[name].routes:
                yield route, self.files[route]


def make_photos(
    tree: SourceTree, pages: Iterable[Page], memo: Memo = FORGETFUL
) -> tuple[MadePhotos, tuple[Problem, ...]]:
    """Every picture that these pages name, a problem for each that cannot be shown, and a warning
    for each that no page names, drafts included."""
    spellings = {path: _spellings(path) for path in tree.files if is_picture(path)}
    if not spellings:
        return MadePhotos(Photos(), {}, frozenset()), ()
    named = {
        page.path: found
        for page in pages
        if (found := tuple(_named_in(page.source.text, spellings)))
    }
    wanted = sorted({name for names in named.values() for name in names})
    known: dict[str, Photo] = {}
    files: dict[str, bytes] = {}
    problems = list(_unused(tree, spellings, wanted))
    for path, packed in zip(wanted, _packed({p: tree.files[p] for p in wanted}, memo), strict=True):
        head, content = _unpacked(packed)
        if "message" in head:
            problems.append(Problem("picture-file", head["message"], path, hint=head["hint"]))
            continue
        known[path], own = _photo(path, head, content, packed)
        files |= own
    faulty = frozenset(wanted) - known.keys()
    return MadePhotos(Photos(known, named), files, faulty), tuple(problems)


def names_other_pictures(page: Page, paths: Iterable[str], photos: Photos) -> bool:
    """Whether the text of the page names other pictures than it did when these were made.

    `paths` are those of all pictures beside pages.
    """
    now = _named_in(page.source.text, {path: _spellings(path) for path in paths})
    return set(now) != set(photos.named.get(page.path, ()))


def _is_on(html: bytes, photo: Photo) -> bool:
    return any(quote(route).encode() in html for route in photo.routes)


def _spellings(path: str) -> tuple[str, ...]:
    """How the name of the file may stand in a page, in small letters."""
    name = unicodedata.normalize("NFC", path.rsplit("/", 1)[1]).lower()
    return tuple({name, quote(name).lower()})


def _named_in(text: str, spellings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Paths of the pictures whose names stand in the text."""
    text = text.lower()
    if not any(ending in text for ending in _ENDINGS):
        return
    text = unicodedata.normalize("NFC", text)
    if "%" in text:
        text += unquote(text)
    for path, names in spellings.items():
        if any(name in text for name in names):
            yield path


def _unused(
    tree: SourceTree, spellings: Mapping[str, tuple[str, ...]], wanted: Iterable[str]
) -> Iterator[Problem]:
    doubtful = {path: names for path, names in spellings.items() if path not in set(wanted)}
    if not doubtful:
        return
    texts = (data.decode("utf-8", "replace") for data in tree.below("content", ".md").values())
    named = {path for text in texts for path in _named_in(text, doubtful)}
    for path in sorted(doubtful.keys() - named):
        hint = f"Show it: ![What it shows]({path.rsplit('/', 1)[1]}) – or remove the file."
        yield Problem("picture-unused", "no page shows this picture", path, hint=hint)


def _packed(pictures: Mapping[str, bytes], memo: Memo) -> list[bytes]:
    """The encoded form of each picture; what is new is encoded side by side."""
    found = {path: memo.recall(_STEP, data) for path, data in pictures.items()}
    new = {pictures[path]: None for path, packed in found.items() if packed is None}
    if not new:
        return [packed for packed in found.values() if packed is not None]
    import warnings
    from concurrent.futures import ThreadPoolExecutor

    with warnings.catch_warnings(), ThreadPoolExecutor(_THREADS) as pool:
        warnings.simplefilter("ignore")  # Pillow's remarks on broken metadata, which go anyway
        made = dict(zip(new, pool.map(_encoded, new), strict=True))
    for data, packed in made.items():
        memo.keep(packed, _STEP, data)
    return [packed or made[pictures[path]] for path, packed in found.items()]


def _encoded(data: bytes) -> bytes:
    """The picture in its sizes, or why there are none: a line of JSON, then the files."""
    from clinicsite.render.encode_picture import Unfit, encode  # loads Pillow

    try:
        picture = encode(data)
    except Unfit as fault:
        return json.dumps({"message": fault.message, "hint": fault.hint}).encode()
    return _pack(picture)


def _pack(picture: Encoded) -> bytes:
    head = {
        "shown": [picture.width, picture.height],
        "sizes": [[width, len(data)] for width, data in picture.sizes],
        "plain": [picture.plain[0], picture.ending],
    }
    files = (data for _, data in (*picture.sizes, picture.plain))
    return json.dumps(head).encode() + b"\n" + b"".join(files)


def _unpacked(packed: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, content = packed.partition(b"\n")
    return json.loads(head), content


def _photo(
    path: str, head: Mapping[str, Any], content: bytes, packed: bytes
) -> tuple[Photo, Mapping[str, bytes]]:
    """The picture under its published names, and its files by route."""
    digest = hashlib.blake2b(packed, digest_size=4).hexdigest()
    start = f"{FOLDER}{_stem(path)}-{digest}-"
    files: dict[str, bytes] = {}
    sizes: list[tuple[int, str]] = []
    at = 0
    for width, length in head["sizes"]:
        route = f"{start}{width}.webp"
        files[route], at = content[at : at + length], at + length
        sizes.append((width, route))
    width, ending = head["plain"]
    plain = f"{start}{width}.{ending}"
    files[plain] = content[at:]
    shown_width, shown_height = head["shown"]
    return Photo(shown_width, shown_height, tuple(sizes), plain), files


def _stem(path: str) -> str:
    """The name of the file as a part of an address."""
    return fit_name(path.rsplit("/", 1)[1].rpartition(".")[0], "picture")[:_MAX_NAME].strip("-")
