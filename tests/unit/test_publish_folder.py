"""What publishing does to a folder, and what it says when the disk does not play along."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.errors import PublishError
from clinicsite.publish.exchange import exchange_in_one_step
from clinicsite.publish.folder import Destination, Publication, Published, publish, recover
from clinicsite.publish.machine import THIS_MACHINE, Machine
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest, path_mistake
from clinicsite.publish.staging import stage

OLD = {
    "index.html": b"old home",
    "same/index.html": b"the same",
    "gone/deep/index.html": b"withdrawn advice",
}
NEW = {
    "index.html": b"new home",
    "same/index.html": b"the same",
    "new/deep/index.html": b"new advice",
}
TWO_RENAMES = Machine(exchange=lambda first, second: False)


def snapshot(out: Path) -> dict[str, bytes] | None:
    """All that stands in a published folder, folders included; None when it does not exist."""
    if not out.exists():
        return None
    return {
        path.relative_to(out).as_posix() + "/" * path.is_dir(): (
            b"" if path.is_dir() else path.read_bytes()
        )
        for path in out.rglob("*")
    }


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    """The snapshot of a folder that holds exactly this site."""
    folders = {f"{p.as_posix()}/": b"" for f in files for p in Path(f).parents if p != Path()}
    return folders | files | {MANIFEST_NAME: Manifest.of(files).encode()}


def neighbours(out: Path) -> list[str]:
    """The names beside the folder, but for the lock file, which stays."""
    return sorted(
        path.name for path in out.parent.iterdir() if path not in {out, out.parent / ".public.lock"}
    )


def failing(number: int, moment: str) -> Machine:
    """A machine whose disk reports an error at one moment."""

    def report(now: str) -> None:
        if now == moment:
            raise OSError(number, os.strerror(number))

    return Machine(on_action=report)


both_ways = pytest.mark.parametrize("machine", [THIS_MACHINE, TWO_RENAMES])


@both_ways
def test_the_folder_holds_exactly_the_site(tmp_path: Path, machine: Machine) -> None:
    """Deleted pages are gone, and so is everything that others put there; no folder is left."""
    out, outside = tmp_path / "public", tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    publish(OLD, out, protected=[], machine=machine)
    (out / "empty").mkdir()
    (out / "stray.txt").write_text("stray")
    (out / "linked").symlink_to(outside)

    published = publish(NEW, out, protected=[], machine=machine)

    assert snapshot(out) == whole(NEW)
    assert published == Published(
        added=("new/deep/index.html",),
        changed=("index.html",),
        unchanged=("same/index.html",),
        removed=("gone/deep/index.html", "linked", "stray.txt"),
    )
    assert (outside / "kept.txt").read_text() == "kept"
    assert neighbours(out) == ["outside"]


def test_the_first_site_is_published_with_the_folders_above_it(tmp_path: Path) -> None:
    """The folder of the site and those above it are made when they are missing."""
    out = tmp_path / "a" / "b" / "public"

    published = publish(NEW, out, protected=[])

    assert snapshot(out) == whole(NEW)
    assert published.added == tuple(sorted(NEW))
    assert (published.changed, published.unchanged, published.removed) == ((), (), ())


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder that somebody made for the site is as good as none."""
    out = tmp_path / "public"
    out.mkdir()

    publish(NEW, out, protected=[], machine=TWO_RENAMES)

    assert snapshot(out) == whole(NEW)
    assert neighbours(out) == []


