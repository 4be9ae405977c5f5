"""How often the window's loop turns while something is on its way."""

import time
from collections.abc import Callable

_PATIENCE_SECONDS = 60.0


def turns_until(qtbot, came: Callable[[], object]) -> int:
    """Let the window live until something came, and return how often it had its turn."""
    turns, end = 0, time.monotonic() + _PATIENCE_SECONDS
    while not came():
        assert time.monotonic() < end, "it never came"
        qtbot.wait(1)
        turns += 1
    return turns
