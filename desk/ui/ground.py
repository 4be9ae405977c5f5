"""What is scrolled, on a ground of its own."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk.ui.colouring import fill

_COVERS = Qt.WidgetAttribute.WA_OpaquePaintEvent


class Ground(QWidget):
    """A page in a scroll area, which covers its ground with a token's colour.

    Qt moves what is painted of a page that lets nothing through, and paints only what comes in sight; any
    other it paints anew, with all that stands behind it, each time that it is scrolled.
    """

    def __init__(self, token: str, **properties: Any) -> None:
        super().__init__(**properties)
        self._token = token

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        fill(QPainter(self), event.rect(), self._token)
        self.setAttribute(_COVERS)  # a style sheet that comes takes it away

    def hideEvent(self, event: QHideEvent) -> None:
        """Cover nothing until it is seen again: Qt would paint all in it for itself, then with the rest."""
        super().hideEvent(event)
        self.setAttribute(_COVERS, False)
