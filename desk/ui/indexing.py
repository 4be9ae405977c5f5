"""Fills the search index beside everything else: what was saved, or all of what an older version made."""

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Change
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.status_line import StatusLine

_PAUSE = 2000  # ms without a save
_MANY = 50  # so many stories take long enough to be told of


class Indexing(QObject):
    """Goes on until every story is found, or the window leaves; the next start goes on from there."""

    _came = Signal(int, int)

    def __init__(self, session: Session, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._status = status
        self._stopped = self._stands_back = False
        self._running = self._told = False
        self._pause = Pause(self, _PAUSE, self.begin)
        session.bus.changed.connect(self._changed)
        self._came.connect(self._show)

    def begin(self) -> None:
        """Look behind the first reads whether there is anything to do, and do it."""
        desk = self._session.desk
        self._session.ask(lambda: ops.searching.waiting(desk), self._found)

    def stop(self) -> None:
        """Leave the rest for later."""
        self._stopped = True
        self._pause.stop()

    def stand_back(self, on: bool) -> None:
        """Leave the disk and the processor to a change of many stories; go on once that is over.

        Each would wait for the other's transactions: to take tags off a thousand stories again took three
        times as long while those were indexed with them.
        """
        if self._stands_back and not on and not self._stopped:
            self._pause.soon()
        self._stands_back = on

    def _changed(self, change: Change) -> None:
        if "story" in change.kinds:
            self._pause.soon()

    def _found(self, waiting: int) -> None:
        if not waiting or self._running or self._leaves():
            return
        self._running = True
        desk = self._session.desk
        self._told = waiting > _MANY
        if self._told:
            self._status.begin("Preparing the list and its search", self.stop)
        self._session.do(
            lambda: ops.searching.prepare(desk, self._came.emit, self._leaves),
            self._over,
            self._failed,
            long=True,
        )

    def _leaves(self) -> bool:
        return self._stopped or self._stands_back

    def _show(self, done: int, total: int) -> None:
        if self._told:
            self._status.progress("Preparing the list and its search:", done, total)

    def _over(self, left: int) -> None:
        self._rest()

    def _failed(self, error: object) -> None:
        if self._told:  # else the next pause or search tries again
            self._session.tasks.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        if self._told:
            self._status.rest()
        self._running = self._told = False
