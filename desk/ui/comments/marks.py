"""How commented words look: a line and a ground of their own in the text, and a mark in the margin.

Like the waves of spelling they are drawn as the text is painted: the document never knows.
"""

from collections.abc import Iterator
from html import escape
from operator import itemgetter
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from desk.domain import Comment
from desk.ui import icons
from desk.ui.comments.anchors import Anchors
from desk.ui.editor import BodyEditor
from desk.ui.pause import Pause
from desk.ui.theme import current
from desk.ui.underlines import stretches

_PAUSE: Final = 150  # ms without a change of the layout before the margin follows
_GROUND, _GROUND_NOW = 26, 60  # alpha
_SIDE: Final = 18  # pixels of a mark at 100 %
_GAP: Final = 3


class Marks(QObject):
    """Marks commented words in the body's own painting."""

    def __init__(self, body: BodyEditor, anchors: Anchors) -> None:
        super().__init__(body)
        self._body = body
        self._anchors = anchors
        self._shown: dict[str, Comment] = {}
        self._now = ""
        body.draw_with(self._paint)
        anchors.changed.connect(self._update)

    def mark(self, comments: tuple[Comment, ...], now: str) -> None:
        """Mark the words of these comments, one of them more than the others."""
        shown = {comment.id: comment for comment in comments}
        if (shown, now) != (self._shown, self._now):
            self._shown, self._now = shown, now
            self._update()

    def _update(self) -> None:
        self._body.viewport().update()

    def _paint(self, painter: QPainter, blocks: list[QTextBlock], exposed: QRectF) -> None:
        """Draw about the words in sight."""
        if not self._shown:
            return
        first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
        for id_, span in self._anchors.between(first, last):
            comment = self._shown.get(id_)
            if comment is not None:
                for line in _lines(blocks, *span, exposed):
                    self._draw(painter, line, comment)

    def _draw(self, painter: QPainter, line: QRectF, comment: Comment) -> None:
        """Draw a ground and a line; resolved, the line alone, in dots."""
        now = comment.id == self._now
        colour = current().colour("comment")
        if now or not comment.resolved:
            ground = QColor(colour)
            ground.setAlpha(_GROUND_NOW if now else _GROUND)
            painter.fillRect(line, ground)
        dots = Qt.PenStyle.DotLine if comment.resolved else Qt.PenStyle.SolidLine
        thick = 2.0 if now else 1.0
        painter.setPen(QPen(colour, thick, dots))
        base = line.bottom() - thick / 2
        painter.drawLine(QPointF(line.left(), base), QPointF(line.right(), base))


def _lines(blocks: list[QTextBlock], start: int, end: int, exposed: QRectF) -> Iterator[QRectF]:
    """Yield the exposed lines of a passage in these blocks."""
    for block in blocks:
        at, last = block.position(), block.length() - 1
        if start <= at + last and at < end:
            for line in stretches(block, [(max(start - at, 0), min(end - at, last))], exposed):
                yield line.adjusted(0, 0, 0, 1)


class Margin(QWidget):
    """Stands beside the body with a mark at each commented line; a click goes to the comment."""

    wanted = Signal(str)

    def __init__(self, body: BodyEditor, anchors: Anchors, page: QWidget) -> None:
        """`page` is what the column of the body stands on."""
        super().__init__(page)
        self._page = page
        self._body = body
        self._anchors = anchors
        self._comments: tuple[Comment, ...] = ()
        self._now = ""
        self._places: list[tuple[QRect, list[Comment]]] = []
        self._pause = Pause(self, _PAUSE, self._lay)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys for it are next and previous comment
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        body.parentWidget().installEventFilter(self)
        QTextEdit.document(body).documentLayout().documentSizeChanged.connect(self._pause.soon)
        self.hide()

    def mark(self, comments: tuple[Comment, ...], now: str) -> None:
        """Mark the lines of these comments, one of them more than the others."""
        self._comments, self._now = comments, now
        self._lay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the body, wherever its column puts it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            self._pause.soon()
        return super().eventFilter(watched, event)

    def _lay(self) -> None:
        """Find the lines that have a mark; comments on one line share it."""
        self._pause.stop()
        side = current().px(_SIDE)
        self._places = []
        lines = [(self._first_line(comment.id), comment) for comment in self._comments]
        for line, comment in sorted(((line.top(), one) for line, one in lines if line), key=itemgetter(0)):
            if self._places and line < self._places[-1][0].bottom():
                self._places[-1][1].append(comment)
            else:
                self._places.append((QRect(0, round(line), side, side), [comment]))
        self.setVisible(bool(self._places) and not self._body.isHidden())
        column, page = self._body.parentWidget(), self._page
        right = column.mapTo(page, QPoint(column.width(), 0)).x()
        top = self._body.mapTo(page, QPoint(0, 0)).y()
        self.setGeometry(right + _GAP, top, side, self._body.height())
        self.update()

    def _first_line(self, comment: str) -> QRectF | None:
        span = self._anchors.span(comment)
        if span is None:
            return None
        block = QTextEdit.document(self._body).findBlock(span[0])
        start = span[0] - block.position()
        return next(stretches(block, [(start, max(start + 1, block.length() - 1))]), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks."""
        painter = QPainter(self)
        for place, comments in self._places:
            if place.intersects(event.rect()):
                now = any(comment.id == self._now for comment in comments)
                settled = all(comment.resolved for comment in comments)
                name = "check-circle" if settled else "chat-text" if len(comments) == 1 else "chats"
                icons.paint(painter, place, name, "comment" if now or not settled else "mute")
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the comment under the mouse; again, to the next one of that line."""
        here = self._under(event.position().toPoint())
        if here:
            ids = [comment.id for comment in here]
            after = (ids.index(self._now) + 1) % len(ids) if self._now in ids else 0
            self.wanted.emit(ids[after])

    def event(self, event: QEvent) -> bool:
        """Say what the comment under the mouse says."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = "\n\n".join(f"{one.author}: {one.words}" for one in self._under(event.pos()))
            # Escaped, because a tip takes what looks like HTML for HTML.
            QToolTip.showText(
                event.globalPos(), said and f"<p style='white-space:pre-wrap'>{escape(said)}</p>", self
            )
            return True
        return super().event(event)

    def _under(self, at: QPoint) -> list[Comment]:
        return next((comments for place, comments in self._places if place.contains(at)), [])
