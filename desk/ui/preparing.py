"""A word in the middle of the screen while a person waits and no window stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.ui.theme import current


class Preparing(QLabel):
    """Says where no window stands what the person is waiting for."""

    def __init__(self, what: str) -> None:
        super().__init__(what, alignment=Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle("Desk")
        self.setWindowFlag(Qt.WindowType.SplashScreen)
        # The program does not end while it stands alone.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        self.setFont(current().serif(18, bold=True))
        self.setFixedSize(460, 140)
