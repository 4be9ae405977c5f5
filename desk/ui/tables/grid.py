"""The cells of a table side by side: what is written in one stands in the table at once."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk.text.table import Cell
from desk.ui.editor import BodyEditor
from desk.ui.editor.drawn import paint_words, write_cell
from desk.ui.pause import Pause
from desk.ui.tables.cell import PAD, CellEditor
from desk.ui.tables.model import Index, TableModel

_LEAST: Final = 96  # px of a column
_TALLEST: Final = 260


class TableGrid(QTableView):
    """Shows a table and edits the cell that is current."""

    moved = Signal(str)
    """A key leads out of the table: `undo`, `redo` or `out`."""
    cells_pasted = Signal(object)
    menu_wanted = Signal(QMenu)

    def __init__(self, model: TableModel, body: BodyEditor) -> None:
        super().__init__()
        self.setObjectName("grid")
        self.setAccessibleName("Table")
        self._table = model
        self.setModel(model)
        self._delegate = _Cells(self, model, body)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fitting = Pause(self, 0, self._fit)
        self.horizontalHeader().sectionResized.connect(self._fitting.soon)
        for changed in (model.rowsInserted, model.rowsMoved, model.columnsMoved, model.modelReset):
            changed.connect(self._fitting.soon)
        model.dataChanged.connect(self._fit_row)

    def _fit(self) -> None:
        self.resizeRowsToContents()
        self.updateGeometry()

    def _fit_row(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() != last.row():
            self._fitting.soon()
            return
        self.resizeRowToContents(first.row())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the height of all rows, up to a bound."""
        return QSize(super().sizeHint().width(), min(self.verticalHeader().length() + 2, _TALLEST))

    minimumSizeHint = sizeHint

    def go(self, row: int, column: int) -> None:
        """Write in a cell from now on."""
        last = self._table.rowCount() - 1, self._table.columnCount() - 1
        index = self._table.index(max(0, min(row, last[0])), max(0, min(column, last[1])))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.indexWidget(index) is None:  # it was current before
            self.edit(index)

    def step(self, way: str) -> None:
        """Go where a key of a cell leads."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        width = self._table.columnCount()
        if way in ("next", "previous", "left", "right"):
            on = way in ("next", "left" if self.isRightToLeft() else "right")
            row, column = divmod(row * width + column + (1 if on else -1), width)
            if row == self._table.rowCount() and way == "next":
                self._table.insert_row(row)
            if 0 <= row < self._table.rowCount():
                self.go(row, column)
        elif way in ("up", "down"):
            self.go(row + (1 if way == "down" else -1), column)
        else:
            self.moved.emit(way)


class _Cells(QStyledItemDelegate):
    """Draws cells as words with their marks, and makes the editor of one."""

    def __init__(self, grid: TableGrid, model: TableModel, body: BodyEditor) -> None:
        super().__init__(grid)
        self._grid = grid
        self._table = model
        self._body = body
        # Cells are its children: without it Python would hold their documents for deleted.
        self._viewport = grid.viewport()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        look = self._body.look
        rect = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        words = self._laid_out(index, rect.width())
        painter.save()
        painter.setClipRect(rect)
        if not index.row():
            painter.fillRect(rect, self._grid.palette().alternateBase())
        paint_words(painter, rect.toRectF().topLeft(), words, look)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a cell's words stand in its column."""
        words = self._laid_out(index, self._grid.columnWidth(index.column()))
        return words.size().toSize() + QSize(0, 1)

    def _laid_out(self, index: Index, width: int) -> QTextDocument:
        model, look = self._table, self._body.look
        words = QTextDocument()
        words.setDocumentMargin(PAD)
        words.setDefaultFont(look.table_font())
        words.setDefaultTextOption(QTextOption(self._body.document().defaultTextOption()))
        cursor = QTextCursor(words)
        header = index.row() == 0
        write_cell(cursor, model.cell(index), model.table.aligns[index.column()], look, header=header)
        words.setTextWidth(width)
        return words

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a cell."""
        editor = CellEditor(self._body.look, parent)
        editor.follow(self._body)
        editor.stand(self._table.table.aligns[index.column()])
        editor.edited.connect(self._typed)
        editor.moved.connect(self._grid.step)
        editor.cells_pasted.connect(self._grid.cells_pasted)
        editor.menu_wanted.connect(self._grid.menu_wanted)
        return editor

    def _typed(self) -> None:
        editor = self.sender()
        if isinstance(editor, CellEditor):
            self.commitData.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show a cell's words in its editor, unless they came from there."""
        cell: Cell = self._table.cell(index)
        if isinstance(editor, CellEditor) and editor.cell() != cell:
            editor.set_cell(cell)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Put what was written into the table."""
        if isinstance(editor, CellEditor):
            self._table.put(index, editor.cell())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave keys to the cell; losing the focus closes it."""
        return event.type() != QEvent.Type.KeyPress and super().eventFilter(watched, event)
