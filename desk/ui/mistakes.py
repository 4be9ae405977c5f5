"""The way from one spelling mistake to the next, with its menu, by one key."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from desk.ui.sheet import Sheet
from desk.ui.spelling import Spelling
from desk.ui.underlines import Underlines

_SLICE: Final = 60  # blocks looked at in one turn of the event loop


class Mistakes(QObject):
    """Looks on from the cursor to the text's end, then from its start, and stops where it began.

    Words that nobody has asked about yet are asked about on the way; it goes on when they are known.
    """

    said = Signal(str)

    def __init__(self, sheet: Sheet, underlines: Underlines, spelling: Spelling) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._body = sheet.body
        self._underlines = underlines
        self._spelling = spelling
        self._revision = -1  # of the text that is being looked through; -1 for none
        self._at = self._left = 0
        spelling.answered.connect(self._look)

    def next(self) -> None:
        """Go to the next mistake and open its menu."""
        if not self._sheet.source_view.isHidden():
            self.said.emit("Spelling is checked in the text, not in its source.")
            return
        cursor = self._body.textCursor()
        self._revision = self._body.revision()
        self._at = cursor.blockNumber()
        self._left = self._body.document().blockCount()
        if not self._go(cursor.block(), cursor.selectionEnd()):
            self._at += 1
            self._look()

    def _look(self) -> None:
        """Look through some blocks more; wait where words are not known yet."""
        if self._revision != self._body.revision():
            self._revision = -1
            return
        for _ in range(_SLICE):
            document = self._body.document()
            block = document.findBlockByNumber(self._at % document.blockCount())
            if self._go(block, -1):
                return
            if self._spelling.asking:
                return  # `answered` tells when these words are known
            self._at += 1
            self._left -= 1
            if self._left < 0:
                self._revision = -1
                self.said.emit(self._spelling.trouble or "No spelling mistake was found.")
                return
        QTimer.singleShot(0, self, self._look)

    def _go(self, block: QTextBlock, after: int) -> bool:
        """Select the first mistake of a block behind a position; return whether there was one."""
        for start, end in self._underlines.wrong(block):
            if block.position() + start >= after:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                self._revision = -1
                self._body.setTextCursor(cursor)
                self._body.setFocus()
                self._sheet.show_cursor()
                QTimer.singleShot(0, self._underlines, self._underlines.ask)
                return True
        return False
