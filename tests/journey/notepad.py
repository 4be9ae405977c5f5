"""A small Qt program for trying the harness: a text field over a list to reorder; it takes files."""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

HOME = Path(os.environ["DESK_HOME"])


class Notepad(QWidget):
    """Keeps what is typed, the order of the list and the files dropped in the settings folder."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Notepad")
        self.setAcceptDrops(True)
        self.words, self.rows = QPlainTextEdit(), QListWidget()
        self.words.setAcceptDrops(False)
        self.words.textChanged.connect(self.keep_words)
        self.rows.addItems(["one", "two", "three"])
        self.rows.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.rows.setStyleSheet("QListWidget { background: #c0ffee } QListWidget::item { height: 40px }")
        self.rows.model().rowsMoved.connect(self.keep_order)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.rows)
        self.resize(600, 500)

    def keep_words(self) -> None:
        """Write what is typed."""
        (HOME / "words").write_text(self.words.toPlainText(), encoding="utf-8")

    def keep_order(self) -> None:
        """Write the order of the list."""
        (HOME / "order").write_text(" ".join(self.rows.item(row).text() for row in range(self.rows.count())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Write where the files are."""
        (HOME / "dropped").write_text("\n".join(url.toLocalFile() for url in event.mimeData().urls()))


def main() -> int:
    """Show the window."""
    app = QApplication(sys.argv)
    notepad = Notepad()
    notepad.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
