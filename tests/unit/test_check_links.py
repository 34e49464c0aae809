"""Links and files inside the site."""

from __future__ import annotations

import pytest

from clinicsite.problems import Problem
from tests.unit.test_check_site import body, page, problems

OVERUSE = page(body('<h2 id="first-days">First days</h2>'), route="/causes/overuse/")
FILES = ("plans/Plan.pdf", "icons/favicon.svg")


def about(
    href: str, written: str = "", *, base: str = "https://clinic.test/", prefix: str = ""
) -> Problem:
    """The only problem of a link that the editor wrote like this and the page shows like that."""
    markdown = f"See [Overuse]({written or href}) first."
    html = body(f'<h2 id="now">Now</h2><p>See <a href="{prefix}{href}">Overuse</a> first.</p>')
    (problem,) = problems(page(html, markdown=markdown), OVERUSE, files=FILES, base=base)
    return problem


@pytest.mark.parametrize(
    "href",
    [
        "/causes/",
        "/causes/overuse/",
        "/causes/overuse/#first-days",
        "#now",
        "#top",
        "/causes/#now",
        "/causes/overuse/?x=1#first-days",
        "/plans/Plan.pdf",
        "/plans/Plan.pdf#page=2",
        "https://clinic.test/causes/overuse/",
        "https://www.nih.gov/back?x=1#y",
        "tel:911",
        "mailto:us@clinic.test",
        "sms:+13235550100",
    ],
)
def test_a_link_that_can_be_followed_is_fine(href: str) -> None:
    """Pages, headings, files, other sites, numbers."""
    html = body(f'<h2 id="now">Now</h2><a href="{href}">Overuse</a>')

    assert problems(page(html), OVERUSE, files=FILES) == ()


@pytest.mark.parametrize(
    ("href", "better", "reason"),
    [
        ("/causes/overus/", "/causes/overuse/", "no such page; did you mean /causes/overuse/?"),
        ("/overuse/", "/causes/overuse/", "no such page; did you mean /causes/overuse/?"),
        ("/overuse/#first-days", "/causes/overuse/#first-days", "overuse/#first-days?"),
        ("/Causes/Overuse/", "/causes/overuse/", "mean /causes/overuse/ – small letters?"),
        ("/causes/overuse", "/causes/overuse/", "needs a slash at its end"),
        ("/causes/overuse/index.html", "/causes/overuse/", "of a page ends with a slash"),
        ("/causes/overuse.html", "/causes/overuse/", "did you mean /causes/overuse/?"),
        ("/causes//overuse/", "/causes/overuse/", "did you mean /causes/overuse/?"),
        ("/causes/overuse/#first-day", "/causes/overuse/#first-days", "/#first-days?"),
        ("/causes/overuse/#First-Days", "/causes/overuse/#first-days", "/#first-days?"),
        ("#nov", "", "this page has no heading with the name “nov”"),
        ("/prices/", "", "the site has no such page"),
        ("overuse/", "/causes/overuse/", "begins with a slash; did you mean /causes/overuse/?"),
        ("../causes/overuse/", "/causes/overuse/", "slash; did you mean /causes/overuse/?"),
        ("overus.md", "/causes/overuse/", "there is no such file; did you mean /causes/overuse/?"),
        ("causes/overuse.md", "/causes/overuse/", "of a file is not the address of its page"),
        (r"\causes\overuse" + "\\", "/causes/overuse/", "with forward slashes"),
        ("/causes/over use/", "/causes/overuse/", "an address has no spaces"),
        ("/Our prices/", "", "an address has no spaces"),
        ("/plans/plan.pdf", "/plans/Plan.pdf", "no such file; did you mean /plans/Plan.pdf?"),
        ("http://www.nih.gov/a", "https://www.nih.gov/a", "not safe from listeners"),
        ("www.nih.gov", "https://www.nih.gov", "another site begins with https://"),
        ("//www.nih.gov", "https://www.nih.gov", "begins with two slashes"),
        ("us@clinic.test", "mailto:us@clinic.test", "begins with mailto:"),
        ("mailto: us@clinic.test", "mailto:us@clinic.test", "an address has no spaces"),
        ("323-555-0100", "tel:323-555-0100", "a phone number begins with tel:"),
        ("https://nih/a", "", "no whole address"),
        ("https:/www.nih.gov/a", "", "no whole address"),
        ("ftp://www.nih.gov/", "", "“ftp:” is no kind of address that this site uses"),
        ("C:/plan.pdf", "", "somebody's own computer"),
        (r"file:\\plan.pdf", "", "somebody's own computer"),
        ("/404.htm", "", "the site has no such page"),
        ("https://clinic.test//[", "", "the site has no such page"),
        ("https://clinic.test//causes/", "/causes/", "did you mean /causes/?"),
    ],
)
def test_a_link_that_leads_nowhere_says_why_and_what_to_write(
    href: str, better: str, reason: str
) -> None:
    """The line is named, and where the right address is known the line is ready to be copied."""
    problem = about(href)

    assert problem.rule == "link"
    assert problem.message.startswith(f"the link “Overuse” leads to {href}, but ")
    assert problem.message.endswith(reason)
    assert (problem.path, problem.line, problem.column) == ("content/en/causes.md", 4, 15)
    assert problem.excerpt == f"See [Overuse]({href}) first."
    if better:
        assert problem.hint == f"write: See [Overuse]({better}) first."
    else:
        assert problem.hint
        assert not problem.hint.startswith("write:")


