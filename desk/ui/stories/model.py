"""The rows of the story list, changed in place so that selection and scroll stay put."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desk.domain import StoryRow

ROW = Qt.ItemDataRole.UserRole
MIME = "application/x-desk-stories"

_Index = QModelIndex | QPersistentModelIndex


class StoryModel(QAbstractListModel):
    """Rows of one query, page by page."""

    more = Signal()
    """The view has come to the end of what is loaded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StoryRow] = []
        self._whole = True

    @property
    def rows(self) -> Sequence[StoryRow]:
        """Return the rows in order."""
        return self._rows

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row under ROW, and its words for screen readers and tooltips."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.headline or "Untitled"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.headline or 'Untitled'}, {row.status.label}, {row.section}, {row.byline}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let rows be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the type that slots take."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the ids of the dragged stories."""
        mime = QMimeData()
        mime.setData(MIME, "\n".join(self._rows[index.row()].id for index in indexes).encode())
        return mime

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        """Say whether the store may have more."""
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: _Index = QModelIndex()) -> None:  # noqa: B008
        """Ask for the next page."""
        self._whole = True  # until the page is here
        self.more.emit()

    def reset(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Show another query."""
        self.beginResetModel()
        self._rows = list(rows)
        self._whole = whole
        self.endResetModel()

    def append(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Add the next page."""
        held = {row.id for row in self._rows}
        new = [row for row in rows if row.id not in held]
        self._whole = whole
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def update(self, rows: list[StoryRow], *, whole: bool) -> None:
        """Bring the rows of the same query to what they now are."""
        wanted = {row.id for row in rows}
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            self._settle(place, row)
        self._whole = whole

    def _settle(self, place: int, row: StoryRow) -> None:
        here = self.place(row.id, start=place)
        if here is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if here != place:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(here))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, story: str, start: int = 0) -> int | None:
        """Return where a story stands, or None."""
        return next((n for n in range(start, len(self._rows)) if self._rows[n].id == story), None)

    def repaint(self, photo: str) -> None:
        """Redraw the rows that show a photo."""
        for place, row in enumerate(self._rows):
            if row.photo == photo:
                self.dataChanged.emit(self.index(place), self.index(place), [Qt.ItemDataRole.DecorationRole])
