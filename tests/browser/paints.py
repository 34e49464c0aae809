"""What the browser itself measures while a page appears: when it is painted, and what jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

MEGABIT = 1_000_000 // 8
_WATCH = """() => {
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) {
            const moved = shift.sources.map(source => source.node?.parentElement?.className
                + " > " + (source.node?.localName ?? source.node?.textContent.slice(0, 40)));
            if (!shift.hadRecentInput) window.shifts.push(`${shift.value.toFixed(4)}: ${moved}`);
        }
    }).observe({ type: "layout-shift", buffered: true });
}"""
_SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PAINT = """() => new Promise(done => new PerformanceObserver(list => {
    const last = list.getEntries().at(-1);
    done([last.startTime, last.element?.localName ?? "", last.element?.textContent ?? ""]);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


@dataclass(frozen=True, slots=True)
class Paint:
    """The largest thing on the first screen."""

    milliseconds: float
    tag: str
    text: str


def watch_shifts(tab: Page) -> None:
    """From the next page on, everything that jumps is noted."""
    tab.add_init_script(f"({_WATCH})()")


def shifts(tab: Page) -> list[str]:
    """What jumped on the page until its fonts were there."""
    tab.evaluate("() => document.fonts.ready.then(() => true)")
    tab.evaluate(_SETTLED)
    found: list[str] = tab.evaluate("window.shifts")
    return found


def slow_down(tab: Page) -> CDPSession:
    """A phone of the middle range on a slow line: 1.6 Mbit/s, 150 ms, a quarter of this machine."""
    session = tab.context.new_cdp_session(tab)
    line: dict[str, Any] = {
        "offline": False,
        "latency": 150,
        "downloadThroughput": 1.6 * MEGABIT,
        "uploadThroughput": 0.75 * MEGABIT,
    }
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return session


def largest_paint(tab: Page) -> Paint:
    """When the largest thing of the first screen was painted, and what it is."""
    tab.evaluate(_SETTLED)
    milliseconds, tag, text = tab.evaluate(_PAINT)
    return Paint(milliseconds, tag, text)
