"""The files of a site of equal pages, as each of the other generators wants them.

All have one plain template: the style sheet of our pages, our header and footer as they stand in a
finished page of ours, a breadcrumb and the text. Nothing else is asked of them: no feeds, no
search, no lists, no checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from benchmarks.equal_pages import EqualPage

HOST = "https://massage-rx.example.org"
_AS_IT_IS = ("{% raw %}", "{% endraw %}")
_BETWEEN_CRUMBS, _IN_CRUMB = ";;", "=>"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text of every page."""

    style: str
    header: str
    footer: str


@dataclass(frozen=True, slots=True)
class Words:
    """How a template language says what the frame needs."""

    title: str
    description: str
    route: str
    crumbs: str
    content: str
    as_it_is: tuple[str, str] = _AS_IT_IS


def frame_of(html: str) -> Frame:
    """The frame of a finished page of ours."""
    style, header, footer = (
        re.search(rf"<{tag}[ >].*?</{tag}>", html, re.DOTALL)
        for tag in ("style", "header", "footer")
    )
    if not (style and header and footer):
        raise ValueError("a finished page has a style sheet, a header and a footer")
    return Frame(style[0], header[0], footer[0])


def template(frame: Frame, words: Words) -> str:
    """The one template of a site."""
    begin, end = words.as_it_is
    return f"""<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words.title} – Massage Rx</title>
<meta name="description" content="{words.description}">
<link rel="canonical" href="{HOST}{words.route}">
{begin}{frame.style}{end}
</head>
<body>
{begin}{frame.header}{end}
<main id="main">
<nav class="breadcrumb" aria-label="Breadcrumb">
<ol>
{words.crumbs}
<li><span aria-current="page">{words.title}</span></li>
</ol>
</nav>
<h1>{words.title}</h1>
{words.content}
</main>
{begin}{frame.footer}{end}
</body>
</html>
"""


def hugo(pages: Sequence[EqualPage], frame: Frame) -> dict[str, str]:
    """Hugo: a folder's own page is `_index.md`; a folder without one is not made into a page."""
    words = Words(
        "{{ .Title }}",
        "{{ .Description }}",
        "{{ .RelPermalink }}",
        f'{{{{ with .Params.crumbs }}}}{{{{ range split . "{_BETWEEN_CRUMBS}" }}}}'
        f'{{{{ $crumb := split . "{_IN_CRUMB}" }}}}<li><a href="{{{{ index $crumb 1 }}}}">'
        "{{ index $crumb 0 }}</a></li>{{ end }}{{ end }}",
        "{{ .Content }}",
        ("", ""),
    )
    html = template(frame, words)
    hidden = "---\nbuild: {render: never, list: never}\n---\n"
    return {
        "hugo.json": json.dumps(
            {
                "baseURL": f"{HOST}/",
                "title": "Massage Rx",
                "disableKinds": ["taxonomy", "term", "rss", "sitemap", "robotstxt", "404"],
            }
        ),
        "layouts/home.html": html,
        "layouts/section.html": html,
        "layouts/page.html": html,
        **{f"content/{folder}/_index.md": hidden for folder in _folders(pages)},
        **{f"content/{_hugo_path(page.path)}": _with_front_matter(page) for page in pages},
    }


def mkdocs(pages: Sequence[EqualPage], frame: Frame) -> dict[str, str]:
    """MkDocs: a theme of our own, and no word about links that begin with a slash."""
    words = Words(
        "{{ page.title|e }}",
        "{{ page.meta.description|e }}",
        "/{{ page.url }}",
        _jinja_crumbs("page.meta.crumbs"),
        "{{ page.content }}",
    )
    settings = {
        "site_name": "Massage Rx",
        "theme": {"name": None, "custom_dir": "theme", "static_templates": []},
        "plugins": [],
        "markdown_extensions": ["footnotes"],
        "validation": {"links": {"absolute_links": "ignore"}},
    }
    return {
        "mkdocs.yml": json.dumps(settings),
        "theme/main.html": template(frame, words),
        **{f"docs/{page.path}": _with_front_matter(page) for page in pages},
    }


