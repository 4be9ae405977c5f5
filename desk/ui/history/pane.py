"""The inspector's tab for earlier versions: a timeline to choose from, and what can be done with a choice."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Publication
from desk.operations.history import GAP, LONGEST_NAME, Entry
from desk.ui.flow import FlowLayout
from desk.ui.history.entries import ENTRY, EntryDelegate, EntryModel
from desk.ui.pause import Pause

_EMPTY = "No earlier version yet: every pause in typing makes one."
_CHOOSE = "Choose a version to see what changed since. Choose a second one with Ctrl to compare the two."
_TWO = "These two versions are compared. Choose one alone to name it or bring it back."
_PAUSE = 120  # ms after the last arrow key before a version is compared


class HistoryPane(QWidget):
    """Shows a timeline and says what a person wants of it."""

    needed = Signal()
    """The timeline is in sight and not what the store has."""

    chosen = Signal()
    """Other versions were chosen, or other ones to compare them with."""

    restore_wanted = Signal(object)
    """Bring this version back (Entry)."""

    name_wanted = Signal(str, str)
    """Call a revision by a name."""

    prune_wanted = Signal()
    """Remove saves in the midst of sittings."""

    left = Signal()
    """Esc: back to the story."""

    def __init__(self, publication: Publication) -> None:
        super().__init__()
        self.model = EntryModel(ZoneInfo(publication.timezone), self)
        self._stale = True
        self._naming = ""  # the revision whose name the field holds
        self._kept = ""  # its name as the store has it
        self._with_present = True  # what a person wants one version compared with, where it can be
        self._pause = Pause(self, _PAUSE, self.chosen.emit)
        self._build()
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self._show_choice()

    def _build(self) -> None:
        self.every = QToolButton(text="Every save", checkable=True)
        self.every.setProperty("chip", True)
        self.every.setToolTip("Show every save, not each sitting as one")
        self.every.toggled.connect(self.needed)
        self.prune = QToolButton(text="Prune…")
        self.prune.setProperty("chip", True)
        self.prune.setToolTip("Remove saves in the midst of sittings; says first how many")
        self.prune.clicked.connect(self.prune_wanted)
        self.view = QListView(accessibleName="Versions of this story")
        self.view.setModel(self.model)
        self.view.setItemDelegate(EntryDelegate(self.model))
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 14, 8)
        head.addWidget(self.every)
        head.addStretch(1)
        head.addWidget(self.prune)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for widget, stretch in ((_rule(), 0), (self.view, 1), (_rule(), 0), (self._foot(), 0)):
            column.addWidget(widget, stretch)

    def _foot(self) -> QWidget:
        foot = QWidget()
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "hint")
        self.present = self._chip(
            "With the present", "Show what changed from this version to the present one"
        )
        self.before = self._chip("With the one before", "Show what this version changed")
        group = QButtonGroup(self, exclusive=True)
        chips = QWidget()
        line = FlowLayout(chips)
        for chip in (self.present, self.before):
            group.addButton(chip)
            line.addWidget(chip)
        self.name = QLineEdit(placeholderText="Name this version", accessibleName="Name of this version")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.editingFinished.connect(self._named)
        self.restore = QPushButton("Restore this version")
        self.restore.setToolTip("Bring its words back as a new version; nothing is lost")
        self.restore.clicked.connect(self._restore)
        self._choice = QWidget()
        rows = QVBoxLayout(self._choice)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(chips)
        rows.addWidget(self.name)
        rows.addWidget(self.restore)
        whole = QVBoxLayout(foot)
        whole.setContentsMargins(14, 10, 14, 12)
        whole.addWidget(self.hint)
        whole.addWidget(self._choice)
        return foot

    def _chip(self, words: str, tip: str) -> QToolButton:
        chip = QToolButton(text=words, toolTip=tip, checkable=True)
        chip.setProperty("chip", True)
        chip.clicked.connect(self._turned)
        return chip

    @property
    def gap(self) -> timedelta:
        """Return the pause that ends a sitting in this view."""
        return timedelta(0) if self.every.isChecked() else GAP

    # What is shown

    def set_publication(self, publication: Publication) -> None:
        """Take the time zone."""
        self.model.zone = ZoneInfo(publication.timezone)
        self.view.doItemsLayout()

    def refresh(self) -> None:
        """Ask for the timeline where it can be seen; else once it can."""
        self._stale = True
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._stale = False
        self.needed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the timeline up to date."""
        super().showEvent(event)
        if self._stale:
            self._ask()

    def show_entries(self, entries: Sequence[Entry], *, same: bool) -> None:
        """Show a timeline; where it is of the same story, the choice and the scroll stay."""
        if same:
            self.model.update(entries)
        else:
            self.model.reset(entries)
            self.view.scrollToTop()
        self._show_choice()

    def clear(self) -> None:
        """Show no story's timeline; a name that is being written is kept first."""
        self._named()
        self.model.reset(())
        self._stale = True
        self._show_choice()

    # What is chosen

    def entries(self) -> list[Entry]:
        """Return the chosen entries, the newer first; at most two."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self.model.index(row).data(ENTRY) for row in rows[:1] + rows[1:][-1:]]

    def versions(self) -> tuple[str, str]:
        """Return the revisions to compare, the earlier first, empty for the present; both empty for none."""
        chosen = self.entries()
        if len(chosen) == 2:
            return chosen[1].last.id, chosen[0].last.id
        if not chosen:
            return "", ""
        entry = chosen[0]
        if self._newest(entry) or not self._with_present:
            return entry.before or entry.first.id, entry.last.id
        return entry.last.id, ""

    def _newest(self, entry: Entry) -> bool:
        return entry.last.id == self.model.entries[0].last.id

    def choose(self, row: int) -> None:
        """Choose the entry of a row and go to it."""
        index = self.model.index(row)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def drop_choice(self) -> None:
        """Choose nothing."""
        self.view.clearSelection()
        self._pause.stop()

    def to_name(self) -> None:
        """Go to the name of the chosen version, or of the newest."""
        if not self.entries() and self.model.rowCount():
            self.choose(0)
        self.name.setFocus()
        self.name.selectAll()

    def _turned(self) -> None:
        self._with_present = self.present.isChecked()
        self.chosen.emit()

    def _selected(self) -> None:
        self._named()
        self._show_choice()
        self._pause.soon()

    def _show_choice(self) -> None:
        chosen = self.entries()
        one = chosen[0] if len(chosen) == 1 else None
        few = self.model.rowCount() < 2
        self.hint.setText(_EMPTY if few else _TWO if len(chosen) == 2 else _CHOOSE)
        self.hint.setVisible(one is None or few)
        if one is None:
            self._naming = ""
            if self._choice.isAncestorOf(QApplication.focusWidget() or self):
                self.view.setFocus()  # else what is typed next would go wherever Qt finds a place
        self._choice.setVisible(one is not None)
        if one is None:
            return
        newest = self._newest(one)
        self.present.setEnabled(not newest)
        self.restore.setEnabled(not newest)
        (self.present if self._with_present and not newest else self.before).setChecked(True)
        if self._naming != one.last.id or not self.name.hasFocus():
            self._naming, self._kept = one.last.id, one.last.name
            self.name.setText(one.last.name)

    def _named(self) -> None:
        """Keep the name that was written."""
        words = " ".join(self.name.text().split())
        if self._naming and words != self._kept:
            self._kept = words
            self.name_wanted.emit(self._naming, words)

    def _restore(self) -> None:
        chosen = self.entries()
        if len(chosen) == 1:
            self.restore_wanted.emit(chosen[0])


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    return rule
