"""Where an address leads, and what is wrong with it when it leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import unquote

from msgspec import Struct

from clinicsite.addresses import BaseUrl, output_path
from clinicsite.check.hrefs import as_read, forbidden_scheme, host_of, scheme_of
from clinicsite.check.pages import Anchor, FinishedPage, Site

_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_SPACE = re.compile(r"\s")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_WHOLE_ADDRESS = re.compile(r"https://[^/?#\s]+\.[^/?#\s.]+(?:[/?#]\S*)?", re.IGNORECASE)
# A picture in one of its sizes: nobody writes this name.
_MADE = re.compile(r"^pictures/.*-[0-9a-f]{8}-\d+\.\w+$")
_SCHEMES = ("mailto", "tel", "sms")
_LIKENESS = 0.75
"""From here on two names are alike enough to suggest one for the other."""


class Trouble(Struct, frozen=True):
    """Why an address cannot be followed."""

    reason: str
    """The rest of a sentence that begins with "the link leads to …, but"; empty when there is
    no address at all."""
    better: str = ""
    """What to write instead, as an editor writes it; empty when nobody can know."""
    advice: str = ""
    """What to do where nothing better is known."""


def trouble_with(href: str, page: FinishedPage, site: Site) -> Trouble | None:
    """What is wrong with a link's address on that page; None when it can be followed.

    Addresses that run or hide something are left to `clinicsite.check.foreign`.
    """
    route, sign, name = href.partition("#")
    target = site.addresses.get(route) if route else site.by_route[page.route]
    if target and route and not sign:
        return None
    if target and sign and _NAME.fullmatch(name):
        return _anchor(target, name, page, site)
    address = as_read(href)
    if forbidden_scheme(href):
        return None
    if not address or address == "#":
        return Trouble("", advice="write the address that it should lead to, or remove the link")
    if scheme_of(address) == "file" or len(scheme_of(address)) == 1:
        advice = "put the file into the folder static and write its address on this site"
        return Trouble("that is a file on somebody's own computer", advice=advice)
    if "\\" in address:
        reason = "addresses are written with forward slashes"
        return _mended(reason, address.replace("\\", "/"), page, site)
    if _SPACE.search(href):
        return _mended("an address has no spaces", _without_spaces(href), page, site)
    path = own_path(address, site.base)
    if path is None:
        return _elsewhere(address, site)
    if path.startswith("#"):
        return _anchor(site.by_route[page.route], path, page, site)
    if not path.startswith("/"):
        return _relative(path, page, site)
    return _inside(path, page, site)


@lru_cache(maxsize=4096)  # many pages name the same sources
def own_path(address: str, base: BaseUrl) -> str | None:
    """The address without the site's own host; None when it leads to another site."""
    host = host_of(address)
    own_scheme, _, own_host = base.origin.partition("://")
    if host == own_host and scheme_of(address) in ("", "https", own_scheme):
        rest = address[address.lower().index(host) + len(host) :]
        path = rest if rest.startswith("/") else "/" + rest
        return None if route_or_none(path, base) is None else path
    return None if host or scheme_of(address) else address


def closest(wrong: str, known: Iterable[str], likeness: float = _LIKENESS) -> str:
    """What was probably meant; empty when nothing is alike."""
    return next(iter(get_close_matches(wrong, sorted(known), 1, likeness)), "")


def missing_file(route: str, site: Site) -> Trouble | None:
    """What is wrong with the address of a picture or another file; None when it is there."""
    name = output_path(route)
    if name in site.files:
        return None
    return _unknown("the site has no such file", near_file(name, site))


def near_file(name: str, site: Site) -> str:
    """The address of the file that was probably meant; empty when none is alike."""
    files = [f for f in site.files if not f.endswith(".html") and not _MADE.search(f)]
    files += [route.removeprefix("/") for route in site.pictures]
    wanted = posixpath.basename(name).casefold()
    same = [file for file in files if posixpath.basename(file).casefold() == wanted]
    guess = closest(name, same, 0) or closest(name, files)
    return "/" + guess if guess else ""


def _unknown(reason: str, guess: str, note: str = "") -> Trouble:
    return Trouble(f"{reason}; did you mean {guess}{note}?" if guess else reason, guess)


def _mended(reason: str, mended: str, page: FinishedPage, site: Site) -> Trouble:
    """The trouble of an address that is better without a certain mistake."""
    trouble = trouble_with(mended, page, site)
    if trouble is None:
        return Trouble(reason, site.shown(mended))
    return Trouble(reason, trouble.better, "write the address of a page of this site")


def _without_spaces(href: str) -> str:
    """The address as it was probably meant."""
    words = href.split()
    if scheme_of(href):
        return ("" if scheme_of(href) in _SCHEMES else "%20").join(words)
    return "-".join(words).casefold()


def _elsewhere(address: str, site: Site) -> Trouble | None:
    """What is wrong with an address outside the site."""
    scheme = scheme_of(address)
    if scheme in _SCHEMES or _WHOLE_ADDRESS.fullmatch(address):
        return None
    if scheme == "http":
        reason = "addresses that begin with http:// are not safe from listeners"
        return Trouble(reason, "https" + address[len("http") :])
    if scheme == "https":
        whole = "write the whole address, such as https://www.example.com/page"
        return Trouble("that is no whole address", advice=whole)
    if not scheme:
        return Trouble("the address begins with two slashes", "https:" + address)
    return Trouble(
        f"“{scheme}:” is no kind of address that this site uses",
        advice="write an address that begins with a slash, with https:// or with tel:",
    )


