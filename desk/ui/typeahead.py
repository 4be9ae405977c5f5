"""Keys that are pressed before the field they are meant for is there."""

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desk.ui.pause import Pause

if TYPE_CHECKING:
    from PySide6.QtGui import QInputMethodEvent

_LATE: Final = 400  # ms after which a person wonders
_PATIENCE: Final = 60_000  # ms; the store has given up long before


class TypeAhead(QObject):
    """Holds what is typed into a window, and types it once the field stands.

    On a slow disk a new story comes a while after it was asked for; until then the former has the cursor.
    """

    late = Signal()
    """The field takes a while."""

    over = Signal()
    """Nothing is held any more."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[QEvent] | None = None
        self._late = Pause(self, _LATE, self.late.emit)
        self._patience = Pause(self, _PATIENCE, self.let_go)

    @property
    def holding(self) -> bool:
        """Return whether there may be words that stand nowhere yet."""
        return self._held is not None

    def hold(self) -> None:
        """Keep what is typed from now on."""
        if self._held is None:
            self._held = []
            QCoreApplication.instance().installEventFilter(self)
            self._late.soon()
        self._patience.soon()

    def let_go(self, field: QWidget | None = None) -> None:
        """Type what was held into a field; with none, where the cursor is."""
        if self._held is None:
            return
        QCoreApplication.instance().removeEventFilter(self)
        self._late.stop()
        self._patience.stop()
        held, self._held = self._held, None
        if field is not None:
            field.setFocus()
        for event in held:
            if (widget := self._window.focusWidget()) is not None:  # a Tab among them moves on
                QCoreApplication.sendEvent(widget, event)
        self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what was typed."""
        if self._held is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            typed = watched == self._window.windowHandle()  # which hands it to the field
        else:
            written = event.type() == QEvent.Type.InputMethod
            typed = written and bool(cast("QInputMethodEvent", event).commitString())
        if typed:
            self._held.append(event.clone())
        return typed
