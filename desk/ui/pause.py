"""Waits until a person pauses."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pause(QTimer):
    """Calls a function once, so many milliseconds after the last `soon`."""

    def __init__(self, parent: QObject, milliseconds: int, then: Callable[[], object]) -> None:
        super().__init__(parent, singleShot=True, interval=milliseconds)
        self.timeout.connect(then)

    def soon(self, *_: object) -> None:
        """Wait anew; takes and drops whatever a signal carries, which `start` could take for its interval."""
        self.start()
