"""The rows of the story list, changed in place so that selection and scroll stay put."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Signal

from desk.domain import StoryRow
from desk.ui import words

ROW = 256  # Qt.ItemDataRole.UserRole
_WORDS = 0  # Qt.ItemDataRole.DisplayRole
MIME = "application/x-desk-stories"

_Index = QModelIndex | QPersistentModelIndex


def carried(stories: list[str]) -> QMimeData:
    """Return what a drag of stories (ids) carries within the window."""
    mime = QMimeData()
    mime.setData(MIME, "\n".join(stories).encode())
    return mime


class StoryModel(QStringListModel):
    """Rows of one query, page by page.

    Qt holds a string for each row, which nobody reads, and so counts the rows without asking Python: the view
    counts them again for each row that it lays out, which took 10 ms of 3,000.
    """

    more = Signal()
    """The view has come to the end of what is loaded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StoryRow] = []
        self._held: set[str] = set()
        self._whole = True
        self._fetching = False
        self.carry: Callable[[list[str]], QMimeData] = carried
        """Gives what a drag of stories carries."""
        self._follow: Callable[[], object] = tuple
        for moved in (self.rowsInserted, self.rowsRemoved, self.rowsMoved):
            moved.connect(self._moved)  # connected before every view, so that it is first

    @property
    def rows(self) -> Sequence[StoryRow]:
        """Return the rows in order."""
        return self._rows

    @property
    def whole(self) -> bool:
        """Return whether no row is missing, as far as is known."""
        return self._whole

    def data(self, index: _Index, role: int = _WORDS) -> Any:
        """Return the row under ROW, and its words for screen readers and tooltips."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == _WORDS:
            return row.headline or "Untitled"
        if role == QtCore.Qt.ItemDataRole.ToolTipRole:
            return f"{row.headline or 'Untitled'}\n{words.count(row.words, 'word', 'words')}"
        if role == QtCore.Qt.ItemDataRole.AccessibleTextRole:
            said = f"{row.headline or 'Untitled'}, {row.status.label}, {row.section}, {row.byline}"
            return f"{said}, {words.count(row.words, 'word', 'words')}"
        return None

    def mimeTypes(self) -> list[str]:
        """Return the type that slots take."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the dragged stories in the order of the list."""
        return self.carry([self._rows[place].id for place in sorted(index.row() for index in indexes)])

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:
        """Say whether the store may have more."""
        return not (parent.isValid() or self._whole or self._fetching)

    def fetchMore(self, parent: _Index = QModelIndex()) -> None:
        """Ask for the next page."""
        self._fetching = True
        self.more.emit()

    def reset(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Show another query."""
        self._rows = list(rows)
        self._held = {row.id for row in rows}
        self._whole, self._fetching = whole, False
        self.setStringList([""] * len(rows))

    def append(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Add the next page."""
        new = [row for row in rows if row.id not in self._held]
        self._whole, self._fetching = whole, False
        if new:
            self._insert(len(self._rows), new)

    def update(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Bring the rows of the same query to what they now are."""
        wanted = {row.id for row in rows}
        last = len(self._rows) - 1
        while last >= 0:
            first = last
            while first >= 0 and self._rows[first].id not in wanted:
                first -= 1
            if first < last:
                self._remove(first + 1, last)
            last = first - 1
        place, held = 0, self._held.copy()
        for here, some in groupby(rows, lambda row: row.id in held):
            run = [*some]
            if here:
                for at, row in enumerate(run, place):
                    self._settle(at, self.place(row.id, start=at), row)
            else:
                self._insert(place, run)
            place += len(run)
        self._whole, self._fetching = whole, False

    def put(self, story: str, row: StoryRow | None, before: str) -> None:
        """Bring one story to where it stands now: before another that is loaded, at the end, or nowhere.

        Args:
            story: its id.
            row: how it is shown, None where the query no longer finds it.
            before: the id of the next story of the query, empty where it is the last.
        """
        here = self.place(story)
        if row is not None and (before in self._held or (not before and self._whole)):
            to = self.place(before) if before else len(self._rows)
            if to is not None:
                self._settle(to - 1 if here is not None and here < to else to, here, row)
        elif here is not None:
            self._remove(here, here)

    def _moved(self, *_: object) -> None:
        self._follow()

    def _insert(self, place: int, new: list[StoryRow]) -> None:
        self._held |= {row.id for row in new}
        self._follow = lambda: self._rows.__setitem__(slice(place, place), new)
        self.insertRows(place, len(new))

    def _remove(self, first: int, last: int) -> None:
        self._held -= {row.id for row in self._rows[first : last + 1]}
        self._follow = lambda: self._rows.__delitem__(slice(first, last + 1))
        self.removeRows(first, last - first + 1)

    def _settle(self, place: int, here: int | None, row: StoryRow) -> None:
        """Put a row, which stands here or nowhere yet, at a place."""
        if here is None:
            self._insert(place, [row])
            return
        if here != place:
            self._follow = lambda: self._rows.insert(place, self._rows.pop(here))
            self.moveRow(QModelIndex(), here, QModelIndex(), place + (place > here))
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, story: str, start: int = 0) -> int | None:
        """Return where a story stands, from a place on, or None."""
        if story not in self._held:
            return None
        return next((n for n in range(start, len(self._rows)) if self._rows[n].id == story), None)

    def repaint(self, photo: str) -> None:
        """Redraw the rows that show a photo."""
        self._redraw(lambda row: row.photo == photo)

    def redraw(self, stories: Sequence[str]) -> None:
        """Redraw the rows of some stories."""
        self._redraw(lambda row: row.id in stories)

    def _redraw(self, concerned: Callable[[StoryRow], bool]) -> None:
        roles = [QtCore.Qt.ItemDataRole.DecorationRole]
        for place, row in enumerate(self._rows):
            if concerned(row):
                self.dataChanged.emit(self.index(place), self.index(place), roles)
