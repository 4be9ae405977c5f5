"""The bar of the first start: who are you, and which desk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from desk.ui.theme import current


class Welcome(QFrame):
    """Stands above the sample publication until a name is given."""

    named = Signal(str)
    new_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(objectName="welcome")
        title = QLabel("Welcome to Desk")
        title.setFont(current().serif(16, bold=True))
        words = QLabel(
            "This is a sample publication: open its stories, write, drop photos, export. "
            "Everything saves by itself, on this device alone."
        )
        words.setWordWrap(True)
        words.setProperty("role", "hint")
        self.name = QLineEdit(
            placeholderText="Your name, as it stands on what you write", accessibleName="Your name"
        )
        self.name.setMinimumWidth(280)
        self.name.returnPressed.connect(self._start)
        start = QPushButton("Start")
        start.clicked.connect(self._start)
        new = QPushButton("New empty desk…")
        new.setProperty("kind", "link")
        new.clicked.connect(self.new_wanted)
        other = QPushButton("Open a desk…")
        other.setProperty("kind", "link")
        other.clicked.connect(self.open_wanted)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(title)
        left.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addLayout(left, 1)
        for widget in (self.name, start, new, other):
            row.addWidget(widget)

    def _start(self) -> None:
        if self.name.text().strip():
            self.named.emit(self.name.text().strip())
        else:
            self.name.setFocus()