def pelican(pages: Sequence[EqualPage], frame: Frame) -> dict[str, str]:
    """Pelican: pages only, no articles, lists or feeds."""
    words = Words(
        "{{ page.title|e }}",
        "{{ page.description|e }}",
        "/{{ page.url }}",
        _jinja_crumbs("page.crumbs"),
        "{{ page.content }}",
    )
    settings = {
        "SITENAME": "Massage Rx",
        "SITEURL": "",
        "TIMEZONE": "America/Los_Angeles",
        "THEME": "theme",
        "THEME_STATIC_PATHS": [],
        "PAGE_PATHS": ["pages"],
        "ARTICLE_PATHS": [],
        "STATIC_PATHS": ["static"],
        "DIRECT_TEMPLATES": [],
        "FEED_ALL_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        "TRANSLATION_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "PLUGINS": [],
        "MARKDOWN": {
            "extension_configs": {
                f"markdown.extensions.{name}": {} for name in ("meta", "tables", "footnotes", "toc")
            },
            "output_format": "html5",
        },
    }
    return {
        "pelicanconf.py": "".join(f"{name} = {value!r}\n" for name, value in settings.items()),
        "theme/templates/page.html": template(frame, words),
        **{f"content/pages/{page.path}": _pelican_page(page) for page in pages},
    }


def eleventy(pages: Sequence[EqualPage], frame: Frame) -> dict[str, str]:
    """Eleventy: Nunjucks around the text, no template language inside it."""
    words = Words(
        "{{ title }}",
        "{{ description }}",
        "{{ page.url }}",
        _jinja_crumbs("crumbs"),
        "{{ content | safe }}",
    )
    settings = """module.exports = function (config) {
  const footnote = require(process.env.MARKDOWN_FOOTNOTE);
  config.amendLibrary("md", (markdown) => markdown.use(footnote));
  config.addPassthroughCopy({ static: "/" });
  config.addGlobalData("layout", "page.njk");
  return {
    dir: { input: "content", includes: "../layouts", output: "public" },
    markdownTemplateEngine: false,
  };
};
"""
    return {
        "eleventy.config.cjs": settings,
        "layouts/page.njk": template(frame, words),
        **{f"content/{page.path}": _with_front_matter(page) for page in pages},
    }


LAYOUTS: Mapping[str, Callable[[Sequence[EqualPage], Frame], dict[str, str]]] = {
    "Hugo": hugo,
    "Pelican": pelican,
    "MkDocs": mkdocs,
    "Eleventy": eleventy,
}


def _folders(pages: Sequence[EqualPage]) -> list[str]:
    """The folders that have pages and no page of their own."""
    indexed = {page.path for page in pages}
    folders = {PurePosixPath(page.path).parent for page in pages} - {PurePosixPath(".")}
    return sorted(f"{one}" for one in folders if f"{one}/index.md" not in indexed)


def _hugo_path(path: str) -> str:
    return f"/{path}".replace("/index.md", "/_index.md").removeprefix("/")


def _jinja_crumbs(value: str) -> str:
    return (
        f'{{% if {value} %}}{{% for crumb in {value}.split("{_BETWEEN_CRUMBS}") %}}'
        f'<li><a href="{{{{ crumb.split("{_IN_CRUMB}")[1] }}}}">'
        f'{{{{ crumb.split("{_IN_CRUMB}")[0] }}}}</a></li>{{% endfor %}}{{% endif %}}'
    )


def _crumbs(page: EqualPage) -> str:
    return _BETWEEN_CRUMBS.join(f"{title}{_IN_CRUMB}{route}" for title, route in page.crumbs)


def _with_front_matter(page: EqualPage) -> str:
    """The page with YAML in front, each text in the quotes of JSON, which YAML reads as well."""
    values = {"title": page.title, "description": page.description, "crumbs": _crumbs(page)}
    lines = (f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in values.items())
    return f"---\n{''.join(lines)}---\n\n{page.body}"


def _pelican_page(page: EqualPage) -> str:
    route = page.route.removeprefix("/")
    return (
        f"Title: {page.title}\nDescription: {page.description}\nCrumbs: {_crumbs(page)}\n"
        f"Slug: {page.path.removesuffix('.md')}\nUrl: {route}\nSave_as: {route}index.html\n\n"
        f"{page.body}"
    )
