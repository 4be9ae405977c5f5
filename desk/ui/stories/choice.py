"""Which stories of a list are chosen, beyond what is loaded too."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal

from desk import operations as ops
from desk.domain import StoryQuery
from desk.ui.stories.model import ROW, StoryModel
from desk.ui.stories.view import StoryView

if TYPE_CHECKING:
    from desk.ui.session import Session

_FLAG = QItemSelectionModel.SelectionFlag


class Choice(QObject):
    """The chosen rows and, once all are chosen or rows were let go, stories beyond what is loaded."""

    changed = Signal(int)
    """So many stories are chosen now."""

    def __init__(self, view: StoryView, model: StoryModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._every: list[str] = []
        view.chosen.connect(self._chosen)

    @property
    def several(self) -> bool:
        """Return whether more than one story is chosen."""
        return len(self._every or self._here()) > 1

    def ids(self) -> list[str]:
        """Return the chosen stories, in the order of the list."""
        rows = self._model.rows
        here = [rows[place].id for place in self._here()]
        if not self._every:
            return here
        left_out = {row.id for row in rows} - set(here)
        every = set(self._every)
        chosen = [story for story in self._every if story not in left_out]
        return chosen + [story for story in here if story not in every]

    def _here(self) -> list[int]:
        """Return the places of the chosen rows, in order."""
        chosen = self._view.selectionModel().selection()
        ranges = map(chosen.at, range(chosen.count()))
        return sorted(place for one in ranges for place in range(one.top(), one.bottom() + 1))

    def choose_every(self, session: "Session", query: StoryQuery) -> None:
        """Choose all that a query shows; the loaded rows are chosen already."""
        if not self._model.whole:
            desk = session.desk
            session.ask(lambda: ops.story.ids(desk, query), partial(self._take, self._model.rows[0].id))

    def _take(self, first: str, every: list[str]) -> None:
        rows = self._model.rows
        if rows and rows[0].id == first and len(self._here()) == len(rows):
            self._every = every
            self._tell()

    def keep(self, chosen: list[str]) -> None:
        """Have stories stay chosen, in the order of the list, though rows of theirs were let go."""
        self._every = chosen
        self.go_on(0)
        self._every = chosen if len(chosen) > len(self._here()) else []
        self._tell()

    def go_on(self, last: int) -> None:
        """Choose the rows that were loaded behind the last too, where their stories are chosen."""
        every, new = set(self._every), QItemSelection()
        for place, row in enumerate(self._model.rows[last:], last) if every else ():
            if row.id in every:
                new.select(self._model.index(place), self._model.index(place))
        if not new.isEmpty():
            self._view.selectionModel().select(new, _FLAG.Select)

    def reset(self) -> tuple[str, list[str]]:
        """Forget what is chosen, before other rows come; return it for `bring_back`."""
        now = self._view.currentIndex().data(ROW)
        before = self.ids() if self.several and not self._every else []
        self._every = []
        return (now.id if now is not None else "", before)

    def bring_back(self, current: str, chosen: list[str]) -> None:
        """Choose what was chosen, where it is among the rows still."""
        selection = self._view.selectionModel()
        place = self._model.place(current)
        if place is not None:
            selection.setCurrentIndex(self._model.index(place), _FLAG.NoUpdate)
        for story in chosen:
            place = self._model.place(story)
            if place is not None:
                selection.select(self._model.index(place), _FLAG.Select)

    def show_one(self, story: str) -> None:
        """Choose one story, where it is among the rows and no others are chosen."""
        if self.several:
            return
        place = self._model.place(story)
        if place is None:
            self._view.clearSelection()
        elif self._view.currentIndex().row() != place or not self._view.selectionModel().isSelected(
            self._model.index(place)
        ):
            self._view.choose(self._model.index(place))

    def _chosen(self, _: QItemSelection, gone: QItemSelection) -> None:
        if len(gone.indexes()) > 1 or len(self._here()) <= 1:  # not one that was taken out of many
            self._every = []
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(len(self.ids() if self._every else self._here()))
