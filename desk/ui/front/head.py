"""The row above a board: which front, draft or live, what waits, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton

from desk.ui import icons
from desk.ui.fields import restyle
from desk.ui.flow import FlowLayout

_MOST = 8  # fronts that stand as buttons; more are offered in a list


class Segments(QFrame):
    """A row of joined buttons, one of which is on."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(accessibleName=name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self, exclusive=True)
        self.buttons: dict[str, QPushButton] = {}

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these choices: value and name."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for number, (value, name) in enumerate(choices):
            button = QPushButton(name.replace("&", "&&"), checkable=True)
            ends = (number == 0, number == len(choices) - 1)
            place = {(True, True): "only", (True, False): "first", (False, True): "last"}.get(ends, "middle")
            button.setProperty("segment", place)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._row.addWidget(button)
            button.show()  # now and not, as the layout would, in the next turn: it takes its room
            self.buttons[value] = button

    def mark(self, value: str) -> None:
        """Show which one is on."""
        if value in self.buttons:
            self.buttons[value].setChecked(True)


class BoardHead(QFrame):
    """Says which front is shown and what of it is not live."""

    front_wanted = Signal(str)
    state_wanted = Signal(str)
    """`draft`, `live`, or `past`."""

    time_wanted = Signal(object)
    """A moment of the past: one that is offered (datetime), or as it was typed (str)."""

    def __init__(self) -> None:
        super().__init__(objectName="board-head")
        self._names: Sequence[tuple[str, str]] = ()
        self._times: Sequence[tuple[str, datetime]] = ()
        self.fronts = Segments("Front")
        self.fronts.chosen.connect(self.front_wanted)
        self.many = QComboBox(accessibleName="Front")
        self.many.activated.connect(lambda _: self.front_wanted.emit(self.many.currentData()))
        self.states = Segments("Version")
        self.states.offer((("draft", "Draft"), ("live", "Live"), ("past", "Past")))
        self.states.mark("draft")
        self.states.chosen.connect(self.state_wanted)
        self.states.buttons["live"].setToolTip("What readers see now")
        self.states.buttons["past"].setToolTip("What readers saw at any minute")
        self.when = QComboBox(
            editable=True, accessibleName="Time", toolTip="Choose a version, or type a time"
        )
        self.when.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.when.setCompleter(None)  # pyright: ignore[reportArgumentType]
        self.when.activated.connect(lambda number: self.time_wanted.emit(self._times[number][1]))
        self.when.lineEdit().setAccessibleName("Time")
        self.when.lineEdit().returnPressed.connect(lambda: self.time_wanted.emit(self.when.currentText()))
        self.when.hide()
        self.waiting = QPushButton("What is not live", toolTip="See what is not live yet")
        self.waiting.setProperty("kind", "warn")
        self.undo = QPushButton("Undo", toolTip="Take the last step back (Ctrl+Z)")
        self.undo.setIcon(icons.icon("arrow-counter-clockwise"))
        self.redo = QPushButton(toolTip="Do it again (Ctrl+Shift+Z)", accessibleName="Redo")
        self.redo.setIcon(icons.icon("arrow-clockwise"))
        self.phone = QPushButton("Phone view", checkable=True, toolTip="As wide as on a phone")
        self.live = QPushButton("Make live")
        self.live.setProperty("kind", "primary")
        for button in (self.undo, self.redo):
            button.setIconSize(QSize(13, 13))
        self._lay_out()

    def _lay_out(self) -> None:
        left = QFrame()
        flow = FlowLayout(left, 10)
        for widget in (self.fronts, self.many, self.states, self.when, self.waiting):
            flow.addWidget(widget)
        self.many.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 12)
        row.setSpacing(8)
        row.addWidget(left, 1)
        for widget in (self.undo, self.redo, self.phone, self.live):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, names: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these fronts: slug and name."""
        if names != self._names:
            self._names = names
            self.fronts.offer(names if len(names) <= _MOST else ())
            self.many.clear()
            for slug, name in names:
                self.many.addItem(name, slug)
            self._fit()
        self.fronts.mark(chosen)
        self.many.setCurrentIndex(self.many.findData(chosen))

    def _fit(self) -> None:
        """Offer the fronts as buttons where these have room, else in a list."""
        beside = (self.undo, self.redo, self.phone, self.live)
        room = self.width() - 32 - sum(button.sizeHint().width() + 8 for button in beside)
        fits = bool(self.fronts.buttons) and self.fronts.sizeHint().width() <= room
        self.fronts.setVisible(fits)
        self.many.setVisible(not fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the fronts as it fits now."""
        super().resizeEvent(event)
        if self._names:
            self._fit()

    def offer_times(self, times: Sequence[tuple[str, datetime]], shown: str) -> None:
        """Offer moments of the past by their words, newest first; none hides the choice."""
        self.when.setVisible(bool(shown))
        if times != self._times:
            self._times = times  # Qt's own times have no microseconds
            self.when.clear()
            self.when.addItems([said for said, _ in times])
        if not self.when.lineEdit().hasFocus():
            self.when.setCurrentText(shown)

    def say_past(self, changes: int) -> None:
        """Say how much is otherwise since a moment of the past."""
        self.waiting.setText(f"{changes} {'change' if changes == 1 else 'changes'} since then…")
        self._settle("warn" if changes else "quiet", "past", live=False)

    def say(self, changes: int, planned: int, since: str, *, live: bool) -> None:
        """Say how many changes wait and since when readers see what they see."""
        said = f"{changes} {'change' if changes == 1 else 'changes'} not live" if changes else ""
        later = f"{planned} planned" if planned else ""
        self.waiting.setText(" · ".join(part for part in (said, later) if part) or f"Live since {since}")
        tone = "warn" if changes or planned else "quiet"
        self._settle(tone, "live" if live else "draft", live=bool(changes) and not live)

    def _settle(self, tone: str, state: str, *, live: bool) -> None:
        restyle(self.waiting, "kind", tone)
        self.live.setEnabled(live)
        self.states.mark(state)
        for button in (self.undo, self.redo):
            button.setEnabled(state == "draft")


class Bubble(QLabel):
    """What would become of a drag, beside the mouse: what is put here, or why it is refused."""

    def tell(self, words: str, *, refused: bool) -> None:
        """Say it."""
        self.setText(words)
        restyle(self, "refused", refused)
        self.adjustSize()
        self.show()
        self.raise_()
