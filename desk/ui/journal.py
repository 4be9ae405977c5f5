"""Keeps what is typed in a second place, every instant, until the store has it."""

import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, QTimer

from desk import operations as ops
from desk import text
from desk.domain import BadInput, Story, new_id
from desk.text import Doc
from desk.ui.open_story import OpenStory
from desk.ui.session import Session

_EVERY: Final = 150  # ms between two writings while somebody types
_SHARE: Final = 20  # a writing that takes long comes so much less often
_log = logging.getLogger(__name__)


class Journal(QObject):
    """One window's journal: a folder with a file for each story that the store does not have yet.

    The GUI thread only hands over blocks that it holds anyway; another thread makes words of them and
    writes. The folder is locked while the window stands, so that the next start knows what was left.
    """

    def __init__(self, session: Session, open_story: OpenStory, body: Callable[[], Doc | str]) -> None:
        super().__init__(open_story)
        self._session = session
        self._open = open_story
        self._body = body
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._writing = self._more = False
        self._soon = QTimer(self, singleShot=True, interval=_EVERY)
        self._soon.timeout.connect(self._write)
        session.ask(partial(ops.journal.folder, session.desk), self._begin)
        open_story.touched.connect(self._touched)
        open_story.saved.connect(self._saved)

    def _begin(self, folder: Path) -> None:
        mine = folder / new_id()
        try:
            mine.mkdir(parents=True)
        except OSError as error:
            _log.warning("no journal can be kept: %s", error)
            return
        self._lock = locked(mine)
        self._folder = mine
        if not self._open.safe:
            self._touched()

    def _touched(self) -> None:
        if self._folder is not None and not self._soon.isActive():
            self._soon.start()

    def _write(self) -> None:
        story, folder = self._open.story, self._folder
        if story is None or folder is None or self._open.safe:
            return
        if self._writing:
            self._more = True
            return
        if self._open.coming():
            self._soon.start()
            return
        self._writing = True
        body, desk = self._body(), self._session.desk.folder
        self._session.tasks.work(lambda: _keep(folder, desk, story, body), self._written)

    def _written(self, seconds: float) -> None:
        self._writing = False
        self._soon.setInterval(max(_EVERY, round(seconds * 1000 * _SHARE)))
        if self._more:
            self._more = False
            self._touched()
        elif self._open.safe:
            self._empty()

    def _saved(self, _: object) -> None:
        if self._open.safe and not self._writing:
            self._empty()

    def _empty(self) -> None:
        """Drop what the store has by now."""
        if self._folder is not None:
            for file in self._folder.glob("*.json"):
                ops.journal.drop(file)

    def stop(self) -> None:
        """End with the window; what is not in the store stays for the next start."""
        self._soon.stop()
        if self._lock is not None and self._folder is not None:
            kept = not self._open.safe
            self._lock.unlock()
            if not kept:
                shutil.rmtree(self._folder, ignore_errors=True)


def locked(folder: Path) -> QLockFile | None:
    """Return the lock of a window's journal, None while that window stands."""
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # a lock is old when its program is gone, however long it has stood
    return lock if lock.tryLock(0) else None


def _keep(folder: Path, desk: Path, story: Story, body: Doc | str) -> float:
    """Write a story's words; return the seconds of work that it took."""
    start = time.thread_time()
    words = body if isinstance(body, str) else text.write(body)
    try:
        ops.journal.keep(folder / f"{story.id}.json", desk, replace(story, body=words))
    except (OSError, BadInput) as error:
        _log.warning("the journal could not be written: %s", error)
    return time.thread_time() - start
