"""The large view of a photo in place of the sheet: its frames, its focal ring, what readers will see."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Photo, Story
from desk.ui import icons
from desk.ui.photos.canvas import Canvas
from desk.ui.photos.framing import RATIOS, STEEPEST, Framing
from desk.ui.photos.seen import AsSeen
from desk.ui.photos.upright import Upright
from desk.ui.theme import current

_SIDE: Final = 250
_NARROW: Final = 640

NAMES: Final = {**{ratio: ratio for ratio in RATIOS}, "free": "Free"}
_USES: Final = {
    "16:9": "Cards, the front page’s lead, search engines",
    "4:3": "Related links, search engines",
    "1:1": "Search engines and feeds",
    "free": "The story’s own page",
}


class CropPage(QWidget):
    """Sets what is shown of one photo."""

    left = Signal()
    ratio_chosen = Signal(str)

    def __init__(self, framing: Framing, pictures: Upright) -> None:
        super().__init__(objectName="sheet-view")
        self._framing = framing
        self.canvas = Canvas(framing, pictures)
        self.canvas.open_wanted.connect(self.left)
        self.canvas.ratio_wanted.connect(self._number)
        self.seen = AsSeen(pictures)
        self.side = QScrollArea(widgetResizable=True, objectName="sheet")
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(objectName="sheet-view")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 8, 16, 16)
        column.addWidget(self.seen)
        self.side.setWidget(holder)
        self.side.setFixedWidth(current().px(_SIDE))
        middle = QHBoxLayout()
        middle.setContentsMargins(12, 12, 0, 12)
        middle.setSpacing(12)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.side)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar())
        rows.addLayout(middle, 1)
        for keys, act in (
            ("Esc", self.left.emit),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+Y", self._redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _bar(self) -> QFrame:
        bar = QFrame(objectName="notice")
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        rows.addLayout(self._shapes())
        rows.addLayout(self._straightening())
        return bar

    def _shapes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._group = QButtonGroup(self, exclusive=True)
        self.shapes: dict[str, QToolButton] = {}
        for number, ratio in enumerate(RATIOS, start=1):
            chip = QToolButton(checkable=True, text=NAMES[ratio])
            chip.setProperty("chip", True)
            chip.setToolTip(f"{_USES[ratio]} ({number})")
            chip.clicked.connect(partial(self.ratio_chosen.emit, ratio))
            self._group.addButton(chip)
            self.shapes[ratio] = chip
            row.addWidget(chip)
        self.state = QLabel()
        self.state.setProperty("role", "field")
        row.addSpacing(8)
        row.addWidget(self.state, 1)
        self.undo = self._arrow("arrow-u-up-left", "Undo (Ctrl+Z)", self._undo)
        self.redo = self._arrow("arrow-u-up-right", "Redo (Ctrl+Shift+Z)", self._redo)
        back = QPushButton("Done", toolTip="Back to the story (Esc)")
        back.clicked.connect(self.left)
        for widget in (self.undo, self.redo, back):
            row.addWidget(widget)
        return row

    def _straightening(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel("Straighten")
        label.setProperty("role", "field")
        self.slider = QSlider(Qt.Orientation.Horizontal, accessibleName="Straighten, in tenths of a degree")
        self.slider.setRange(round(-STEEPEST * 10), round(STEEPEST * 10))
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(90)
        self.slider.setMaximumWidth(current().px(260))
        self.slider.sliderPressed.connect(self._framing.hold)
        self.slider.sliderReleased.connect(self._framing.release)
        self.slider.valueChanged.connect(self._turned)
        self.angle = QLabel()
        self.angle.setProperty("role", "hint")
        self.angle.setMinimumWidth(current().px(46))
        self.follow = self._link("Follow the focal point", self._framing.follow)
        self.follow.setToolTip("This shape’s frame goes with the focal ring again")
        self.follow_all = self._link("All follow", self._framing.follow_all)
        self.follow_all.setToolTip("Every shape’s frame goes with the focal ring again")
        self.reset = self._link("Reset", self._framing.reset)
        self.reset.setToolTip(
            "The whole picture as it came: no angle, no frames, the focal point in the middle"
        )
        for widget in (label, self.slider, self.angle):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.follow, self.follow_all, self.reset):
            row.addWidget(widget)
        return row

    def _arrow(self, icon: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(toolTip=tip, accessibleName=tip)
        button.setIcon(icons.icon(icon))
        button.clicked.connect(act)
        return button

    def _link(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "link")
        button.clicked.connect(act)
        return button

    def show_use(self, story: Story | None, photo: Photo | None, words: Mapping[str, str]) -> None:
        """Show what the framing now has, and the words around it."""
        framing = self._framing
        self.shapes[framing.ratio].setChecked(True)
        own = framing.own(framing.ratio)
        self.state.setText(
            "Set by hand" if own else "Follows the focal point" if framing.ratio != "free" else "Whole"
        )
        self.follow.setEnabled(own)
        self.follow_all.setEnabled(bool(framing.now.crops))
        self.reset.setEnabled(not framing.plain)
        before, after = framing.steps
        self.undo.setEnabled(before > 0)
        self.redo.setEnabled(after > 0)
        self.slider.blockSignals(True)
        self.slider.setValue(round(framing.now.angle * 10))
        self.slider.blockSignals(False)
        self.angle.setText(f"{framing.now.angle:+.1f}°" if framing.now.angle else "0°")
        self.canvas.refresh()
        self.seen.show_use(story, photo, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture the whole width where there is little of it."""
        super().resizeEvent(event)
        self.side.setVisible(event.size().width() >= current().px(_NARROW))

    def _turned(self, tenths: int) -> None:
        self._framing.turn(tenths / 10)

    def _number(self, number: int) -> None:
        self.ratio_chosen.emit(RATIOS[number])

    def _undo(self) -> None:
        self._framing.undo()

    def _redo(self) -> None:
        self._framing.redo()
