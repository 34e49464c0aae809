"""A page that `python build.py new` begins: its place, and front matter that is ready to use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from clinicsite.characters import hidden_in
from clinicsite.check.dates import months_after
from clinicsite.check.unwritten import DESCRIPTION, LEAD, TEXT
from clinicsite.errors import UsageError
from clinicsite.languages import Language
from clinicsite.read.front_matter import CallToActionKind, Kind
from clinicsite.read.pages import Page, read_pages
from clinicsite.read.tree import SourceTree
from clinicsite.render.fit_names import fit_name
from clinicsite.render.routes import map_site, parent_of, route_of

_ORDINARY = (Kind.ARTICLE, Kind.TREATMENT, Kind.SERVICE, Kind.TEXT)
"""The kinds of which there is more than one page."""
_LONGEST_NAME = 60
_WHERE = "Pages lie in content/en/ or content/es/. Type an address such as causes/lifting-at-work."


class NewPage(Struct, frozen=True):
    """What is to be written, and where."""

    path: str
    route: str
    kind: Kind
    text: str


class UnfitAddressError(UsageError):
    """What was typed cannot be an address; carries one that can."""

    def __init__(self, message: str, instead: str) -> None:
        super().__init__(f"{message} Type this instead: {instead}")
        self.instead = instead


def path_of(typed: str, tree: SourceTree) -> str:
    """The file of the page that was asked for by its address or by its place on the disk.

    Raises `UsageError` for what cannot be one, with the next best address where there is one.
    """
    inner = re.sub(r"^https?://[^/]*", "", typed.strip()).replace("\\", "/").removeprefix("./")
    inner = inner.strip("/").removeprefix("content/")
    first, _, rest = inner.partition("/")
    language, parts = (Language(first), rest) if first in set(Language) else (Language.EN, inner)
    names = re.sub(r"\.(md|markdown|html?|txt)$", "", parts).rstrip("/").split("/")
    outside = typed.strip().startswith("content/") and first not in set(Language)
    if outside or {".", ".."} & set(names) or not any(names) or names[0] in set(Language):
        raise UsageError(f"{typed or 'Nothing'} is no place for a page. {_WHERE}")
    fit = [fit_name(name)[:_LONGEST_NAME].strip("-") for name in names if name]
    shown = "/".join([*([] if language is Language.EN else [language]), *fit])
    if names != fit:
        raise UnfitAddressError(
            f"An address has only a-z, 0-9 and hyphens, at most {_LONGEST_NAME} in a row.", shown
        )
    path = f"content/{language}/{'/'.join(names)}"
    return f"{path}/index.md" if tree.below(path, ".md") else f"{path}.md"


def new_page(tree: SourceTree, path: str, title: str, today: date) -> NewPage:
    """The page at this path. Raises `UsageError` when its address is taken or the title is none."""
    title = " ".join(title.split())
    if not title or hidden_in(title):
        raise UsageError("A page needs a title of ordinary letters.")
    pages = read_pages(tree, today=today, drafts=True).pages
    beside = [page for page in pages if _folder(page.path) == _folder(path) and page.path != path]
    kind = Kind.HUB if path.endswith("/index.md") else _commonest(beside)
    page = NewPage(path, route_of(path), kind, _text(path, title, kind, beside, today))
    _refuse_taken(tree, page, today)
    return page


def title_from(path: str) -> str:
    """The title that the address suggests."""
    name = path.removesuffix(".md").removesuffix("/index").rsplit("/", 1)[1]
    return name.replace("-", " ").capitalize()


def _refuse_taken(tree: SourceTree, page: NewPage, today: date) -> None:
    """Raises `UsageError` when the address belongs to a page, an alias or a file already."""
    if page.path in tree.files:
        raise UsageError(f"{page.path} is there already. Open it, or choose another address.")
    before, found = map_site(read_pages(tree, today=today, drafts=True), tree)
    above = parent_of(page.route)
    if above and above not in before.pages and above not in before.unreadable:
        raise UsageError(
            f"{page.route} would stand below {above}, and there is no such page. Begin with that "
            f"one: python build.py new {above.strip('/')}"
        )
    both = tree.with_files({page.path: page.text.encode()})
    _, more = map_site(read_pages(both, today=today, drafts=True), both)
    for problem in more:
        if problem.rule == "address" and problem not in found:
            raise UsageError(f"{page.route} cannot be used: {problem.message}. Choose another one.")


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]


def _commonest(pages: Iterable[Page]) -> Kind:
    """The kind that most of these pages have; of the ordinary ones."""
    kinds = Counter(page.front.kind for page in pages if page.front.kind in _ORDINARY)
    return max(_ORDINARY, key=lambda kind: kinds[kind])


def _text(path: str, title: str, kind: Kind, beside: list[Page], today: date) -> str:
    spanish = path.startswith("content/es/")
    alike = [page.front for page in beside if page.front.kind is kind]
    calls = Counter(front.call_to_action for front in alike)
    call = max(calls, key=lambda one: calls[one]) if calls else CallToActionKind.SOFT
    orders = [front.order for front in alike if front.order is not None]
    lines = [
        "---",
        "# The main heading of the page, and its name in the browser's tab.",
        f"title: {_quoted(title)}",
        "# What readers find here, for search results: one or two sentences, 50 to 160 characters.",
        f"description: {DESCRIPTION[spanish]}",
        "# What sort of page it is; docs/editing.md lists them all.",
        f"kind: {kind}",
        "# The Massage Rx section: book, soft, info or none.",
        f"call_to_action: {call}",
        *(
            ["# Its place among the pages beside it.", f"order: {max(orders) + 1}"]
            if orders
            else []
        ),
        "# The days on which it went online and was last checked, and when it is checked next.",
        f"published: {today}",
        f"last_reviewed: {today}",
        f"next_review: {months_after(today, 6 if spanish else 12)}",
        "# What the text rests on, such as [S19, S26]; the list is content/data/sources.yaml.",
        "sources: []",
        *(["# The English page that this one translates, such as /causes/.", "twin:"] * spanish),
        "# Remove this line when the page is ready to go online.",
        "draft: yes",
        "---",
    ]
    return "\n".join(lines) + f"\n\n{_SPANISH if spanish else _ENGLISH}"


_ENGLISH = f"{LEAD[0]}\n\n## A heading\n\n{TEXT[0]}\n"
_SPANISH = f"{LEAD[1]}\n\n## Un título\n\n{TEXT[1]}\n"


def _quoted(title: str) -> str:
    """The title as YAML reads it; in quotes where a sign in it has a meaning."""
    if re.fullmatch(r"[^\W_][^:#\"'\\]*", title):
        return title
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
