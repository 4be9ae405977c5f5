"""What may stand in the filter of the list where the cursor is: filters by name, and what they take."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desk import operations as ops
from desk.domain import Completion
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE = 60  # ms behind a key
_WORDS = Qt.ItemDataRole.UserRole + 1


Ask = Callable[["ops.Desk", str, int], list[Completion]]


def _stories(desk: "ops.Desk", typed: str, cursor: int) -> list[Completion]:
    return ops.searching.completions(desk, typed, cursor)


class Completing(QObject):
    """Asks off the GUI thread and offers below the field; arrows and Enter, or a click, take an offer."""

    def __init__(self, field: QLineEdit, session: Session, ask: Ask = _stories) -> None:
        """`ask` gives what may stand in a typed search where the cursor is."""
        super().__init__(field)
        self._offers = ask
        self._field = field
        self._session = session
        self._asked = ""
        self._model = QStandardItemModel(self)
        # Not the field's own: that would put an offer into it as soon as an arrow passes over it.
        self.offers = QCompleter(self._model, self, completionRole=Qt.ItemDataRole.DisplayRole)
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.setWidget(field)
        self.offers.popup().setObjectName("offers")
        self.offers.activated.connect(self._take)
        self._pause = Pause(self, _PAUSE, self._ask)
        field.textEdited.connect(self._pause.soon)

    def _ask(self) -> None:
        desk, typed, cursor = self._session.desk, self._field.text(), self._field.cursorPosition()
        self._asked = typed
        ask = partial(self._offers, desk, typed, cursor)
        self._session.ask(ask, partial(self._offer, typed))

    def _offer(self, typed: str, found: list[Completion]) -> None:
        if typed != self._field.text() or self._field.window().focusWidget() is not self._field:
            return
        self._model.clear()
        for one in found:
            item = QStandardItem(one.shown)
            item.setData(one, _WORDS)
            self._model.appendRow(item)
        if found:
            self.offers.popup().setStyleSheet(self._field.window().styleSheet())  # it has no parent to ask
            self.offers.complete()
        else:
            self.offers.popup().hide()

    def _take(self, _: object) -> None:
        """Put an offer in place of what was typed of it, and offer what may follow."""
        here = self.offers.popup().currentIndex()
        one = here.data(_WORDS) if here.isValid() else None
        if not isinstance(one, Completion) or self._field.text() != self._asked:
            return
        self._field.setText(self._asked[: one.start] + one.words + self._asked[one.end :])
        self._field.setCursorPosition(one.start + len(one.words))
        self._pause.soon()
