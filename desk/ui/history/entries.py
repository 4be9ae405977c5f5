"""The rows of the timeline: what they hold, how they are said and drawn."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.operations.history import Entry
from desk.ui import icons, words
from desk.ui.theme import LABEL, SMALL, TEXT, current

ENTRY: Final = Qt.ItemDataRole.UserRole
DAY: Final = Qt.ItemDataRole.UserRole + 1
"""The heading of the first entry of a day; empty for the others."""

_SAID: Final = {
    "create": ("Started", "plus"),
    "edit": ("Written", "pencil-simple"),
    "status": ("Status changed", "circle-half-fill"),
    "import": ("Imported", "download-simple"),
    "merge": ("Two versions joined", "git-merge"),
    "restore": ("Earlier version brought back", "arrow-counter-clockwise"),
}
_NAMED: Final = "flag-fill"

_Index = QModelIndex | QPersistentModelIndex


def title(entry: Entry) -> str:
    """Return a version's name, or what was done."""
    return entry.last.name or _done(entry)


def _done(entry: Entry) -> str:
    return _SAID.get(entry.last.reason, (entry.last.reason.capitalize(), ""))[0]


def clock(entry: Entry, zone: ZoneInfo) -> str:
    """Return `14:05`, or `13:40–14:05` for a sitting."""
    first, last = (words.clock(one.at.astimezone(zone)) for one in (entry.first, entry.last))
    return last if first == last else f"{first}–{last}"


def detail(entry: Entry) -> str:
    """Return who did it, what it was where a name stands above, and how many saves."""
    told = [_done(entry)] if entry.last.name else []
    saves = [words.count(entry.saves, "save", "saves")] if entry.saves > 1 else []
    return " · ".join([*told, entry.last.author, *saves])


def version(entry: Entry, zone: ZoneInfo, now: datetime) -> str:
    """Return what names a version in a line: `“As sent”, Today 14:05 (Ann)`."""
    at = entry.last.at.astimezone(zone)
    name = f"“{entry.last.name}”, " if entry.last.name else ""
    return f"{name}{words.day(at, now)} {words.clock(at)} ({entry.last.author})"


class EntryModel(QAbstractListModel):
    """A story's timeline, changed in place so that selection and scroll stay put."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zone = zone
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """Return the entries, newest first."""
        return self._entries

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the entry under ENTRY, its day under DAY, and its words for screen readers and tooltips."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == DAY:
            return self._day(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return title(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(self._said(entry))}</p>"  # else Qt takes names like <b> for its own
        return None

    def _said(self, entry: Entry) -> str:
        day = words.day(entry.last.at.astimezone(self.zone), datetime.now(self.zone))
        return f"{title(entry)}, {day} {clock(entry, self.zone)}, {detail(entry)}, {entry.last.device}"

    def _day(self, row: int) -> str:
        day = self._entries[row].last.at.astimezone(self.zone)
        if row and self._entries[row - 1].last.at.astimezone(self.zone).date() == day.date():
            return ""
        return words.day(day, datetime.now(self.zone))

    def reset(self, entries: Sequence[Entry]) -> None:
        """Show another story."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def update(self, entries: Sequence[Entry]) -> None:
        """Bring the rows of the same story to what they now are; an entry is known by its first revision."""
        wanted = {entry.first.id for entry in entries}
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].first.id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
        for row, entry in enumerate(entries):
            if row == len(self._entries) or self._entries[row].first.id != entry.first.id:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
            elif self._entries[row] != entry:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def place(self, first: str) -> int:
        """Return the row of the entry that begins with a revision, or -1."""
        return next((row for row, entry in enumerate(self._entries) if entry.first.id == first), -1)


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry: its day where that begins, what and when, by whom."""

    def __init__(self, model: EntryModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one of two heights, whatever the script."""
        return QSize(200, current().px(48 + (30 if index.data(DAY) else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        entry: Entry = index.data(ENTRY)
        theme = current()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        day = index.data(DAY)
        if day:
            head = QRect(rect.left() + theme.px(14), rect.top(), rect.width(), theme.px(30))
            painter.setFont(theme.sans(SMALL, bold=True))
            painter.setPen(theme.colour("mute"))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, day)
            rect = rect.adjusted(0, head.height(), 0, 0)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        self._entry(painter, entry, rect.adjusted(theme.px(14), theme.px(6), -theme.px(14), -theme.px(6)))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(4, 1, -2, -3))
        painter.restore()

    def _entry(self, painter: QPainter, entry: Entry, box: QRect) -> None:
        theme = current()
        icon = _NAMED if entry.last.name else _SAID.get(entry.last.reason, ("", "clock"))[1]
        side = theme.px(14)
        mark = QRect(box.left(), box.top() + theme.px(2), side, side)
        icons.paint(painter, mark, icon, "accent" if entry.last.name else "mute")
        text = box.adjusted(side + theme.px(8), 0, 0, 0)
        when = clock(entry, self._model.zone)
        painter.setFont(theme.sans(LABEL - 1))
        painter.setPen(theme.colour("mute"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, when)
        room = text.width() - painter.fontMetrics().horizontalAdvance(when) - theme.px(8)
        font = theme.sans(TEXT - 0.5, bold=bool(entry.last.name))
        said = QFontMetrics(font).elidedText(title(entry), Qt.TextElideMode.ElideRight, max(0, room))
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, said)
        painter.setFont(theme.sans(LABEL - 1))
        painter.setPen(theme.colour("mute"))
        below = painter.fontMetrics().elidedText(detail(entry), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, below)
