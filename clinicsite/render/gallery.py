"""Every component in every state, on one page: for the preview and the tests, never for a build.

The examples of a component stand in `templates/examples/<component>.yaml`. Each is laid over the
first one of its file, so that it says only what is different. In a value

    none                 is what the clinic or the editor has not given
    true, false          are what they say
    2026-11-22           is a day
    <p>…</p>             is finished HTML; any other text is escaped
    figure: spine        is the drawing of this name
    @clinic              is the value of this name in `shared.yaml`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from msgspec import Struct, field

from clinicsite.languages import DEFAULT_LANGUAGE, Language
from clinicsite.memo import Memo
from clinicsite.problems import Problem, from_json, to_json
from clinicsite.read.data_file import read_document
from clinicsite.read.fields import Strict, Text
from clinicsite.read.tree import SourceTree
from clinicsite.render import templates
from clinicsite.render.context import RenderContext
from clinicsite.render.shared_components import shared_components
from clinicsite.render.site_view import site_view
from clinicsite.render.templates import TemplateProblem
from clinicsite.render.views import GALLERY, PageView

ROUTE = "/_components/"
FOLDER = "templates/examples/"
_SHARED = FOLDER + "shared.yaml"
_FIGURE = "figure: "
_WORDS: Mapping[str, object] = {"none": "", "true": True, "false": False}
_AS_IT_STANDS = ("current", "true")
"""Here `true` is a word of HTML (`aria-current`) and no truth value."""


class Example(Strict, frozen=True, kw_only=True):
    """What one component is shown with."""

    name: Text
    language: Language = DEFAULT_LANGUAGE
    inside: Text = ""
    """The element that must stand around it, such as `dl`."""
    values: dict[str, Any] = field(default_factory=dict)


class Shown(Struct, frozen=True):
    """One example, ready to look at."""

    name: str
    language: str
    inside: str
    html: Markup


def gallery_page(context: RenderContext, tree: SourceTree) -> tuple[bytes, tuple[Problem, ...]]:
    """The page of all examples, and what is wrong with them."""
    problems: list[Problem] = []
    shared, _, found = read_document(tree, _SHARED, dict[str, Any])
    problems += found
    components: dict[str, tuple[Shown, ...]] = {}
    for path in tree.below(FOLDER, ".yaml"):
        if path == _SHARED:
            continue
        name = path.removeprefix(FOLDER).removesuffix(".yaml")
        examples, _, found = read_document(tree, path, tuple[Example, ...])
        problems += found
        try:
            components[name] = tuple(_shown(name, examples or (), shared or {}, context))
        except TemplateProblem as error:
            problems.append(error.problem)
    return _page(components, context), tuple(problems)


def remembered_gallery(
    context: RenderContext, tree: SourceTree, memo: Memo, surroundings: bytes
) -> tuple[bytes, tuple[Problem, ...]]:
    """The same page; its examples are templates, so the `fingerprint` says all that it needs."""

    def made() -> bytes:
        page, problems = gallery_page(context, tree)
        return to_json(problems) + b"\n" + page

    problems, _, page = memo.remember(made, "gallery", surroundings).partition(b"\n")
    return page, from_json(problems)


def _shown(
    component: str, examples: tuple[Example, ...], shared: Mapping[str, Any], context: RenderContext
) -> Iterator[Shown]:
    for example in examples:
        wording = context.wording(example.language)
        values = _laid_over(examples[0].values, example.values)
        html = templates.render(
            context.templates,
            f"components/{component}.html",
            {
                "w": wording,
                "site": site_view(context, example.language),
                **{key: _value(value, shared, context) for key, value in values.items()},
            },
        )
        yield Shown(example.name, example.language.tag, example.inside, Markup(html))


def _laid_over(first: Any, later: Any) -> Any:
    if not isinstance(first, dict) or not isinstance(later, dict):
        return later
    both = {key: _laid_over(first[key], value) for key, value in later.items() if key in first}
    return {**first, **later, **both}


def _value(raw: Any, shared: Mapping[str, Any], context: RenderContext) -> object:
    """The value that a template gets for what stands in the file."""
    if isinstance(raw, dict):
        return SimpleNamespace(
            **{
                key: value if (key, value) == _AS_IT_STANDS else _value(value, shared, context)
                for key, value in raw.items()
            }
        )
    if isinstance(raw, list):
        return tuple(_value(value, shared, context) for value in raw)
    text = str(raw)
    if text.startswith("@"):
        return _value(shared[text[1:]], shared, context)
    if text.startswith(_FIGURE):
        drawing = context.drawing(text.removeprefix(_FIGURE), DEFAULT_LANGUAGE)
        return Markup(drawing or "")  # our own drawing
    if text.startswith("<"):
        return Markup(text)  # our own example
    return _WORDS[text] if text in _WORDS else _day(text)


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text) if text[4:5] == "-" else text
    except ValueError:
        return text


def _page(components: Mapping[str, tuple[Shown, ...]], context: RenderContext) -> bytes:
    wording = context.wording(DEFAULT_LANGUAGE)
    site = site_view(context, DEFAULT_LANGUAGE)
    title = "All components"
    page = PageView(
        kind=GALLERY,
        emergency=False,
        title=title,
        head_title=title,
        description=title,
        url=context.base.href(ROUTE),
        canonical="",
        indexed=False,
        alternates=(),
        language_switch=None,
        menu=site.menu,
        breadcrumb=(),
        banner=False,
        lead=Markup(""),
        body=Markup(""),
        contents=(),
        children=(),
        call_to_action=None,
        sources=(),
        stamp=None,
        structured_data=Markup(""),
    )
    shared = shared_components(context, DEFAULT_LANGUAGE)
    values = {"page": page, "site": site, "w": wording, "style": context.style, "shared": shared}
    html = templates.render(context.templates, "gallery.html", {**values, "components": components})
    return html.encode()
