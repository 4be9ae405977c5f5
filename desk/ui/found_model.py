"""The hits of a search in all stories, each with its tick: stories, with their hits below them."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk.operations.finding import Found, StoryHits
from desk.ui import icons, words
from desk.ui.found_delegate import HIT
from desk.ui.stories.delegate import STATUS_ICONS

_AT_ONCE = 50  # stories that come into the view at a time, as it is scrolled
_NONE = Qt.ItemFlag.NoItemFlags
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_HIT = _ROW | Qt.ItemFlag.ItemNeverHasChildren
_Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractItemModel):
    """Stories at the top, their hits below; all are ticked until a person takes a tick off."""

    ticked = Signal()
    """Another number of hits is ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._put([])

    def _put(self, found: list[StoryHits]) -> None:
        self._found = found
        self._ticks = [[True] * len(story.hits) for story in found]
        self._shown = min(len(found), _AT_ONCE)
        self.places = self.number = sum(len(story.hits) for story in found)
        """How many hits there are, and how many of them are ticked."""

    def show(self, found: list[StoryHits]) -> None:
        """Hold these stories in place of those that were there, all their hits ticked."""
        self.beginResetModel()
        self._put(found)
        self.endResetModel()

    def story(self, index: _Index) -> StoryHits:
        """Return the story of a row, or of the row that a hit stands below."""
        return self._found[self._place(index)[0]]

    def chosen(self) -> list[StoryHits]:
        """Return the stories with the hits that are ticked."""
        chosen: list[StoryHits] = []
        for story, ticks in zip(self._found, self._ticks, strict=True):
            if all(ticks):
                chosen.append(story)
            elif any(ticks):
                hits = tuple(hit for hit, on in zip(story.hits, ticks, strict=True) if on)
                chosen.append(replace(story, hits=hits))
        return chosen

    @staticmethod
    def _place(index: _Index) -> tuple[int, int | None]:
        """Return the number of an index's story, and of its hit; None for the story itself."""
        above = index.internalId()
        return (above - 1, index.row()) if above else (index.row(), None)

    # What Qt asks of a model

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:
        """Return the index of a row; those of hits hold their story's number, from 1."""
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the index of the story of a hit."""
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many stories came into the view, or how many hits a story has."""
        if not parent.isValid():
            return self._shown
        story, hit = self._place(parent)
        return len(self._ticks[story]) if hit is None else 0

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:
        """Return whether something stands below a row: below stories, but not below hits."""
        return not parent.internalId() if parent.isValid() else bool(self._found)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """Return one."""
        return 1

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether there are more stories."""
        return not parent.isValid() and self._shown < len(self._found)

    def fetchMore(self, parent: _Index) -> None:
        """Bring the next stories into the view."""
        last = min(self._shown + _AT_ONCE, len(self._found)) - 1
        self.beginInsertRows(QModelIndex(), self._shown, last)
        self._shown = last + 1
        self.endInsertRows()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that rows can be chosen and ticked; the view asks for every row that it lays out."""
        if not index.isValid():
            return _NONE
        return _HIT if index.internalId() else _ROW

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says, its icon and its tick; of a hit under `HIT` the hit itself."""
        if not index.isValid():
            return None
        at, hit = self._place(index)
        story = self._found[at]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _title(story) if hit is None else _said(story.hits[hit])
            case Qt.ItemDataRole.CheckStateRole:
                return _tick(self._ticks[at] if hit is None else [self._ticks[at][hit]])
            case Qt.ItemDataRole.DecorationRole if hit is None:
                return icons.icon(STATUS_ICONS[story.status], story.status.value)
            case int(role) if role == HIT and hit is not None:
                return story.hits[hit]
            case _:
                return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a hit or take its tick off; of a story, those of all its hits."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        at, hit = self._place(index)
        on, ticks = Qt.CheckState(value) is Qt.CheckState.Checked, self._ticks[at]
        before = sum(ticks)
        for one in range(len(ticks)) if hit is None else (hit,):
            ticks[one] = on
        self.number += sum(ticks) - before
        top = self.index(at, 0)
        self.dataChanged.emit(top, top, [role])
        self.dataChanged.emit(self.index(0, 0, top), self.index(len(ticks) - 1, 0, top), [role])
        self.ticked.emit()
        return True


def _tick(ticks: list[bool]) -> Qt.CheckState:
    if all(ticks):
        return Qt.CheckState.Checked
    return Qt.CheckState.PartiallyChecked if any(ticks) else Qt.CheckState.Unchecked


def _title(story: StoryHits) -> str:
    number = words.count(len(story.hits), "place", "places")
    return f"{story.headline or 'Untitled'}  ·  {story.status.label}  ·  {number}"


def _said(hit: Found) -> str:
    """Return a hit as a screen reader says it."""
    return f"{hit.before}{hit.words}{hit.after}"
