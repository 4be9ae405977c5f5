"""The rail of workspaces."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from desk.ui import icons

_PLACES = (
    ("write", "Write", "pencil-simple"),
    ("front", "Front", "layout"),
    ("settings", "Settings", "gear-six"),
)


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
            button = QToolButton(text=name, checkable=True, checked=place == "write", toolTip=name)
            button.setIcon(icons.icon(icon, "rail-ink"))
            button.setIconSize(QSize(20, 20))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedWidth(44)
            button.clicked.connect(self._press)
            group.addButton(button)
            self._buttons[place] = button
            if place == "settings":
                column.addStretch(1)
            column.addWidget(button)

    def _press(self) -> None:
        self.chosen.emit(next(place for place, button in self._buttons.items() if button.isChecked()))

    def mark(self, place: str) -> None:
        """Show which workspace is open."""
        self._buttons[place].setChecked(True)
