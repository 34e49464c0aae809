"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.previews import Site, small_site
from tests.tried import PROPERTY

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many inputs were tried, wherever a test has counted them."""
    told = [
        f"{report.nodeid.rpartition('::')[2]}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == PROPERTY
    ]
    if told:
        terminalreporter.section(PROPERTY)
        terminalreporter.write_line("\n".join(sorted(told)))


@pytest.fixture
def project(tmp_path: Path) -> Site:
    """A small project of this test's own, for the preview."""
    return small_site(tmp_path / "project")
