"""The photos of one query: all their ids at once, what is shown of each when it comes in sight."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desk.domain import PhotoRow
from desk.text import Block, Kind
from desk.ui.editor import clip, slices
from desk.ui.stories.pane import PHOTOS as MIME

ROW = Qt.ItemDataRole.UserRole

_HELD = 3_000  # rows; those that were seen longest ago are asked for again

_Index = QModelIndex | QPersistentModelIndex


def carried(photos: Sequence[str]) -> QMimeData:
    """Return what a drag or copy of photos (ids) carries; a text takes them as pictures of its own."""
    mime = clip.mime(slices.whole([Block(Kind.PHOTO, ref=f"photo:{photo}") for photo in photos]))
    mime.setData(MIME, "\n".join(photos).encode())
    return mime


def photos_in(mime: QMimeData) -> list[str]:
    """Return the photos (ids) that a drop or paste carries."""
    return bytes(mime.data(MIME).data()).decode().split() if mime.hasFormat(MIME) else []


class LibraryModel(QAbstractListModel):
    """Knows the place of every photo, so that a person can go anywhere; rows come by `take`."""

    wanted = Signal()
    """Rows were asked for that are not here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._places: dict[str, int] | None = None  # made when it is asked for after a change
        self._rows: dict[str, PhotoRow] = {}
        self._asked = QTimer(self, singleShot=True, interval=0)
        self._asked.timeout.connect(self.wanted)
        self.says: Callable[[PhotoRow], str] = lambda row: row.photo.caption or row.photo.name
        """Gives the words that stand for a photo where it is not seen."""

    @property
    def ids(self) -> Sequence[str]:
        """Return the photos in order."""
        return self._ids

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many photos there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row under ROW, None until it has come, and its words for screen readers."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ROW:
            row = self._rows.get(self._ids[index.row()])
            if row is None and not self._asked.isActive():
                self._asked.start()
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._rows.get(self._ids[index.row()])
            return self.says(row) if row is not None else ""
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let photos be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the type that stories take."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry photos in the order of the list."""
        return carried([self._ids[place] for place in sorted(index.row() for index in indexes)])

    def row(self, place: int) -> PhotoRow | None:
        """Return the row at a place, None until it has come."""
        return self._rows.get(self._ids[place]) if 0 <= place < len(self._ids) else None

    def missing(self, first: int, last: int) -> list[str]:
        """Return the photos from one place to another whose rows are not here."""
        return [id_ for id_ in self._ids[max(0, first) : last + 1] if id_ not in self._rows]

    def place(self, photo: str) -> int | None:
        """Return where a photo stands, or None."""
        if self._places is None:
            self._places = {id_: place for place, id_ in enumerate(self._ids)}
        return self._places.get(photo)

    # What changes

    def reset(self, ids: Sequence[str]) -> None:
        """Show another query."""
        self.beginResetModel()
        self._ids, self._places = list(ids), None
        self._rows = {id_: self._rows[id_] for id_ in self._ids if id_ in self._rows}
        self.endResetModel()

    def update(self, ids: Sequence[str]) -> None:
        """Bring the photos of the same query to where they now stand."""
        if list(ids) == self._ids:
            return
        wanted = set(ids)
        last = len(self._ids) - 1
        while last >= 0:
            first = last
            while first >= 0 and self._ids[first] not in wanted:
                first -= 1
            if first < last:
                self.beginRemoveRows(QModelIndex(), first + 1, last)
                del self._ids[first + 1 : last + 1]
                self._places = None
                self.endRemoveRows()
            last = first - 1
        self._settle(ids)

    def _settle(self, ids: Sequence[str]) -> None:
        """Put new photos in and move those that stand elsewhere now; none is too much."""
        held = set(self._ids)
        at = 0
        while at < len(ids):
            if at < len(self._ids) and self._ids[at] == ids[at]:
                at += 1
            elif ids[at] in held:
                here = self._ids.index(ids[at], at)
                self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), at)
                self._ids.insert(at, self._ids.pop(here))
                self._places = None
                self.endMoveRows()
                at += 1
            else:
                end = at
                while end < len(ids) and ids[end] not in held:
                    end += 1
                self.beginInsertRows(QModelIndex(), at, end - 1)
                self._ids[at:at] = ids[at:end]
                self._places = None
                self.endInsertRows()
                at = end

    def take(self, rows: Iterable[PhotoRow]) -> None:
        """Hold rows that have come, and tell of those that are other than before."""
        places: list[int] = []
        for row in rows:
            id_ = row.photo.id
            place = self.place(id_)
            if self._rows.pop(id_, None) != row and place is not None:
                places.append(place)
            self._rows[id_] = row
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))
        while len(self._rows) > _HELD:
            del self._rows[next(iter(self._rows))]

    def forget(self, first: int, last: int) -> list[str]:
        """Let go of the rows beyond those from one place to another, and return the photos of these."""
        kept = {id_: self._rows[id_] for id_ in self._ids[max(0, first) : last + 1] if id_ in self._rows}
        self._rows = kept
        return list(kept)

    def held(self, photos: Iterable[str]) -> list[str]:
        """Return those of these whose rows are here."""
        return [photo for photo in photos if photo in self._rows]

    def repaint(self, photo: str) -> None:
        """Redraw a photo whose picture has come."""
        place = self.place(photo)
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place), [Qt.ItemDataRole.DecorationRole])
