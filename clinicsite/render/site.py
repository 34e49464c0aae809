"""The pages of the whole site, rendered by as many workers as it pays to start."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import ClassVar

from msgspec import Struct

from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, to_json
from clinicsite.render import templates
from clinicsite.render.context import RenderContext
from clinicsite.render.copied_files import drawing_route
from clinicsite.render.drawing_files import drawing_file
from clinicsite.render.page_view import view_page
from clinicsite.render.shared_components import shared_components
from clinicsite.render.small_files import alias_stubs
from clinicsite.render.templates import TemplateProblem

_ENOUGH = 8
"""Pages that keep a process busy for as long as it takes to start one."""


class RenderedPage(Struct, frozen=True):
    """One finished page."""

    route: str
    html: bytes
    problems: tuple[Problem, ...] = ()
    drawings: tuple[str, ...] = ()
    """Names of the drawings that it shows as files: with the page they have to be published."""
    digest: str = ""
    """SHA-256 of the HTML, in hexadecimal digits; empty for a page that failed."""

    def to_bytes(self, style: bytes) -> bytes:
        """All but the route, for the memo.

        Nor is this style in it, which stands in every page and is most of it: a thousand pages are
        read three times as fast without.
        """
        at = _place_of(style, self.html)
        before, after = (
            (self.html, b"") if at < 0 else (self.html[:at], self.html[at + len(style) :])
        )
        head = json.dumps([len(before), len(after), at >= 0, self.digest, *self.drawings])
        problems = to_json(self.problems) if self.problems else b""
        return b"%b\n%b%b%b" % (head.encode(), before, after, problems)

    @classmethod
    def from_bytes(cls, route: str, data: bytes, style: bytes) -> RenderedPage:
        """The page that `to_bytes` wrote."""
        start = data.index(b"\n") + 1
        before, after, found, digest, *drawings = json.loads(data[:start].decode())
        middle, end = start + before, start + before + after
        html = b"".join((data[start:middle], style if found else b"", data[middle:end]))
        problems = from_json(data[end:]) if len(data) > end else ()
        return cls(route, html, problems, tuple(drawings), digest)


def _place_of(style: bytes, html: bytes) -> int:
    """Where the style stands; -1 for nowhere. To look for its beginning takes no preparation."""
    beginning = style[:32]
    at = html.find(beginning)
    while at >= 0 and not html.startswith(style, at):
        at = html.find(beginning, at + 1)
    return at


class RenderedSite(Struct, frozen=True):
    """All finished pages, in the order of their routes, and what is wrong with them."""

    pages: tuple[RenderedPage, ...]
    stubs: tuple[tuple[str, bytes], ...]
    """Alias route → HTML that leads on."""
    problems: tuple[Problem, ...]


def render_site(
    context: RenderContext, *, memo: Memo = FORGETFUL, surroundings: bytes = b"", crew: Crew = ALONE
) -> RenderedSite:
    """Every page and every stub. The result depends neither on the memo nor on the workers.

    `surroundings` is the `fingerprint` of the context: with the text of a page it is all that
    the page is made from. A template that fails is one problem, however many pages it spoils.
    """
    style, routes = _style(context), tuple(context.pages)
    made = crew.remembered(_Work(context, routes, surroundings), memo, enough=_ENOUGH)
    pages = tuple(
        RenderedPage.from_bytes(route, page, style)
        for route, page in zip(routes, made, strict=True)
    )
    problems = [problem for page in pages for problem in page.problems]
    stubs: list[tuple[str, bytes]] = []
    try:
        stubs += alias_stubs(context)
    except TemplateProblem as error:
        problems.append(error.problem)
    return RenderedSite(pages, tuple(stubs), tuple(_once(problems)))


def drawing_files(
    context: RenderContext, site: RenderedSite, memo: Memo = FORGETFUL
) -> Iterator[tuple[str, bytes]]:
    """Route and content of each drawing that some page shows as a file."""
    shown = {
        (name, context.pages[page.route].page.language): None
        for page in site.pages
        for name in page.drawings
    }
    for name, language in shown:
        drawn = (context.drawing(name, language) or "").encode()
        arguments = (name.encode(), language.encode(), context.style.drawing.encode(), drawn)
        file = memo.recall(_DRAWING, *arguments)
        if file is None:
            made = drawing_file(name, language, context)
            file = memo.keep(made.svg if made else b"", _DRAWING, *arguments)
        if file:
            yield drawing_route(name, language), file


_DRAWING = "drawing"
_NO_STYLE = b"\0"
"""What no page holds."""


def _style(context: RenderContext) -> bytes:
    return context.style.css.encode() or _NO_STYLE


class _Work(Struct, frozen=True):
    """Pages to make, as the memo keeps them, which is how they are sent to another process, too."""

    name: ClassVar = "page"
    context: RenderContext
    routes: Sequence[str]
    surroundings: bytes

    def __len__(self) -> int:
        return len(self.routes)

    def key(self, number: int) -> Sequence[bytes]:
        """Where the page stands, its text, its pictures, and all that is not its own."""
        route = self.routes[number]
        page = self.context.pages[route].page
        pictures = self.context.photos.on_page(page.path)
        return self.surroundings, route.encode(), page.source.text.encode(), pictures

    def make(self, number: int, _key: Sequence[bytes], memo: Memo) -> bytes:
        """The page, without its style."""
        page = render_page(self.context, self.routes[number], memo)
        return page.to_bytes(_style(self.context))


def render_page(context: RenderContext, route: str, memo: Memo = FORGETFUL) -> RenderedPage:
    """One page; empty, with the problem, when a template fails."""
    routed = context.pages[route]
    try:
        viewed = view_page(routed, context, memo)
        html = templates.render(
            context.templates,
            f"kinds/{viewed.page.kind}.html",
            {
                "page": viewed.page,
                "site": viewed.site,
                "w": viewed.wording,
                "style": context.style,
                "shared": shared_components(context, routed.page.language),
            },
        )
    except TemplateProblem as error:
        return RenderedPage(route, b"", (_with_page(error.problem, routed.page.path),))
    data = html.encode()
    return RenderedPage(route, data, viewed.problems, viewed.drawings, sha256(data).hexdigest())


_MADE_FOR = " (while making {})"


def _with_page(problem: Problem, path: str) -> Problem:
    """The problem with the page that was being made: a template has no page of its own."""
    return Problem(
        problem.rule,
        problem.message + _MADE_FOR.format(path),
        problem.path,
        problem.line,
        problem.column,
        problem.excerpt,
        problem.hint,
    )


def _once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """The problems, each template's mistake only for the first page that showed it."""
    seen: set[tuple[str, int, str]] = set()
    for problem in problems:
        if problem.rule == "template":
            what = problem.message.partition(" (while making ")[0]
            key = (problem.path, problem.line, what)
            if key in seen:
                continue
            seen.add(key)
        yield problem
