"""What may stand on a finished page: lists written from the HTML and SVG standards.

They know nothing of `clinicsite.check`, so that a hole in its lists is not one in these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser, LexborNode

_GLOBAL = frozenset("class dir id lang role tabindex title".split())
_ELEMENTS: Mapping[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for names, attributes in {
        """abbr article aside b bdi body br cite code dd del dfn div dl dt em figcaption figure
        footer h1 h2 h3 h4 h5 h6 head header hr html i ins kbd li main mark nav p pre s samp section
        small span strong sub summary sup table tbody tfoot thead tr title u ul var wbr""": "",
        "a": "href hreflang",
        "blockquote q": "cite",
        "details": "open",
        "img": "alt height loading src width",
        "link": "as crossorigin href hreflang rel type",
        "meta": "charset content http-equiv media name property",
        "ol": "start type",
        "script": "type",
        "style": "",
        "td th": "colspan rowspan scope",
        "time": "datetime",
        "track": "default kind label src srclang",
        "video": "controls height poster preload src width",
    }.items()
    for name in names.split()
}
_DRAWING = frozenset(
    """a animate animatemotion animatetransform circle clippath defs desc ellipse fegaussianblur
    filter g image line lineargradient marker mask metadata path pattern polygon polyline
    radialgradient rect set stop svg switch symbol text textpath title tspan use view""".split()
)
_DRAWN = frozenset(
    """attributename begin by calcmode clip-path clip-rule color cx cy d dur dx dy end
    fill fill-opacity fill-rule font-family font-size font-weight from fx fy
    gradienttransform gradientunits height href keytimes letter-spacing marker-end
    marker-mid marker-start markerheight markerunits markerwidth mask offset opacity
    orient overflow pathlength patternunits points preserveaspectratio r refx refy
    repeatcount rotate rx ry spreadmethod stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-anchor textlength to transform
    values vector-effect version viewbox width x x1 x2 xlink:href xmlns xmlns:xlink y
    y1 y2""".split()
)
_ACTIVE = frozenset("script foreignobject iframe audio video canvas handler listener".split())
"""What does more than draw in a file of its own, where a name that means nothing does nothing."""
_PIXELS = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[\w+/=\s]*$")
_WORDS = frozenset("alt aria-label content data-label label title".split())
"""Attributes that a reader reads, or a search engine: any words may stand there."""
_LINK = re.compile(r"https://[^\s\\]+|(?:mailto|tel|sms):[^\s\"'<>]+|/(?![/\\])[^\\]*|#.*")
_OWN_FILE = re.compile(r"/(?![/\\])[^\\]*")
_RUNS = re.compile(r"(?:javascript|vbscript|data|blob|filesystem|file|about):")
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")
_OUTSIDE = re.compile(r"url\((?!['\"]?#)|image-set\(|src\(|@import|\\")
_HEAD_NAMES = frozenset("viewport description robots referrer color-scheme theme-color".split())
_RELATIONS = frozenset(("canonical", "alternate", "icon", "apple-touch-icon"))
_FONT = {"rel": "preload", "as": "font", "type": "font/woff2", "crossorigin": ""}
"""The one file that a page asks for before it is needed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the site's own templates put around each page, which no text may change."""

    origin: str
    styles: frozenset[str]
    policies: frozenset[str]

    @classmethod
    def of(cls, origin: str, *pages: bytes) -> Frame:
        """The frame of pages that nobody has tampered with."""
        heads = [LexborHTMLParser(page.decode()) for page in pages]
        policy = 'meta[http-equiv="Content-Security-Policy"]'
        return cls(
            origin,
            frozenset(node.text() for head in heads for node in head.css("head > style")),
            frozenset(n.attributes["content"] or "" for head in heads for n in head.css(policy)),
        )


def unsafe(html: bytes, frame: Frame) -> Iterator[str]:
    """Everything on the page that runs, loads, sends, frames, styles or misleads."""
    parser = LexborHTMLParser(html.decode())
    if len(parser.css('head > meta[http-equiv="Content-Security-Policy"]')) != 1:
        yield "no policy"
    assert parser.root is not None
    for node in parser.root.traverse():
        tag = (node.tag or "").lower()
        if re.match(r"[a-z]", tag):
            drawn = _is_drawn(node)
            yield from _unsafe_element(tag, drawn=drawn)
            for name, value in node.attributes.items():
                yield from _unsafe_attribute(tag, name.lower(), value or "", drawn=drawn)
            yield from _unsafe_in_head(tag, node, frame)


