"""The seam between publishing and the disk: every action has a name, and goes through here.

A test hands in its own `on_action` and so can stop the work, or end the process, before and
after every single action. In daily use it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from clinicsite.publish.exchange import exchange_in_one_step


def _nothing(moment: str) -> None:
    """What is done about an action in daily use."""


class Machine(Struct, frozen=True):
    """What publishing asks of the machine that it runs on."""

    on_action: Callable[[str], None] = _nothing
    """Called with `before NAME` and `after NAME` around every action on the disk."""
    exchange: Callable[[Path, Path], bool] = exchange_in_one_step
    """Lets two folders change places; False when this machine has no single step for it."""
    patience: float = 60.0
    """How many seconds to wait while another build is publishing into the same folder."""

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Surround one action on the disk with its name."""
        self.on_action(f"before {name}")
        yield
        self.on_action(f"after {name}")


THIS_MACHINE: Final = Machine()
