"""The rail of workspaces."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from desk.ui import icons
from desk.ui.pause import Pause

if TYPE_CHECKING:
    # What only annotations name: PySide makes a class, with all its enumerations, when it is imported.
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

_PLACES = (
    ("write", "Write", "pencil-simple"),
    ("front", "Front", "layout"),
    ("photos", "Photos", "image-square"),
    ("settings", "Settings", "gear-six"),
)


_HOVER = 450  # ms that a drag stands over a button before its workspace opens


class _Place(QToolButton):
    """Opens when something that is dragged stands over it for a moment."""

    def __init__(self, name: str) -> None:
        super().__init__(text=name, checkable=True, toolTip=name)
        self._over = Pause(self, _HOVER, self.click)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Wait a moment."""
        event.accept()
        self._over.soon()

    def dragLeaveEvent(self, event: "QDragLeaveEvent") -> None:
        """Stay shut."""
        self._over.stop()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Take nothing: what is let go here goes nowhere."""
        self._over.stop()
        event.ignore()


class Rail(QFrame):
    """One button a workspace, settings at the foot."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(objectName="rail")
        self.setFixedWidth(56)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 10)
        column.setSpacing(4)
        group = QButtonGroup(self, exclusive=True)
        self._buttons: dict[str, QToolButton] = {}
        for place, name, icon in _PLACES:
            button = _Place(name)
            button.setChecked(place == "write")
            button.setIcon(icons.icon(icon, "rail-ink"))
            button.setIconSize(QSize(20, 20))
            button.setProperty("toolButtonStyle", "ToolButtonTextUnderIcon")
            button.setFixedWidth(44)
            button.clicked.connect(self._press)
            group.addButton(button)
            self._buttons[place] = button
            if place == "settings":
                column.addStretch(1)
            column.addWidget(button)

    @property
    def place(self) -> str:
        """Return the workspace that is open."""
        return next(place for place, button in self._buttons.items() if button.isChecked())

    def _press(self) -> None:
        self.chosen.emit(self.place)

    def mark(self, place: str) -> None:
        """Show which workspace is open."""
        self._buttons[place].setChecked(True)