def _relative(path: str, page: FinishedPage, site: Site) -> Trouble:
    """What is wrong with an address that does not begin with a slash."""
    if path.startswith("www."):
        return Trouble("an address on another site begins with https://", "https://" + path)
    if re.fullmatch(r"[^@/]+@[^@/]+", path):
        return Trouble("an e-mail address begins with mailto:", "mailto:" + path)
    if re.fullmatch(r"\+?[\d().-]+", path):
        return Trouble("a phone number begins with tel:", "tel:" + path)
    name, query, fragment = split(path)
    if name.endswith(".md"):
        return _markdown(name, fragment, page, site)
    folder = posixpath.dirname(page.route)
    route = posixpath.normpath(posixpath.join(folder, unquote(name)))
    near = _near_route(route, site)
    better = near + query + fragment if near else ""
    return _unknown("an address inside the site begins with a slash", better)


def _markdown(name: str, fragment: str, page: FinishedPage, site: Site) -> Trouble:
    """What is wrong with the name of a page's file that was not turned into an address."""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(name)))
    found = site.by_path.get(wanted)
    if found:
        reason = "the name of a file is not the address of its page"
        return Trouble(reason, found.route + fragment)
    if wanted in site.drafts.values():
        return _draft(wanted)
    guess = site.by_path.get(closest(wanted, site.by_path))
    return _unknown("there is no such file", guess.route + fragment if guess else "")


def _inside(path: str, page: FinishedPage, site: Site) -> Trouble | None:
    """What is wrong with an address on the site's own host."""
    name, query, fragment = split(path)
    route = route_or_none(path, site.base)
    if route is None:
        reason = f"it leaves out {site.base.prefix}, the folder that the site is published in"
        advice = (
            f"tell the person who looks after the site that it should be {site.base.href(name)}"
        )
        return Trouble(reason, advice=advice)
    target = site.by_route.get(route)
    if target is not None:
        return _anchor(target, fragment, page, site)
    draft = site.drafts.get(route.rstrip("/") + "/")
    if draft:
        return _draft(draft)
    near = _near_route(route, site)
    if near == route + "/":
        return Trouble("the address needs a slash at its end", near + query + fragment)
    if output_path(route) in site.files:
        reason = "the address of a page ends with a slash"
        return Trouble(reason, near + query + fragment) if route.endswith("/index.html") else None
    if posixpath.splitext(route)[1] not in ("", ".md", ".html", ".htm"):
        return missing_file(route, site)
    note = " – small letters" if near and near == route.casefold() else ""
    better = near + query + fragment if near else ""
    return _unknown("the site has no such page", better, note)


def _draft(path: str) -> Trouble:
    """What is wrong with the address of a page that is there, but only for its editors."""
    advice = f"remove `draft: yes` from {path}, or remove the link"
    return Trouble("that page is a draft, so it is not published", advice=advice)


def route_or_none(path: str, base: BaseUrl) -> str | None:
    """The route of an address that begins with a slash; None when the site's folder is left out."""
    return path if path.startswith("//") else base.route(path)


def _near_route(route: str, site: Site) -> str:
    """The page that was probably meant; empty when none is alike."""
    tidy = re.sub(r"(?:/index)?\.(?:html?|md|php)$", "", posixpath.normpath("/" + route.strip("/")))
    tidy = re.sub(r"[\s_]+", "-", tidy.casefold()).rstrip("/") + "/"
    if tidy in site.by_small_route:
        return site.by_small_route[tidy]
    inner = tidy.strip("/")
    known = {route.strip("/"): route for route in site.routes if route != "/"}
    last = closest(posixpath.basename(inner), map(posixpath.basename, known))
    same = [one for one in known if posixpath.basename(one) == last]
    return known.get(closest(inner, known) or closest(inner, same, 0), "")


def _anchor(target: FinishedPage, fragment: str, page: FinishedPage, site: Site) -> Trouble | None:
    """What is wrong with the part of an address that names a place on a page."""
    wanted = fragment.removeprefix("#").partition(":~:")[0]
    if not wanted or wanted.casefold() == "top" or target.stub:
        return None
    names = site.names.get(target.route)
    if names is None:
        site.asked.append(Anchor(target.route, wanted))
        return None
    if wanted in names:
        return None
    meant = unquote(wanted)
    if meant in names:
        return None
    known = [name for name in names if name]
    guess = next((one for one in known if one.casefold() == meant.casefold()), "")
    guess = guess or closest(meant, known)
    route = "" if target.route == page.route else target.route
    which = f"the page {route}" if route else "this page"
    reason = f"{which} has no heading with the name “{meant}”"
    return _unknown(reason, f"{route}#{guess}" if guess else "")


def split(address: str) -> tuple[str, str, str]:
    """Path, query and fragment, the latter two with their signs."""
    found = _PARTS.fullmatch(address)
    path, query, fragment = found.groups() if found else (address, None, None)
    return path, query or "", fragment or ""
