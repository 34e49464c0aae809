"""Pages for a big site, the same ones every time, for benchmarks that need more than are shipped.

    python benchmarks/pages.py FOLDER 1000

lays the shipped site into the folder and adds pages below `/library/` until there are so many.
Each has four to five kilobytes of Markdown with what real pages have: headings, lists, a table, a
care card, sources, links to other pages. They are built without a problem, and nobody reads them.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = ("config.yaml", "content", "templates", "static")
LIBRARY = "content/en/library"
SHELF = 48
"""Pages below one hub."""

_TASKS = """
Typing Reading Driving Cooking Painting Sewing Gardening Cleaning Packing Sorting Stacking Writing
Drawing Knitting Washing Ironing Sweeping Digging Raking Carving Baking Serving Filing Scanning
Loading Folding Mopping Polishing Sanding Sawing
""".split()
_PLACES = """
at a desk|at a kitchen table|in a car|in a garden|on a couch|in a workshop|at a counter|in a store|
in a warehouse|at a school|in a studio|on a train|in a garage|at a bench|in an office|in a salon|
in a hotel|on a roof|at a market|in a library|in a lab|on a boat|in a bakery|at a gate|in a shed|
at home|in a clinic|on a stage|in a van|at a loom|in a barn|on a ladder|in a tent|at a farm
""".replace("\n", "").split("|")
_TIMES = "in the morning|late in the day|after lunch|at the end of a shift|over a long week".split(
    "|"
)
_PARTS = "the shoulder blades|the middle of the back|one side of the spine|the ribs|the neck".split(
    "|"
)
_THINGS = "the screen|the table|your chair|the bag|your tools|the lamp|your phone|the box".split(
    "|"
)
_SENTENCES = (
    "Many people notice it {time}, when they look up from the work.",
    "The ache sits near {part}, and it comes and goes.",
    "You may feel it first on one side and later on both.",
    "Look at where {thing} stands, and how far you reach for it.",
    "A small change can be enough to feel the difference {time}.",
    "Stand up, look around the room, and let your arms hang.",
    "Try to put {thing} closer, so that your arms stay near your body.",
    "Most days are better than you think when you write them down.",
    "Take turns with someone else if the task is long.",
    "The area around {part} works harder when you hold still.",
    "Ask a coworker to look at you from the side while you work.",
    "Your back is made to move, and it likes small breaks.",
    "It is fine to stop for a minute and start again.",
    "People who do this for years learn to change sides often.",
    "Keep {thing} at the height of your elbows where you can.",
    "Note what you did before the ache came, and for how long.",
)
_HELP_FIRST = "Look at [When to get help](/when-to-get-help/) first."
_SOURCES = ("S19", "S21", "S26", "S41")


def copy_sources(root: Path) -> None:
    """The shipped site's sources are in the folder, which is made for them."""
    root.mkdir(parents=True)
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy2(source, root / name)


def fill(root: Path, pages: int) -> None:
    """The site in the folder has so many pages; too few of its own are joined by made ones."""
    missing = pages - sum(1 for _ in root.glob("content/e[ns]/**/*.md"))
    for path, text in library(missing).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def library(pages: int) -> Mapping[str, str]:
    """So many pages: path → Markdown. The first are the same whatever the number."""
    return dict(islice(_files(), max(0, pages)))


def path_of(number: int) -> str:
    """The file of the made page with this number, from 0."""
    return f"{LIBRARY}/shelf-{number // SHELF + 1}/page-{number + 1}.md"


def _files() -> Iterator[tuple[str, str]]:
    """The hub of all hubs, then each hub before the pages below it."""
    yield f"{LIBRARY}/index.md", _hub("The library", "every shelf of the library", 0)
    for number in count():
        shelf, place = divmod(number, SHELF)
        if place == 0:
            yield (
                f"{LIBRARY}/shelf-{shelf + 1}/index.md",
                _hub(f"Shelf {shelf + 1}", "this shelf", shelf + 1),
            )
        yield path_of(number), _page(number)


