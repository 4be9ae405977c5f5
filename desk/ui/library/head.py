"""The head of the photo library: what is searched for, how photos are sorted and how large they are."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import PhotoSort
from desk.ui import icons, words
from desk.ui.flow import FlowLayout
from desk.ui.library.delegate import SIZES
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.stories.completing import Completing
from desk.ui.stories.view import FilterField

SORTS = {PhotoSort.ADDED: "When added", PhotoSort.TAKEN: "When taken", PhotoSort.NAME: "File name"}

CHIPS = {
    "All": "",
    "Unused": "unused",
    "No caption": "no:caption",
    "No credit": "no:credit",
    "No alt text": "no:alt",
    "Expiring": "expires:<7d",
    "Expired": "expired",
}
"""The chips and what each writes into the field, which is the one truth about what is shown."""

_PAUSE = 120  # ms behind a key


class LibraryHead(QWidget):
    """What is typed is what is asked for."""

    asked = Signal()
    resized = Signal(int)
    sorted = Signal(object, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.field = FilterField("Search photos")
        self.completing = Completing(self.field, session, ops.library.completions)
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.order = QToolButton(toolTip="Order", accessibleName="Order of the photos")
        self.order.setIcon(icons.icon("sort-ascending"))
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom = QSlider(Qt.Orientation.Horizontal, accessibleName="Size of the pictures")
        self.zoom.setRange(0, len(SIZES) - 1)
        self.zoom.setPageStep(1)
        self.zoom.setFixedWidth(110)
        self.zoom.setToolTip("Size of the pictures (Ctrl and the wheel)")
        self.zoom.valueChanged.connect(self.resized)
        self.add = QPushButton("Add photos…")
        self.more = QToolButton(toolTip="More", accessibleName="More that can be done with photos")
        self.more.setIcon(icons.icon("dots-three"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "warn")
        self.hint.hide()
        self._lay_out()
        self._pause = Pause(self, _PAUSE, self.asked.emit)
        self.field.textChanged.connect(self._pause.soon)
        self.field.textChanged.connect(self._mark)
        self.order_by(PhotoSort.ADDED, descending=True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        for widget in (self.order, self.zoom, self.add, self.more):
            top.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self._make_chips(), 1)
        below.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.hint)

    def _make_chips(self) -> QWidget:
        chips = QWidget()
        row = FlowLayout(chips)
        self._chips: dict[str, QToolButton] = {}
        for name, typed in CHIPS.items():
            chip = QToolButton(text=name, checkable=True, checked=not typed)
            chip.setProperty("chip", True)
            chip.clicked.connect(partial(self.put, typed))
            self._chips[typed] = chip
            row.addWidget(chip)
        return chips

    @property
    def typed(self) -> str:
        """Return what is asked for."""
        return self.field.text().strip()

    def put(self, typed: str, *_: object) -> None:
        """Write a search into the field and ask for it at once."""
        self.field.setText(typed)
        self._mark()
        self._pause.stop()
        self.asked.emit()

    def _mark(self, *_: object) -> None:
        for typed, chip in self._chips.items():
            chip.setChecked(typed == self.typed)

    def order_by(self, sort: PhotoSort, *, descending: bool) -> None:
        """Show by what the photos are sorted, and let a person choose another."""
        menu = QMenu(self.order)
        ways = ("Newest first", "Oldest first") if sort is not PhotoSort.NAME else ("Z to A", "A to Z")
        for named, value, mine in (
            (SORTS.items(), sort, lambda one: (one, one is not PhotoSort.NAME)),
            (((True, ways[0]), (False, ways[1])), descending, lambda one: (sort, one)),
        ):
            self._choices(menu, dict(named), value, mine)
        old = self.order.menu()
        self.order.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _choices(
        self,
        menu: QMenu,
        named: dict[object, str],
        now: object,
        mine: Callable[[object], tuple[object, bool]],
    ) -> None:
        menu.addSeparator()
        group = QActionGroup(menu)
        for value, name in named.items():
            action = menu.addAction(name, partial(self.sorted.emit, *mine(value)))
            action.setCheckable(True)
            action.setChecked(value == now)
            group.addAction(action)

    def say(self, number: int, hints: tuple[str, ...]) -> None:
        """Say how many photos there are, and what of the search says nothing."""
        self.count.setText(words.count(number, "photo", "photos"))
        self.hint.setText("\n".join(hints))
        self.hint.setVisible(bool(hints))
