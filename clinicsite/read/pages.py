"""The pages: each Markdown file with its front matter, typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from clinicsite.languages import Language
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem
from clinicsite.read.document import Document
from clinicsite.read.front_matter import (
    CallToActionKind,
    FrontMatter,
    Level,
    SplitPage,
    read_front_matter,
    split_page,
)
from clinicsite.read.schema import recalled
from clinicsite.read.source import SourceText, decode
from clinicsite.read.tree import SourceTree

_FOLDERS = {"data", "figures", *Language}


class Page(Struct, frozen=True):
    """One page as its editor wrote it."""

    path: str
    """Relative to the project's folder: `content/en/causes/overuse.md`."""
    language: Language
    front: FrontMatter
    document: Document
    """The front matter with the place of each key."""
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""

    @property
    def source(self) -> SourceText:
        """The whole file."""
        return self.document.source


class UnreadablePage(Struct, frozen=True):
    """A page with faulty front matter: it exists, but cannot be shown."""

    path: str
    source: SourceText
    body: str = ""
    """As far as it is clear where the body begins; its mistakes are told in the same run."""
    body_line: int = 1


class ReadPages(Struct, frozen=True):
    """The pages of a site as far as they can be read, in the order of their paths."""

    pages: tuple[Page, ...]
    unreadable: tuple[UnreadablePage, ...]
    """Other pages may link to these: one mistake is told once, not once more for every link."""
    problems: tuple[Problem, ...]
    drafts: tuple[str, ...] = ()
    """The paths of the drafts that were left out: a link to one of them can say why it fails."""


def read_pages(tree: SourceTree, *, today: date, drafts: bool, memo: Memo = FORGETFUL) -> ReadPages:
    """Every page that can be read, and what is wrong with the rest.

    Drafts are left out here, once, so that nothing later can show them; their mistakes are
    still reported. With `drafts` they are pages like any other.
    """
    pages: list[Page] = []
    unreadable: list[UnreadablePage] = []
    left_out: list[str] = []
    problems: list[Problem] = list(_strays(tree))
    files = [_taken_apart(tree, path, language) for path, language in _pages_in(tree)]
    documents = [file.split.document for file in files if file.split]
    known = iter(recalled(FrontMatter, documents, memo))
    for file in files:
        page, found = _page(file, next(known) if file.split else None, today, memo)
        problems += found
        if isinstance(page, UnreadablePage):
            unreadable.append(page)
        elif drafts or not page.front.draft:
            pages.append(page)
        else:
            left_out.append(page.path)
    return ReadPages(tuple(pages), tuple(unreadable), tuple(problems), tuple(left_out))


def _pages_in(tree: SourceTree) -> Iterator[tuple[str, Language]]:
    for language in Language:
        for path in tree.below(f"content/{language}", ".md"):
            yield path, language


class _File(Struct, frozen=True):
    """A page's file, taken apart but not yet read."""

    path: str
    language: Language
    source: SourceText
    split: SplitPage | None
    problems: tuple[Problem, ...]
    """Why it cannot be taken apart."""


def _taken_apart(tree: SourceTree, path: str, language: Language) -> _File:
    source, problems = decode(path, tree.files[path])
    split = None
    if not problems:
        split, problems = split_page(source)
    return _File(path, language, source, split, problems)


def _page(
    file: _File, known: FrontMatter | None, today: date, memo: Memo
) -> tuple[Page | UnreadablePage, tuple[Problem, ...]]:
    """The page of a file whose front matter may be known already."""
    path, source, split = file.path, file.source, file.split
    if split is None:
        return UnreadablePage(path, source), file.problems
    front, problems = known, file.problems
    if front is None:
        front, problems = read_front_matter(split.document, _MissingHint(path, today), memo)
    if front is None:
        return UnreadablePage(path, source, split.body, split.body_line), problems
    page = Page(path, file.language, front, split.document, split.body, split.body_line)
    return page, tuple(_contradictions(page, split))


class _MissingHint(Struct, frozen=True):
    """What to add when a required key is not there."""

    path: str
    today: date

    def __call__(self, key: str) -> str:
        name = self.path.removesuffix("/index.md").rsplit("/", 1)[1].removesuffix(".md")
        name = "home" if name in set(Language) else name
        year_later = self.today.replace(year=self.today.year + 1, day=min(self.today.day, 28))
        examples = {
            "title": name.replace("-", " ").replace("_", " ").capitalize(),
            "description": "Say here in one or two sentences what readers find on this page.",
            "kind": "article",
            "call_to_action": "soft",
            "published": self.today.isoformat(),
            "last_reviewed": self.today.isoformat(),
            "next_review": year_later.isoformat(),
        }
        return f"add: {key}: {examples.get(key, '…')}"


def _contradictions(page: Page, split: SplitPage) -> Iterable[Problem]:
    """Keys that are right alone and wrong together."""
    front, document = page.front, split.document
    if front.last_reviewed < front.published:
        yield document.problem(
            "review-date",
            ("last_reviewed",),
            "the page was reviewed before it was published",
            f"write: last_reviewed: {front.published}",
        )
    if front.next_review <= front.last_reviewed:
        yield document.problem(
            "review-date",
            ("next_review",),
            "the next review is not after the last one",
            f"Write a day after {front.last_reviewed}.",
        )
    if front.level is Level.EMERGENCY and front.call_to_action is not CallToActionKind.NONE:
        yield document.problem(
            "safety",
            ("call_to_action",),
            "a page about an emergency invites to nothing",
            "write: call_to_action: none",
        )
    if front.nav_order is not None and not front.nav_label:
        yield document.problem(
            "menu", ("nav_order",), "a page in the header needs a short `nav_label`",
            f"add: nav_label: {front.title.split(' ')[0]}",
        )  # fmt: skip
    if front.nav_label and front.nav_order is None:
        yield document.problem(
            "menu", ("nav_label",), "a page in the header needs its place, `nav_order`",
            "add: nav_order: 5",
        )  # fmt: skip


def _strays(tree: SourceTree) -> Iterable[Problem]:
    """Files under `content/` that no stage would ever read."""
    for path in tree.below("content"):
        folder = path.split("/")[1]
        if path.count("/") == 1 or folder not in _FOLDERS:
            hint = "Put pages in content/en/ or content/es/, data in content/data/."
            yield Problem(
                "file", "this file belongs to no language and is not used", path, hint=hint
            )
        elif folder in set(Language) and path.lower().endswith((".markdown", ".txt", ".html")):
            name = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
            hint = f"Rename it to `{name}.md`."
            yield Problem("file", "pages end in .md; this file is not used", path, hint=hint)
        elif (
            folder in set(Language)
            and path.endswith(".md") is False
            and path.lower().endswith(".md")
        ):
            hint = f"Rename it to `{path.rsplit('/', 1)[1][:-3]}.md`."
            yield Problem("file", "the ending .md is written in small letters", path, hint=hint)