def _title(number: int) -> str:
    task, place = _TASKS[number % len(_TASKS)], _PLACES[number // len(_TASKS) % len(_PLACES)]
    round_ = number // (len(_TASKS) * len(_PLACES))
    return f"{task} {place}" + (f", part {round_ + 1}" if round_ else "")


def _route(number: int) -> str:
    return "/" + path_of(number).removeprefix("content/en/").removesuffix(".md") + "/"


def _front(title: str, description: str, kind: str, more: str = "") -> str:
    return (
        f"---\ntitle: {title}\ndescription: {description}\nkind: {kind}\ncall_to_action: soft\n"
        f"warning: banner\n{more}published: 2026-11-22\nlast_reviewed: 2026-11-22\n"
        f"next_review: 2027-11-22\nreviewer:\nsources: [S26]\n---\n\n"
    )


def _hub(title: str, what: str, number: int) -> str:
    description = f"A list of all pages on {what}, with one sentence on what each of them says."
    body = (
        f"Here are pages on common tasks.[^S26] {_HELP_FIRST}\n\n"
        "## How to read these pages\n\n"
        "Choose the task that is most like yours. Each page has one thing to try.\n"
    )
    return _front(title, description, "hub", f"order: {number}\n" if number else "") + body


def _page(number: int) -> str:
    chance = random.Random(number)
    title = _title(number)
    description = f"{title} can make the upper back sore. See what to change and when to get help."
    parts = (
        _front(title, description, "article", f"order: {number % SHELF + 1}\n"),
        f"{title} can make your upper back sore.{_source(chance)} {_HELP_FIRST}\n\n",
        f"## What is it like?\n\n{_paragraphs(chance, 2)}{_list(chance, 5)}\n",
        "/// care-card\n    level: emergency\n    signs: F1, F3, F5, F7\n    text: short\n///\n\n",
        f"## What could you change?\n\n{_paragraphs(chance, 1)}{_table(chance)}\n",
        f"### One step at a time\n\n{_paragraphs(chance, 2)}",
        f"/// steps\n{_steps(chance)}///\n\n",
        f"## What helps others\n\n/// do\n{_deeds(chance)}///\n\n",
        f"/// dont\n{_misdeeds(chance)}///\n\n",
        f"{_paragraphs(chance, 2)}{_list(chance, 4)}\n",
        f"## Do this today\n\n{_paragraphs(chance, 1)}{_links(number)}\n",
    )
    return "".join(parts)


def _source(chance: random.Random) -> str:
    return f"[^{chance.choice(_SOURCES)}]"


def _sentence(chance: random.Random, pattern: str) -> str:
    return pattern.format(
        time=chance.choice(_TIMES), part=chance.choice(_PARTS), thing=chance.choice(_THINGS)
    )


def _paragraphs(chance: random.Random, how_many: int) -> str:
    written = []
    for _ in range(how_many):
        chosen = [_sentence(chance, one) for one in chance.sample(_SENTENCES, 4)]
        written.append(f"{' '.join(chosen)}{_source(chance)}\n\n")
    return "".join(written)


def _list(chance: random.Random, how_many: int) -> str:
    chosen = [_sentence(chance, one) for one in chance.sample(_SENTENCES, how_many)]
    named = [f"- **{one.split()[-1].strip('.').capitalize()}:** {one}" for one in chosen]
    named.insert(1, f"    - {_sentence(chance, _SENTENCES[-1])}{_source(chance)}")
    return "\n".join(named) + "\n"


def _table(chance: random.Random) -> str:
    rows = ["| Where | What repeats | One thing to try |", "|---|---|---|"]
    for place in chance.sample(_PLACES, 4):
        thing = chance.choice(_THINGS)
        rows.append(f"| {place.capitalize()} | Reaching for {thing} | Move {thing} closer |")
    return "\n".join(rows) + "\n"


def _steps(chance: random.Random) -> str:
    chosen = [_sentence(chance, one) for one in chance.sample(_SENTENCES, 3)]
    verbs = ("Look.", "Change.", "Wait.")
    return "".join(
        f"{n}. **{verb}** {one}\n"
        for n, (verb, one) in enumerate(zip(verbs, chosen, strict=True), 1)
    )


def _deeds(chance: random.Random) -> str:
    return f"- keep moving {chance.choice(_TIMES)}\n- move {chance.choice(_THINGS)} closer\n"


def _misdeeds(chance: random.Random) -> str:
    return f"- reach for {chance.choice(_THINGS)} all day\n- push through sharp pain\n"


def _links(number: int) -> str:
    """Links to pages that come before, so that each number of pages holds together."""
    earlier = sorted({number // 2, number - 1, number * 2 // 3} & set(range(number)))
    read = "".join(f"- [{_title(one)}]({_route(one)})\n" for one in earlier)
    more = f"Your task may be like one of these:\n\n{read}\n" if read else ""
    return f"{more}See [what may help](/treatments/) and [common symptoms](/symptoms/).\n"


def main(arguments: list[str]) -> int:
    folder, pages = Path(arguments[0]), int(arguments[1])
    copy_sources(folder)
    fill(folder, pages)
    print(f"{folder} holds a site of {pages} pages.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
