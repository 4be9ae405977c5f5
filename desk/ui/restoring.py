"""The desk's backups as a list, and the way back to one of them."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import DeskError, NotADesk
from desk.operations.backups import Backup, Difference, Restored
from desk.ui import words
from desk.ui.tasks import Tasks
from desk.ui.theme import Look, current

_BACKUP: Final = Qt.ItemDataRole.UserRole + 1


class RestoreDialog(QDialog):
    """The copies of a desk, newest first; says what bringing one back would change."""

    chosen = Signal(object)
    """Bring the desk back from this file (Path)."""

    def __init__(
        self, folder: Path, tasks: Tasks, parent: QWidget | None = None, why: DeskError | None = None
    ) -> None:
        """`why` says what is wrong with the desk, where it cannot be opened."""
        super().__init__(parent, objectName="restore")
        self._folder = folder
        self._tasks = tasks
        self.setWindowTitle("Restore from a backup")
        self.resize(current().px(680), current().px(480))
        self._build(why)
        tasks.work(partial(ops.backups.listed, folder), self._fill, self._refused)

    def _build(self, why: DeskError | None) -> None:
        title = QLabel("Restore from a backup")
        title.setFont(current().serif(20, bold=True))
        self.why = QLabel(f"{why.what}." if why else "", wordWrap=True, visible=why is not None)
        self.list = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Backups")
        self.list.setObjectName("found")
        self.list.setHeaderLabels(["Made", "Why", "Stories", "Size"])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(self._ask)
        self.said = QLabel("Looking for backups…", wordWrap=True)
        self.said.setMinimumHeight(current().px(56))
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.restore = self.buttons.addButton("Restore", QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setProperty("kind", "primary")
        self.restore.setEnabled(False)
        self.buttons.accepted.connect(self._accepted)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(28, 24, 28, 20)
        rows.setSpacing(12)
        for widget, stretch in ((title, 0), (self.why, 0), (self.list, 1), (self.said, 0), (self.buttons, 0)):
            rows.addWidget(widget, stretch)

    def _fill(self, found: list[Backup]) -> None:
        locale = QLocale()
        for one in found:
            held = "cannot be read" if one.stories is None else words.count(one.stories, "story", "stories")
            when = words.moment(one.at) + (f" {one.at.year}" if one.at.year != found[0].at.year else "")
            size = locale.formattedDataSize(one.size, 1)
            item = QTreeWidgetItem(self.list, [when, ops.backups.reason(one), held, size])
            item.setData(0, _BACKUP, one)
            item.setToolTip(0, one.file.name)
            item.setDisabled(one.stories is None)
        for column in (1, 2, 3):
            self.list.resizeColumnToContents(column)
        first = next((n for n, one in enumerate(found) if one.stories is not None), -1)
        if first < 0:
            self.said.setText("There is no backup of this desk that can be read.")
        else:
            self.list.setCurrentIndex(self.list.model().index(first, 0))
            self.list.setFocus()

    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        return item.data(0, _BACKUP) if item is not None else None

    def _ask(self) -> None:
        one = self._chosen()
        self.restore.setEnabled(one is not None and one.stories is not None)
        if one is not None:
            self.said.setText("Comparing…")
            ask = partial(ops.backups.difference, self._folder, one.file)
            self._tasks.work(ask, partial(self._say, one), self._refused)

    def _say(self, one: Backup, what: Difference | None) -> None:
        if one is self._chosen():
            aside = "The desk as it is now is set aside beside it, whole; nothing is deleted."
            self.said.setText(f"{changes(what)} {aside}")

    def _refused(self, error: DeskError) -> None:
        self.said.setText(str(error))

    def _accepted(self) -> None:
        one = self._chosen()
        if one is not None:
            # First, so that what is shown instead stands before this, maybe the last window, closes.
            self.chosen.emit(one.file)
            self.accept()


def changes(what: Difference | None) -> str:
    """Return in a sentence what a desk would be after a copy came back."""
    if what is None:
        return "The present database cannot be read, so that the two cannot be compared."
    parts = [
        f"{words.count(number, 'story', 'stories')} {said}"
        for number, said in (
            (what.newer, "will have earlier words"),
            (what.later, "made since will not be there"),
            (what.back, "come back"),
        )
        if number
    ]
    return f"{'; '.join(parts)}." if parts else "Its stories are those of the desk now."


class Restoring(QObject):
    """Brings desks back on which no window stands."""

    begun = Signal(str)
    """Nobody can work meanwhile: what the person waits for."""

    ended = Signal(object, object)
    """Open this folder again (Path); what became of it (Restored or DeskError)."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._waiting: tuple[Path, Path] | None = None  # a desk and its backup, until its window is gone
        self._dialog: RestoreDialog | None = None

    def offer(self, folder: Path, why: DeskError) -> bool:
        """Show the backups of a desk that cannot be opened; return whether it has any."""
        try:
            found = isinstance(why, NotADesk) and ops.backups.listed(folder)
        except DeskError:
            found = []
        if not found:
            return False
        tasks = Tasks(self)
        self._dialog = RestoreDialog(folder, tasks, why=why)
        self._look.dress(self._dialog)
        self._dialog.finished.connect(tasks.stop)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.chosen.connect(partial(self.begin, folder))
        self._dialog.show()
        return True

    def after(self, folder: Path, file: Path) -> None:
        """Bring a desk back once the window that stands on it is gone."""
        self._waiting = folder, file

    def window_gone(self, folder: Path) -> None:
        """Take note that nothing of this program has a desk open any more."""
        if self._waiting is not None and self._waiting[0] == folder:
            waiting, self._waiting = self._waiting, None
            self.begin(*waiting)

    def begin(self, folder: Path, file: Path) -> None:
        """Bring a desk back from a backup."""
        self.begun.emit("Restoring the backup…")
        tasks = Tasks(self)

        def end(what: Restored | DeskError) -> None:
            tasks.stop()
            self.ended.emit(folder, what)

        tasks.work(lambda: ops.backups.restore(folder, file), end, end)


def told(what: Restored) -> str:
    """Return what to say once a desk is back."""
    said = f"The backup is back. The desk as it was lies at {what.aside}, whole."
    if what.missing:
        said += f" {words.count(len(what.missing), 'original is', 'originals are')} in no backup."
    return said
