"""Jinja templates: strict, escaped, compiled once, and honest about their mistakes."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context

from clinicsite.aside import begin
from clinicsite.crew import ALONE, Crew
from clinicsite.memo import FORGETFUL, Memo
from clinicsite.problems import Problem, from_json, to_json
from clinicsite.read.source import Place, SourceText, decode
from clinicsite.render.compiled_templates import CompiledTemplates

FOLDER = "templates/"
_IN_TEMPLATES = (
    *(TemplateError, TypeError, ValueError, LookupError, AttributeError),
    *(ArithmeticError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class Templates:
    """The template files of a site: name below `templates/` → text."""

    texts: Mapping[str, str]
    compiled: Path | None = field(default=None, compare=False)
    """The folder in which they are kept compiled from build to build; None for nowhere."""

    def __hash__(self) -> int:
        return len(self.texts)  # asked for again and again; two of one hash are compared


class TemplateProblem(Exception):
    """A template asked for something it was not given; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


ReadTemplates = tuple[Templates, tuple[Problem, ...]]
"""The templates of a site, and what is wrong with them."""


def begin_templates(
    files: Mapping[str, bytes], memo: Memo = FORGETFUL, crew: Crew = ALONE
) -> Callable[[], ReadTemplates]:
    """Begins to read the templates among the source files; what is returned waits for it, once.

    Each is tried for mistakes in its syntax: in another process, where compiled ones are to be kept
    and none are yet.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        source, faults = decode(path, data)
        problems += faults
        texts[path.removeprefix(FOLDER)] = source.text
    templates = Templates(texts, memo.folder and memo.folder / "templates")
    step, arguments = "template syntax", [part.encode() for one in texts.items() for part in one]
    known = memo.recall(step, *arguments)
    if known is not None:
        return lambda: (templates, (*problems, *from_json(known)))
    # The first build compiles all of them, and then finds them compiled where it needs them.
    first = templates.compiled is not None and not templates.compiled.exists()
    mistakes = begin(lambda: to_json(_syntax_problems(templates)), beside=first and crew.size > 1)

    def waited() -> ReadTemplates:
        found = memo.keep(mistakes.result(), step, *arguments)
        return templates, (*problems, *from_json(found))

    return waited


def _syntax_problems(templates: Templates) -> Iterator[Problem]:
    for name in templates.texts:
        try:
            environment(templates).get_template(name)
        except TemplateSyntaxError as error:
            yield _syntax_problem(templates, name, error)


@functools.lru_cache(maxsize=2)
def environment(templates: Templates) -> Environment:
    """The environment of these templates; the same object for the same texts."""

    def load(name: str) -> tuple[str, str, None] | None:
        text = templates.texts.get(name)
        return None if text is None else (text, FOLDER + name, None)

    env = _Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=_KnownNames,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(templates.compiled) if templates.compiled else None,
    )
    env.filters["day"] = _day
    return env


def render(templates: Templates, name: str, context: Mapping[str, object]) -> str:
    """The template's text. Raises `TemplateProblem`, which names the innermost template line."""
    try:
        return environment(templates).get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise TemplateProblem(_syntax_problem(templates, name, error)) from error
    except _IN_TEMPLATES as error:
        where = _innermost(error.__traceback__)
        if where is None and isinstance(error, TemplateNotFound):
            problem = Problem("template", f"the template `{name}` is missing", FOLDER + name)
            raise TemplateProblem(problem) from error
        if where is None:
            raise
        path, line = where
        source = SourceText(path, templates.texts[path.removeprefix(FOLDER)])
        message, hint = _words(error)
        raise TemplateProblem(source.problem("template", Place(line, 0), message, hint)) from error


class _Environment(Environment):
    """An environment whose templates have no globals of their own, so that none are joined for
    each component."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of all templates."""
        return super().make_globals(d) if d else self.globals


class _KnownNames(StrictUndefined):
    """Undefined values that say which names there are."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        owner = self._undefined_obj
        known: list[str] = []
        if isinstance(owner, Mapping):
            known = [str(key) for key in owner]
        elif hasattr(owner, "__struct_fields__"):
            known = list(owner.__struct_fields__)
        near = difflib.get_close_matches(name, known, n=1)
        return f"`{name}` is not known here" + (f"|did you mean `{near[0]}`?" if near else "")


def _words(error: Exception) -> tuple[str, str]:
    """What went wrong, and a hint, without the names of Python's exceptions."""
    if isinstance(error, TemplateNotFound):
        return f"the template `{error.name}` is missing", ""
    if isinstance(error, UndefinedError):
        message, _, hint = (error.message or "").partition("|")
        return message, hint[:1].upper() + hint[1:]
    if isinstance(error, KeyError):
        return f"a text asks for {{{error.args[0]}}}, which this template does not give it", ""
    return f"this line of the template cannot be carried out: {error}", ""


def _innermost(traceback: TracebackType | None) -> tuple[str, int] | None:
    """Path and line of the deepest frame that is a template (peer-pain.md 4)."""
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path.startswith(FOLDER):
            found = (path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _syntax_problem(templates: Templates, name: str, error: TemplateSyntaxError) -> Problem:
    path = error.filename or FOLDER + (error.name or name)
    source = SourceText(path, templates.texts.get(path.removeprefix(FOLDER), ""))
    said = re.sub(r"\s+", " ", error.message or "").rstrip(".")
    message = f"this template cannot be read: {said[:1].lower()}{said[1:]}"
    return source.problem("template", Place(error.lineno, 0), message)


@pass_context
def _day(context: Context, day: date) -> str:
    """The day in words, in the language of the page."""
    wording = context["w"]
    return str(
        wording["date_pattern"].format(
            month=wording[f"month_{day.month}"], day=day.day, year=day.year
        )
    )
