"""YAML nodes as JSON: what comes back is what was there."""

from __future__ import annotations

import pytest

from clinicsite.read.source import decode
from clinicsite.read.yaml_json import from_json, to_json
from clinicsite.read.yaml_nodes import parse_yaml
from tests.test_shipped_site import shipped_tree


@pytest.mark.parametrize(
    "path", [p for p in shipped_tree().files if p.endswith(".yaml")], ids=lambda p: p.split("/")[-1]
)
def test_every_shipped_document_comes_back_whole(path: str) -> None:
    """Values, order and the place of each value survive the way through JSON."""
    source, _ = decode(path, shipped_tree().files[path])
    node, problems = parse_yaml(source)

    assert problems == ()
    assert node is not None
    assert from_json(to_json(node)) == node


def test_an_empty_document_comes_back_empty() -> None:
    """Nothing stays nothing."""
    assert from_json(to_json(None)) is None
