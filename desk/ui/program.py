"""The program with a window, from its first argument to its exit code."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import paths
from desk.ui import running
from desk.ui.arguments import read
from desk.ui.log import keep_log
from desk.ui.settings import Settings
from desk.ui.start import Starter
from desk.ui.theme import Look, load_fonts

_LATER: Final = 500  # ms that a signal of the system may still end the program at once


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code."""
    try:
        wanted = read(arguments)
    except SystemExit as leave:
        return int(leave.code or 0)
    if _no_screen():
        sys.stderr.write("There is no screen here for a window. `desk --help` shows what works without.\n")
        return 1
    keep_log()
    settings = Settings()
    if not wanted.alone and paths.windows().is_dir():
        from desk.ui import others

        desk = wanted.folder or settings.last_desk()
        if desk is not None and others.hand_over(desk, wanted.files):
            return 0
    report = running.begin()
    running.hear()
    app = _application()
    app.setApplicationName("desk")
    app.setApplicationDisplayName("Desk")
    load_fonts()
    look = Look(app, str(settings.get("look", "system")), float(settings.get("scale", 1.0)))
    starter = Starter(app, settings, look, wanted.person)
    if sys.platform == "darwin":
        app.asked.connect(starter.take)  # pyright: ignore[reportAttributeAccessIssue]
    sys.excepthook = starter.bug
    starter.begin(wanted.folder, wanted.files)
    QTimer.singleShot(_LATER, app, partial(_hear_signals, app))
    code = app.exec()
    starter.stop()
    if report is not None:
        report.end()
    return code


def _application() -> QApplication:
    # `setStyle` would return a QStyle, which PySide then makes with all that it enumerates.
    words = ["desk", "-style", "Fusion"]
    if sys.platform == "darwin":
        from desk.ui.opening import MacApplication

        return MacApplication(words)
    return QApplication(words)


def _hear_signals(app: QApplication) -> None:
    from desk.ui import leaving

    leaving.on_signals(app)


def _no_screen() -> bool:
    """Return whether Qt would end the program for want of a display, with words about its plugins."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform == "linux" and not named
