"""Collects what nobody needs any more, on the GUI thread alone."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY: Final = 100  # ms: what a busy worker leaves in that time is looked through in a few


class Garbage(QTimer):
    """Collects, once started, while the thread that it lives in has time.

    Python itself collects on whichever thread asks for memory. A widget that goes on another thread than Qt's
    can end the program: its timers cannot be stopped from there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=_EVERY)
        self.timeout.connect(collect)


def collect() -> None:
    """Collect the oldest generation that is due, as Python would."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
    if due:
        gc.collect(due[-1])
