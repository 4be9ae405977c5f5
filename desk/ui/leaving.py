"""Leaving when the system says so: a logout, a shutdown or Ctrl+C closes the window as a person would."""

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

_SAID = "SIGHUP", "SIGINT", "SIGTERM"  # by name: Windows has not all of them


class _Leaving(QObject):
    """Closes all windows at a signal, which a pipe tells: Python itself hears of one when it runs again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._read, write = os.pipe()
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        self._ours = {getattr(signal, name) for name in _SAID}
        for one in self._ours:
            signal.signal(one, lambda *_: None)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._leave)

    def _leave(self) -> None:
        if self._ours & set(os.read(self._read, 64)):
            QApplication.closeAllWindows()


def on_signals(app: QApplication) -> None:
    """Leave in order from now on; under Windows the system closes the windows itself."""
    if sys.platform != "win32":
        _Leaving(app)