@pytest.mark.parametrize("href", ["", " ", "#"])
def test_an_empty_address_is_told_without_an_address(href: str) -> None:
    """There is nothing to quote."""
    problem = about(href)

    assert problem.message == "the link “Overuse” leads nowhere"
    assert problem.hint == "write the address that it should lead to, or remove the link"


@pytest.mark.parametrize(
    "written",
    [
        "/causes/overuse/#no",
        "causes/overuse.md#no",
        "./causes/overuse.md#no",
        "/causes/overuse.md#no",
        "/clinic/causes/overuse/#no",
    ],
)
def test_a_rewritten_link_is_found_as_the_editor_wrote_it(written: str) -> None:
    """Neither the site's folder nor the name of a file hides the line."""
    base = "https://clinic.test/clinic/"

    problem = about("/causes/overuse/#no", written, base=base, prefix="/clinic")

    assert (problem.line, problem.column) == (4, 15)
    assert "leads to /causes/overuse/#no, but" in problem.message


def test_a_link_that_cannot_be_found_by_its_address_is_found_by_its_words() -> None:
    """A reference keeps its words."""
    problem = about("/prices/", "other")

    assert (problem.line, problem.column) == (4, 6)
    assert problem.hint == "correct its address, or remove the link"


def test_a_link_without_the_folder_of_the_site_is_refused() -> None:
    """It would lead to another site on the same host."""
    problem = about("/causes/", base="https://clinic.test/clinic/")

    assert "but it leaves out /clinic, the folder that the site is published in" in problem.message


def test_links_below_the_folder_of_the_site_are_fine() -> None:
    """Other folders of the same host are other sites."""
    html = '<a href="/clinic/causes/">Causes</a> <a href="https://clinic.test/other/">Other</a>'

    assert problems(page(body(html)), base="https://clinic.test/clinic/") == ()


def test_a_preview_without_https_may_name_itself() -> None:
    """The preview's own address is no link to an unsafe site."""
    html = '<a href="http://127.0.0.1:8000/causes/">Causes</a>'

    assert problems(page(body(html)), base="http://127.0.0.1:8000/") == ()


def test_the_second_of_two_equal_links_has_its_own_line() -> None:
    """Each mistake is shown where it stands."""
    html = body('<a href="/no/">Fees</a> <a href="/no/">Fees</a>')

    first, second = problems(page(html, markdown="[Fees](/no/)\n\n[Fees](/no/)\n"))

    assert (first.line, second.line) == (4, 6)


def test_a_link_from_a_template_says_that_no_text_holds_it() -> None:
    """Nobody should search a page for what stands elsewhere."""
    (problem,) = problems(page('<p class="banner"><a href="/hellp/">Help</a></p>'))

    assert problem.line == 0
    assert problem.hint.startswith("it comes from a template, config.yaml or content/data")


def test_a_mark_of_an_unknown_source_leads_to_the_list_of_sources() -> None:
    """The mark itself is what the editor can mend."""
    mark = '<sup class="mark"><a href="#source-1" aria-label="Source 1">1</a></sup>'

    (problem,) = problems(page(body(mark)))

    assert problem.hint.startswith("add the source to content/data/sources.yaml")


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="canonical" href="https://clinic.test/other/">',
        '<link rel="alternate" hreflang="es-US" href="https://clinic.test/es/causas/">',
    ],
)
def test_what_search_engines_are_told_exists(link: str) -> None:
    """The page's own address is its own, and its twins are pages."""
    good = '<link rel="canonical" href="https://clinic.test/causes/">'

    (problem,) = problems(page(head=link))

    assert problem.rule == "link"
    assert "search engines" in problem.message
    assert problems(page(head=good)) == ()


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ('<img src="/no.png" alt="A back">', "the picture /no.png cannot be shown"),
        ('<img src="" alt="A back">', "its address is empty"),
        ('<img src="favicon.SVG" alt="A back">', "did you mean /icons/favicon.svg?"),
        ('<video src="/no.mp4"></video>', "the film or its captions /no.mp4"),
        ('<img srcset="/icons/favicon.svg 1x, /no.png 2x" alt="A back">', "/no.png"),
        ('<svg aria-hidden="true"><use href="#no"></use></svg>', "nothing on this page has that"),
    ],
)
def test_a_picture_that_is_not_there_is_told(html: str, reason: str) -> None:
    """Everything that a page uses is checked like a link."""
    (problem,) = problems(page(body(html)), files=FILES)

    assert problem.rule == "link"
    assert reason in problem.message


def test_a_picture_has_its_line() -> None:
    """The editor's name of a file is found although the page has its address."""
    html = body('<img src="/clinic/causes/back.png" alt="A back">')
    base = "https://clinic.test/clinic/"

    written = page(html, markdown="![A back](back.png)")

    (problem,) = problems(written, base=base)
    (known,) = problems(written, base=base, files=("icons/back.png",))

    assert (problem.line, problem.column) == (4, 11)
    assert known.hint == "write: ![A back](/icons/back.png)"


def test_a_file_without_the_folder_of_the_site_is_refused() -> None:
    """A style sheet would be looked for on another site."""
    head = '<link rel="stylesheet" href="/a.css">'

    (problem,) = problems(page(head=head), files=("a.css",), base="https://clinic.test/clinic/")

    assert "leaves out /clinic" in problem.message
