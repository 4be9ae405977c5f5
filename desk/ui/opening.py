"""What macOS asks of a program that it started, or that runs already: to open a desk or files."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class MacApplication(QApplication):
    """Tells of what was double-clicked in the Finder or dropped on the Dock; no other system sends that."""

    asked = Signal(object)
    """Open this (Path)."""

    def event(self, event: QEvent) -> bool:
        """Take what is to be opened."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(Path(event.file()))
            return True
        return super().event(event)
