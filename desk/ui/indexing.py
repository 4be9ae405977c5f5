"""Fills the search index of a large desk that an older version made, beside everything else."""

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.ui.session import Session
from desk.ui.status_line import StatusLine


class Indexing(QObject):
    """Goes on until every story is found, or the window leaves; the next start goes on from there."""

    _came = Signal(int, int)

    def __init__(self, session: Session, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._status = status
        self._stopped = False
        self._came.connect(self._show)

    def begin(self) -> None:
        """Look behind the first reads whether there is anything to do, and do it."""
        desk = self._session.desk
        self._session.ask(lambda: ops.searching.waiting(desk), self._found)

    def stop(self) -> None:
        """Leave the rest for later."""
        self._stopped = True

    def _found(self, waiting: int) -> None:
        if not waiting or self._stopped:
            return
        desk = self._session.desk
        self._status.begin("Preparing the search", self.stop)
        self._session.do(
            lambda: ops.searching.prepare(desk, self._came.emit, lambda: self._stopped),
            self._over,
            self._failed,
            long=True,
        )

    def _show(self, done: int, total: int) -> None:
        self._status.progress("Preparing the search:", done, total)

    def _over(self, left: int) -> None:
        self._status.rest()

    def _failed(self, error: object) -> None:
        self._status.rest()
        self._session.tasks.failed.emit(error)
