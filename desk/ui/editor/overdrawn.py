"""A text edit that lets others draw about its words and add to its menu.

They draw in the edit's own painting: a widget of glass over the text would cost more than the waves on it.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

Drawing = Callable[[QPainter, list[QTextBlock], QRectF], None]
"""Draws about the words of the blocks in an exposed part, both in the document's coordinates."""

_SPREADS: Final = 4.0  # pixels that a line under the words may reach into what is painted anew


class OverdrawnEdit(QTextEdit):
    """Knows which blocks are painted, and hands them on."""

    menu_opened = Signal(object, object)
    """The menu of the text is about to be seen (QMenu, QTextCursor at its place): others may add to it."""

    def __init__(self, parent: QWidget | None = None, *, rich: bool = False, placeholder: str = "") -> None:
        super().__init__(parent, acceptRichText=rich, tabChangesFocus=True, placeholderText=placeholder)
        # Qt's own document: to ask an editor for it would fill in the rest of a long story.
        self._painted: Final[QTextDocument] = QTextEdit.document(self)
        self._drawings: list[Drawing] = []
        self._ground: QColor | None = None

    def draw_with(self, drawing: Drawing) -> None:
        """Let a drawing go with each painting of the words: beneath them, or over selected ones."""
        self._drawings.append(drawing)
        self.viewport().update()

    def set_ground(self, colour: QColor) -> None:
        """Stand on this colour, which covers all: what the edit lies on is then not painted at each key."""
        self._ground = colour
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, what stands under the words, what others draw about them, and the words.

        Qt lays a block out anew for its painting and forgets it after; who asks where a word stands before
        that has it laid out once, afterwards twice. Only a selection covers what is drawn before it.
        """
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        exposed = QRectF(event.rect()).translated(left, top).adjusted(0, -_SPREADS, 0, _SPREADS)
        blocks = blocks_in(self._painted, exposed)
        for block in blocks:
            block.layout().setCacheEnabled(True)
        covered = QTextEdit.textCursor(self).hasSelection()
        painter = QPainter(self.viewport())
        if self._ground is not None:
            painter.fillRect(event.rect(), self._ground)
        if left or top:
            painter.translate(-left, -top)
        self._paint_under(painter, [blocks[0].previous(), *blocks] if blocks else [])
        if not covered:
            self._draw(painter, blocks, exposed)
        painter.end()
        super().paintEvent(event)
        if covered and self._drawings:
            painter.begin(self.viewport())
            painter.translate(-left, -top)
            self._draw(painter, blocks, exposed)
            painter.end()

    def _draw(self, painter: QPainter, blocks: list[QTextBlock], exposed: QRectF) -> None:
        if blocks:
            for draw in self._drawings:
                draw(painter, blocks, exposed)

    def _paint_under(self, painter: QPainter, blocks: list[QTextBlock]) -> None:
        """Paint what stands under the words of these blocks.

        The first is the one before what is exposed, or none: its signs may hang down into that.
        """

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the text, with what others add to it."""
        keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if keys else self.cursorForPosition(event.pos())
        self.show_menu(cursor, self.cursorRect().center() if keys else event.pos())

    def show_menu(self, cursor: QTextCursor, at: QPoint) -> None:
        """Show the menu for a place of the text, at a point of the viewport."""
        menu = self.createStandardContextMenu(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opened.emit(menu, cursor)
        menu.popup(self.viewport().mapToGlobal(at))


def blocks_in(document: QTextDocument, exposed: QRectF) -> list[QTextBlock]:
    """Return the blocks of a part of the document."""
    at = document.documentLayout().hitTest(exposed.topLeft(), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(at, 0))
    found: list[QTextBlock] = []
    bottom = exposed.bottom()
    while block.isValid() and block.layout().position().y() <= bottom:
        found.append(block)
        block = block.next()
    return found
