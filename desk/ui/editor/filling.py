"""A long story shows its first screen at once; the rest comes in slices that no key has to wait for."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from desk.text import Block
from desk.ui.editor.bridge import Filling
from desk.ui.editor.overdrawn import OverdrawnEdit

_FIRST: Final = 6000  # characters: more than a tall screen shows
_SLICE: Final = 5e-3  # seconds that a slice may take
_SIZE: Final = 16  # blocks of the first slice, until it is known how long they take


class Pace:
    """Finds how much can be done in the time that a key can wait for."""

    def __init__(self, size: int = _SIZE) -> None:
        self.size = size

    def run(self, do: Callable[[int], object]) -> None:
        """Do as much as seems right, and learn from how long that took."""
        start = perf_counter()
        do(self.size)
        taken = perf_counter() - start
        self.size = max(1, int(self.size * min(2.0, _SLICE / max(taken, 1e-6))))


class FilledEdit(OverdrawnEdit):
    """A text edit that is filled bit by bit.

    Keys pressed before it is whole are typed once it is; who asks for its document or cursor gets it whole.
    """

    edited = Signal()
    """The content changed: never for a theme, a colour, a cursor or the filling."""

    filled = Signal()
    """A text that was put in place of another is whole; keys that waited for it are typed after this."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, rich=True)
        self._shown = self._painted
        self._untold_depth = 0
        self._revision = self._shown.revision()
        self._shown.contentsChanged.connect(self._tell_edited)
        self._fill: Filling | None = None
        self._pace = Pace()
        self._filled = 0  # how often
        self._waiting: list[QKeyEvent] = []
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._slice)

    def is_filling(self) -> bool:
        """Return whether only the start of the story is shown yet."""
        return self._fill is not None

    def complete(self) -> None:
        """Fill in all that is still to come, now, and type what was pressed meanwhile."""
        if self._fill is not None:
            self._add(self._fill.left)

    def document(self) -> QTextDocument:
        """Return the document, whole."""
        self.complete()
        return self._shown

    def textCursor(self) -> QTextCursor:
        """Return the cursor, in a text that is whole."""
        self.complete()
        return super().textCursor()

    def _caret(self) -> QTextCursor:
        """Return the cursor in what is there yet."""
        return super().textCursor()

    def _start(self, blocks: tuple[Block, ...]) -> None:
        """Put blocks in place of the content: the first screen now."""
        self._next.stop()
        self._waiting = []
        self._filled += 1
        if self._fill is not None:
            self._fill.end()
        self._fill = Filling(self._shown, blocks)
        count = length = 0
        while count < len(blocks) and length < _FIRST:
            length += len(blocks[count].plain) + 80
            count += 1
        count = max(count, 1)
        self._pace = Pace(min(count, _SIZE))  # sixteen blocks of a thousand words hold a key
        self._add(count)

    def _slice(self) -> None:
        """Fill in as much as a key can wait for."""
        self._pace.run(self._add)

    def _add(self, count: int) -> None:
        fill = self._fill
        if fill is None:
            return
        with self._untold():
            fill.add(count)
            self._is_there(fill.done)
            if fill.left:
                self._next.start()
                return
            fill.end()
        self._next.stop()
        self._fill = None
        self.filled.emit()
        self._type_waiting()

    def _is_there(self, blocks: tuple[Block, ...]) -> None:
        """Make ready what the blocks that are there need."""

    def _type_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            QApplication.sendEvent(self, event)

    @contextmanager
    def _untold(self) -> Generator[None]:
        """Tell nobody of what changes inside: Qt counts a new font as a change of the text."""
        self._untold_depth += 1
        try:
            yield
        finally:
            self._untold_depth -= 1
            self._revision = self._shown.revision()

    def _tell_edited(self) -> None:
        revision = self._shown.revision()
        if not self._untold_depth and revision != self._revision:
            self._revision = revision
            self.edited.emit()

    def _waits(self, event: QKeyEvent) -> bool:
        """Keep a key for when the text is whole; return whether it has to wait."""
        if self._fill is None:
            return False
        self._waiting.append(event.clone())
        if event.text():
            self.edited.emit()  # so that whoever saves asks for the text, and with it gets this key
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the cursor in a text that is whole."""
        self.complete()
        super().mousePressEvent(event)
