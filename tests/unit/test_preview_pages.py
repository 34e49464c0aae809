"""What the preview adds to a page, and that it adds it to a copy."""

from __future__ import annotations

import html
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinicsite import report
from clinicsite.problems import Problem
from clinicsite.publish.preview_pages import Found, Preview, Reloading, find
from clinicsite.publish.preview_panel import Origin, edit_url

HERE = Reloading("127.0.0.1:8000", "/livereload.js?port=8000&snipver=7")
POLICY = "default-src 'none'; style-src 'sha256-abc='; img-src 'self'; base-uri 'none'"
PAGE = f"""\
<!doctype html>
<html lang="es-US">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Espalda</title>
<script type="application/ld+json">{{"a": "<body>"}}</script>
</head>
<body class="x">
<h1>Espalda</h1>
</body>
</html>
""".encode()
ERROR = Problem("link", "no page is at /x/", "content/en/x.md", 3, 3, "a [x](/x/)", "Mend it.")
WARNING = Problem("placeholder", "the phone number is missing", "config.yaml")


def shown(*problems: Problem, page: bytes = PAGE, failure: str = "") -> str:
    """The page as the browser gets it."""
    return found(Preview({"index.html": page}, problems, failure)).body.decode()


def found(preview: Preview) -> Found:
    """The home page of the preview."""
    return find(preview, "/", HERE)


def text(page: str, selector: str) -> str:
    """The text of the first element, as read by a browser's rules."""
    element = LexborHTMLParser(page).css_first(selector)
    return element.text() if element else ""


def policy(page: str) -> dict[str, list[str]]:
    """The directives of the page's policy."""
    meta = LexborHTMLParser(page).css_first("meta[http-equiv]")
    assert meta
    content = meta.attributes["content"] or ""
    return {name: values for name, *values in (part.split() for part in content.split(";"))}


def test_the_page_gets_one_script_and_keeps_the_rest() -> None:
    """Take away the script and the leave for it, and it is the page that was built."""
    page = shown()

    script = '<script src="/livereload.js?port=8000&amp;snipver=7" async></script>\n'
    assert page.count(script) == 1
    assert page.index(script) < page.index("</head>")
    without = page.replace(script, "")
    assert re.sub(r'(?<=Policy" content=")[^"]*', POLICY, without) == PAGE.decode()


def test_the_policy_gives_leave_for_the_preview_and_no_more() -> None:
    """What the page may not do on the real host, it may not do here."""
    changed = policy(shown())
    style = changed.pop("style-src")

    assert style[0] == "'sha256-abc='"
    assert len(style) == 2
    assert changed == {
        "default-src": ["'none'"],
        "img-src": ["'self'"],
        "base-uri": ["'none'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'", "ws://127.0.0.1:8000"],
    }


def test_other_metas_stay() -> None:
    """Only a policy is a policy, and only in the head."""
    page = PAGE.replace(
        b"<h1>", b"<p>&lt;meta</p><meta http-equiv='content-security-policy' content='x'><h1>"
    )
    changed = shown(page=page.replace(b"<title>", b'<meta name="content" content="no"><title>'))

    assert '<meta name="content" content="no">' in changed
    assert "<meta http-equiv='content-security-policy' content='x'>" in changed


@pytest.mark.parametrize(
    "page",
    [
        b"just text",
        b"<p>no head",
        b"<HEAD></HEAD><BODY>old</BODY>",
        b"<head><meta http-equiv=content-security-policy></head>",
        b"<head>\xff\xfe</head><body>\xff",
        b"",
    ],
)
def test_pages_of_any_shape_are_shown(page: bytes) -> None:
    """A hand-written file below static/ reloads and shows problems too."""
    body = found(Preview({"index.html": page}, (ERROR,))).body

    assert b"/livereload.js" in body
    assert b"no page is at /x/" in body
    left = re.sub(rb"(?s)<(style|script|aside)\b.*?</\1>\n", b"", body)
    assert left == page


def test_without_problems_nothing_is_added_to_the_body() -> None:
    """The page looks as it will look."""
    assert "clinicsite-preview" not in shown()


def test_problems_stand_at_the_top_of_the_page() -> None:
    """They are the first thing in the body, and the page follows."""
    page = LexborHTMLParser(shown(ERROR, WARNING))

    assert page.body
    first = next(child for child in page.body.iter())
    assert first.attributes["id"] == "clinicsite-preview"
    assert first.attributes["class"] == "grave"


def test_problems_are_worded_as_in_the_terminal() -> None:
    """Whoever asks for help by telephone and whoever sees the terminal read the same words."""
    aside = text(shown(ERROR), "#clinicsite-preview")

    words = report.format_problem(ERROR, release=False).split()
    assert " ".join(words) in " ".join(aside.split())
    assert "1 error" in aside


