"""One cell of a table as it is written: words with their marks, in a line that grows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QMenu, QWidget

from desk.text import Align, Block, Doc, Kind, Span, read_table
from desk.text.cells import Cells, cells_of_html, cells_of_text
from desk.text.doc import BREAK, normal_spans
from desk.text.table import Cell
from desk.ui.editor import BodyEditor, Look, clip
from desk.ui.editor.drawn import SIDES

PAD: Final = 6
_KEY = Qt.Key


class CellEditor(BodyEditor):
    """Edits a cell as the sheet is edited; keys that lead out of the cell are told, not taken."""

    moved = Signal(str)
    """A key leads out: `next`, `previous`, `up`, `down`, `left`, `right`, `undo`, `redo` or `out`."""
    cells_pasted = Signal(object)
    """More than one cell was pasted; carries rows of cells."""
    menu_wanted = Signal(QMenu)
    """The menu of the cell is about to be shown; whoever knows the table adds to it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setAccessibleName("Cell")
        self.document().setDocumentMargin(PAD - 1)  # beside its edge
        self.set_look(cell_look(look))

    def set_cell(self, cell: Cell) -> None:
        """Show words; undo starts anew."""
        self.set_doc(Doc((Block(Kind.PARAGRAPH, cell),)))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def stand(self, side: Align) -> None:
        """Stand the words to a side, as their column does."""
        option = QTextOption(self.document().defaultTextOption())
        option.setAlignment(SIDES.get(side, Qt.AlignmentFlag.AlignLeft))
        self.document().setDefaultTextOption(option)

    def cell(self) -> Cell:
        """Return the words."""
        return _one(self.doc().blocks)

    def _grow(self, size: QSizeF) -> None:
        """Leave the height to the row."""

    def event(self, event: QEvent) -> bool:
        """Keep the keys for bold, italic and undo from the sheet."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (self._marks(event) or event.matches(QKeySequence.StandardKey.Undo))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or tell where a key leads."""
        way = self._way(event)
        if way:
            self.moved.emit(way)
        elif marks := self._marks(event):
            marks()
        else:
            super().keyPressEvent(event)

    def _marks(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what marks the words that a key asks to mark."""
        if event.matches(QKeySequence.StandardKey.Bold):
            return self.toggle_bold
        return self.toggle_italic if event.matches(QKeySequence.StandardKey.Italic) else None

    def _way(self, event: QKeyEvent) -> str:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            return "undo"
        if event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            return "redo"
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (_KEY.Key_Return, _KEY.Key_Enter) and not shift:
            return "down"
        if event.key() == _KEY.Key_Escape:
            return "out"
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.textCursor().hasSelection():
            return ""
        return self._way_of_arrow(_KEY(event.key()))

    def _way_of_arrow(self, key: Qt.Key) -> str:
        """Return where an arrow leads that finds no more words before it."""
        steps = {
            _KEY.Key_Up: QTextCursor.MoveOperation.Up,
            _KEY.Key_Down: QTextCursor.MoveOperation.Down,
            _KEY.Key_Left: QTextCursor.MoveOperation.Left,
            _KEY.Key_Right: QTextCursor.MoveOperation.Right,
        }
        if key not in steps or self.textCursor().movePosition(steps[key]):
            return ""
        return key.name.removeprefix("Key_").lower()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go to another cell."""
        self.moved.emit("next" if next else "previous")
        return True

    def _after_typing(self, words: str) -> None:
        """Let signs become marks and quotes, but no headings and lists."""
        if words != " ":
            super()._after_typing(words)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste: rows of cells go to the table, anything else becomes words of this cell."""
        cells = _cells(source)
        if sum(len(row) for row in cells) > 1:
            self.cells_pasted.emit(cells)
        else:
            words = cells[0][0] if cells and cells[0] else _one(clip.blocks(source))
            self._insert((Block(Kind.PARAGRAPH, words),))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done to the words, and to the table."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())


def cell_look(look: Look) -> Look:
    """Return the sheet's look as cells have it."""
    return replace(look, serif=look.sans, size=look.table_font().pixelSize())


def _one(blocks: tuple[Block, ...]) -> Cell:
    """Return blocks as the words of one cell, each on a line of its own."""
    spans: list[Span] = []
    for block in blocks:
        spans += [Span(BREAK), *(block.spans or (Span(block.text),))]
    return normal_spans(spans)


def _cells(source: QMimeData) -> Cells:
    """Return the rows of cells that a clipboard holds."""
    own = clip.blocks(source) if source.hasFormat(clip.TYPE) else ()
    table = read_table(own[0].text) if len(own) == 1 and own[0].kind is Kind.OPAQUE else None
    if own:
        return table.rows if table else ()
    return cells_of_html(source.html()) or cells_of_text(source.text())
