"""The words in the drawings, in both languages, in a real browser on the smallest phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from clinicsite.languages import Language
from clinicsite.read.drawing_texts import read_drawing_texts
from clinicsite.read.figures import read_figures
from clinicsite.render.drawings import drawing_in
from tests.browser.conftest import ServeFolder
from tests.test_shipped_site import shipped, shipped_tree

FIGURES = read_figures(shipped_tree())[0]
TEXTS = read_drawing_texts(shipped_tree(), FIGURES)[0]
HOMES = {Language.EN: "index.html", Language.ES: "es/index.html"}

# A label's box is as high as its line. Only the part between the top of a capital letter and the
# base line is ink for sure; a little air between two labels keeps them two.
_FAULTS = """([name, edge]) => {
    const svg = document.getElementById(name).querySelector("svg");
    const view = svg.viewBox.baseVal;
    const inside = svg.getScreenCTM().inverse();
    const labels = [...svg.querySelectorAll("text")].map(text => {
        const box = text.getBBox();
        const toDrawing = inside.multiply(text.getScreenCTM());
        const at = new DOMPoint(box.x, box.y).matrixTransform(toDrawing);
        return {
            words: text.textContent.trim(),
            left: at.x, right: at.x + box.width * toDrawing.a,
            top: at.y + box.height * 0.22, bottom: at.y + box.height * 0.8,
        };
    });
    const faults = labels.filter(one =>
        one.left < view.x - edge || one.right > view.x + view.width + edge
        || one.top < view.y - edge || one.bottom > view.y + view.height + edge
    ).map(one => `${one.words}: ${Math.round(one.left)} to ${Math.round(one.right)}`);
    for (const [place, one] of labels.entries())
        for (const other of labels.slice(place + 1))
            if (one.left < other.right + 2 && other.left < one.right + 2
                && one.top < other.bottom && other.top < one.bottom)
                faults.push(`${one.words} × ${other.words}`);
    return faults;
}"""


@pytest.fixture(scope="module", params=list(Language))
def drawings(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve_folder: ServeFolder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """All drawings in one language, on a page with the site's own frame and style."""
    language: Language = request.param
    folder = tmp_path_factory.mktemp("hosts")
    files = {name: data for name, data in shipped().files.items() if name.startswith("fonts/")}
    files["index.html"] = _page(language).encode()
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    context = browser.new_context(viewport={"width": 320, "height": 740})
    page = context.new_page()
    page.goto(serve_folder(folder))
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def _page(language: Language) -> str:
    """The language's home page with nothing but the drawings on it."""
    home = shipped().files[HOMES[language]].decode()
    figures = "".join(
        f'<figure class="figure" id="{name}">{drawing_in(name, svg, language, TEXTS)}</figure>'
        for name, svg in FIGURES.items()
    )
    main = re.compile(r"(<main\b[^>]*>).*(</main>)", re.DOTALL)
    return main.sub(lambda m: f"{m[1]}{figures}{m[2]}", home)


@pytest.mark.parametrize("name", FIGURES)
def test_words_in_a_drawing_have_room(drawings: Page, name: str) -> None:
    """No label is cut off at the edge of its drawing, and no two of them touch."""
    assert drawings.evaluate(_FAULTS, [name, 1]) == []


@pytest.mark.parametrize(
    "route", ["symptoms/", "self-check/", "es/sintomas/", "es/autoevaluacion/"]
)
def test_the_body_ends_above_the_list_of_places(browser: Browser, site: str, route: str) -> None:
    """The body is drawn beyond its edge; what goes on there does not stand behind words."""
    context = browser.new_context(viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto(site + route)
    painted, begins = page.locator(".map").evaluate("""map => {
        const bottom = node => node.getBoundingClientRect().bottom;
        const shapes = [...map.querySelectorAll("svg path")].map(path => {
            const frame = path.closest("svg svg");
            const cut = frame && getComputedStyle(frame).overflow !== "visible";
            return cut ? bottom(map.querySelector("svg")) : bottom(path);
        });
        return [Math.max(...shapes), map.querySelector("ol").getBoundingClientRect().top];
    }""")
    context.close()

    assert painted <= begins