@both_ways
def test_unchanged_files_are_the_same_files(tmp_path: Path, machine: Machine) -> None:
    """An unchanged page keeps its inode and its date, so servers go on saying "not changed"."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[], machine=machine)
    before = {path: (out / path).stat() for path in OLD if path in NEW}

    publish(NEW, out, protected=[], machine=machine)

    for path in ("same/index.html",):
        after = (out / path).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before[path].st_ino, before[path].st_mtime_ns)
        assert after.st_nlink == 1
    assert (out / "index.html").stat().st_ino != before["index.html"].st_ino


def test_what_others_changed_in_the_folder_is_put_right(tmp_path: Path) -> None:
    """The bytes on the disk are compared, not what the manifest says about them."""
    out = tmp_path / "public"
    publish(NEW, out, protected=[])
    (out / "index.html").write_bytes(b"bad home")
    (out / "same" / "index.html").rename(out / "a.txt")
    (out / "same" / "index.html").symlink_to("../a.txt")  # as long as the file that it stands for

    published = publish(NEW, out, protected=[])

    assert published.changed == ("index.html", "same/index.html")
    assert snapshot(out) == whole(NEW)
    assert not (out / "same" / "index.html").is_symlink()


def test_a_page_that_takes_the_place_of_a_folder_is_published(tmp_path: Path) -> None:
    """A file may be where a folder was, and the other way round."""
    out = tmp_path / "public"
    publish({"a/b": b"1", "c": b"2"}, out, protected=[])

    published = publish({"a": b"1", "c/d": b"2"}, out, protected=[])

    assert published == Published(("a", "c/d"), (), (), ("a/b", "c"))
    assert snapshot(out) == whole({"a": b"1", "c/d": b"2"})


@both_ways
def test_the_site_before_is_made_into_the_next_one(tmp_path: Path, machine: Machine) -> None:
    """Its folders and its unchanged files are used again; visitors see only the site."""
    out, spare = tmp_path / "public", tmp_path / ".cache" / "spare"
    for site in (OLD, NEW):
        publish(site, out, protected=[], spare=spare, machine=machine)
    assert snapshot(spare) == whole(OLD)
    before = {name: (spare / name).stat().st_ino for name in ("", "same", "same/index.html")}

    published = publish(NEW | {"more.html": b"1"}, out, protected=[], spare=spare, machine=machine)

    assert published.unchanged == tuple(sorted(NEW))
    assert snapshot(out) == whole(NEW | {"more.html": b"1"})
    assert {name: (out / name).stat().st_ino for name in before} == before
    assert snapshot(spare) == whole(NEW)
    assert neighbours(out) == [".cache"]


def test_what_others_did_to_the_site_before_does_no_harm(tmp_path: Path) -> None:
    """Whatever stands in it, the next site is exact, and everybody may read it."""
    out, spare = tmp_path / "public", tmp_path / ".cache" / "spare"
    for site in (NEW | {"old.html": b"old"}, NEW):
        publish(site, out, protected=[], spare=spare)
    (spare / "new" / "deep" / "index.html").unlink()
    (spare / "new" / "deep" / "index.html").symlink_to(out / "index.html")
    (spare / "same" / "index.html").rename(spare / "index.html.d")
    (spare / "index.html").unlink()
    (spare / "index.html").mkdir()
    (spare / "index.html" / "inside").write_bytes(NEW["index.html"])
    (spare / "old.html").write_bytes(NEW["index.html"])
    (spare / "same").chmod(0o700)

    publish(NEW, out, protected=[], spare=spare)

    assert snapshot(out) == whole(NEW)
    modes = {stat.S_IMODE(path.lstat().st_mode) for path in out.rglob("*") if path.is_dir()}
    assert modes == {0o755}
    assert not any(path.is_symlink() for path in out.rglob("*"))


def test_a_folder_that_is_no_site_before_is_left_alone(tmp_path: Path) -> None:
    """Somebody's work under that name is neither used nor removed."""
    out, spare = tmp_path / "public", tmp_path / ".cache" / "spare"
    spare.mkdir(parents=True)
    (spare / "work.txt").write_text("work")

    for site in (OLD, NEW, OLD):
        publish(site, out, protected=[], spare=spare)

    assert snapshot(out) == whole(OLD)
    assert snapshot(spare) == {"work.txt": b"work"}
    assert neighbours(out) == [".cache"]


_NAMES = st.sampled_from(["index.html", "a", "a/index.html", "a/b/c", "b/index.html", "b.html"])
_SITES = st.dictionaries(_NAMES, st.sampled_from([b"", b"1", b"22"]), min_size=1).filter(
    lambda site: not path_mistake(site)
)


