"""Opens desks in the window, one after another; and what to do with a fault of ours."""

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk import paths
from desk.domain import DeskError
from desk.ui import memory, running
from desk.ui.face import Face
from desk.ui.garbage import Garbage
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.tasks import Tasks
from desk.ui.theme import Look

if TYPE_CHECKING:
    from desk.domain import Masthead, Publication, StoryPage, Who
    from desk.ui.first_run import Begin, FirstRun
    from desk.ui.preparing import Preparing
    from desk.ui.restoring import Restoring
    from desk.ui.window import Window

_log = logging.getLogger(__name__)
_FIRST = 40  # rows: as many as a tall window shows, and each costs the first paint
_SOON = 2  # ms until it is looked again whether the face is on the screen, which is then painted
_MOMENT = 40  # ms that the window has for itself between two parts that are made


def _load() -> None:
    """Load the program and the classes of widgets, so that the GUI thread need not, not even later.

    PySide makes all these classes at once when it first meets a widget that it did not make itself.
    """
    import_module("desk.ui.menu")
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
    for package in map(import_module, ("desk.text", "desk.photo")):
        for name in package.__all__:
            getattr(package, name)


def _opened(folder: Path, who: "Who") -> "ops.Desk":
    return ops.desk.open_desk(folder, who)


def _sample(folder: Path, who: "Who") -> "ops.Desk":
    return (ops.desk.open_desk if folder.is_dir() else ops.importing.sample)(folder, who)


def _made(folder: Path, who: "Who") -> "ops.Desk":
    return ops.desk.create(folder, who)


