"""The pictures in a page's text, taken out for their component to show.

A picture that begins a paragraph is a figure, and what follows it in that paragraph is its caption.
Each comes out as `<clinic-picture-3>caption</clinic-picture-3>`.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from clinicsite.render.guards import Fault

# What an editor writes as the description of a picture that says nothing: ![decorative](line.png)
DECORATIVE = "decorative"


class UsedPicture(Struct, frozen=True):
    """A picture beside a page, where a text shows it."""

    path: str
    alt: str
    """Empty when nobody has written one, and for decoration."""
    decorative: bool
    figure: bool
    """Whether it stands in a paragraph of its own."""


class PictureMarks(Struct):
    """Finds the pictures of one page."""

    path_of: Callable[[str], str]
    """The path of the picture with this address; empty for anything else."""
    pictures: list[UsedPicture] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, root: Element) -> None:
        """Every picture of the page is marked; others, such as icons, stay as they are."""
        if next(root.iter("img"), None) is None:
            return
        for element in list(root.iter()):
            if element.tag == "p" and self._begins_with_picture(element):
                self._figures(element)
            elif element.tag == "img":
                self._note_title(element)
                if self._is_picture(element):
                    self._mark(element, element, figure=False)

    def _is_picture(self, element: Element) -> bool:
        return element.tag == "img" and bool(self.path_of(element.get("src", "")))

    def _begins_with_picture(self, paragraph: Element) -> bool:
        if (paragraph.text or "").strip() or not len(paragraph):
            return False
        return self._is_picture(paragraph[0])

    def _figures(self, paragraph: Element) -> None:
        """The paragraph becomes a figure, or holds one for each of its pictures."""
        children = list(paragraph)
        paragraph.text = None
        paragraph[:] = []
        figures: list[Element] = []
        for child in children:
            if self._is_picture(child):
                figure = Element("figure")
                figure.text, child.tail = (child.tail or "").lstrip(), None
                self._mark(figure, child, figure=True)
                figures.append(figure)
            else:
                figures[-1].append(child)
        for number, figure in enumerate(figures, len(self.pictures) - len(figures)):
            self._note_echo(self.pictures[number], figure)
        if len(figures) == 1:
            only = figures[0]
            paragraph.tag, paragraph.text = only.tag, only.text
            paragraph[:] = list(only)
        else:
            paragraph.tag = "div"
            paragraph[:] = figures

    def _mark(self, mark: Element, image: Element, *, figure: bool) -> None:
        """The element stands for the picture from here on."""
        self._note_title(image)
        alt = image.get("alt", "").strip()
        decorative = alt == DECORATIVE
        path = self.path_of(image.get("src", ""))
        mark.tag = f"clinic-picture-{len(self.pictures)}"
        mark.attrib.clear()
        self.pictures.append(UsedPicture(path, "" if decorative else alt, decorative, figure))

    def _note_echo(self, picture: UsedPicture, figure: Element) -> None:
        caption = " ".join("".join(figure.itertext()).split()).rstrip(".")
        if picture.alt and caption.lower() == picture.alt.rstrip(".").lower():
            message = "the caption repeats the words in the brackets, and some readers hear both"
            hint = "Write something else below the picture, or nothing."
            self.faults.append(Fault(f"![{picture.alt}]".lower(), message, hint))

    def _note_title(self, image: Element) -> None:
        title = image.attrib.pop("title", "")
        if title:
            message = "the words in quotes behind a picture's address are not shown on a phone"
            hint = "Write them on the next line, as the caption of the picture."
            self.faults.append(Fault(title.lower(), message, hint))
