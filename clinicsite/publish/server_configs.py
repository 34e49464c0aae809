"""The rules of `hosting` as configuration for two web servers that anybody may run."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.publish.hosting import ASKED, HASHED, HEADERS, KEPT, Hosting

DEFAULT_FOLDER = "/srv/site"
_NOTE = """\
# Written by: python build.py hosting {server}
# The site's files are in {folder}; docs/hosting.md tells how they get there.
"""


def nginx(hosting: Hosting, folder: str = DEFAULT_FOLDER) -> str:
    """A file for /etc/nginx/conf.d/: one server that answers as the rules say."""
    href, host = hosting.base.href, hosting.base.origin.partition("://")[2]
    lines = [
        "map $uri $clinic_cache {",
        f'    default "{ASKED}";',
        f'    "~^{href(HASHED)}" "{KEPT}";',
        "}",
        "",
        "server {",
        "    listen 80;",
        f"    server_name {host.partition(':')[0]};",
        "    charset utf-8;",
        "    absolute_redirect off;",
        "    server_tokens off;",
        "",
        "    # Compressed files lie beside the others. The second line needs the package",
        "    # libnginx-mod-http-brotli-static; without it, remove the line.",
        "    gzip_static on;",
        "    brotli_static on;",
        "    gzip_vary on;",
        "",
        "    # nginx forgets these in a block that has an add_header of its own: add none below.",
        *(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items()),
        "    add_header Cache-Control $clinic_cache always;",
        "",
    ]
    lines += _nginx_locations(hosting, folder)
    return _NOTE.format(server="nginx", folder=folder) + "\n".join([*lines, "}", ""])


def _nginx_locations(hosting: Hosting, folder: str) -> Iterator[str]:
    """Moved and removed addresses, then the files, each language with its page for lost ones."""
    href = hosting.base.href
    for old, new in hosting.redirects.items():
        yield f"    location = {href(old)} {{ return 301 {href(new)}; }}"
    for route in hosting.gone:
        page = href(hosting.not_found_for(route))
        yield f"    location = {href(route)} {{ error_page 410 {page}; return 410; }}"
    if hosting.base.prefix:
        yield f"    location = {hosting.base.prefix} {{ return 301 {href('/')}; }}"
    for inner, page in hosting.not_found.items():
        yield f"    location {href(inner)} {{"
        yield f"        alias {folder}{inner};"
        yield "        index index.html;"
        yield f"        error_page 404 {href(page)};"
        yield "    }"


def caddy(hosting: Hosting, folder: str = DEFAULT_FOLDER) -> str:
    """A Caddyfile, or a part of one: one site that answers as the rules say."""
    href, prefix = hosting.base.href, hosting.base.prefix
    lines = [
        f"{hosting.base.origin} {{",
        "\theader {",
        *(f'\t\t{name} "{value}"' for name, value in HEADERS.items()),
        "\t}",
        f"\t@kept path {href(HASHED)}*",
        f'\theader @kept Cache-Control "{KEPT}"',
        f"\t@asked not path {href(HASHED)}*",
        f'\theader @asked Cache-Control "{ASKED}"',
        "",
    ]
    for old, new in hosting.redirects.items():
        lines.append(f"\tredir {href(old)} {href(new)} 301")
    if prefix:
        lines.append(f"\tredir {prefix} {href('/')} 301")
    lines.append("\troute {")
    if hosting.gone:
        lines.append(f"\t\t@gone path {' '.join(map(href, hosting.gone))}")
        lines.append("\t\terror @gone 410")
    lines.append(f"\t\thandle_path {prefix}/* {{" if prefix else "\t\thandle {")
    lines += [f"\t{line}" for line in _caddy_files(folder)]
    lines += ["\t\t}", *(["\t\terror 404"] if prefix else []), "\t}", "\thandle_errors {"]
    lines.append(f'\t\theader Cache-Control "{ASKED}"')
    lines += [*_caddy_lost(hosting), *_caddy_files(folder), "\t}", "}", ""]
    return _NOTE.format(server="caddy", folder=folder) + "\n".join(lines)


def _caddy_lost(hosting: Hosting) -> Iterator[str]:
    """For each language its page for lost addresses, the inner folders first."""
    earlier: list[str] = []
    for number, (inner, page) in enumerate(hosting.not_found.items()):
        yield f"\t\t@lost{number} {{"
        yield f"\t\t\tpath {hosting.base.href(inner)}*"
        yield from (f"\t\t\tnot path {folder}*" for folder in earlier)
        yield "\t\t}"
        yield f"\t\trewrite @lost{number} {page}"
        earlier.append(hosting.base.href(inner))


def _caddy_files(folder: str) -> list[str]:
    return [
        f"\t\troot * {folder}",
        "\t\tfile_server {",
        "\t\t\tprecompressed br gzip",
        "\t\t}",
    ]
