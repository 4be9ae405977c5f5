"""Copies of the desk that make themselves, beside the person's work."""

import threading
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desk import operations as ops
from desk.domain import Cancelled, DeskError
from desk.ui.pause import Pause
from desk.ui.session import Session

_AFTER_START: Final = 4000  # ms: behind the first reads and the first look at the list
_HOUR: Final = 3_600_000


class Routine(QObject):
    """Has a copy made behind the start and once a day, beside the person's work."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject, after: int = _AFTER_START) -> None:
        super().__init__(parent)
        self._session = session
        self._leaving = threading.Event()
        self._start = Pause(self, after, partial(self._make, "start"))
        self._daily = QTimer(self, interval=_HOUR)
        self._daily.timeout.connect(partial(self._make, "daily"))
        self._start.soon()
        self._daily.start()

    def _make(self, why: str) -> None:
        desk = self._session.desk
        go_on = ops.backups.cancellable(lambda *_: None, self._leaving.is_set, "The window closed")
        self._session.tasks.work(lambda: ops.backups.routine(desk, why, go_on), None, self._refused)

    def _refused(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(DeskError(f"No backup could be made: {error.what}", todo=error.todo))

    def stop(self) -> None:
        """End with the window; a copy under way is dropped, the next start makes it."""
        self._leaving.set()
        self._start.stop()
        self._daily.stop()
