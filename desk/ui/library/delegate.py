"""How a photo of the library is drawn: the picture whole, what is said of it, what is still to be done."""

import unicodedata
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
)
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.domain import Photo, PhotoRow
from desk.domain.rights import Right, right
from desk.ui import icons
from desk.ui.library.model import ROW
from desk.ui.theme import LABEL, SMALL, current
from desk.ui.thumbnails import Thumbnails

SIZES = (120, 160, 200, 260, 340, 480)
"""How wide pictures can be, in pixels at 100 %."""

_SHAPE = 0.75  # height of the room for a picture, as a share of its width
_PAD = 10
_LINE = 17
_LACKS = ("caption", "credit", "alt")

_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


class PhotoDelegate(QStyledItemDelegate):
    """Draws every cell at one size; a photo whose row has not come yet is an empty place."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.size = 2
        """Which of `SIZES`."""

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
        _ground(painter, rect, state)
        size = self.picture
        room = QRect(rect.left() + (rect.width() - size.width()) // 2, rect.top() + pad, 0, 0)
        room.setSize(size)
        if row is None:
            painter.fillRect(room, theme.colour("hover"))
            return
        self._picture(painter, row.photo, room)
        line = QRect(room.left(), room.bottom() + theme.px(6), room.width(), theme.px(_LINE))
        self._caption(painter, row.photo, line)
        line.translate(0, line.height())
        said = row.photo.credit or row.photo.creator
        _words(painter, said, line, theme.sans(LABEL - 1), "mute")
        line.translate(0, line.height())
        _marks(painter, row, line)

    def _picture(self, painter: QPainter, photo: Photo, room: QRect) -> None:
        theme = current()
        ratio = painter.device().devicePixelRatioF()
        picture = self._thumbnails.fitted(photo.id, self.picture, ratio)
        if photo.id in self._thumbnails.broken:
            _instead(painter, room, "warning", "file missing or damaged")
        elif picture is None:
            shape = QSize(max(1, photo.width), max(1, photo.height))
            painter.fillRect(_inside(shape, self.picture, room), theme.colour("line"))
        else:
            _draw(painter, picture, self.picture, room)

    def _caption(self, painter: QPainter, photo: Photo, line: QRect) -> None:
        theme = current()
        said = photo.caption or photo.headline
        font = theme.sans(LABEL)
        _words(painter, " ".join(said.split()) if said else photo.name, line, font, "ink" if said else "mute")


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


def _words(painter: QPainter, said: str, line: QRect, font: object, role: str) -> None:
    """Draw one line of words of any script, from the side that they are read from."""
    if not said:
        return
    side = Qt.AlignmentFlag.AlignRight if _from_right(said) else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)  # pyright: ignore[reportArgumentType]
    painter.setPen(current().colour(role))
    shown = painter.fontMetrics().elidedText(said[:200], Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, int(_FLAGS | side), shown)


def _from_right(said: str) -> bool:
    """Return whether words are read from the right: their first letter that has a direction says so."""
    strong = (unicodedata.bidirectional(letter) for letter in said[:80])
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _marks(painter: QPainter, row: PhotoRow, line: QRect) -> None:
    """Draw what stands in the way of using a photo, what it lacks, whether it is unused."""
    theme = current()
    font = theme.sans(SMALL)
    metrics = QFontMetrics(font)
    wrong, missing = _wrong(row.photo), lacking(row.photo)
    told = [("accent", "prohibit", wrong.value)] if wrong else []
    told += [("warn", "warning", ", ".join(missing))] if missing else []
    told += [("mute", "", _used(row))] if not row.used else []
    at = QRect(line)
    painter.setFont(font)
    for role, icon, said in told:
        if icon:
            side = theme.px(12)
            spot = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
            icons.paint(painter, spot, icon, role)
            at.setLeft(at.left() + side + theme.px(3))
        if at.width() < theme.px(20):
            return
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, at.width())
        painter.setPen(theme.colour(role))
        painter.drawText(at, int(_FLAGS | Qt.AlignmentFlag.AlignLeft), shown)
        at.setLeft(at.left() + metrics.horizontalAdvance(shown) + theme.px(8))
