"""Photos that nothing shows, deleted for good once a person has seen which."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desk import operations as ops
from desk.operations.unused import Gone, Unused
from desk.ui import words
from desk.ui.asking import Asking
from desk.ui.exports import Exports
from desk.ui.session import Session


class DeleteDialog(Asking):
    """Names the photos that would be deleted for good."""

    def __init__(self, found: Unused, parent: QWidget) -> None:
        number = words.count(len(found.photos), "photo", "photos")
        super().__init__("Delete photos", f"Delete {number}", parent)
        told = (
            f"{number} with {found.size / 1e6:.1f} MB would be deleted for good: no story shows them. "
            "A backup is made first, and nothing is deleted without it."
        )
        if found.kept:
            stay = "1 other is" if found.kept == 1 else f"{words.number(found.kept)} others are"
            told += f" {stay} in use, or on a card of a former front, and stay."
        self.said.setText(told)
        names = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Photos")
        names.setObjectName("found")
        names.setHeaderLabels(["Photo", "Caption", "Added", "Size"])
        for photo in found.photos:
            when = words.moment(photo.created.astimezone()) if photo.created else ""
            caption = " ".join((photo.caption or photo.headline).split())
            item = QTreeWidgetItem(names, [photo.name or photo.id, caption, when, _size(photo.size)])
            item.setToolTip(1, photo.caption)
        names.header().setStretchLastSection(False)
        names.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (0, 2, 3):
            names.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.addWidget(names, 1)
        self.rows.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"


class Deleting(QObject):
    """Asks, and deletes beside the window."""

    said = Signal(str, object)
    """What was done; nothing takes it back (None)."""

    failed = Signal(object)

    def __init__(self, session: Session, exports: Exports, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._exports = exports
        self._window = window

    def ask(self, photos: Sequence[str]) -> None:
        """Let a person see which of these photos nothing shows, and delete those."""
        if not photos:
            self.said.emit("No photo is chosen. Choose those that shall be deleted.", None)
            return
        look = partial(ops.unused.among, self._session.desk, list(photos))
        self._session.tasks.work(look, self._ask, self.failed.emit)

    def _ask(self, found: Unused) -> None:
        if not found.photos:
            are = "This photo is" if found.kept == 1 else "These photos are"
            self.said.emit(f"{are} in use, or on a card of a former front: nothing was deleted.", None)
            return
        dialog = DeleteDialog(found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._delete, [photo.id for photo in found.photos]))
        dialog.open()

    def _delete(self, ids: list[str]) -> None:
        run = partial(ops.unused.delete, self._session.desk, ids)
        self._exports.change("Deleting photos", run, self._deleted, self.failed.emit)

    def _deleted(self, gone: Gone) -> None:
        if gone.backup is None:
            self.said.emit("Nothing was deleted: all of them are in use now.", None)
            return
        number = words.count(gone.photos, "photo", "photos")
        self.said.emit(f"{number} deleted for good. The backup {gone.backup.name} still has them.", None)
