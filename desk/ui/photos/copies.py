"""A copy of a photo's original with the desk's words inside, saved where a person says."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desk import operations as ops
from desk.domain import ENDINGS, DeskError, Photo
from desk.ui.session import Session


class Copies(QObject):
    """Asks where a copy shall stand, writes it and says what came of it."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def ask(self, photo: Photo) -> None:
        """Let a person say where; the dialog asks before a file that is there is replaced."""
        try:
            ops.library.may_carry(photo)
        except DeskError as error:
            self.failed.emit(error)
            return
        ending = ENDINGS[photo.format][0]
        folder = Path(str(self._session.settings.get("copies", Path.home())))
        start = folder / f"{Path(photo.name).stem or photo.id}{ending}"
        kinds = f"{photo.format} pictures ({' '.join(f'*{one}' for one in ENDINGS[photo.format])})"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save a copy with this metadata", str(start), kinds
        )
        if chosen:
            file = Path(chosen)
            self._session.settings.set(copies=str(file.parent))
            self.save(photo, file, over=bool(file.suffix))

    def save(self, photo: Photo, file: Path, *, over: bool = False) -> None:
        """Write the copy, once the store has what was typed before."""
        desk = self._session.desk
        run = partial(ops.library.save_copy, desk, photo.id, file, over=over)
        self._session.ask(
            lambda: None, lambda _: self._session.tasks.work(run, self._saved, self.failed.emit)
        )

    def _saved(self, file: Path) -> None:
        self.said.emit(f"A copy with its metadata was saved: {file}", None)
