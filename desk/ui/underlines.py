"""Waves under wrong words, and the menu of such a word.

They are drawn on a sheet of glass over the field: the text and its layout never know.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget
from shiboken6 import isValid

from desk.text import Kind, Mark
from desk.ui.editor.formats import block_shape, marks_of
from desk.ui.pause import Pause
from desk.ui.searched_fields import Place, replace
from desk.ui.spelling import Spelling
from desk.ui.theme import current

_LENGTH: Final = 4  # pixels of one turn of a wave
_DEPTH: Final = 3
_MOST: Final = 2000
_FINISHED: Final = 1500  # ms without a key after which a word counts as written
_VERBATIM: Final = Mark.CODE | Mark.RAW


class Underlines(QWidget):
    """The waves of one field."""

    def __init__(self, field: QTextEdit, spelling: Spelling) -> None:
        super().__init__(field.viewport())
        self._field = field
        self._spelling = spelling
        self._document = field.document()
        self._revision = self._document.revision()
        self._typing = False
        self._turn: tuple[int, float, QPixmap] | None = None
        self._known: dict[str, list[tuple[int, int]]] = {}  # the mistakes of each text that was in sight
        self._finished = Pause(self, _FINISHED, self._finish)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(field.viewport().size())
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)
        field.cursorPositionChanged.connect(self._moved)
        spelling.changed.connect(self._spelt)
        self.show()

    def _spelt(self) -> None:
        self._known = {}
        self.update()

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
        self.update()

    # The waves

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw under each wrong word in sight."""
        painter: QPainter | None = None
        offset = self._offset()
        for block in self._blocks(QRectF(event.rect()).translated(-offset)):
            for start, end in self.wrong(block):
                painter = painter or QPainter(self)
                for line in stretches(block, start, end):
                    place = QRectF(line.left(), line.bottom(), line.width(), _DEPTH).translated(offset)
                    painter.drawTiledPixmap(place, self._wave())
        if painter is not None:
            painter.end()

    def _wave(self) -> QPixmap:
        """Return one turn of a wave in the theme's colour, as sharp as the screen."""
        colour, ratio = current().colour("accent"), self.devicePixelRatioF()
        if self._turn is None or self._turn[:2] != (colour.rgb(), ratio):
            self._turn = (colour.rgb(), ratio, _turn(colour, ratio))
        return self._turn[2]

    def _offset(self) -> QPointF:
        bars = self._field.horizontalScrollBar(), self._field.verticalScrollBar()
        return QPointF(-bars[0].value(), -bars[1].value())

    def _blocks(self, part: QRectF) -> Iterator[QTextBlock]:
        document = self._document
        at = document.documentLayout().hitTest(part.topLeft(), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(at, 0))
        while block.isValid() and block.layout().position().y() <= part.bottom():
            yield block
            block = block.next()

    def wrong(self, block: QTextBlock) -> list[tuple[int, int]]:
        """Return the wrong words of a block that stand in prose."""
        if block_shape(block.blockFormat()).kind is Kind.CODE:
            return []
        text, typing = block.text(), -1
        if self._typing:
            # Qt's own cursor: the editor's would first fill in the rest of a long story.
            typing = QTextEdit.textCursor(self._field).position() - block.position()
        if 0 <= typing < block.length():
            found = self._spelling.places(text, typing)
        elif text in self._known:
            found = self._known[text]
        else:
            if len(self._known) > _MOST:
                self._known = {}
            found = self._known[text] = self._spelling.places(text)
        if not found:
            return []
        verbatim = list(_verbatim(block))
        return [place for place in found if not any(a < place[1] and place[0] < b for a, b in verbatim)]

    # The menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field's size, and give the menu of a wrong word."""
        if event.type() == QEvent.Type.Resize and watched is self._field.viewport():
            self.resize(self._field.viewport().size())
        if isinstance(event, QContextMenuEvent):
            keys = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self._field.cursorRect().center() if keys else event.pos()
            cursor = self._field.textCursor() if keys else self._field.cursorForPosition(at)
            wrong = self._word_at(cursor)
            if wrong is not None:
                self._menu(wrong, at)
                return True
        return super().eventFilter(watched, event)

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
        wrong = self._word_at(self._field.textCursor())
        if wrong is not None:
            self._menu(wrong, self._field.cursorRect().bottomLeft())

    def _menu(self, wrong: QTextCursor, at: QPoint) -> None:
        word = wrong.selectedText()
        menu = self._field.createStandardContextMenu(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        menu.popup(self._field.viewport().mapToGlobal(at))

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
        if marks_of(piece.charFormat()) & _VERBATIM:
            start = piece.position() - block.position()
            yield start, start + piece.length()
        pieces += 1


def stretches(block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    """Yield the place of each line of a stretch of a block, in the document's coordinates.

    It reaches from the top of the letters to where a line under them belongs.
    """
    layout = block.layout()
    origin = layout.position()
    line = layout.lineForTextPosition(start)
    while line.isValid() and line.textStart() < end:
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        ends = [cast("tuple[float, int]", line.cursorToX(place))[0] for place in (first, last)]
        left, top = origin.x() + min(ends), origin.y() + line.y()
        yield QRectF(left, top, abs(ends[1] - ends[0]), line.ascent() + 2.5)
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
