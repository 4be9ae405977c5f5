"""Starts the window: which desk, which person, which look; and what to do with a fault of ours."""

import argparse
import gc
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from desk import operations as ops
from desk import paths
from desk.domain import DeskError
from desk.ui import memory, menu
from desk.ui.backups import Routine
from desk.ui.restoring import Restoring, told
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.tasks import Tasks
from desk.ui.theme import Look, current, load_fonts
from desk.ui.window import Window

_log = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code."""
    parser = argparse.ArgumentParser(prog="desk", description="Open the workstation.")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="the desk folder; the last one where none is given"
    )
    parser.add_argument("--as", dest="person", default="", metavar="NAME", help="who is at the desk")
    try:
        wanted = parser.parse_args(arguments)
    except SystemExit as leave:
        return int(leave.code or 0)
    if _no_screen():
        sys.stderr.write("There is no screen here for a window. `desk --help` shows what works without.\n")
        return 1
    _keep_log()
    app = QApplication(["desk"])
    app.setApplicationName("desk")
    app.setApplicationDisplayName("Desk")
    app.setStyle("Fusion")
    load_fonts()
    settings = Settings()
    look = Look(app, str(settings.get("look", "system")), float(settings.get("scale", 1.0)))
    starter = Starter(app, settings, look, wanted.person)
    sys.excepthook = starter.bug
    if not starter.begin(wanted.folder):
        return 1
    return app.exec()


def _no_screen() -> bool:
    """Return whether Qt would end the program for want of a display, with words about its plugins."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform == "linux" and not named