class Starter(QObject):
    """Opens one desk after another in the one window.

    The face of the window comes first; then, off the GUI thread, a first look into the desk, then the program
    itself and the desk; the window is built in steps and takes the place of what stood there.
    """

    def __init__(self, app: QApplication, settings: Settings, look: Look, person: str) -> None:
        super().__init__(app)
        self._settings = settings
        self._look = look
        self._person = person
        self._app = app
        self._tasks = Tasks(self)
        self._garbage = Garbage(self)
        self._window: Window | None = None
        self._windows: list[Window] = []
        self._face: Face | None = None
        self._preparing: Preparing | None = None
        self._opening = False
        self._restoring: Restoring | None = None
        self._outcome: ops.backups.Restored | DeskError | None = None  # of a restore, to be said
        self._first_run: FirstRun | None = None
        self._files: Sequence[Path] = ()  # to be brought in once a window stands
        self._next: Path | None = None  # a desk to be opened then

    def begin(self, folder: Path | None, files: Sequence[Path] = ()) -> None:
        """Open the folder, else the last desk, else ask which; bring files in."""
        self._files = files
        last = self._settings.last_desk()
        first = self._settings.first_desk()
        if folder is not None:
            self._look_into(folder, partial(self._give_up, folder))
        elif last is not None:
            self._look_into(last, partial(self._try_others, last))
        elif first is not None and first.is_dir():
            self._look_into(first, partial(self._give_up, first))
        else:
            self._welcome()

    def take(self, path: Path) -> None:
        """Open a desk that the system names, or bring a file in; as soon as a window stands."""
        window = self._window
        if path.suffix == ".desk" and path.is_dir():
            if window is not None:
                window.desks.go_to(path)
            elif self._opening or self._face is not None:
                self._next = path
            else:
                self.begin(path, self._files)
        elif window is not None:
            window.deeds.take_files([path])
        else:
            self._files = [*self._files, path]

    def _welcome(self) -> None:
        """Ask who is here and with which desk to begin."""
        from desk.ui.first_run import FirstRun

        self._first_run = FirstRun(self._settings.first_desk(), str(self._settings.get("person", "")))
        self._look.dress(self._first_run)
        self._first_run.wanted.connect(self._begin_with)
        self._first_run.show()

    def _begin_with(self, begin: "Begin") -> None:
        """Open or make the desk that was chosen on the page of the first start."""
        page = self._first_run
        if page is None:
            return
        self._settings.set(person=begin.person)
        words = {"title": begin.title, "language": begin.language, "timezone": begin.timezone}
        make = {"sample": _sample, "new": partial(ops.desk.create, **words), "open": _opened}
        self._open(begin.folder, page.fail, make[begin.kind])

    def _look_into(self, folder: Path, failed: Callable[[DeskError], None]) -> None:
        query = replace(memory.query(self._settings, folder), limit=_FIRST)

        def seen(found: "tuple[Masthead, StoryPage] | None") -> None:
            face.take(found)
            QTimer.singleShot(_SOON, self, partial(shown, 100))

        def shown(tries: int) -> None:
            if tries and not face.windowHandle().isExposed():
                QTimer.singleShot(_SOON, self, partial(shown, tries - 1))
                return
            face.wake()
            _log.info("the list is painted")
            self._open(folder, failed)  # all else is loaded only now that rows are painted

        self._tasks.store(lambda: ops.glance.first(folder, query), seen)  # while the face is made
        face = self._face = Face(folder, self._settings)
        self._look.dress(face)
        face.left.connect(self._app.quit)
        face.show()

    def _open(
        self,
        folder: Path,
        failed: Callable[[DeskError], None],
        make: "Callable[[Path, Who], ops.Desk]" = _opened,
    ) -> None:
        """Open a desk, or make it, off the GUI thread, and build its window."""
        if self._opening:
            return
        self._opening = True
        name = self._person or str(self._settings.get("person", ""))

        def opened() -> "tuple[ops.Desk, Publication]":
            _load()
            desk = make(folder, ops.desk.person(name))
            return desk, ops.desk.publication(desk)

        def refused(error: DeskError) -> None:
            self._opening = False
            failed(error)

        self._tasks.store(opened, lambda found: self._furnish(*found), refused)

    def _furnish(self, desk: "ops.Desk", publication: "Publication") -> None:
        from desk.ui import menu
        from desk.ui.window import Window

        session = Session(desk, self._settings)
        window = Window(
            session,
            self._look,
            publication,
            menu=menu.commands,
            stories=self._face.stories if self._face else None,
            whole=False,
        )
        self._windows.append(window)  # also one that is leaving, until its last word is on disk
        self._step(window)

    def _step(self, window: "Window") -> None:
        """Take a step of building a window, and in a later turn the next; what stands there stays alive."""
        if next(window.steps, self) is self:
            QTimer.singleShot(0, self, partial(self._show, window))
        else:
            QTimer.singleShot(0, self, partial(self._step, window))

    def _show(self, window: "Window") -> None:
        from desk.ui.backups import Routine

        self._opening = False
        session = window.session
        memory.restore(window)
        if self._face is not None:
            window.setGeometry(self._face.geometry())  # nothing jumps, wherever it was moved meanwhile
            window.setWindowState(self._face.windowState())
            window.stories.take_focus()  # as in the face; a remembered cursor takes it later
        window.leaving.connect(partial(memory.remember, window))
        window.desks.wanted.connect(self._change_desk)
        window.desks.restore_wanted.connect(partial(self._restore, window))
        routine = Routine(session, window)
        routine.failed.connect(window.notice.warn)
        window.leaving.connect(routine.stop)
        window.closed.connect(self._closed)
        self._settings.set(desk=str(session.desk.folder))
        before, self._window = self._window, window
        window.show()
        _log.info("a window stands on %s", session.desk.folder)
        self._warn_of_copying(window)
        self._say_outcome(window)
        self._wait_over()
        if self._face is not None and self._face.wanted:
            window.open(self._face.wanted)
        self._drop(self._face)
        self._face = None
        if before is not None:
            QTimer.singleShot(0, before, before.close)  # behind the announcement of its last save
        session.ask(ops.load, partial(self._stood, window))  # behind the first reads

    def _stood(self, window: "Window", _: object) -> None:
        """Hear what later starts hand over, and take what this one was given."""
        from desk.ui import crashes, others

        if window not in self._windows:
            return
        others.listen(window)
        window.session.tasks.work(running.left, partial(crashes.show, window))
        files, self._files = self._files, ()
        if files:
            window.deeds.take_files(list(files))
        if self._next is not None:
            folder, self._next = self._next, None
            window.desks.go_to(folder)
        self._make_rest(window)

    def _make_rest(self, window: "Window") -> None:
        """Make what nobody needed yet, part by part, so that it comes at once when it is called for.

        Then collect again what is left over, but never look through what the start loaded: it stays. A look
        through that holds the window for a fifth of a second each time.
        """
        if window in self._windows and window.late.make_next():
            QTimer.singleShot(_MOMENT, self, partial(self._make_rest, window))
        else:
            gc.freeze()
            self._garbage.start()

    def _try_others(self, last: Path, error: DeskError) -> None:
        """Offer the backups of the last desk; where it has none, say why, and ask for another."""
        face, self._face = self._face, None
        if not self._restorer().offer(last, error):
            self._refuse(error)
            self._welcome()
        self._drop(face)  # only now: the program ends with its last window

    def _give_up(self, folder: Path, error: DeskError) -> None:
        """Offer the backups of a desk that does not open; where it has none, say why and end."""
        face, self._face = self._face, None
        if not self._restorer().offer(folder, error):
            self._refuse(error)
            self._app.exit(1)
        self._drop(face)

    def _drop(self, face: Face | None) -> None:
        if face is not None:
            face.left.disconnect(self._app.quit)
            face.close()
            face.deleteLater()

    def _wait(self, what: str) -> None:
        from desk.ui.preparing import Preparing

        self._preparing = Preparing(what)
        self._look.dress(self._preparing)
        self._preparing.show()

    def _wait_over(self) -> None:
        if self._preparing is not None:
            self._preparing.close()
            self._preparing = None
        if self._first_run is not None:
            self._first_run.close()
            self._first_run.deleteLater()
            self._first_run = None

    def stop(self) -> None:
        """Finish what is under way."""
        self._tasks.stop()
        self._garbage.stop()

    def _warn_of_copying(self, window: "Window") -> None:
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
        if self._restoring is not None:
            self._restoring.window_gone(session.desk.folder)

    # Restoring

    def _restorer(self) -> "Restoring":
        """Return what brings desks back, loaded when it is first needed."""
        if self._restoring is None:
            from desk.ui.restoring import Restoring

            self._restoring = Restoring(self._look, self)
            self._restoring.begun.connect(self._wait)
            self._restoring.ended.connect(self._restored)
        return self._restoring

    def _restore(self, window: "Window", file: Path) -> None:
        """Let a window go, so that its desk can be brought back from a backup."""
        self._window = None
        self._restorer().after(window.session.desk.folder, file)
        QTimer.singleShot(0, window, window.close)  # behind the announcement of its last save

    def _restored(self, folder: Path, what: "ops.backups.Restored | DeskError") -> None:
        """Open a desk that was brought back or, where that failed, as it was."""
        self._outcome = what

        def failed(error: DeskError) -> None:
            self._refuse(error)
            self._app.exit(1)

        self._open(folder, failed)

    def _say_outcome(self, window: "Window") -> None:
        """Say what became of a restore, in the window that stands on the desk now."""
        what, self._outcome = self._outcome, None
        if isinstance(what, DeskError):
            window.notice.warn(what)
        elif what is not None:
            from desk.ui.restoring import told

            window.notice.say(told(what), stays=True)

    def _change_desk(self, folder: Path, make: bool) -> None:
        self._open(folder, self._refuse, _made if make else _opened)

    def _refuse(self, error: DeskError) -> None:
        """Say why a desk does not open, where no window stands yet to say it in."""
        if self._window is not None:
            self._window.notice.warn(error)
            return
        from PySide6.QtWidgets import QMessageBox  # late, for most starts warn of nothing

        sys.stderr.write(f"{error}\n")
        box = QMessageBox(QMessageBox.Icon.Warning, "Desk", str(error))
        self._look.dress(box)
        box.exec()

    def bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Put a fault of ours into the log, bring what is typed to disk, and go on."""
        _log.error("a fault of the program", exc_info=(kind, error, trace))
        if self._window is not None:
            self._window.open_story.flush()
            fault = DeskError(
                f"Something went wrong in the program ({kind.__name__})",
                kept="Your words are safe",
                todo="Go on writing; the next start has a report of it",
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
