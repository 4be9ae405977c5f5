"""How a photo of the library is drawn: the picture whole, what is said of it, what is still to be done."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.domain import Photo, PhotoRow
from desk.domain.rights import Right, right
from desk.ui import icons
from desk.ui.library.model import ROW
from desk.ui.pause import Pause
from desk.ui.theme import LABEL, SMALL, Theme, current
from desk.ui.thumbnails import Thumbnails

SIZES = (120, 160, 200, 260, 340, 480)
"""How wide pictures can be, in pixels at 100 %."""

_SHAPE = 0.75  # height of the room for a picture, as a share of its width
_PAD = 10
_LINE = 17
_HELD = 400  # photos whose words are laid out
_NEW = 6  # photos whose words are laid out in one turn: it takes as long as to draw five others
_TURN = 2  # ms
_LACKS = ("caption", "credit", "alt")

_STATES = QStyle.StateFlag
_MARKED = _STATES.State_Selected | _STATES.State_MouseOver | _STATES.State_HasFocus
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


class PhotoDelegate(QStyledItemDelegate):
    """Draws every cell at one size; a photo whose row has not come yet is an empty place.

    So is one whose words have to wait, in a grid full of photos never drawn, for a turn of their own.
    """

    left = Signal()
    """Photos were left out that can be drawn now."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._laid: dict[str, tuple[PhotoRow, tuple[int, Theme], list[_Piece]]] = {}
        self.size = 2
        """Which of `SIZES`."""
        self._new = 0
        self._left = False
        self._turn = Pause(self, _TURN, self._next_turn)

    @property
    def picture(self) -> QSize:
        """Return the room for a picture."""
        wide = current().px(SIZES[self.size])
        return QSize(wide, round(wide * _SHAPE))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the least size of all cells."""
        theme, picture = current(), self.picture
        pad = theme.px(_PAD)
        return QSize(
            picture.width() + 2 * pad, picture.height() + 3 * theme.px(_LINE) + 2 * pad + theme.px(8)
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        row: PhotoRow | None = index.data(ROW)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        theme = current()
        pad = theme.px(_PAD)
        if state & _MARKED:
            _ground(painter, rect, state)
        size = self.picture
        room = QRect(rect.left() + (rect.width() - size.width()) // 2, rect.top() + pad, 0, 0)
        room.setSize(size)
        said = self._said(row, room.width()) if row is not None else None
        if row is None or said is None:
            painter.fillRect(room, theme.colour("hover"))
            return
        self._picture(painter, row.photo, room, size)
        top = room.bottom() + theme.px(6)
        for piece in said:
            piece.draw(painter, QPoint(room.left(), top))

    def _said(self, row: PhotoRow, width: int) -> "list[_Piece] | None":
        """Return what is said of a photo, laid out once: words cost more to lay out than to draw.

        What was said before, or None, where its turn has not come.
        """
        theme = current()
        known = self._laid.pop(row.photo.id, None)
        fresh = known is not None and known[1] == (width, theme) and (known[0] is row or known[0] == row)
        if not fresh and self._may_lay_out():
            known = row, (width, theme), _laid_out(row, width)
        if known is None:
            return None
        self._laid[row.photo.id] = known
        if len(self._laid) > _HELD:
            del self._laid[next(iter(self._laid))]
        return known[2]

    def _may_lay_out(self) -> bool:
        if self._new == _NEW:
            self._left = True
            return False
        if not self._new:
            self._turn.soon()
        self._new += 1
        return True

    def _next_turn(self) -> None:
        left, self._new, self._left = self._left, 0, False
        if left:
            self.left.emit()

    def _picture(self, painter: QPainter, photo: Photo, room: QRect, size: QSize) -> None:
        theme = current()
        ratio = painter.device().devicePixelRatioF()
        picture = self._thumbnails.fitted(photo.id, size, ratio)
        if photo.id in self._thumbnails.broken:
            _instead(painter, room, "warning", "file missing or damaged")
        elif picture is None:
            shape = QSize(max(1, photo.width), max(1, photo.height))
            painter.fillRect(_inside(shape, size, room), theme.colour("line"))
        else:
            _draw(painter, picture, size, room)


def lacking(photo: Photo) -> list[str]:
    """Return what readers will miss of a photo: `no caption` and others."""
    return [f"no {what}" for what in _LACKS if not str(getattr(photo, what)).strip()]


def described(row: PhotoRow) -> str:
    """Return what is said of a photo where it is not seen."""
    photo = row.photo
    told = [photo.caption or photo.name, photo.credit, _wrong(photo).value, *lacking(photo), _used(row)]
    return ", ".join(part for part in told if part)


def _wrong(photo: Photo) -> Right:
    return right(photo, datetime.now(UTC))


def _used(row: PhotoRow) -> str:
    return "" if row.used else "unused"


def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """Draw what says that a photo is chosen, hovered or has the keyboard."""
    theme = current()
    inner = rect.adjusted(3, 3, -3, -3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.colour("selected"))
        painter.setPen(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(inner).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(inner, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(inner).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _inside(shape: QSize, within: QSize, room: QRect) -> QRect:
    """Return where a picture of a shape stands in its room: whole, in the middle, never enlarged."""
    size = shape.scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() > shape.width():
        size = shape
    box = QRect(QPoint(), size)
    box.moveCenter(room.center())
    return box


def _draw(painter: QPainter, picture: QPixmap, within: QSize, room: QRect) -> None:
    size = picture.deviceIndependentSize().toSize()
    if size.width() <= within.width() and size.height() <= within.height():
        at = room.center() - QRect(QPoint(), size).center()
        painter.drawPixmap(QPointF(at), picture)
    else:  # one of another size stands in
        painter.drawPixmap(_inside(size, within, room), picture)


def _instead(painter: QPainter, room: QRect, icon: str, said: str) -> None:
    theme = current()
    painter.fillRect(room, theme.colour("hover"))
    side = theme.px(26)
    mark = QRect(0, 0, side, side)
    mark.moveCenter(room.center() - QRect(0, 0, 0, side).bottomRight() / 2)
    icons.paint(painter, mark, icon, "warn")
    below = QRect(room.left(), mark.bottom() + theme.px(4), room.width(), theme.px(_LINE))
    painter.setFont(theme.sans(SMALL))
    painter.setPen(theme.colour("warn"))
    painter.drawText(below, int(_FLAGS | Qt.AlignmentFlag.AlignHCenter), said)


@dataclass(frozen=True)
class _Piece:
    """Words or an icon in their place below a picture."""

    at: QPoint
    role: str
    font: QFont
    words: QStaticText

    def draw(self, painter: QPainter, corner: QPoint) -> None:
        """Draw it; `corner` is the upper left of all that is said."""
        painter.setFont(self.font)
        painter.setPen(current().colour(self.role))
        painter.drawStaticText(corner + self.at, self.words)


def _laid_out(row: PhotoRow, width: int) -> list[_Piece]:
    theme, photo = current(), row.photo
    said = " ".join((photo.caption or photo.headline).split())
    pieces = [_line(said or photo.name, 0, width, theme.sans(LABEL), "ink" if said else "mute")]
    credit = photo.credit or photo.creator
    if credit:
        pieces.append(_line(credit, 1, width, theme.sans(LABEL - 1), "mute"))
    return [*pieces, *_marks(row, width, len(pieces))]


def _static(said: str, font: QFont) -> QStaticText:
    words = QStaticText(said)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    words.prepare(font=font)
    return words


def _line(said: str, number: int, width: int, font: QFont, role: str) -> _Piece:
    """Return one line of words of any script, at the side that they are read from."""
    shown = QFontMetrics(font).elidedText(said[:200], Qt.TextElideMode.ElideRight, width)
    words = _static(shown, font)
    size = words.size()
    left = width - round(size.width()) if _from_right(said) else 0
    high = current().px(_LINE)
    return _Piece(QPoint(left, number * high + round((high - size.height()) / 2)), role, font, words)


def _from_right(said: str) -> bool:
    """Return whether words are read from the right: their first letter that has a direction says so."""
    strong = (unicodedata.bidirectional(letter) for letter in said[:80])
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _marks(row: PhotoRow, width: int, number: int) -> Iterator[_Piece]:
    """Yield what stands in the way of using a photo, what it lacks, whether it is unused."""
    theme = current()
    font, high = theme.sans(SMALL), theme.px(_LINE)
    metrics, side, left = QFontMetrics(font), theme.px(12), 0
    wrong, missing = _wrong(row.photo), lacking(row.photo)
    told = [("accent", "prohibit", wrong.value)] if wrong else []
    told += [("warn", "warning", ", ".join(missing))] if missing else []
    told += [("mute", "", _used(row))] if not row.used else []
    for role, icon, said in told:
        if icon:
            mark, at = icons.font(side), QPoint(left, number * high + (high - side) // 2)
            yield _Piece(at, role, mark, _static(icons.glyph(icon), mark))
            left += side + theme.px(3)
        if width - left < theme.px(20):
            return
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, width - left)
        words = _static(shown, font)
        top = number * high + round((high - words.size().height()) / 2)
        yield _Piece(QPoint(left, top), role, font, words)
        left += round(words.size().width()) + theme.px(8)
