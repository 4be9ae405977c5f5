"""Work off the GUI thread: a worker for the store, one for what cannot wait, a pool for the rest."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from desk.domain import DeskError

T = TypeVar("T")
_log = logging.getLogger(__name__)

_TURN: Final = 5e-4
"""Seconds that a worker may go on computing while the window waits for its turn.

Python's own 5 ms are more than a key takes to be painted, and a key needs many turns: each call of Qt gives
the turn away (bench/workers.py).
"""


class Tasks(QObject):
    """Runs functions elsewhere and calls back here.

    Store work runs in the order it was asked for, one at a time. A callback given as a method of a QObject is
    dropped when that object is gone.
    """

    failed = Signal(object)
    """A DeskError that nobody else took."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._prompt = ThreadPoolExecutor(1, thread_name_prefix="prompt")
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="work")
        self._open = 0
        self._stopped = False
        self._arrived.connect(self._deliver)  # queued, as it is only ever emitted by workers

    @property
    def idle(self) -> bool:
        """Return whether nothing runs or waits for delivery."""
        return self._open == 0

    def store(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run work on the store's worker, after all that was asked before."""
        self._run(self._store, work, done, failed)

    def work(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run long work beside the store's."""
        self._run(self._pool, work, done, failed)

    def prompt(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run short work, in order, that may not wait behind an export or a locked database."""
        self._run(self._prompt, work, done, failed)

    def stop(self) -> None:
        """Finish what was asked for and take no more; what it brings back is dropped."""
        self._stopped = True
        self._arrived.disconnect(self._deliver)
        self._store.shutdown(wait=True)
        self._prompt.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[DeskError], None] | None,
    ) -> None:
        if self._stopped:
            _log.info("not done any more: %s", work)  # a pause that ended while the window closed
            return
        self._open += 1

        def run() -> None:
            result, fault = None, None
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001  (told where it is delivered)
                fault = error
            self._arrived.emit((result, fault, done, failed))

        pool.submit(run)

    def _deliver(
        self,
        parcel: tuple[
            Any, BaseException | None, Callable[[Any], None] | None, Callable[[DeskError], None] | None
        ],
    ) -> None:
        result, fault, done, failed = parcel
        self._open -= 1
        if self._stopped:
            return  # it was on its way when `stop` came; whoever asked may be gone
        if fault is None:
            if done is not None:
                done(result)
        elif isinstance(fault, DeskError):
            (failed or self.failed.emit)(fault)
        else:
            _log.error("a task failed", exc_info=fault)
            wrong = DeskError(
                f"Something went wrong in the program ({type(fault).__name__})",
                kept="What you typed is still here",
                todo="Try again; the log has the details",
            )
            (failed or self.failed.emit)(wrong)