@settings(max_examples=25)
@given(st.lists(_SITES, min_size=2, max_size=6))
def test_any_site_can_be_made_from_any_site_before(sites: list[dict[str, bytes]]) -> None:
    """After each of many builds with a spare, exactly the site stands."""
    with tempfile.TemporaryDirectory() as folder:
        out, spare = Path(folder, "public"), Path(folder, "spare")
        for site in sites:
            publish(site, out, protected=[], spare=spare)
            assert snapshot(out) == whole(site)
        assert neighbours(out) in ([], ["spare"])


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_everybody_may_read_the_site(tmp_path: Path, mask: int) -> None:
    """The web server runs under another account, so no mask may close the site to it."""
    out = tmp_path / "above" / "public"
    before = os.umask(mask)
    try:
        publish(OLD, out, protected=[])
        (out / "same" / "index.html").chmod(0o600)
        publish(NEW, out, protected=[])
    finally:
        os.umask(before)

    for path in (out.parent, out, *out.rglob("*")):
        expected = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_files_are_written_where_they_cannot_be_linked(tmp_path: Path) -> None:
    """A disk that refuses hard links costs time, nothing else."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        source = Path(elsewhere) / "index.html"
        source.write_bytes(b"home")
        if source.stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("both folders lie on one disk")

        stage(
            {"index.html": b"home"},
            b"manifest",
            tmp_path / "staged",
            links={"index.html": source},
            machine=THIS_MACHINE,
        )

    assert snapshot(tmp_path / "staged") == {"index.html": b"home", MANIFEST_NAME: b"manifest"}


def test_nothing_is_written_for_paths_that_leave_the_folder(tmp_path: Path) -> None:
    """A mistake of the program in a path is found before the disk is touched."""
    with pytest.raises(ValueError, match="not a plain path"):
        publish({"../escaped.html": b""}, tmp_path / "public", protected=[])

    assert list(tmp_path.iterdir()) == []


def test_folders_that_cannot_be_removed_are_named(tmp_path: Path) -> None:
    """The site is published all the same, and whoever builds learns what to clear away."""
    out = tmp_path / "public"
    stubborn = tmp_path / ".public.staging-0123456789abcdef"

    def come_back(moment: str) -> None:
        if moment == "after remove a staging folder":
            stubborn.mkdir(exist_ok=True)

    publish(OLD, out, protected=[])
    published = publish(NEW, out, protected=[], machine=Machine(on_action=come_back))

    assert published.leftovers == (stubborn,)
    assert snapshot(out) == whole(NEW)


def test_folders_of_others_with_similar_names_are_left_alone(tmp_path: Path) -> None:
    """Only what publishing itself has made is cleared away."""
    out = tmp_path / "public"
    names = [
        ".public.previous",
        ".public.staging-0123456789ABCDEF",
        ".public.staging-0123456789abcdef-mine",
        ".public.staging-mine",
        ".public2.staging-0123456789abcdef",
        "public.staging-0123456789abcdef",
        "x.public.staging-0123456789abcdef",
    ]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "work.txt").write_text("work")
    (tmp_path / ".public.staging-00000000000000ff").symlink_to(tmp_path / names[0])

    publish(OLD, out, protected=[])
    published = publish(NEW, out, protected=[])

    assert published.leftovers == ()
    assert neighbours(out) == sorted([*names, ".public.staging-00000000000000ff"])
    assert all((tmp_path / name / "work.txt").exists() for name in names)


def test_a_site_named_with_signs_of_patterns_is_published(tmp_path: Path) -> None:
    """The folder's name is only a name."""
    out = tmp_path / "our (new) site+[1]"

    for site in (OLD, NEW):
        publish(site, out, protected=[])

    assert snapshot(out) == whole(NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".{out.name}.lock", out.name]


UNTOUCHED = "Nothing was published into {out} and what stood there is untouched, because "


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, UNTOUCHED + "the disk is full: make room on it, then build again"),
        (errno.EDQUOT, UNTOUCHED + "the disk is full: make room on it, then build again"),
        (
            errno.EACCES,
            UNTOUCHED + "this account may not write there, or another program has a file open in "
            "it: ask for the right to write there, or name another folder with --out, then build "
            "again",
        ),
        (
            errno.EROFS,
            UNTOUCHED + "that disk can only be read: name a folder on another disk with --out, "
            "then build again",
        ),
        (
            errno.EXDEV,
            UNTOUCHED + "the folder is mounted or belongs to a container's image, and cannot be "
            "replaced as a whole: name another folder with --out, then build again",
        ),
        (
            errno.ENOLCK,
            UNTOUCHED + "that disk cannot lock files: name a folder on another disk with --out, "
            "then build again",
        ),
        (
            errno.EIO,
            UNTOUCHED + "the system reported: Input/output error: see that {above} can be written "
            "to, then build again",
        ),
    ],
)
def test_a_disk_that_fails_is_explained(tmp_path: Path, number: int, sentence: str) -> None:
    """One sentence names the folder, says that the old site stands, and what to do."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])

    with pytest.raises(PublishError) as caught:
        publish(NEW, out, protected=[], machine=failing(number, "before write index.html"))

    assert str(caught.value) == sentence.format(out=out, above=tmp_path)
    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == []


def test_a_disk_that_fails_after_the_exchange_is_explained_otherwise(tmp_path: Path) -> None:
    """Nobody is told that the old site stands when the new one does."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    machine = failing(errno.EIO, "before flush the folder above")

    with pytest.raises(PublishError) as caught:
        publish(NEW, out, protected=[], machine=machine)

    assert str(caught.value) == (
        f"The new site stands in {out}, but may not outlast a power cut, because the system "
        f"reported: Input/output error: see that {tmp_path} can be written to, then build again"
    )
    assert snapshot(out) == whole(NEW)


def test_a_lock_file_that_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    """Whatever stands under the lock file's name, there is no traceback."""
    (tmp_path / ".public.lock").mkdir()

    with pytest.raises(PublishError, match="Is a directory"):
        publish(NEW, tmp_path / "public", protected=[])


