"""What the manifest of a published site promises."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, ManifestError, path_mistake

STEP = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1)
PATH = st.lists(STEP, min_size=1, max_size=4).map("/".join)
SITE = st.dictionaries(PATH, st.binary(max_size=8)).filter(lambda site: not path_mistake(site))


@given(site=SITE)
def test_a_manifest_comes_back_as_it_was_written(site: dict[str, bytes]) -> None:
    """What is written for any site is read again as the same manifest."""
    manifest = Manifest.of(site)

    assert Manifest.decode(manifest.encode()) == manifest
    assert manifest.files == {p: hashlib.sha256(site[p]).hexdigest() for p in site}


@given(site=SITE, order=st.randoms())
def test_the_same_site_has_the_same_manifest(site: dict[str, bytes], order: object) -> None:
    """The order in which files were made leaves no trace in the bytes."""
    shuffled = sorted(site)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    assert Manifest.of({path: site[path] for path in shuffled}).encode() == (
        Manifest.of(site).encode()
    )


@given(site=SITE, data=st.data())
def test_known_digests_make_the_same_manifest(site: dict[str, bytes], data: st.DataObject) -> None:
    """Pages come with their digests, other files without."""
    known = data.draw(st.lists(st.sampled_from(sorted(site)))) if site else []
    digests = {path: hashlib.sha256(site[path]).hexdigest() for path in known}

    assert Manifest.of(site, digests) == Manifest.of(site)


def test_a_manifest_is_readable_and_in_order() -> None:
    """The file can be compared line by line: sorted, one file a line, a newline at the end."""
    manifest = Manifest.of({"é/b.html": b"", "a.html": b""})

    empty = hashlib.sha256(b"").hexdigest()
    assert list(manifest.files) == ["a.html", "é/b.html"]
    assert manifest.encode().decode() == (
        "{\n"
        ' "files": {\n'
        f'  "a.html": "{empty}",\n'
        f'  "é/b.html": "{empty}"\n'
        " },\n"
        ' "format": 1,\n'
        ' "generator": "clinicsite"\n'
        "}\n"
    )


def test_a_manifest_does_not_change_with_the_mapping_it_was_made_from() -> None:
    """Frozen means that nothing is filled in later."""
    files = {"a.html": "0" * 64}
    manifest = Manifest(files)

    files["b.html"] = "0" * 64

    assert list(manifest.files) == ["a.html"]
    with pytest.raises(TypeError):
        manifest.files["c.html"] = ""  # type: ignore[index]


def document(**changes: object) -> bytes:
    """A manifest's text, with some of its keys changed."""
    whole: dict[str, object] = {"generator": "clinicsite", "format": 1, "files": {}}
    return json.dumps(whole | changes).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it cannot be read as JSON"),
        (b"{", "it cannot be read as JSON"),
        (b"\xff", "it cannot be read as JSON"),
        (b"[" * 100_000, "it cannot be read as JSON"),
        (b'{"generator": "clinicsite", "generator": "clinicsite"}', "it cannot be read as JSON"),
        (b"[]", "another program wrote it"),
        (b'{"pages": {"/": ["main.js"]}, "devFiles": []}', "another program wrote it"),
        (document(format=2), "another version of this program wrote it"),
        (document(format=True), "another version of this program wrote it"),
        (document(files=[]), "its list of files is damaged"),
        (document(more=1), "its list of files is damaged"),
        (document(files={"a.html": "0" * 63}), "its list of files is damaged"),
        (document(files={"a.html": "G" * 64}), "its list of files is damaged"),
        (document(files={"a.html": None}), "its list of files is damaged"),
        (document(files={"../a.html": "0" * 64}), "its list of files is damaged"),
    ],
)
def test_what_is_not_our_manifest_is_refused(data: bytes, message: str) -> None:
    """A damaged or foreign file is an error that says why, never half a manifest."""
    with pytest.raises(ManifestError) as caught:
        Manifest.decode(data)

    assert str(caught.value) == message


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_manifest_that_was_cut_off_is_refused(cut: int) -> None:
    """A file that lost its end is noticed wherever it was cut, but for the last newline."""
    whole = Manifest.of({"index.html": b"home"}).encode()

    with pytest.raises(ManifestError):
        Manifest.decode(whole[: -cut - 1])


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["/etc/passwd"], "'/etc/passwd' is not relative to the output folder"),
        (["c:/site/a.html"], "'c:/site/a.html' is not relative to the output folder"),
        (["c:a.html"], "'c:a.html' is not relative to the output folder"),
        (["../a.html"], "'../a.html' is not a plain path inside the output folder"),
        (["a/../../b.html"], "'a/../../b.html' is not a plain path inside the output folder"),
        (["a/./b.html"], "'a/./b.html' is not a plain path inside the output folder"),
        (["a//b.html"], "'a//b.html' is not a plain path inside the output folder"),
        (["a/"], "'a/' is not a plain path inside the output folder"),
        ([""], "'' is not a plain path inside the output folder"),
        (["a\\b.html"], "'a\\\\b.html' holds a character that a file name must not have"),
        (["a\0.html"], "'a\\x00.html' holds a character that a file name must not have"),
        (["a\ud800.html"], "'a\\ud800.html' holds a character that a file name must not have"),
        ([MANIFEST_NAME], f"'{MANIFEST_NAME}' is where the manifest is written"),
        ([f"{MANIFEST_NAME}/a"], f"'{MANIFEST_NAME}/a' is where the manifest is written"),
        (["a", "a/b"], "'a' would have to be a file and the folder of 'a/b' at once"),
        (["a", "a/b/c", "a-"], "'a' would have to be a file and the folder of 'a/b/c' at once"),
    ],
)
def test_paths_that_cannot_stand_in_the_folder_are_our_mistake(
    paths: list[str], message: str
) -> None:
    """A path that would leave the folder, or two that clash, never reach the disk."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence is compared
        Manifest.of(dict.fromkeys(paths, b""))

    assert str(caught.value) == message
