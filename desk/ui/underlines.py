"""Waves under wrong words, and the menu of such a word.

They are drawn as the field is painted: the text and its layout never know.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import inf
from typing import Final, cast

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QPainter,
    QPen,
    QPixmap,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit
from shiboken6 import isValid

from desk.text import Kind, Mark
from desk.ui.editor.formats import bits_of, block_shape
from desk.ui.editor.overdrawn import OverdrawnEdit
from desk.ui.pause import Pause
from desk.ui.searched_fields import Place, replace
from desk.ui.spelling import Spelling
from desk.ui.theme import current

_LENGTH: Final = 4  # pixels of one turn of a wave
_DEPTH: Final = 3
_MOST: Final = 2000
_FINISHED: Final = 1500  # ms without a key after which a word counts as written
_VERBATIM: Final = int(Mark.CODE | Mark.RAW)


class Underlines(QObject):
    """The waves of one field."""

    def __init__(self, field: OverdrawnEdit, spelling: Spelling) -> None:
        super().__init__(field)
        self._field = field
        self._spelling = spelling
        self._document = QTextEdit.document(field)
        self._revision = self._document.revision()
        self._typing = False
        self._written: tuple[str, list[tuple[int, int]]] = ("", [])  # the block that is written, as painted
        self._turn: tuple[int, float, QPixmap] | None = None
        self._known: dict[str, list[tuple[int, int]]] = {}  # the mistakes of each text that was in sight
        self._finished = Pause(self, _FINISHED, self._finish)
        field.draw_with(self._paint)
        field.menu_opened.connect(self._add_to)
        field.cursorPositionChanged.connect(self._moved)
        spelling.changed.connect(self._spelt)

    def _spelt(self) -> None:
        self._known = {}
        self._written = ("", [])
        self._field.viewport().update()

    def _moved(self) -> None:
        """Tell typing from moving: only one of them changes the text."""
        revision = self._document.revision()
        typing = revision != self._revision and self._field.hasFocus()
        self._revision = revision
        if typing:
            self._typing = True
            self._finished.soon()
        elif self._typing:
            self._finish()

    def _finish(self) -> None:
        self._finished.stop()
        self._typing = False
        self._field.viewport().update()

    # The waves

    def _paint(self, painter: QPainter, blocks: list[QTextBlock], exposed: QRectF) -> None:
        """Draw under each wrong word of some blocks, where it is exposed."""
        wave = None
        for block in blocks:
            wrong = self.wrong(block)
            if wrong:
                wave = wave or self._wave()
                for line in stretches(block, wrong, exposed):
                    place = QRectF(line.left(), line.bottom(), line.width(), _DEPTH)
                    painter.drawTiledPixmap(place, wave)

    def _wave(self) -> QPixmap:
        """Return one turn of a wave in the theme's colour, as sharp as the screen."""
        colour, ratio = current().colour("accent"), self._field.devicePixelRatioF()
        if self._turn is None or self._turn[:2] != (colour.rgb(), ratio):
            self._turn = (colour.rgb(), ratio, _turn(colour, ratio))
        return self._turn[2]

    def wrong(self, block: QTextBlock) -> list[tuple[int, int]]:
        """Return the wrong words of a block that stand in prose."""
        text = block.text()
        # Qt's own cursor: the editor's would first fill in the rest of a long story.
        typing = QTextEdit.textCursor(self._field).position() - block.position() if self._typing else -1
        if 0 <= typing < block.length():
            found = self._being_written(text, typing, astral=len(text) != block.length() - 1)
        elif text in self._known:
            found = self._known[text]
        else:
            if len(self._known) > _MOST:
                self._known = {}
            found = self._known[text] = self._spelling.places(text)
        if not found or block_shape(block.blockFormat()).kind is Kind.CODE:
            return []
        verbatim = list(_verbatim(block))
        return [place for place in found if not any(a < place[1] and place[0] < b for a, b in verbatim)]

    def _being_written(self, text: str, typing: int, *, astral: bool) -> list[tuple[int, int]]:
        """Return the mistakes of the block that is written: after a key only the words about it are new."""
        before, known = self._written
        more = len(text) - len(before)
        start = typing - max(more, 0)
        kept = text[:start] == before[:start] and text[typing:] == before[typing - more :]
        if astral or not before or start < 0 or not kept:
            found = self._spelling.places(text, typing)
        else:
            first = text.rfind(" ", 0, start) + 1
            last = text.find(" ", typing)
            last = len(text) if last < 0 else last
            about = self._spelling.places(text[first:last], typing - first)
            found = [place for place in known if place[1] <= first]
            found += [(first + begin, first + end) for begin, end in about]
            found += [(begin + more, end + more) for begin, end in known if begin + more >= last]
        self._written = (text, found)
        return found

    # The menu

    def _add_to(self, menu: QMenu, cursor: QTextCursor) -> None:
        wrong = self._word_at(cursor)
        if wrong is not None:
            self._offer(menu, wrong)

    def _word_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return the wrong word that a cursor stands in."""
        block, at = cursor.block(), cursor.positionInBlock()
        for start, end in self.wrong(block):
            if start <= at <= end:
                found = QTextCursor(block)
                found.setPosition(block.position() + start)
                found.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return found
        return None

    def ask(self) -> None:
        """Open the menu of the mistake at the cursor."""
        self._finish()
        cursor = self._field.textCursor()
        if self._word_at(cursor) is not None:
            self._field.show_menu(cursor, self._field.cursorRect().bottomLeft())

    def _offer(self, menu: QMenu, wrong: QTextCursor) -> None:
        """Put what can be done about a word at the head of a menu."""
        word = wrong.selectedText()
        first = menu.actions()[0]
        waiting = QAction("Looking for suggestions…", menu, enabled=False)
        add = QAction("Add to the newsroom’s words", menu)
        add.triggered.connect(partial(self._spelling.add, word))
        ignore = QAction("Ignore in this story", menu)
        ignore.triggered.connect(partial(self._spelling.ignore, word))
        menu.insertActions(first, [waiting, add, ignore])
        menu.insertSeparator(add)
        menu.insertSeparator(first)
        self._spelling.suggest(word, partial(self._suggest, menu, waiting, wrong))

    def _suggest(
        self, menu: QMenu, waiting: QAction, wrong: QTextCursor, suggestions: tuple[str, ...]
    ) -> None:
        if not isValid(menu) or not menu.isVisible():
            return
        for suggestion in suggestions:
            action = QAction(suggestion, menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(self._correct, wrong, wrong.selectedText(), suggestion))
            menu.insertAction(waiting, action)
        if suggestions:
            menu.removeAction(waiting)
        else:
            waiting.setText("No suggestions")

    def _correct(self, wrong: QTextCursor, word: str, suggestion: str) -> None:
        """Put the suggestion where the wrong word still stands; one step of undo."""
        if wrong.selectedText() == word:
            replace(self._field, [Place(0, wrong.selectionStart(), wrong.selectionEnd(), suggestion)])
            QTimer.singleShot(0, self._field, self._field.setFocus)


def _verbatim(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """Yield the parts of a block that are code or raw Markdown."""
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if bits_of(piece.charFormat()) & _VERBATIM:
            start = piece.position() - block.position()
            yield start, start + piece.length()
        pieces += 1


def stretches(
    block: QTextBlock, places: Sequence[tuple[int, int]], exposed: QRectF | None = None
) -> Iterator[QRectF]:
    """Yield the lines of some stretches of a block, or those exposed; document coordinates.

    Each reaches from the top of the letters to where a line under them belongs.
    """
    layout = block.layout()
    origin = layout.position()
    left, top = origin.x(), origin.y()
    above, below = (exposed.top() - top, exposed.bottom() - top) if exposed else (-inf, inf)
    for start, end in places:
        line = layout.lineForTextPosition(start)
        while line.isValid() and start < end and line.y() <= below:
            first, length = line.textStart(), line.textLength()
            if line.y() + line.height() >= above:
                side = cast("Callable[[int], tuple[float, int]]", line.cursorToX)
                one, other = side(start)[0], side(min(end, first + length))[0]
                yield QRectF(left + min(one, other), top + line.y(), abs(other - one), line.ascent() + 2.5)
            start = first + (length or 1)  # an empty line has a place too
            if start < end:
                line = layout.lineAt(line.lineNumber() + 1)


def _turn(colour: QColor, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(_LENGTH, _DEPTH) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.1))
    middle, low, high = _LENGTH / 2, _DEPTH - 0.8, 0.8
    painter.drawPolyline([QPointF(0, low), QPointF(middle, high), QPointF(_LENGTH, low)])
    painter.end()
    return picture
