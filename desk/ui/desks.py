"""Which desk stands in the window, who writes in it, and what both look like."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from desk import operations as ops
from desk.ui.restoring import RestoreDialog
from desk.ui.rooms import Rooms
from desk.ui.settings_page import SettingsPage
from desk.ui.theme import Look, current


class Desks(QObject):
    """Asks for another desk once every word of this one is stored; keeps the person's name and look."""

    wanted = Signal(object, bool)
    """Open another desk (its folder, whether to make it first)."""

    restore_wanted = Signal(object)
    """Bring this desk back from a backup (its file); every word is on disk."""

    def __init__(self, frame: Rooms, look: Look) -> None:
        super().__init__(frame)
        self._frame = frame
        self._session = frame.session
        self._look = look
        frame.late.when(SettingsPage, lambda page: page.person_named.connect(self.name_person))
        frame.status.person.setText(self._session.desk.who.author)

    def new(self) -> None:
        """Choose where an empty desk shall stand."""
        folder = self._frame.exports.ask_new_desk()
        if folder is not None:
            self._leave_for(folder, make=True)

    def open(self) -> None:
        """Choose a desk folder."""
        folder = self._frame.exports.ask_desk()
        if folder is not None:
            self.go_to(folder)

    def go_to(self, folder: Path) -> None:
        """Open another desk that is there."""
        self._leave_for(folder, make=False)

    def _leave_for(self, folder: Path, *, make: bool) -> None:
        self._frame.open_story.flush(partial(self.wanted.emit, folder, make))

    def restore(self) -> None:
        """Choose a backup to bring the desk back from."""
        dialog = RestoreDialog(self._session.desk.folder, self._session.tasks, self._frame)
        dialog.chosen.connect(self._restore_from, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    def _restore_from(self, file: Path) -> None:
        self._frame.photos.flush()
        self._frame.open_story.flush(partial(self.restore_wanted.emit, file))

    def name_person(self, name: str) -> None:
        """Put a name on what is written from now on."""
        self._session.settings.set(person=name)
        self._session.desk = ops.desk.signed(self._session.desk, name)
        self._frame.status.person.setText(name)

    def choose_look(self, choice: str) -> None:
        """Switch between light, dark and the system's choice."""
        self._session.settings.set(look=choice)
        self._look.choose(choice)

    def zoom(self, by: float) -> None:
        """Make all text larger or smaller; 0 for its own size."""
        scale = round(min(2.0, max(0.8, current().scale + by)), 1) if by else 1.0
        self._session.settings.set(scale=scale)
        self._look.zoom(scale)
