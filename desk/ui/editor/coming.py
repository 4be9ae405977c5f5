"""What comes into a text bit by bit: read elsewhere, put in by slices; keys wait until it has its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desk.text import Block
from desk.ui.editor.filling import FilledEdit, Pace

Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]

_ALL: Final = 1_000_000


@dataclass(eq=False, slots=True)
class _Reading:
    """Something that is read, and what is done with it."""

    read: Callable[[], Any]
    then: Callable[[Any], None]


@dataclass(eq=False, slots=True)
class _Putting:
    """An edit made bit by bit, and what is done after it; `before` is how many steps could be undone."""

    bits: Iterator[None]
    then: Callable[[], None]
    before: int
    busy: bool = False


class ComingEdit(FilledEdit):
    """Takes long edits without holding a key: who asks for its document or cursor gets them with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work: Work | None = None
        """Does long work beside the window and hands over what it made; without one it is done at once."""
        self._reading: _Reading | None = None
        self._putting: _Putting | None = None
        self._bits = Pace()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._put_slice)

    def is_coming(self) -> bool:
        """Return whether a part of the text is still on its way: asking for it now would hold the keys."""
        return self.is_filling() or self._reading is not None or self._putting is not None

    def complete(self) -> None:
        """Fill in all that is still to come, a paste on its way too, and type what was pressed meanwhile."""
        super().complete()
        if self._reading is not None:
            self._came(self._reading, self._reading.read())
        if self._putting is not None:
            self._put_bits(self._putting, _ALL)

    def _start(self, blocks: tuple[Block, ...]) -> None:
        self._reading = self._putting = None
        self._soon.stop()
        super()._start(blocks)

    def _waits(self, event: QKeyEvent) -> bool:
        if self._reading is None and self._putting is None:
            return super()._waits(event)
        self._waiting.append(event.clone())
        return True

    def undo(self) -> None:
        """Take the last step back, a paste on its way first."""
        self.complete()
        super().undo()

    def _bring(self, read: Callable[[], Any], then: Callable[[Any], None], *, long: bool) -> None:
        """Read something, elsewhere where that takes long, and go on with it."""
        if not long or self.work is None:
            then(read())
            return
        reading = self._reading = _Reading(read, then)
        self.edited.emit()  # so that whoever saves asks for the text, and with it gets this paste
        self.work(read, partial(self._came, reading))

    def _came(self, reading: _Reading, found: object) -> None:
        if self._reading is reading:  # else the text was needed before, or is another by now
            self._reading = None
            reading.then(found)
            if self._putting is None:
                self._type_waiting()

    def edit_slowly(self, bits: Iterator[None], then: Callable[[], None]) -> None:
        """Make an edit as one step of undo, a few bits at a time; after each the text is sound.

        What `bits` does may use no step of undo that lasts from one bit to the next.
        """
        putting = self._putting = _Putting(bits, then, self._shown.availableUndoSteps())
        self._bits = Pace()
        self._put_bits(putting, self._bits.size if self.work is not None else _ALL)

    def _put_slice(self) -> None:
        putting = self._putting
        if putting is not None:
            self._bits.run(partial(self._put_bits, putting))

    def _put_bits(self, putting: _Putting, count: int) -> None:
        if putting.busy:  # somebody whom the edit was told asks for the text: it is what it is so far
            return
        putting.busy = True
        cursor = QTextCursor(self._shown)
        if self._shown.availableUndoSteps() > putting.before:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        try:
            done = sum(1 for _ in islice(putting.bits, count)) < count
        except BaseException:
            self._putting = None
            raise
        finally:
            cursor.endEditBlock()
            putting.busy = False
        if not done:
            self._soon.start()
        elif self._putting is putting:
            self._soon.stop()
            self._putting = None
            putting.then()
            self._type_waiting()