def unsafe_in_file(svg: bytes) -> Iterator[str]:
    """The same for a drawing that is published as a file of its own."""
    if re.search(rb"<!ENTITY|<!ATTLIST|<\?xml-stylesheet", svg, re.IGNORECASE):
        yield "instructions"
        return
    for node in ET.fromstring(svg).iter():  # noqa: S314  # it declares no entities
        space, _, tag = node.tag.rpartition("}")
        if space == "{http://www.w3.org/1999/xhtml" or tag.lower() in _ACTIVE:
            yield f"<{node.tag}>"
        for name, value in node.attrib.items():
            local = name.rpartition("}")[2].lower()
            if (tag, local) == ("image", "href") and _PIXELS.match(value):
                continue
            if local != "style" or _OUTSIDE.search(_DROPPED.sub("", value).lower()):
                yield from _unsafe_attribute(tag.lower(), local, value, drawn=True)
        if _OUTSIDE.search(_DROPPED.sub("", node.text or "").lower()) and tag.lower() == "style":
            yield f"<style>{node.text}"


def _is_drawn(node: LexborNode) -> bool:
    while node.parent is not None and node.tag != "svg":
        node = node.parent
    return node.tag == "svg"


def _unsafe_element(tag: str, *, drawn: bool) -> Iterator[str]:
    # Names with signs inside a drawing are those of drawing programs; browsers know none of them.
    if tag not in _ELEMENTS if not drawn else tag.isalnum() and tag not in _DRAWING:
        yield f"<{tag}>"


def _unsafe_attribute(tag: str, name: str, value: str, *, drawn: bool) -> Iterator[str]:
    """What is wrong with an attribute, wherever it stands."""
    known = _GLOBAL | _DRAWN if drawn else _GLOBAL | _ELEMENTS.get(tag, frozenset())
    squeezed = _DROPPED.sub("", value).lower()
    wrong = name not in known and not re.fullmatch(r"(?:aria|data)-[a-z-]+|xmlns:[a-z]+", name)
    if name not in _WORDS:
        wrong |= any(_RUNS.match(part) for part in squeezed.split(";"))
    if name in ("href", "xlink:href") and tag == "a":
        wrong |= not _LINK.fullmatch(value)
    elif name in ("href", "xlink:href") and drawn:
        wrong |= not value.startswith("#")
    elif name in ("src", "poster"):
        wrong |= not _OWN_FILE.fullmatch(value)
    if drawn and name not in _WORDS:
        wrong |= bool(_OUTSIDE.search(squeezed))
    if name == "attributename":
        wrong |= not re.fullmatch(r"(?!on)[a-z-]+", squeezed) or squeezed == "href"
    if wrong:
        yield f"<{tag} {name}={value!r}>"


def _unsafe_in_head(tag: str, node: LexborNode, frame: Frame) -> Iterator[str]:
    """What is wrong with an element whose contents or attributes decide what it does."""
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    if tag == "script":
        wrong = attributes != {"type": "application/ld+json"} or not _is_json(node.text())
    elif tag == "style":
        wrong = bool(attributes) or node.text() not in frame.styles
    elif tag == "link":
        href = attributes.get("href", "")
        own = href.startswith(frame.origin + "/") or _OWN_FILE.fullmatch(href)
        is_font = {**attributes, "href": ""} == {**_FONT, "href": ""}
        known = is_font or attributes.get("rel") in _RELATIONS
        wrong = not known or not own
    elif tag == "meta":
        wrong = not _is_plain_meta(attributes, frame)
    else:
        wrong = False
    if wrong:
        yield f"<{tag} {attributes}>"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _is_plain_meta(attributes: Mapping[str, str], frame: Frame) -> bool:
    """Whether the line of the head tells something, or leads from an old address to a new one."""
    match attributes:
        case {"charset": charset}:
            return charset == "utf-8" and len(attributes) == 1
        case {"http-equiv": "Content-Security-Policy", "content": policy}:
            return policy in frame.policies
        case {"http-equiv": "refresh", "content": target}:
            return bool(re.fullmatch(r"0; url=/(?![/\\])[^\s;,]*", target))
        case {"name": name}:
            return "http-equiv" not in attributes and name in _HEAD_NAMES
        case {"property": name}:
            return "http-equiv" not in attributes and name.startswith("og:")
    return False
