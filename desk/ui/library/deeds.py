"""What is done with the files of chosen photos: replaced where they are used, copied, on a contact sheet."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desk import operations as ops
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

    def save_copy(self, photos: Sequence[str]) -> None:
        """Let a person choose where a copy of a photo's original goes, with its words inside."""
        if len(photos) != 1:
            self.said.emit("Choose one photo; then a copy of it can be saved.", None)
            return
        desk = self._session.desk
        self._session.ask(partial(ops.photo.get, desk, photos[0]), self.copies.ask, self.failed.emit)

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
