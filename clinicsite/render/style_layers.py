"""The layers of the style sheet, each in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_LAYER = "@layer "
_SIGN = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)


def layers_of(css: str) -> tuple[Mapping[str, str], str]:
    """The rules of each layer, layers in the order in which they are first named; and the rest.

    `css` is small already: no remarks, no spaces around braces.
    """
    layers: dict[str, str] = {}
    rest: list[str] = []
    for statement in _statements(css):
        head, brace, body = statement.partition("{")
        if not head.startswith(_LAYER):
            rest.append(statement)
        elif brace:
            name = head.removeprefix(_LAYER)
            layers[name] = layers.get(name, "") + body[:-1]
        else:
            for name in head.removeprefix(_LAYER).removesuffix(";").split(","):
                layers.setdefault(name, "")
    return layers, "".join(rest)


def in_layers(css: str) -> str:
    """The same rules, every layer once.

    The first place where a layer is named decides its rank, so the statement that only names them
    all is not needed. What stands outside of all layers wins over them wherever it stands.
    """
    layers, rest = layers_of(css)
    return "".join(f"{_LAYER}{name}{{{body}}}" for name, body in layers.items() if body) + rest


def _statements(css: str) -> Iterator[str]:
    """The rules on the outermost level, blocks with all they hold."""
    depth = start = 0
    for sign in _SIGN.finditer(css):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0 and sign[0] in "};":
            yield css[start : sign.end()]
            start = sign.end()
    if css[start:]:
        yield css[start:]
