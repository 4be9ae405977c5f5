"""What is done with the files of chosen photos: replaced where they are used, copied, on a contact sheet."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desk import operations as ops
from desk.domain import DeskError
from desk.ui import words
from desk.ui.exports import Exports
from desk.ui.photos.copies import Copies
from desk.ui.photos.pane import PICTURES
from desk.ui.session import Session


class FileDeeds(QObject):
    """Asks for a file and says what came of it."""

    said = Signal(str, object)
    """A thing was done: what, and how it is taken back (a callable) or None."""

    failed = Signal(object)

    def __init__(self, session: Session, exports: Exports, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._exports = exports
        self._window = window
        self.copies = Copies(session, window)
        self.copies.said.connect(self.said)
        self.copies.failed.connect(self.failed)

    def save_copies(self, photos: Sequence[str]) -> None:
        """Let a person choose where copies of photos' originals go, with their words inside."""
        desk = self._session.desk
        if not photos:
            self.said.emit("No photo is chosen. Choose those of which copies shall be saved.", None)
        elif len(photos) == 1:
            self._session.ask(partial(ops.photo.get, desk, photos[0]), self.copies.ask, self.failed.emit)
        else:
            start = str(self._session.settings.get("copies", Path.home()))
            number = words.count(len(photos), "copy", "copies")
            title = f"Save {number} into which folder?"
            chosen = QFileDialog.getExistingDirectory(self._window, title, start)
            if chosen:
                self._session.settings.set(copies=chosen)
                self.copy_into(photos, Path(chosen))

    def copy_into(self, photos: Sequence[str], folder: Path) -> None:
        """Write copies into a folder beside the window, with progress and Cancel."""
        write = partial(ops.library.save_copies, self._session.desk, photos, folder)
        # What was typed comes to the store first.
        begin = partial(self._exports.run, "Saving copies", write, partial(self._copied, folder))
        self._session.ask(lambda: None, lambda _: begin())

    def _copied(self, folder: Path, done: "ops.library.Copied") -> None:
        made = words.count(len(done.files), "copy was", "copies were")
        told = f"{made} saved into {folder}."
        if done.left:
            told += f" {words.count(done.left, 'photo was', 'photos were')} left out."
        if done.failed:
            names = ", ".join(name for name, _ in done.failed[:3]) + (" …" if done.failed[3:] else "")
            _, first = done.failed[0]
            kept = f"{told} Not {names}"
            self.failed.emit(DeskError(first.what, kept=kept, todo=first.todo))
        else:
            self.said.emit(told, None)

    def replace(self, photos: Sequence[str]) -> None:
        """Let a person choose the file that takes the place of a photo's."""
        if len(photos) != 1:
            self.said.emit("Choose one photo; then its file can be replaced.", None)
            return
        start = str(self._session.settings.get("pictures", ""))
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Replace the file by", start, PICTURES)
        if chosen:
            self.replace_by(photos[0], Path(chosen))

    def replace_by(self, photo: str, file: Path) -> None:
        """Give a photo another file wherever it is used."""
        run = partial(ops.library.replace_file, self._session.desk, photo, file)
        self._session.do(run, self._replaced, self.failed.emit, long=True)

    def _replaced(self, done: "ops.library.Replaced") -> None:
        where = f" in {words.count(done.used, 'story', 'stories')}" if done.used else ""
        told = f"The file was replaced{where}; its words stayed."
        if done.reset:
            told += f" The new picture has another shape: the crops {', '.join(done.reset)} are set anew."
        self.said.emit(told, partial(self._back, done))

    def _back(self, done: "ops.library.Replaced") -> None:
        def told(_: ops.library.Replaced) -> None:
            self.said.emit("The photo has its file of before again.", None)

        run = partial(ops.library.replace_back, self._session.desk, done)
        self._session.do(run, told, self.failed.emit, long=True)

    def contact_sheet(self, photos: Sequence[str]) -> None:
        """Let a person choose where a PDF with these photos shall stand."""
        if not photos:
            self.said.emit("There is no photo to put on a contact sheet.", None)
            return
        start = str(self._session.settings.get("contact-sheet", Path.home() / "Contact sheet.pdf"))
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Contact sheet", start, "PDF (*.pdf)")
        if chosen:
            self._session.settings.set(**{"contact-sheet": chosen})
            self.write_sheet(photos, Path(chosen))

    def write_sheet(self, photos: Sequence[str], file: Path) -> None:
        """Write a contact sheet beside the window, with progress and Cancel."""
        from desk.ui.library import contact_sheet

        desk, file = self._session.desk, file if file.suffix.lower() == ".pdf" else file.with_suffix(".pdf")

        def done(pages: int) -> None:
            number = words.count(len(photos), "photo", "photos")
            self.said.emit(f"{number} on {words.count(pages, 'page', 'pages')}: {file}", None)

        write: Callable[..., int] = partial(contact_sheet.write, desk, photos, file)
        self._exports.run("Contact sheet", write, done)
