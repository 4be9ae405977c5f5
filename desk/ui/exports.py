"""Long work that a person starts: export, import, backup, each with its progress and its end."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desk import operations as ops
from desk import paths
from desk.domain import BadEncoding, Cancelled, DeskError, Done, Photo, slugify
from desk.ui import words
from desk.ui.notice import Notice
from desk.ui.open_story import OpenStory
from desk.ui.planning import PlanDialog
from desk.ui.session import Session
from desk.ui.status_line import StatusLine
from desk.ui.turns import Turns

T = TypeVar("T")
R = TypeVar("R")


class Exports(QObject):
    """Runs one long work at a time and says what became of it."""

    rescued = Signal()
    """What the disk refuses lies in a folder that the person chose."""

    changing = Signal(bool)
    """Many stories are being changed, or no longer."""

    _progressed = Signal(str, int, int)

    def __init__(self, session: Session, status: StatusLine, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._status = status
        self._notice = notice
        self._window = window
        self._stop = threading.Event()
        self._turns = Turns(window)
        self._busy, self._what = False, ""
        self._progressed.connect(self._status.progress)

    def stop(self) -> None:
        """End the work under way."""
        self._stop.set()

    def _begin(self, what: str) -> bool:
        if self._busy:
            self._notice.say(f"{self._what} is still under way; wait for it or cancel it below.")
            return False
        self._busy, self._what = True, what
        self._notice.hide()
        self._stop.clear()
        self._turns.watch(True)
        self._status.begin(what, self._stop.set)
        return True

    def _end(self) -> None:
        self._busy = False
        self._turns.watch(False)
        self._status.rest()
        self.changing.emit(False)

    def _failed(self, error: DeskError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._notice.say(str(error))
        else:
            self._notice.warn(error)

    def run(
        self,
        what: str,
        work: Callable[..., T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run long work, which takes `progress` and `cancelled`, beside the saves.

        What stands in its way is said here or, where given, handed to `failed`.
        """
        if self._begin(what):
            end = partial(self._ended, failed) if failed else self._failed
            self._session.tasks.work(self._watched(what, work), partial(self._ended, done), end)

    def tell(self, what: str, done: int, total: int) -> None:
        """Show how far the work under way is; from any thread."""
        self._progressed.emit(what, done, total)

    def change(
        self,
        what: str,
        operation: Callable[..., Done[T]],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> bool:
        """Run a long operation, which takes `progress` and `cancelled`, and announce what it changed.

        Returns:
            Whether it began; another long work may be under way. What stands in its way later is said here
            or, where given, handed to `failed`.
        """
        if not self._begin(what):
            return False
        self.changing.emit(True)
        run = self._watched(what, operation)
        end = partial(self._ended, failed) if failed else self._failed
        self._session.do(run, partial(self._ended, done), end, long=True)
        return True

    def _watched(self, what: str, work: Callable[..., R]) -> Callable[[], R]:
        return partial(work, progress=partial(self._progressed.emit, what), cancelled=self._cancelled)

    def _cancelled(self) -> bool:
        """Return whether to stop; work asks again and again, and lets the window go first each time."""
        self._turns.give_way()
        return self._stop.is_set()

    def _ended(self, done: Callable[[T], None], value: T) -> None:
        self._end()
        done(value)

    def export(self, *, choose: bool = False) -> None:
        """Show what an export beside the desk, or where it went before, changes, then write it if wanted.

        `choose` asks for another folder.
        """
        out = self.out
        if choose:
            start = str(out if out.is_dir() else out.parent)
            chosen = QFileDialog.getExistingDirectory(
                self._window, "Export the site into which folder?", start
            )
            if not chosen:
                return
            out = Path(chosen)
            self._session.settings.set(**{f"out:{self._session.desk.folder}": chosen})
        self.plan(partial(self._planned, out))

    @property
    def out(self) -> Path:
        """Where the site goes."""
        known = self._session.settings.get(f"out:{self._session.desk.folder}")
        return Path(known) if isinstance(known, str) else ops.exporting.beside(self._session.desk)

    def plan(self, done: Callable[[ops.exporting.Plan], None]) -> None:
        """Hand over what an export would change."""
        self.run("Planning the export", partial(ops.exporting.plan, self._session.desk, self.out), done)

    def _planned(self, out: Path, plan: ops.exporting.Plan) -> None:
        if not plan.changes:
            said = " ".join(["The site is as the desk has it.", *plan.warnings[:1]])
            self._notice.say(said, partial(_show, out / "index.html"), "Open the site")
            return
        dialog = PlanDialog(self._session, plan, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.write, self._exported))
        dialog.open()

    def write(self, done: Callable[[ops.exporting.Report], None]) -> None:
        """Write the site."""
        self.run("Exporting", partial(ops.exporting.export, self._session.desk, self.out), done)

    def _exported(self, report: ops.exporting.Report) -> None:
        seconds = sum(report.seconds.values())
        said = (
            f"Exported to {self.out}: {words.count(report.written, 'file', 'files')} written, "
            f"{report.kept} unchanged, {report.removed} removed, in {seconds:.1f} s."
        )
        if report.warnings:
            said += f" {words.count(len(report.warnings), 'note', 'notes')}: {report.warnings[0]}"
        self._notice.say(said, partial(_show, self.out / "index.html"), "Open the site")

    def go_back(self) -> None:
        """Let the export before stand again."""
        out = self.out
        if self._begin("Going back to the export before"):

            def done(_: None) -> None:
                self._end()
                said = "The export before stands again. Going back once more brings the newer one."
                self._notice.say(said, lambda: _show(out / "index.html"), "Open the site")

            desk = self._session.desk
            self._session.tasks.work(lambda: ops.exporting.rollback(desk, out), done, self._failed)

    def take_in(self, files: list[Path], open_story: Callable[[str], None], encoding: str = "") -> None:
        """Import texts and open the first story that came of them."""
        desk = self._session.desk
        if not self._begin("Importing"):
            return

        def progress(done: int, total: int) -> None:
            self._progressed.emit("Importing", done, total)

        def done(found: ops.importing.Imported) -> None:
            self._end()
            if found.failed:
                self._say_failed(found.failed[0], open_story)
            elif found.made or found.changed:
                self._notice.say(_taken_in(found))
            else:
                self._notice.say(found.skipped[0] if found.skipped else "There was nothing to import.")
            if found.made or found.changed:
                open_story((*found.made, *found.changed)[0].id)

        self._session.do(
            lambda: ops.importing.files(
                desk, files, encoding=encoding, progress=progress, cancelled=self._cancelled
            ),
            done,
            self._failed,
            long=True,
        )

    def _say_failed(self, failed: tuple[Path, DeskError], open_story: Callable[[str], None]) -> None:
        """Say why a file was not taken; for one in another encoding, offer the likeliest."""
        path, error = failed
        said = DeskError(f"{path.name}: {error}")
        if isinstance(error, BadEncoding) and error.encodings:
            likeliest = error.encodings[0]
            again = partial(self.take_in, [path], open_story, likeliest)
            self._notice.warn(said, again, f"Read it as {likeliest}")
        else:
            self._notice.warn(said)

    def backup(self) -> None:
        """Copy the database into the desk's backups."""
        if self._begin("Backing up"):
            desk, progress = self._session.desk, self._progress("Backing up", "No backup was made")
            self._session.tasks.work(
                lambda: ops.backups.make(desk, progress=progress), self._backed_up, self._failed
            )

    def _backed_up(self, copy: Path) -> None:
        self._end()
        self._notice.say(f"Backed up and verified: {copy.name}")

    def verify(self) -> None:
        """Check the desk."""
        if self._begin("Checking"):
            desk, progress = self._session.desk, self._progress("Checking", "Checking was stopped")
            self._session.tasks.work(lambda: ops.desk.verify(desk, progress), self._verified, self._failed)

    def _verified(self, findings: list[ops.desk.Finding]) -> None:
        self._end()
        if not findings:
            self._notice.say("Everything in this desk is in order.")
        else:
            said = "; ".join(f"{finding.severity}: {finding.what}" for finding in findings[:4])
            more = f"; and {len(findings) - 4} more (desk verify lists them)" if len(findings) > 4 else ""
            self._notice.warn(DeskError(said + more))

    def _progress(self, what: str, stopped: str) -> ops.Progress:
        """Return a progress that is shown at the foot and ends the work when the person cancels it."""
        shown = partial(self._progressed.emit, what)
        return ops.backups.cancellable(shown, self._cancelled, stopped)

    def rescue(self, open_story: OpenStory, photos: Sequence[Photo]) -> None:
        """Write the words that the disk refuses into a folder of the person's choice."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, "Save a copy of the unsaved words into which folder?"
        )
        if not chosen:
            return
        try:
            for story in open_story.unsaved():
                _write_new(Path(chosen), story.slug or slugify(story.headline), ops.story.as_markdown(story))
            for photo in photos:
                words_ = [f"{name}: {said}" for name in ops.library.WORDS if (said := getattr(photo, name))]
                _write_new(Path(chosen), f"words of {Path(photo.name).stem}", "\n\n".join(words_) + "\n")
        except OSError as error:
            self._notice.warn(DeskError(f"That folder refuses too: {error.strerror}", todo="Choose another"))
        else:
            self._notice.say("A copy of the unsaved words is safe there; saving here goes on being tried.")
            self.rescued.emit()

    def ask_new_desk(self) -> Path | None:
        """Let the person say where a new desk shall stand."""
        start = str(paths.desks() / "My newsroom.desk")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Where shall the new desk stand?", start, "Desks (*.desk)"
        )
        if not chosen:
            return None
        folder = Path(chosen)
        return folder if folder.suffix == ".desk" else folder.with_name(folder.name + ".desk")

    def ask_desk(self) -> Path | None:
        """Let the person choose a desk folder."""
        chosen = QFileDialog.getExistingDirectory(self._window, "Open which desk folder?", str(paths.desks()))
        return Path(chosen) if chosen else None


def _taken_in(found: ops.importing.Imported) -> str:
    """Say what an import made."""
    made, changed = (words.count(len(some), "story", "stories") for some in (found.made, found.changed))
    said = [f"Imported {made}"] * bool(found.made)
    said += [
        f"{changed} came back and {'has' if len(found.changed) == 1 else 'have'} what was changed"
    ] * bool(found.changed)
    return f"{'; '.join(said)}."


def _show(page: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))


def _write_new(folder: Path, name: str, said: str) -> None:
    """Write a new file, beside any of the same name."""
    for number in range(1, 1000):
        path = folder / (f"{name}.md" if number == 1 else f"{name} {number}.md")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(said)
        except FileExistsError:
            continue
        return
    raise FileExistsError(f"too many files called {name}")
