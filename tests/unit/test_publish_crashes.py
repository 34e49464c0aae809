"""Whatever ends a build and whenever: the folder holds the old site or the new one."""

from __future__ import annotations

import errno
import os
import resource
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from clinicsite.errors import PublishError
from clinicsite.publish.exchange import exchange_in_one_step
from clinicsite.publish.folder import publish, recover
from clinicsite.publish.machine import THIS_MACHINE, Machine
from clinicsite.publish.manifest import MANIFEST_NAME, Manifest
from tests.releases import release
from tests.small_sites import small_site
from tests.unit.test_publish_folder import NEW, OLD, TWO_RENAMES, neighbours, snapshot, whole

KILLED = 9
REFUSED = 3


def in_child(work: Callable[[], object]) -> Callable[[], int]:
    """Start the work in a process of its own; the result waits for its exit code."""
    with warnings.catch_warnings():
        # Newer Pythons warn of other threads, such as those that spread tests over processes.
        # They hold none of the locks that publishing takes.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 70
        signal.alarm(60)  # when its test fails, a child that waits for it must not wait for ever
        try:
            work()
            code = 0
        except PublishError:
            code = REFUSED
        finally:
            os._exit(code)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at(index: int, act: Callable[[], None], machine: Machine) -> Machine:
    """The machine, with something that happens at the moment of this number, and only then."""
    moments: Iterator[int] = iter(range(10_000))

    def count(moment: str) -> None:
        if next(moments) == index:
            act()

    return Machine(on_action=count, exchange=machine.exchange)


def killed_at(moment: str, site: dict[str, bytes], out: Path, machine: Machine) -> None:
    """A build was killed at this moment."""

    def watch(now: str) -> None:
        if now == moment:
            os._exit(KILLED)

    dying = Machine(on_action=watch, exchange=machine.exchange)
    assert in_child(lambda: publish(site, out, protected=[], machine=dying))() == KILLED


@dataclass(frozen=True)
class Scene:
    """What a build finds, and how it exchanges folders."""

    name: str
    standing: dict[str, bytes] | None
    """The site that stands, or stands again after recovery."""
    machine: Machine
    killed_at: str = ""
    """The moment at which the build before this one was killed while it published NEW."""
    before: dict[str, bytes] = field(default_factory=lambda: OLD)
    new: dict[str, bytes] = field(default_factory=lambda: NEW)
    spare: bool = False
    """Whether the site before the one that stands is there to be used again."""

    def publish(self, site: dict[str, bytes], out: Path, machine: Machine = THIS_MACHINE) -> None:
        """The site is published as in this scene."""
        spare = out.parent.with_name(f"{out.parent.name}.cache") / "spare" if self.spare else None
        publish(site, out, protected=[], spare=spare, machine=machine)

    def prepare(self, out: Path) -> None:
        """The folder, and what stands beside it, as this scene begins."""
        out.parent.mkdir()
        if self.spare:
            self.publish(self.before | EARLIER, out)
        if self.standing is not None:
            self.publish(self.before, out)
        if self.killed_at:
            killed_at(self.killed_at, BETWEEN, out, self.machine)

    def expected(self) -> dict[str, bytes] | None:
        """The snapshot of the site that stands."""
        return None if self.standing is None else whole(self.standing)

    def moments(self, out: Path) -> list[str]:
        """All moments of an undisturbed build."""
        found: list[str] = []
        self.prepare(out)
        machine = Machine(on_action=found.append, exchange=self.machine.exchange)
        self.publish(self.new, out, machine)
        assert snapshot(out) == whole(self.new)
        return found


EARLIER = {"index.html": b"earlier home", "earlier/index.html": b"earlier advice"}
BETWEEN = {"index.html": b"home of a build that was killed"}

RELEASE = dict(release(small_site()).files)
"""With compressed twins, hashed names, and rules for hosts."""
RELEASED = {path: data for path, data in RELEASE.items() if not path.startswith("404")} | {
    "index.html": b"as it was",
    "hashed/before.0123456789ab.svg": b"the drawing as it was",
}

SCENES = [
    Scene("first", None, THIS_MACHINE),
    Scene("one step", OLD, THIS_MACHINE),
    Scene("two renames", OLD, TWO_RENAMES),
    Scene("spare", OLD, THIS_MACHINE, spare=True),
    Scene("spare, two renames", OLD, TWO_RENAMES, spare=True),
    Scene("half staged", OLD, THIS_MACHINE, "after write index.html"),
    Scene("not removed", BETWEEN, THIS_MACHINE, "before remove a staging folder"),
    Scene("no site", OLD, TWO_RENAMES, "after rename the old site to its previous name"),
    Scene("both sites", BETWEEN, TWO_RENAMES, "before rename the old site to its staging name"),
    Scene("release", RELEASED, THIS_MACHINE, before=RELEASED, new=RELEASE),
    Scene("release, two renames", RELEASED, TWO_RENAMES, before=RELEASED, new=RELEASE),
]
_LONG = (
    *("two renames", "no site", "both sites", "release", "release, two renames"),
    *("spare", "spare, two renames"),
)
"""Scenes with the most moments: the audit goes through them."""


