"""Drawing for the first time what costs much then, a little in each turn."""

from time import thread_time
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal

from desk.ui.pause import Pause

_LONG: Final = 5e-3  # seconds of this thread's own that it may take in one turn
_TURN: Final = 2  # ms
_KEPT: Final = 1_000  # what is known to have been drawn


class Unhurried(QObject):
    """Says whether the turn of what was never drawn has come: so little in each that nobody is held up."""

    left = Signal(list)
    """What was left out can be drawn now (list of QPersistentModelIndex)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._drawn: set[str] = set()
        self._begun = 0.0
        self._left: list[QPersistentModelIndex] = []
        self._turn = Pause(self, _TURN, self._next_turn)

    def may_draw(
        self, key: str, index: QModelIndex | QPersistentModelIndex, *, at_once: bool = False
    ) -> bool:
        """Return whether to draw what a key names now; `left` has the index where not."""
        if key in self._drawn:
            return True
        if not at_once:
            if not self._turn.isActive():
                self._begun = thread_time()
                self._turn.soon()
            elif thread_time() - self._begun > _LONG:
                self._left.append(QPersistentModelIndex(index))
                return False
        if len(self._drawn) == _KEPT:
            self._drawn.clear()
        self._drawn.add(key)
        return True

    def _next_turn(self) -> None:
        left, self._left = self._left, []
        if left:
            self.left.emit(left)
