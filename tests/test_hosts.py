"""The release as two real web servers send it, at the root of a host and in a folder."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import brotli
import pytest

from clinicsite.pipeline import BuiltSite
from clinicsite.publish.folder import publish
from clinicsite.publish.hosting import ASKED, HEADERS, KEPT, Hosting
from clinicsite.publish.manifest import MANIFEST_NAME
from tests.programs import in_ci
from tests.releases import BASES, GONE, GONE_IN_SPANISH, golden_tree, release
from tests.servers import NO_SERVER, SERVERS, Answer, ask, find_server, serving

DEEP = "nowhere/at/all/"


@dataclass(frozen=True)
class Host:
    """A real server that sends the golden site."""

    address: str
    built: BuiltSite

    @property
    def hosting(self) -> Hosting:
        """The rules that it was given."""
        assert self.built.hosting is not None
        return self.built.hosting

    def get(self, route: str, accept: str = "identity") -> Answer:
        """The answer for a route of the site."""
        return ask(self.address, self.hosting.base.href(route), accept)

    def hashed(self, ending: str) -> str:
        """The route of a file with a hashed name."""
        return "/" + next(p for p in self.built.files if p.startswith("hashed/") and ending in p)


@pytest.fixture(scope="module", params=[(s, b) for s in SERVERS for b in BASES], ids=str)
def host(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """Each server, at the root of a host and under `/clinic/`."""
    name, base_url = request.param
    if find_server(name) is None:
        message = NO_SERVER.format(name=name)
        if in_ci():
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    built = release(golden_tree(), base_url)
    assert built.is_publishable
    work = tmp_path_factory.mktemp(name)
    publish(built.files, work / "site", protected=[])
    assert built.hosting is not None
    with serving(name, built.hosting, work / "site", work / "server") as address:
        yield Host(address, built)


def test_every_file_is_sent_as_it_is(host: Host) -> None:
    """What was built is what a browser gets, byte for byte, for each file and each address."""
    for path, data in host.built.files.items():
        route = "/" + path.removesuffix("index.html")
        if (
            path in ("_headers", "_redirects", ".nojekyll", "CNAME")
            or route in host.hosting.redirects
        ):
            continue

        answer = host.get(route)

        assert (answer.status, answer.body) == (200, data), route


def test_every_answer_carries_every_header(host: Host) -> None:
    """Pages, files, redirects and errors alike."""
    for route in ("/", "/es/", "/robots.txt", host.hashed(".woff2"), "/reasons/", f"/{DEEP}", GONE):
        headers = host.get(route).headers

        assert {name: headers.get_all(name) for name in HEADERS} == {
            name: [value] for name, value in HEADERS.items()
        }, route


def test_browsers_keep_hashed_files_for_a_year_and_ask_for_all_others(host: Host) -> None:
    """One rule a file, never two."""
    for route in ("/", "/causes/overuse/", "/robots.txt", f"/{MANIFEST_NAME}", f"/{DEEP}"):
        assert host.get(route).headers.get_all("Cache-Control") == [ASKED], route
    for ending in (".woff2", ".svg"):
        assert host.get(host.hashed(ending)).headers.get_all("Cache-Control") == [KEPT]


def test_that_a_hashed_file_is_missing_is_kept_by_nobody(host: Host) -> None:
    """It may come with the next release."""
    answer = host.get("/hashed/room.0123456789ab.jpg")

    assert answer.status == 404
    assert answer.headers.get_all("Cache-Control") == [ASKED]


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("identity", None)],
)
def test_each_browser_gets_the_compression_that_it_reads(
    host: Host, accept: str, encoding: str | None
) -> None:
    """The compressed twin is sent as it lies there, with the type of its file."""
    for route, kind in (("/", "text/html"), ("/sitemap.xml", "xml"), (host.hashed(".svg"), "svg")):
        path = (route + "index.html" * (route == "/"))[1:]

        answer = host.get(route, accept)

        assert answer.headers["Content-Encoding"] == encoding, route
        assert kind in answer.headers["Content-Type"]
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)
        assert unpack(answer.body) == host.built.files[path]
        twin = {"br": ".br", "gzip": ".gz"}.get(encoding or "", "")
        assert answer.body == host.built.files[path + twin]
        if encoding:
            assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("route", "page"), [(f"/{DEEP}", "404.html"), (f"/es/{DEEP}", "es/404.html")]
)
def test_a_lost_address_gets_the_page_of_its_language(host: Host, route: str, page: str) -> None:
    """With status 404, three levels deep, uncompressed and compressed."""
    for accept in ("identity", "br"):
        answer = host.get(route, accept)
        packed = answer.headers["Content-Encoding"] == "br"

        assert answer.status == 404
        assert (brotli.decompress(answer.body) if packed else answer.body) == host.built.files[page]
        assert "text/html" in answer.headers["Content-Type"]


def test_a_moved_address_leads_on_at_once(host: Host) -> None:
    """For good, inside the site, and without the page that leads on elsewhere."""
    answer = host.get("/reasons/")

    assert answer.status == 301
    assert answer.headers["Location"] == host.hosting.base.href("/causes/")


def test_a_folder_without_its_slash_gets_it(host: Host) -> None:
    """People leave it out when they type an address."""
    answer = host.get("/causes")

    assert answer.status in (301, 308)
    assert answer.headers["Location"] == host.hosting.base.href("/causes/")


@pytest.mark.parametrize("route", [GONE, GONE_IN_SPANISH])
def test_an_address_that_was_removed_on_purpose_is_gone(host: Host, route: str) -> None:
    """Status 410: search engines forget it sooner. People get the page for lost addresses."""
    answer = host.get(route)

    assert answer.status == 410
    assert answer.body == host.built.files[host.hosting.not_found_for(route)[1:]]


def test_outside_its_folder_nothing_is_answered(host: Host) -> None:
    """What lies beside `/clinic/` belongs to somebody else."""
    if host.hosting.base.prefix:
        assert ask(host.address, "/causes/").status == 404
        answer = ask(host.address, host.hosting.base.prefix)
        assert (answer.status, answer.headers["Location"]) == (301, "/clinic/")
