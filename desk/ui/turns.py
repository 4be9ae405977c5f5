"""Lets the window be painted first while long work computes beside it."""

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_MOST: Final = 0.1
"""Seconds of one painting for which work stands back."""

_LOOK: Final = 0.0005  # seconds


class Turns(QObject):
    """Knows whether the window is being painted.

    Each call of Qt gives Python away, and takes up to half a millisecond to get it back from a thread that
    computes (see `tasks`): a window that was painted whole, which is hundreds of calls, took many times as
    long while many stories were changed.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._since: float | None = None

    def watch(self, on: bool) -> None:
        """Follow the painting from now on, or no longer: it costs each event of the window a little."""
        self._window.removeEventFilter(self)
        if on:
            self._window.installEventFilter(self)

    def give_way(self) -> None:
        """Wait, on another thread, until the window is painted, but not for long."""
        while (since := self._since) is not None and time.monotonic() - since < _MOST:
            time.sleep(_LOOK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the window painted, and say so while it is."""
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        self._since = time.monotonic()
        try:
            return watched.event(event)
        finally:
            self._since = None