_BEGINNINGS = ("before make folder .", "before take the spare")


def _marks(scene: Scene) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.audit,) if scene.name in _LONG else ()


every_scene = pytest.mark.parametrize(
    "scene", [pytest.param(scene, id=scene.name, marks=_marks(scene)) for scene in SCENES]
)
STOPS = (
    *((scene, OSError(errno.ENOSPC, "full")) for scene in SCENES),
    *((scene, KeyboardInterrupt()) for scene in SCENES[1:3]),
)


@every_scene
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(
    tmp_path: Path, scene: Scene
) -> None:
    """Killed before or after any action, a whole site stands after the next start."""
    moments = scene.moments(tmp_path / "undisturbed" / "public")
    states = []

    for index, moment in enumerate(moments):
        out = tmp_path / str(index) / "public"
        scene.prepare(out)
        dying = at(index, lambda: os._exit(KILLED), scene.machine)
        assert in_child(lambda: scene.publish(scene.new, out, dying))() == KILLED  # noqa: B023

        if scene.machine is THIS_MACHINE:
            assert snapshot(out) in (scene.expected(), whole(scene.new)), moment
        recover(out)
        states.append(snapshot(out))
        scene.publish(scene.new, out, scene.machine)

        assert snapshot(out) == whole(scene.new), moment
        assert neighbours(out) == [], moment
    changed = states.index(whole(scene.new))
    assert states == [scene.expected()] * changed + [whole(scene.new)] * (len(states) - changed)


@pytest.mark.parametrize(
    ("scene", "failure"),
    [
        pytest.param(
            scene, failure, id=f"{scene.name}-{type(failure).__name__}", marks=_marks(scene)
        )
        for scene, failure in STOPS
    ],
)
def test_a_build_stopped_at_any_moment_leaves_the_old_site_or_the_new(
    tmp_path: Path, scene: Scene, failure: BaseException
) -> None:
    """An error or a keystroke at any action leaves a whole site, and nothing staged beside it."""
    moments = scene.moments(tmp_path / "undisturbed" / "public")
    states = []

    begun = next(i for i, m in enumerate(moments) if m in _BEGINNINGS)

    def fail() -> None:
        raise failure

    for index, moment in enumerate(moments):
        out = tmp_path / str(index) / "public"
        scene.prepare(out)
        expected = PublishError if isinstance(failure, OSError) else type(failure)
        with pytest.raises(expected):
            scene.publish(scene.new, out, at(index, fail, scene.machine))

        if index > begun and "staging folder" not in moment:
            assert neighbours(out) == [], moment
        recover(out)
        states.append(snapshot(out))
        scene.publish(scene.new, out, scene.machine)

        assert snapshot(out) == whole(scene.new), moment
        assert neighbours(out) == [], moment
    changed = states.index(whole(scene.new))
    assert states == [scene.expected()] * changed + [whole(scene.new)] * (len(states) - changed)


def test_every_action_has_a_name(tmp_path: Path) -> None:
    """The names tell the order that makes a site durable before visitors are led to it."""
    two_renames = SCENES[2].moments(tmp_path / "public" / "public")

    assert two_renames[::2] == [
        f"before {name}"
        for name in (
            "take the lock",
            "make folder .",
            "make folder new",
            "make folder new/deep",
            "make folder same",
            "write index.html",
            "write new/deep/index.html",
            "link same/index.html",
            "flush the files",
            "flush the folders",
            f"write {MANIFEST_NAME}",
            f"flush {MANIFEST_NAME}",
            "exchange the old site and the new one",
            "rename the old site to its previous name",
            "rename the new site to its name",
            "rename the old site to its staging name",
            "flush the folder above",
            "remove a staging folder",
        )
    ]
    assert two_renames[1::2] == [name.replace("before", "after", 1) for name in two_renames[::2]]


def test_every_action_with_a_spare_has_a_name(tmp_path: Path) -> None:
    """Of the folder that is used again only what changes is touched, and that is made durable."""
    (scene,) = (scene for scene in SCENES if scene.name == "spare")

    assert [name.removeprefix("before ") for name in scene.moments(tmp_path / "a" / "public")][
        ::2
    ] == [
        "take the lock",
        "take the spare",
        f"remove {MANIFEST_NAME}",
        "remove earlier/index.html",
        "remove gone/deep/index.html",
        "remove index.html",
        "remove folder gone/deep",
        "remove folder gone",
        "remove folder earlier",
        "make folder new",
        "make folder new/deep",
        "write index.html",
        "write new/deep/index.html",
        "flush the files",
        "flush the folders",
        f"write {MANIFEST_NAME}",
        f"flush {MANIFEST_NAME}",
        "exchange the old site and the new one",
        "flush the folder above",
        "keep the old site as a spare",
    ]


