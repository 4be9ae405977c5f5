"""What stands in the sheet's place while no story does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

_NONE = "Choose a story on the left, or start one with Ctrl+N."


class EmptySheet(QWidget):
    """Says how to come to a story or, where one is on its way, which, and offers to stay with the last."""

    given_up = Signal()
    """The story that is on its way is wanted no more."""

    def __init__(self) -> None:
        super().__init__(objectName="sheet-view")
        self.title = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.title.setObjectName("empty-title")
        self.words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("role", "hint")
        self.button = QPushButton()
        self.button.setProperty("kind", "link")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is typed belongs to the story
        self.button.clicked.connect(self.given_up)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(40, 0, 40, 0)
        rows.setSpacing(8)
        rows.addStretch(1)
        for widget in (self.title, self.words):
            widget.setTextFormat(Qt.TextFormat.PlainText)
            rows.addWidget(widget)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        rows.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rest()

    def rest(self) -> None:
        """Say how to come to a story."""
        self.title.hide()
        self.button.hide()
        self.words.setText(_NONE)

    def wait(self, title: str, words: str, button: str) -> None:
        """Say which story is on its way; with an empty `button` there is none to stay with."""
        self.title.setText(title)
        self.title.show()
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay with the last story with Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.title.isHidden():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
