"""A file manager in little: a window on top of the others, out of which one file can be dragged."""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIZE = 60


class Folder(QLabel):
    """Shows one file; a press on it picks it up."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self._file = file
        self.setWindowTitle("Folder")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(0, 0, SIZE, SIZE)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the file until it is let go, then hide: its taker still asks for it here."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.CopyAction)
        self.hide()


def main() -> int:
    """Show the folder until it is ended."""
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    folder = Folder(Path(sys.argv[1]).resolve())
    folder.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
