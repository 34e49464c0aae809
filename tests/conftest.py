"""What every test shares."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long one example takes says more about the machine than about the code. In CI, Hypothesis
# sees to that itself, and tries the same examples every time.
if "CI" not in os.environ:
    settings.register_profile("desk", deadline=None)
    settings.load_profile("desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that opens the browser carries the mark `browser`."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