def _keep_log() -> None:
    """Write warnings and faults to a file that a person can send."""
    try:
        folder = paths.settings()
        folder.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(
            filename=folder / "desk.log",
            encoding="utf-8",
            level=logging.WARNING,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
    except OSError:
        logging.basicConfig(level=logging.WARNING)


class Preparing(QLabel):
    """Says where no window stands what the person is waiting for."""

    def __init__(self, what: str) -> None:
        super().__init__(what, alignment=Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle("Desk")
        self.setWindowFlag(Qt.WindowType.SplashScreen)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)  # the program does not end while it stands alone
        self.setFont(current().serif(18, bold=True))
        self.setFixedSize(460, 140)


class Starter(QObject):
    """Opens one desk after another in the one window."""

    def __init__(self, app: QApplication, settings: Settings, look: Look, person: str) -> None:
        super().__init__(app)
        self._settings = settings
        self._look = look
        self._person = person
        self._app = app
        self._tasks = Tasks(self)
        self._window: Window | None = None
        self._windows: list[Window] = []
        self._preparing: Preparing | None = None
        self._restoring = Restoring(self)
        self._restoring.begun.connect(self._wait)
        self._restoring.ended.connect(self._restored)

    def begin(self, folder: Path | None) -> bool:
        """Open the folder, else the last desk, else a copy of the sample; return whether a window stands."""
        try:
            if folder is not None:
                self._show(self._opened(folder), first=False)
            elif self._begin_anywhere():
                return True
        except DeskError as error:
            if folder is not None and self._restoring.offer(folder, error):
                return True
            self._refuse(error)
            if self._window is None and folder is not None:
                return False
        return self._window is not None

    def _begin_anywhere(self) -> bool:
        """Open the last desk, else a copy of the sample; return whether a window stands or will."""
        last = self._settings.last_desk()
        if last is not None:
            try:
                self._show(self._opened(last), first=False)
                return True
            except DeskError as error:
                if self._restoring.offer(last, error):
                    return True
                self._refuse(error)
        sample = paths.desks() / "Sample.desk"
        if sample.is_dir():
            self._show(self._opened(sample), first=not self._settings.get("person"))
        else:
            self._prepare(sample)
        return True

    def _prepare(self, sample: Path) -> None:
        """Make the copy of the sample, which takes seconds, behind a word about it."""
        self._wait("Preparing the sample publication…")
        who = self._who()

        def done(desk: ops.Desk) -> None:
            self._show(desk, first=not self._settings.get("person"))
            self._wait_over()
            self._tasks.stop()

        def failed(error: DeskError) -> None:
            self._wait_over()
            self._tasks.stop()
            self._refuse(error)
            self._app.exit(1)

        self._tasks.work(lambda: ops.importing.sample(sample, who), done, failed)

    def _wait(self, what: str) -> None:
        self._preparing = Preparing(what)
        self._preparing.show()

    def _wait_over(self) -> None:
        if self._preparing is not None:
            self._preparing.close()
            self._preparing = None

    def _who(self) -> ops.desk.Who:
        return ops.desk.person(self._person or str(self._settings.get("person", "")))

    def _opened(self, folder: Path) -> ops.Desk:
        return ops.desk.open_desk(folder, self._who())

    def _show(self, desk: ops.Desk, *, first: bool) -> None:
        session = Session(desk, self._settings)
        publication = ops.desk.publication(desk)
        window = Window(session, self._look, publication, menu=menu.commands, welcome=first)
        memory.restore(window)
        window.leaving.connect(partial(memory.remember, window))
        window.desk_wanted.connect(self._change_desk)
        window.restore_wanted.connect(partial(self._restore, window))
        routine = Routine(session, window)
        routine.failed.connect(window.notice.warn)
        window.leaving.connect(routine.stop)
        window.closed.connect(self._closed)
        self._settings.set(desk=str(desk.folder))
        before, self._window = self._window, window
        self._windows.append(window)  # also one that is leaving, until its last word is on disk
        window.show()
        self._warn_of_copying(window)
        if before is not None:
            QTimer.singleShot(0, before, before.close)  # behind the announcement of its last save
        else:
            # Behind the first reads. What the start loaded stays: a collector that looks through it again
            # and again holds the window for a fifth of a second each time.
            session.ask(lambda: None, lambda _: gc.freeze())

    def _warn_of_copying(self, window: Window) -> None:
        """Say once of each desk that a service copies its folder about."""
        desk, settings = window.session.desk, self._settings
        service, key = ops.desk.synced(desk), f"synced:{desk.folder}"
        if service and not settings.get(key):
            settings.set(**{key: True})
            said = f"This desk lies in “{service}”, which copies files while they change and can damage it."
            window.notice.say(f"{said} A folder of this computer alone is safer.", stays=True)

    def _closed(self, session: Session) -> None:
        session.close()
        for window in [one for one in self._windows if one.session is session]:
            self._windows.remove(window)
            window.deleteLater()
        self._restoring.window_gone(session.desk.folder)

    def _restore(self, window: Window, file: Path) -> None:
        """Let a window go, so that its desk can be brought back from a backup."""
        folder = window.session.desk.folder
        self._window = None
        self._restoring.after(folder, file)
        QTimer.singleShot(0, window, window.close)  # behind the announcement of its last save

    def _restored(self, folder: Path, what: ops.backups.Restored | DeskError) -> None:
        """Open a desk that was brought back or, where that failed, as it was."""
        try:
            self._show(self._opened(folder), first=False)
        except DeskError as error:
            self._refuse(error)
        if self._window is None:
            self._app.exit(1)
        elif isinstance(what, DeskError):
            self._window.notice.warn(what)
        else:
            self._window.notice.say(told(what), stays=True)
        self._wait_over()

    def _change_desk(self, folder: Path, make: bool) -> None:
        try:
            desk = ops.desk.create(folder, self._who()) if make else self._opened(folder)
        except DeskError as error:
            if self._window is not None:
                self._window.notice.warn(error)
            return
        self._show(desk, first=False)

    def _refuse(self, error: DeskError) -> None:
        """Say why a desk does not open, where no window stands yet to say it in."""
        if self._window is not None:
            self._window.notice.warn(error)
            return
        sys.stderr.write(f"{error}\n")
        QMessageBox(QMessageBox.Icon.Warning, "Desk", str(error)).exec()

    def bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Put a fault of ours into the log, bring what is typed to disk, and go on."""
        _log.error("".join(traceback.format_exception(kind, error, trace)))
        if self._window is not None:
            self._window.open_story.flush()
            fault = DeskError(
                f"Something went wrong in the program ({kind.__name__})",
                kept="Your words are safe",
                todo="Go on writing; the log has the details",
            )
            self._window.notice.warn(fault)
            return
        said = DeskError(
            f"Desk could not start: {kind.__name__}: {error}",
            kept="Nothing was changed",
            todo=f"The log has the details: {paths.settings() / 'desk.log'}",
        )
        self._refuse(said)
        sys.exit(1)
