"""The head of the story list: the field that says what is shown, and the chips that write into it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Status
from desk.ui import icons, words
from desk.ui.flow import Flow
from desk.ui.pause import Pause
from desk.ui.stories.view import FilterField

if TYPE_CHECKING:
    from desk.domain import Counts

CHIPS = {
    "All": None,
    "Drafts": Status.DRAFT,
    "In review": Status.REVIEW,
    "Ready": Status.READY,
    "Published": Status.PUBLISHED,
    "Withdrawn": Status.WITHDRAWN,
}
"""The chips and the status that each writes into the field, which is the one truth about what is shown."""

_PAUSE = 120  # ms behind a key


class ListHead(QWidget):
    """What is typed is what is asked for; everything else in the head reads it and writes it."""

    asked = Signal()
    """What is asked for may be another: a pause in typing, or a choice."""

    def __init__(self) -> None:
        super().__init__()
        self.field = FilterField()
        self.narrow = _button("funnel-simple", "Filter by section, author, date…")
        self.order = _button("sort-ascending", "Order and view")
        self.new = _button("plus", "New story (Ctrl+N)")
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "warn")
        self.hint.hide()
        self._chips: dict[str, QToolButton] = {}
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.field, 1)
        for button in (self.narrow, self.order, self.new):
            top.addWidget(button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(8)
        self.column.addLayout(top)
        self.column.addWidget(self._make_chips())
        self.column.addWidget(self.hint)
        self._pause = Pause(self, _PAUSE, self.asked.emit)
        self.field.textChanged.connect(self._pause.soon)
        self.field.textChanged.connect(self._mark_chips)

    def _make_chips(self) -> QWidget:
        chips = QWidget()
        row = Flow(chips)
        for name, status in CHIPS.items():
            chip = QToolButton(text=name, checkable=True, checked=status is None)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self._press, status))
            self._chips[name] = chip
            row.addWidget(chip)
        return chips

    @property
    def typed(self) -> str:
        """Return what is asked for."""
        return self.field.text().strip()

    def put(self, typed: str) -> None:
        """Write a search into the field and ask for it at once."""
        self.field.setText(typed)
        self._mark_chips()
        self._pause.stop()
        self.asked.emit()

    def choose(self, name: str, value: str) -> None:
        """Write a filter into the field; take it out where the value is empty or stands there already."""
        now = ops.typed.values(self.typed, name)
        self.put(ops.typed.put(self.typed, name, "" if now == (value,) else value))

    def _press(self, status: Status | None) -> None:
        self.choose("status", status.value if status else "")

    def _mark_chips(self) -> None:
        now = ops.typed.statuses(self.typed) if self.typed else ()
        for name, status in CHIPS.items():
            self._chips[name].setChecked(status in now if status else not now)

    def say_counts(self, counts: "Counts") -> None:
        """Say how many stories there are."""
        for name, status in CHIPS.items():
            number = counts.statuses.get(status, 0) if status else 0
            self._chips[name].setText(f"{name} {words.number(number)}" if number else name)
        total = sum(n for status, n in counts.statuses.items() if status is not Status.WITHDRAWN)
        said = "stories" if self.typed else words.count(total, "story", "stories")
        self.field.setPlaceholderText(f"Filter {said}")

    def say_hints(self, hints: tuple[str, ...]) -> None:
        """Say what of the search says nothing, and why."""
        self.hint.setText("\n".join(hints))
        self.hint.setVisible(bool(hints))


def _button(icon: str, tip: str) -> QToolButton:
    button = QToolButton(toolTip=tip, accessibleName=tip)
    button.setIcon(icons.icon(icon))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
