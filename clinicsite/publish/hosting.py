"""How a host should answer: headers, cache, moved and removed addresses. Said here, once.

Netlify and Cloudflare Pages read `_headers` and `_redirects` from the site itself; web servers get
the same rules as configuration (`server_configs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from clinicsite.addresses import NOT_FOUND_ROUTE, BaseUrl
from clinicsite.publish.hashed_names import FOLDER

# Only what never changes. A page's own policy names the hash of its style sheet: if it stood here,
# a host that still sends yesterday's header would show today's pages without their style. For the
# same reason there is no default-src. Only a header can say frame-ancestors.
POLICY: Final = "; ".join(
    f"{name} 'none'"
    for name in (
        *("script-src", "object-src", "frame-src", "connect-src"),
        *("base-uri", "form-action", "frame-ancestors"),
    )
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    # The host alone: what other names of the domain do is not ours to promise.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries."""

KEPT: Final = "public, max-age=31536000, immutable"
"""How long files with hashed names are kept: a year, unasked."""
ASKED: Final = "no-cache"
"""Everything else may be kept, but the host is asked each time whether it is still right."""
HASHED: Final = "/" + FOLDER
HOST_FILES: Final = ("_headers", "_redirects", ".nojekyll", "CNAME")

_HOSTS_OF_HOSTS: Final = (".github.io", ".netlify.app", ".pages.dev")


class Hosting(Struct, frozen=True):
    """What a host has to know of one site, besides its files."""

    base: BaseUrl
    redirects: Mapping[str, str]
    """Earlier route → present one."""
    gone: tuple[str, ...]
    """Routes that were removed on purpose."""
    not_found: Mapping[str, str]
    """Folder → the page for lost addresses in it, the inner folders first."""

    def not_found_for(self, route: str) -> str:
        """The page for lost addresses that belongs to this route."""
        pages = (page for folder, page in self.not_found.items() if route.startswith(folder))
        return next(pages, NOT_FOUND_ROUTE)

    @property
    def domain(self) -> str:
        """The clinic's own domain; empty when the site stands in a folder or on a host's name."""
        host = self.base.origin.partition("://")[2]
        own = re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*", host)
        if not own or self.base.prefix or host.endswith(_HOSTS_OF_HOSTS):
            return ""
        return host


def host_files(hosting: Hosting) -> Mapping[str, bytes]:
    """The files by which hosts are told, each at the root of the site."""
    files = {"_headers": _headers(hosting), "_redirects": _redirects(hosting), ".nojekyll": ""}
    if hosting.domain:
        files["CNAME"] = hosting.domain + "\n"
    return {name: text.encode() for name, text in files.items()}


def _headers(hosting: Hosting) -> str:
    """Rules that never set the same header twice: these hosts would join the two values.

    So nothing is said of pages; both hosts send them with `max-age=0, must-revalidate`.
    """
    everywhere = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    return (
        f"{hosting.base.href('/*')}\n{everywhere}"
        f"\n{hosting.base.href(HASHED)}*\n  Cache-Control: {KEPT}\n"
    )


def _redirects(hosting: Hosting) -> str:
    """Moved addresses, and the pages for lost ones.

    At each moved address lies a page that leads on, for hosts that know no redirects. Netlify shows
    that page unless the rule ends in `!`; Cloudflare skips such a line and takes the next one.
    """
    return "".join(f"{line}\n" for line in _redirect_lines(hosting))


def _redirect_lines(hosting: Hosting) -> Iterator[str]:
    href = hosting.base.href
    for old, new in hosting.redirects.items():
        yield f"{href(old)} {href(new)} 301!"
        yield f"{href(old)} {href(new)} 301"
    # Cloudflare finds the nearest 404.html by itself and skips these lines, too.
    for folder, page in hosting.not_found.items():
        yield f"{href(folder)}* {href(page)} 404"