def test_recovery_without_anything_to_recover_touches_nothing(tmp_path: Path) -> None:
    """Every build begins with it, so it must not even leave a lock file."""
    assert recover(tmp_path / "public") is False
    assert recover(tmp_path / "missing" / "public") is False
    assert list(tmp_path.iterdir()) == []


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    """Where the system has the step, contents change places and nothing else is made."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        (folder / folder.name).touch()

    if not exchange_in_one_step(first, second):
        pytest.skip("this system has no single step")

    assert [path.name for path in first.iterdir()] == ["second"]
    assert [path.name for path in second.iterdir()] == ["first"]


def test_an_exchange_with_nothing_is_an_error(tmp_path: Path) -> None:
    """A refusal of the system is raised, not taken for a missing step."""
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    if not exchange_in_one_step(tmp_path / "first", tmp_path / "second"):
        pytest.skip("this system has no single step")

    with pytest.raises(FileNotFoundError, match="third"):
        exchange_in_one_step(tmp_path / "first", tmp_path / "third")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


@pytest.mark.parametrize("beside", [False, True])
def test_a_site_is_made_ready_while_it_is_judged(tmp_path: Path, *, beside: bool) -> None:
    """Nobody sees it before it is published, and nothing is left when it is not."""
    out, spare = tmp_path / "public", tmp_path / "cache/spare"
    destination = Destination(out, (), None, spare)
    publish(OLD, out, protected=[])

    with Publication(NEW, destination, beside=beside):
        assert snapshot(out) == whole(OLD)
    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == ["cache"]

    with Publication(NEW, destination, beside=beside) as publication:
        published = publication.publish()
        assert snapshot(out) == whole(NEW)
    assert published.changed == ("index.html",)
    assert neighbours(out) == ["cache"]


@pytest.mark.parametrize("beside", [False, True])
def test_a_site_that_may_not_be_published_is_a_spare(tmp_path: Path, *, beside: bool) -> None:
    """Most of it fits the next try."""
    out, spare = tmp_path / "public", tmp_path / "cache/spare"
    publish(OLD, out, protected=[])
    with Publication(NEW, Destination(out, (), None, spare), beside=beside):
        pass

    assert snapshot(spare) == whole(NEW)

    with Publication(OLD | NEW, Destination(out, (), None, spare), beside=beside) as publication:
        publication.publish()
    assert snapshot(out) == whole(OLD | NEW)
    assert snapshot(spare) == whole(OLD)


@pytest.mark.parametrize("beside", [False, True])
def test_no_other_build_comes_between_making_ready_and_publishing(
    tmp_path: Path, *, beside: bool
) -> None:
    """It has to wait, for it would take the staged site for one that was left behind."""
    out = tmp_path / "public"
    with Publication(OLD, Destination(out, (), None), beside=beside) as publication:
        with pytest.raises(PublishError, match="another build is publishing there"):
            publish(NEW, out, protected=[], machine=Machine(patience=0.0))
        publication.publish()

    assert snapshot(out) == whole(OLD)


@pytest.mark.parametrize("beside", [False, True])
def test_whatever_ends_a_build_leaves_nothing_half_made(tmp_path: Path, *, beside: bool) -> None:
    """Ctrl+C while the site is looked at: the old site stands, and nothing beside it."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    with (
        pytest.raises(KeyboardInterrupt),
        Publication(NEW, Destination(out, (), None, tmp_path / "spare"), beside=beside),
    ):
        raise KeyboardInterrupt

    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == []


@pytest.mark.parametrize("beside", [False, True])
def test_a_disk_that_fails_while_the_site_is_made_ready_is_told(
    tmp_path: Path, *, beside: bool
) -> None:
    """In one sentence, wherever it happened; but only if the site was to be published."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    full = failing(errno.ENOSPC, "before write index.html")
    destination = Destination(out, (), None)
    with Publication(NEW, destination, full, beside=beside):
        pass
    with (
        pytest.raises(PublishError, match="the disk is full"),
        Publication(NEW, destination, full, beside=beside) as publication,
    ):
        publication.publish()

    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == []


def test_a_place_that_is_refused_is_told_when_the_site_is_to_be_published(tmp_path: Path) -> None:
    """A site with mistakes would not be published anyway, and these are what has to be told."""
    out = tmp_path / "public"
    out.mkdir()
    (out / "letter.txt").write_text("not ours")
    destination = Destination(out, (), None)

    with Publication(NEW, destination):
        pass
    with (
        pytest.raises(PublishError, match="it is not empty"),
        Publication(NEW, destination) as publication,
    ):
        publication.publish()

    assert snapshot(out) == {"letter.txt": b"not ours"}
    assert neighbours(out) == []