def test_the_caret_stands_under_its_column() -> None:
    """The line and the caret keep the spaces that align them."""
    line, caret = text(shown(ERROR), "#clinicsite-preview pre").split("\n")

    assert line[caret.index("^")] == "["
    assert line.strip() == ERROR.excerpt


def test_warnings_are_folded() -> None:
    """They do not cover the page that is being written, and do not look like errors."""
    page = LexborHTMLParser(shown(WARNING))
    details = page.css_first("#clinicsite-preview details")

    assert details
    assert "open" not in details.attributes
    assert text(page.html or "", "summary") == "1 warning"
    assert "the phone number is missing" in details.text()
    assert not page.css("#clinicsite-preview > ol, .grave")


def test_errors_are_not_folded_with_the_warnings() -> None:
    """Each is counted by itself."""
    page = LexborHTMLParser(shown(WARNING, ERROR))

    assert text(page.html or "", "summary") == "1 warning"
    assert text(page.html or "", ".head") == "1 error"
    assert len(page.css("#clinicsite-preview > ol > li")) == 1


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "&amp;"]
)
def test_what_was_written_is_shown_and_not_run(markup: str) -> None:
    """A problem shows the file's text, whatever it holds."""
    problem = Problem("yaml", markup, f"content/{markup}.md", 1, 1, f"</pre>{markup}", markup)
    page = shown(problem, failure=markup)

    assert page.count(html.escape(markup)) == 5
    assert len(LexborHTMLParser(page).css("script")) == 2
    assert not LexborHTMLParser(page).css("img")


def test_without_a_site_problems_have_a_page_of_their_own() -> None:
    """A project that never built shows what to mend, at every address, and reloads."""
    preview = Preview({}, (ERROR, WARNING))

    for route in ("/", "/about/", None):
        page = find(preview, route, HERE)
        assert page.status == 503
        assert page.content_type == "text/html; charset=utf-8"
        assert b"no page is at /x/" in page.body
        assert b"/livereload.js" in page.body


def test_what_was_not_checked_is_said_above_the_page() -> None:
    """A page of an earlier build looks as if only the mistake above it were left."""
    for files in ({}, {"index.html": PAGE}):
        preview = Preview(files, (ERROR,), unchecked="Links were not checked.")

        assert "Links were not checked." in text(
            found(preview).body.decode(), "#clinicsite-preview"
        )


def test_files_are_never_changed() -> None:
    """What could be published is what was built: no script, no problems, the strict policy."""
    files = {"index.html": PAGE, "style.css": b"</head><body>"}
    preview = Preview(files, (ERROR,), "broken")

    assert b"livereload" in find(preview, "/", HERE).body
    assert find(preview, "/style.css", HERE).body == b"</head><body>"
    assert files == {"index.html": PAGE, "style.css": b"</head><body>"}
    assert preview.files is files


# --- where a page comes from ---------------------------------------------------------------


def page_with(origin: Origin) -> str:
    """The page of a preview that knows where it comes from."""
    preview = Preview({"index.html": PAGE}, origins={"index.html": origin})
    return found(preview).body.decode()


def test_a_page_names_its_file() -> None:
    """Whoever sees a mistake knows which file to open."""
    page = page_with(Origin("content/en/index.md"))

    assert "content/en/index.md" in text(page, "#clinicsite-origin code")
    assert "DRAFT" not in page
    assert "Edit in the browser" not in page


def test_a_draft_is_marked() -> None:
    """Nobody takes a page that is not online for one that is."""
    page = page_with(Origin("content/en/index.md", draft=True))

    assert "DRAFT" in text(page, "#clinicsite-origin.draft strong")


def test_a_page_leads_to_where_it_can_be_edited() -> None:
    """One click, when the repository is known."""
    page = page_with(Origin("content/en/index.md", edit_url="https://host/x?a=1&b=2"))

    assert '<a href="https://host/x?a=1&amp;b=2">Edit in the browser</a>' in page


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/edit/main/content/en/a%20b.md"),
        ("https://github.com/o/r.git/", "https://github.com/o/r/edit/main/content/en/a%20b.md"),
        ("https://gitlab.com/g/s/r", "https://gitlab.com/g/s/r/-/edit/main/content/en/a%20b.md"),
        ("https://gitlab.x.org/r", "https://gitlab.x.org/r/-/edit/main/content/en/a%20b.md"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/_edit/main/content/en/a%20b.md"),
        ("https://example.org/github", ""),
        ("", ""),
    ],
)
def test_each_host_has_its_own_way_to_edit(repository: str, address: str) -> None:
    """GitHub, GitLab and Codeberg; of other hosts nothing is guessed."""
    assert edit_url(repository, "content/en/a b.md") == address
