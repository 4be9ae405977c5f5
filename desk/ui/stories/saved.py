"""Saved searches under the list's field: picked, named, renamed, deleted."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Change, DeskError, Done, SavedSearch
from desk.ui import icons
from desk.ui.fields import say_wrong
from desk.ui.flow import FlowLayout
from desk.ui.session import Session
from desk.ui.stories.line import Line

_LONGEST = 28  # characters of a name on its chip


class _Chip(QToolButton):
    """One saved search; F2 renames it, Delete forgets it."""

    rename_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, search: SavedSearch) -> None:
        super().__init__(checkable=True, toolTip=f"{search.query}\nF2 renames, Delete forgets it")
        self.search = search
        name = search.name if len(search.name) <= _LONGEST else f"{search.name[: _LONGEST - 1]}…"
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(f"Saved search {search.name}")
        self.setIcon(icons.icon("bookmark-simple", "mute"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setProperty("chip", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Rename…\tF2", partial(self.rename_wanted.emit, self.search))
        menu.addAction("Delete\tDel", partial(self.delete_wanted.emit, self.search))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename or forget."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit(self.search)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit(self.search)
        else:
            super().keyPressEvent(event)


class SavedSearches(QWidget):
    """Chips of a desk's saved searches, and the line that names one."""

    picked = Signal(str)
    """A search to be typed into the field; empty where the one that stands there was pressed again."""

    left = Signal()
    """The person is done here."""

    said = Signal(str, object)
    failed = Signal(object)

    changed = Signal()
    """The searches are others now."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._searches: list[SavedSearch] = []
        self._typed = ""
        self._naming: SavedSearch | None = None  # None for a new one
        self.chips: list[_Chip] = []
        self.name = Line(placeholderText="Name of this search", accessibleName="Name of this search")
        self.name.returnPressed.connect(self._named)
        self.name.textEdited.connect(lambda: say_wrong(self.name, ""))
        self.name.left.connect(self._leave)
        self.name.hide()
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.name)
        rows.addWidget(self._row)
        self.hide()

    def attach(self, session: Session) -> None:
        """Show this desk's searches from now on."""
        self._session = session
        session.bus.changed.connect(self._changed)
        self.look_again()

    def look_again(self) -> None:
        """Take in what another window or program saved."""
        if self._session is not None:
            desk = self._session.desk
            self._session.ask(lambda: ops.searching.saved(desk), self._show, lambda _: None)

    def _changed(self, change: Change) -> None:
        if "search" in change.kinds and change.ids:
            self.look_again()

    def known(self, typed: str) -> SavedSearch | None:
        """Return the saved search that is these words."""
        return next((one for one in self._searches if one.query == typed.strip()), None)

    def mark(self, typed: str) -> None:
        """Show which search stands in the field."""
        self._typed = typed.strip()
        for chip in self.chips:
            chip.setChecked(chip.search.query == self._typed)

    def save(self, typed: str) -> None:
        """Ask for a name for what is typed."""
        if typed.strip() and self.known(typed) is None:
            self._ask(None, typed.strip())

    def rename(self, search: SavedSearch) -> None:
        """Ask for another name."""
        self._ask(search, search.name)

    def _ask(self, search: SavedSearch | None, name: str) -> None:
        self._naming = search
        say_wrong(self.name, "")
        self.name.setText(name)
        self.name.show()
        self.show()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> None:
        if self._session is None:
            return
        desk, name, search, typed = self._session.desk, self.name.text(), self._naming, self._typed

        def operation() -> Done[SavedSearch]:
            if search is None:
                return ops.searching.save(desk, name, typed)
            return ops.searching.rename(desk, search.id, name)

        self._session.do(operation, lambda _: self._leave(), self._refused)

    def _refused(self, error: DeskError) -> None:
        """Say beside the name why it cannot be."""
        say_wrong(self.name, str(error))
        self.failed.emit(error)

    def _leave(self) -> None:
        self.name.hide()
        self.setVisible(bool(self._searches))
        self.left.emit()

    def delete(self, search: SavedSearch) -> None:
        """Forget a search; it can be taken back."""
        if self._session is not None:
            desk = self._session.desk
            said = partial(self.said.emit, f"The search “{search.name}” was deleted.")
            back = partial(self._bring_back, search)
            self._session.do(lambda: ops.searching.delete(desk, search.id), lambda _: said(back))
            self.left.emit()

    def _bring_back(self, search: SavedSearch) -> None:
        if self._session is not None:
            desk = self._session.desk
            self._session.do(lambda: ops.searching.save(desk, search.name, search.query))

    def _show(self, searches: list[SavedSearch]) -> None:
        if searches != self._searches:
            self._searches = searches
            for chip in self.chips:
                self._flow.removeWidget(chip)
                chip.deleteLater()
            self.chips = [self._chip(search) for search in searches]
            for before, chip in pairwise((self.name, *self.chips)):
                self.setTabOrder(before, chip)
            self.setVisible(bool(searches) or not self.name.isHidden())
            self._row.setVisible(bool(searches))
        self.mark(self._typed)
        self.changed.emit()

    def _chip(self, search: SavedSearch) -> _Chip:
        chip = _Chip(search)
        chip.clicked.connect(partial(self._pick, chip))
        chip.rename_wanted.connect(self.rename)
        chip.delete_wanted.connect(self.delete)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _pick(self, chip: _Chip) -> None:
        self.picked.emit(chip.search.query if chip.isChecked() else "")