def test_a_site_is_put_back_even_into_an_empty_folder(tmp_path: Path) -> None:
    """Somebody who missed the folder and made it again gets the site, not the empty folder."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    killed_at("after rename the old site to its previous name", NEW, out, TWO_RENAMES)
    assert not out.exists()
    out.mkdir()

    assert recover(out) is True
    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == []


def test_a_site_is_not_put_back_over_something_else(tmp_path: Path) -> None:
    """What somebody put there in the meantime stays, and the old site is kept beside it."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    killed_at("after rename the old site to its previous name", NEW, out, TWO_RENAMES)
    out.mkdir()
    (out / "work.txt").write_text("work")

    assert recover(out) is False
    with pytest.raises(PublishError, match="it is not empty"):
        publish(NEW, out, protected=[])
    assert snapshot(out) == {"work.txt": b"work"}
    assert snapshot(tmp_path / ".public.previous") == whole(OLD)


_WRITTEN = NEW | {"short.html": b"12345"}
_LENGTHS = {len(data) for data in (*_WRITTEN.values(), Manifest.of(_WRITTEN).encode())}


@pytest.mark.parametrize("limit", sorted({0} | {length - 1 for length in _LENGTHS if length}))
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, limit: int) -> None:
    """The disk is full one byte before the end of each file in turn, the manifest included."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    reader, writer = os.pipe()

    def with_full_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            publish(_WRITTEN, out, protected=[])
        except PublishError as error:
            os.write(writer, str(error).encode())
            raise

    assert in_child(with_full_disk)() == REFUSED
    os.close(writer)
    with os.fdopen(reader) as sentence:
        assert sentence.read() == (
            f"Nothing was published into {out} and what stood there is untouched, because the "
            "disk is full: make room on it, then build again"
        )
    assert snapshot(out) == whole(OLD)
    assert neighbours(out) == []


def test_a_build_that_is_still_running_is_not_disturbed(tmp_path: Path) -> None:
    """Another build waits as long as it may, says so, and leaves the running one its folder."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    paused, go_on = os.pipe(), os.pipe()

    def pause(moment: str) -> None:
        if moment == "after write index.html":
            os.write(paused[1], b".")
            os.read(go_on[0], 1)

    running = in_child(lambda: publish(NEW, out, protected=[], machine=Machine(on_action=pause)))
    os.read(paused[0], 1)
    with pytest.raises(PublishError) as caught:
        publish(OLD, out, protected=[], machine=Machine(patience=0.0))
    (staging,) = neighbours(out)
    assert (tmp_path / staging / "index.html").read_bytes() == NEW["index.html"]
    os.write(go_on[1], b".")
    assert running() == 0
    for end in (*paused, *go_on):
        os.close(end)

    assert str(caught.value) == (
        f"Nothing was published into {out}, because another build is publishing there: wait until "
        "it has ended, then build again"
    )
    assert snapshot(out) == whole(NEW)
    assert neighbours(out) == []


def site_of(number: int) -> dict[str, bytes]:
    """A site that differs from the others in pages, names and sizes."""
    same = {f"same/{page}.html": b"the same" for page in range(5)}
    own = {f"{number}/{page}.html": b"%d" % number * page for page in range(5)}
    return same | own | {"index.html": b"home %d" % number}


@pytest.mark.parametrize("machine", [THIS_MACHINE, TWO_RENAMES], ids=["one step", "two renames"])
def test_builds_at_the_same_time_take_turns(tmp_path: Path, machine: Machine) -> None:
    """Each of several builds succeeds, and one whole site stands at the end and all the time."""
    out = tmp_path / "public"
    publish(OLD, out, protected=[])
    gate, opener = os.pipe()

    def publish_often(number: int) -> None:
        os.close(opener)
        os.read(gate, 1)
        for _ in range(10):
            publish(site_of(number), out, protected=[], machine=machine)

    builds = [in_child(partial(publish_often, number)) for number in range(3)]
    watch = in_child(lambda: watch_for_gaps(out, gate, opener))
    os.close(opener)
    codes = [build() for build in builds]
    os.close(gate)
    watched = watch()

    assert codes == [0, 0, 0]
    assert snapshot(out) in [whole(site_of(number)) for number in range(3)]
    assert neighbours(out) == []
    if machine is THIS_MACHINE and exchanges(tmp_path):
        assert watched == 0


def watch_for_gaps(out: Path, gate: int, opener: int) -> None:
    """Look many times while others publish: the folder is there, and its manifest is whole."""
    os.close(opener)
    os.read(gate, 1)
    for _ in range(3_000):
        Manifest.decode((out / MANIFEST_NAME).read_bytes())


def exchanges(folder: Path) -> bool:
    """Whether this disk has the single step."""
    for name in ("first", "second"):
        (folder / name).mkdir()
    return exchange_in_one_step(folder / "first", folder / "second")
