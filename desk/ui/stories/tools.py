"""What can be done with a list once its desk is open; loaded behind the first paint."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from desk.domain import Publication
from desk.ui import icons
from desk.ui.bulk import Many
from desk.ui.commands import Command
from desk.ui.session import Session
from desk.ui.stories.bar import ChosenBar
from desk.ui.stories.completing import Completing
from desk.ui.stories.dragging import Dragging
from desk.ui.stories.menus import SORTS, FilterMenu, OrderMenu, sort_by, turn
from desk.ui.stories.pane import StoriesPane
from desk.ui.stories.saved import SavedSearches


class ListTools(QObject):
    """Puts completions, menus, saved searches and what is done with the chosen to a story list."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session, pane: StoriesPane, publication: Publication, many: Many) -> None:
        super().__init__(pane)
        self._pane = pane
        self.completing = Completing(pane.filter, session)
        pane.taking = self.completing.offers.popup().isVisible
        self.filters = FilterMenu(pane, publication, pane)
        pane.head.narrow.setMenu(self.filters)
        self.orders = OrderMenu(pane, pane)
        pane.head.order.setMenu(self.orders)
        self.saved = SavedSearches()
        self.saved.picked.connect(pane.head.put)
        self.saved.left.connect(pane.take_focus)
        self.saved.said.connect(self.said)
        self.saved.failed.connect(self.failed)
        self.saved.changed.connect(self._typed)
        pane.head.column.addWidget(self.saved)
        self._keep = pane.filter.addAction(
            icons.icon("bookmark-simple", "mute"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._keep.setToolTip("Save this search")
        self._keep.triggered.connect(self.save_search)
        pane.filter.textChanged.connect(self._typed)
        self.chosen = ChosenBar(pane, many, publication)
        pane.column.addWidget(self.chosen)
        self.dragging = Dragging(session)
        pane.model.carry = self.dragging.carry
        self.saved.attach(session)
        self._typed()

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections."""
        self.filters.publication = publication
        self.chosen.publication = publication

    def _typed(self) -> None:
        typed = self._pane.head.typed
        self.saved.mark(typed)
        self._keep.setVisible(bool(typed) and self.saved.known(typed) is None)

    def save_search(self) -> None:
        """Ask for a name for what is typed, or, where it has one, for another."""
        typed = self._pane.head.typed
        known = self.saved.known(typed)
        if known is not None:
            self.saved.rename(known)
        elif typed:
            self.saved.save(typed)
        else:
            self.said.emit("Type a search into the list's field first; then it can be saved.", None)

    def delete_search(self) -> None:
        """Forget the saved search that stands in the field."""
        known = self.saved.known(self._pane.head.typed)
        if known is not None:
            self.saved.delete(known)
        else:
            self.said.emit("No saved search is shown. Press one above the list first.", None)

    def commands(self) -> list[Command]:
        """Return what can be done by name."""
        pane = self._pane
        return [
            Command("narrow", "Filter the list by section, author, date…", pane.head.narrow.showMenu),
            Command("all", "Show all stories in the list", partial(pane.head.put, "")),
            Command("save-search", "Save or rename this search…", self.save_search, "Ctrl+D"),
            Command("delete-search", "Delete this saved search", self.delete_search),
            *(
                Command(
                    f"sort-{sort.value}", f"Sort the list by {said.lower()}", partial(sort_by, pane, sort)
                )
                for sort, said in SORTS.items()
            ),
            Command("turn", "Sort the list the other way", partial(turn, pane)),
            Command("compact", "Compact list", partial(self._compact, True)),
            Command("cards", "List of cards", partial(self._compact, False)),
            *self.chosen.commands(),
        ]

    def _compact(self, compact: bool) -> None:
        self._pane.show_compact(compact)
