"""The bar at the top of the window and of its face: publication, desk folder, and what the window adds."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desk.ui.theme import current


class TopBar(QFrame):
    """Says which publication this is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(objectName="topbar")
        self.setFixedHeight(46)
        self.title = QLabel()
        name = QLabel(folder.name, objectName="folder")
        name.setToolTip(str(folder))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 14, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.title)
        self._row.addWidget(name)
        self._row.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Take the font of the theme in force."""
        self.title.setFont(current().serif(15, bold=True))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end."""
        self._row.addWidget(widget, stretch)
