"""A table as Qt's views know it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk.text import Align, Table, blank_table
from desk.text.table import Cell

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """Holds a table and tells views what of it changed."""

    edited = Signal()
    """A person changed the table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = blank_table(2, 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are, the header among them."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else self.table.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be written in."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def cell(self, index: Index) -> Cell:
        """Return the words of a cell."""
        return self.table.rows[index.row()][index.column()]

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return a cell's plain words, and for a screen reader where it stands."""
        if not index.isValid():
            return None
        words = "".join(span.text for span in self.cell(index))
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return words
        if role == _ROLE.AccessibleTextRole:
            place = f"column {index.column() + 1}"
            return f"{'Header' if not index.row() else f'Row {index.row()}'}, {place}: {words or 'empty'}"
        return None

    def put(self, index: Index, cell: Cell) -> None:
        """Put other words in a cell."""
        table = self.table.put(index.row(), index.column(), cell)
        if table != self.table:
            self.table = table
            self.dataChanged.emit(index, index)
            self.edited.emit()

    def take(self, table: Table) -> None:
        """Show a table as it was changed elsewhere."""
        if (len(table.rows), table.columns) == (len(self.table.rows), self.table.columns):
            self.table = table
            self._all_changed()
            return
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def fill(self, table: Table) -> None:
        """Take a table that a paste has filled."""
        self.take(table)
        self.edited.emit()

    def _all_changed(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    # Rows and columns

    def insert_row(self, at: int) -> None:
        """Put an empty row in."""
        self.beginInsertRows(QModelIndex(), at, at)
        self.table = self.table.insert_row(at)
        self.endInsertRows()
        self.edited.emit()

    def insert_column(self, at: int) -> None:
        """Put an empty column in."""
        self.beginInsertColumns(QModelIndex(), at, at)
        self.table = self.table.insert_column(at)
        self.endInsertColumns()
        self.edited.emit()

    def remove_row(self, at: int) -> None:
        """Take a row away, unless the table would be none without it."""
        if self.table.remove_row(at) != self.table:
            self.beginRemoveRows(QModelIndex(), at, at)
            self.table = self.table.remove_row(at)
            self.endRemoveRows()
            self.edited.emit()

    def remove_column(self, at: int) -> None:
        """Take a column away, unless the table would be none without it."""
        if self.table.columns > 1:
            self.beginRemoveColumns(QModelIndex(), at, at)
            self.table = self.table.remove_column(at)
            self.endRemoveColumns()
            self.edited.emit()

    def move_row(self, at: int, by: int) -> bool:
        """Move a row one place up or down; return whether there was one."""
        if not 0 <= at + by < self.rowCount():
            return False
        self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), at + by + (by > 0))
        self.table = self.table.move_row(at, at + by)
        self.endMoveRows()
        self.edited.emit()
        return True

    def move_column(self, at: int, by: int) -> bool:
        """Move a column one place on or back; return whether there was one."""
        if not 0 <= at + by < self.columnCount():
            return False
        self.beginMoveColumns(QModelIndex(), at, at, QModelIndex(), at + by + (by > 0))
        self.table = self.table.move_column(at, at + by)
        self.endMoveColumns()
        self.edited.emit()
        return True

    def align(self, column: int, side: Align) -> None:
        """Stand a column's words to one side."""
        self.table = self.table.align(column, side)
        self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))
        self.edited.emit()
