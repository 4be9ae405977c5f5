"""The dialog that asks before much is changed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desk.ui.theme import current


class Asking(QDialog):
    """A title, what it is about, and two buttons; the harmless one has the keyboard."""

    def __init__(self, title: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(current().px(620), current().px(460))
        head = QLabel(title, wordWrap=True)
        head.setFont(current().serif(20, bold=True))
        self.said = QLabel(wordWrap=True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.go = self.buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(28, 24, 28, 20)
        self.rows.setSpacing(12)
        self.rows.addWidget(head)
        self.rows.addWidget(self.said)
