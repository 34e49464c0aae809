"""What an element fetches, runs or sends by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clinicsite.check.hrefs import srcset_addresses, style_addresses
from clinicsite.check.scope import Attributes

FORBIDDEN_ELEMENTS = frozenset(
    (
        *("applet", "base", "embed", "fencedframe", "form", "frame", "frameset", "iframe"),
        *("noscript", "object", "portal", "script", "template"),
    )
)
"""Elements that load or run something; a `script` may hold structured data."""

KNOWN_ELEMENTS = frozenset(
    """
    a abbr address article aside audio b bdi bdo blockquote body br caption cite code col colgroup
    data dd del details dfn div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i img input ins kbd label legend li link main mark meta nav ol p picture
    pre q rp rt ruby s samp section small source span strong style sub summary sup table tbody td
    tfoot th thead time title tr track u ul var video wbr

    animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix
    fecomposite feflood fegaussianblur feimage femerge femergenode feoffset filter g image line
    lineargradient marker mask metadata path pattern polygon polyline radialgradient rect set stop
    svg switch symbol text textpath tspan use view
    """.split()
)
"""Elements of texts and drawings; whatever else a page holds was not meant to be there."""

_FORBIDDEN_ATTRIBUTES = frozenset(
    ("attributionsrc", "formaction", "ping", "shadowrootmode", "srcdoc", "style")
)
_FETCHING_ATTRIBUTES = frozenset(("src", "poster", "background", "href", "xlink:href", "srcset"))
_NOT_FETCHING = FORBIDDEN_ELEMENTS | {"a", "area", "link"}
_PLAIN_RELATIONS = frozenset(
    (
        *("alternate", "author", "bookmark", "canonical", "help", "license", "me", "next"),
        *("prev", "privacy-policy", "terms-of-service"),
    )
)


def is_plain_relation(relations: tuple[str, ...]) -> bool:
    """Whether a `link` element with these relations only points, and fetches nothing."""
    return _PLAIN_RELATIONS.issuperset(relations)


def may_fetch(tag: str, names: Iterable[str]) -> bool:
    """Whether an element with such attributes may fetch something; for `fetched_by`."""
    return tag not in _NOT_FETCHING and not _FETCHING_ATTRIBUTES.isdisjoint(names)


def fetched_by(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    """Each attribute that makes the browser fetch something, with the address."""
    if tag in _NOT_FETCHING:
        return
    for name in attributes:
        if name == "srcset":
            for address in srcset_addresses(attributes[name]):
                yield name, address
        elif name in _FETCHING_ATTRIBUTES:
            yield name, attributes[name]


def fetched_by_paint(attributes: Attributes) -> Iterator[tuple[str, str]]:
    """The same for `fill="url(…)"` and its kin on the elements of a drawing."""
    for name, value in attributes.items():
        if "(" in value and name not in ("d", "transform", "aria-label", "style"):
            for address in style_addresses(value):
                yield name, address


def fetched_by_link(attributes: Attributes) -> Iterator[tuple[str, str]]:
    """The same for a `link` element that is more than a plain relation."""
    if "href" in attributes:
        yield "href", attributes["href"]
    for address in srcset_addresses(attributes.get("imagesrcset", "")):
        yield "imagesrcset", address


def may_be_forbidden(tag: str, names: Iterable[str]) -> bool:
    """Whether something of such an element may have no place on a page; for `forbidden_in`."""
    return is_strange(tag) or any(
        name in _FORBIDDEN_ATTRIBUTES
        or name in ("target", "attributename", "http-equiv")
        or name.startswith("on")
        for name in names
    )


def forbidden_in(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    """What must not stand on a page: name of the element or attribute, and its value."""
    if is_strange(tag) and not holds_data(tag, attributes):
        yield tag, next((attributes[a] for a in ("src", "data", "href") if a in attributes), "")
    for name, value in attributes.items():
        if name in _FORBIDDEN_ATTRIBUTES or (name.startswith("on") and len(name) > len("on")):
            yield f"{name}=", value
    if attributes.get("target", "").lower() not in ("", "_self"):
        yield "target=", attributes["target"]
    changed = attributes.get("attributename", "").strip().lower()
    if tag in ("animate", "set") and (changed.endswith("href") or changed.startswith("on")):
        yield tag, attributes["attributename"]
    if tag == "meta" and attributes.get("http-equiv", "").strip().lower() == "set-cookie":
        yield "set-cookie", attributes.get("content", "")


def is_strange(tag: str) -> bool:
    """Whether no page holds such an element; names with signs are those of drawing programs."""
    return tag not in KNOWN_ELEMENTS and tag.isalnum()


def holds_data(tag: str, attributes: Attributes) -> bool:
    """Whether the element is a `script` that runs nothing: structured data on the page itself."""
    kind = attributes.get("type", "").strip().lower()
    return tag == "script" and kind == "application/ld+json" and "src" not in attributes
