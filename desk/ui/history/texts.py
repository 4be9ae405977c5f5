"""The texts of the page of changes: read, select and copy, but never write."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from desk.text import Doc, Fate, Part
from desk.ui.editor import BodyEditor
from desk.ui.editor.look import Colours, Look
from desk.ui.fields import GrowingText
from desk.ui.history.marks import Change, Laid, Place, changes_of, look_of, runs_of
from desk.ui.theme import SMALL, current

_READ: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Marks(Colours):
    """Marks what came and went, over the colours that a story has anyway; the document has no trace of it."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        self.places: tuple[tuple[Place, ...], ...] = ()
        super().__init__(document, look)

    def highlightBlock(self, text: str) -> None:
        """Mark one block."""
        super().highlightBlock(text)
        for place in self.places[self.currentBlock().blockNumber() :][:1]:
            for part in place:
                self.setFormat(part.start, part.length, look_of(part.fate))


class ComparedText(BodyEditor):
    """Both versions of a body as one text."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READ)
        self.setAccessibleName("Compared text")
        self._colours.setDocument(None)
        self._colours = self._marks = Marks(self._shown, self._look)
        self._fates: dict[int, Fate] = {}

    def show_laid(self, laid: Laid) -> None:
        """Show compared blocks; the rest of a long text follows the first screen in slices."""
        self._marks.places = laid.places
        self._fates = laid.cards
        self.set_doc(Doc(laid.blocks))

    def reach(self, change: Change) -> bool:
        """Select a change; return False while its block is still to come."""
        return _select(self, self._shown, change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave turning pages to the page."""
        if event.key() in _PAGES:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab leave, also where the cursor is in a list: nothing is moved here."""
        return super(BodyEditor, self).focusNextPrevChild(next)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and over it which cards came and went."""
        super().paintEvent(event)
        if not self._fates:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._shown.documentLayout()
        for number, fate in self._fates.items():
            block = self._shown.findBlockByNumber(number)
            box = layout.blockBoundingRect(block) if block.isValid() else QRectF()
            if box.intersects(QRectF(event.rect())):
                _paint_card(painter, box, fate)
        painter.end()


def _paint_card(painter: QPainter, box: QRectF, fate: Fate) -> None:
    """Frame a card and say what became of it; one that went is struck through."""
    theme, came = current(), fate is Fate.INSERTED
    colour = theme.colour("came" if came else "gone")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine if came else Qt.PenStyle.DashLine))
    frame = box.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(frame, 6, 6)
    if not came:
        painter.drawLine(frame.bottomLeft(), frame.topRight())
    painter.setFont(theme.sans(SMALL, bold=True))
    words = "Added" if came else "Removed"
    metrics = painter.fontMetrics()
    label = QRectF(0, 0, metrics.horizontalAdvance(words) + 12, metrics.height() + 4)
    label.moveTopRight(frame.topRight())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("came-ground" if came else "gone-ground"))
    painter.drawRect(label)
    painter.setPen(colour)
    painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)


class ComparedField(GrowingText):
    """Both versions of a field as one text."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}, compared", lines=True)
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READ)
        self.parts: tuple[Part, ...] = ()

    def show_parts(self, parts: Iterable[Part], ink: QTextCharFormat) -> None:
        """Show compared words; `ink` is the look of those that stayed."""
        self.parts = tuple(parts)
        self.clear()
        cursor = QTextCursor(self.document())
        for part in self.parts:
            cursor.insertText(part.text, ink if part.fate is Fate.SAME else look_of(part.fate))

    def changes(self) -> list[Change]:
        """Return what changed in it."""
        return list(changes_of(runs_of(self.parts)))

    def reach(self, change: Change) -> bool:
        """Select a change."""
        return _select(self, self.document(), change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor as any text does, not on to another field."""
        if event.key() in _PAGES:
            event.ignore()
        else:
            QTextEdit.keyPressEvent(self, event)


def _select(field: QTextEdit, document: QTextDocument, change: Change) -> bool:
    block = document.findBlockByNumber(change.block)
    if not block.isValid():
        return False
    cursor = QTextCursor(document)
    cursor.setPosition(block.position() + change.start)
    cursor.setPosition(block.position() + change.start + change.length, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    return True
