"""A photo with the frame that pages show of it and its focal ring, moved by mouse and keys."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk import operations as ops
from desk.domain import Crop
from desk.ui.photos.framing import COARSE, FINE, Framing
from desk.ui.photos.upright import Upright, paint
from desk.ui.theme import current

_NEAR: Final = 11  # pixels around an edge, corner or ring that take hold of it
_RING: Final = 9
_WHOLE: Final = Crop(0.0, 0.0, 1.0, 1.0)
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    **dict.fromkeys(("n", "s"), Qt.CursorShape.SizeVerCursor),
    **dict.fromkeys(("e", "w"), Qt.CursorShape.SizeHorCursor),
    **dict.fromkeys(("nw", "se"), Qt.CursorShape.SizeFDiagCursor),
    **dict.fromkeys(("ne", "sw"), Qt.CursorShape.SizeBDiagCursor),
    "inside": Qt.CursorShape.SizeAllCursor,
    "ring": Qt.CursorShape.CrossCursor,
}
TIP: Final = (
    "Arrows move the frame (Shift: further), + and − size it, Space goes between frame and focal ring, "
    "[ and ] straighten, 1 to 4 choose the shape"
)


class Canvas(QWidget):
    """Shows a photo straightened; what is outside the frame lies under a veil."""

    open_wanted = Signal()
    """A double click or Enter."""

    ratio_wanted = Signal(int)
    """A shape's number was pressed (from 0)."""

    def __init__(self, framing: Framing, pictures: Upright, *, small: bool = False) -> None:
        super().__init__()
        self._framing = framing
        self._pictures = pictures
        self._small = small
        self._held = ""
        self._from = QPointF()
        self.on_ring = False
        """Whether keys move the focal ring and not the frame."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(TIP)
        pictures.ready.connect(self._ready)
        self.refresh()

    def _ready(self, photo: str) -> None:
        if self._framing.photo is not None and self._framing.photo.id == photo:
            self.update()

    def refresh(self) -> None:
        """Show what the framing now has, also to those who hear it."""
        crop, photo = self._framing.crop, self._framing.photo
        what = "Focal ring" if self.on_ring else f"Frame {self._framing.ratio}"
        self.setAccessibleName(f"{what} of {photo.name or 'the photo'}" if photo else "Photo")
        x, y = photo.focal if photo else (0.5, 0.5)
        self.setAccessibleDescription(
            f"Frame {_percent(crop.left)} to {_percent(crop.right)} across, {_percent(crop.top)} to "
            f"{_percent(crop.bottom)} down. Focal point {_percent(x)} across, {_percent(y)} down. "
            f"Straightened by {photo.angle if photo else 0:g} degrees. {TIP}."
        )
        self.update()

    # Where things are

    @property
    def box(self) -> QRectF:
        """Return where the picture lies, in pixels of the widget."""
        photo = self._framing.photo
        inset = 0 if self._small else _RING + 3
        room = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if photo is None:
            return room
        keep = Qt.AspectRatioMode.KeepAspectRatio
        size = QSize(photo.width, photo.height).scaled(room.size().toSize(), keep)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(room.center())
        return box

    def at(self, x: float, y: float) -> QPointF:
        """Return where a point of the picture lies on the widget."""
        box = self.box
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    def _shares(self, point: QPointF) -> tuple[float, float]:
        box = self.box
        return (point.x() - box.left()) / max(1.0, box.width()), (point.y() - box.top()) / max(
            1.0, box.height()
        )

    def _frame(self) -> QRectF:
        crop = self._framing.crop
        return QRectF(self.at(crop.left, crop.top), self.at(crop.right, crop.bottom))

    def _under(self, point: QPointF) -> str:
        """Return what a press there takes hold of: `ring`, edges such as `nw`, `inside`, or nothing."""
        photo = self._framing.photo
        if photo is None:
            return ""
        away = point - self.at(*photo.focal)
        if abs(away.x()) <= _NEAR and abs(away.y()) <= _NEAR:
            return "ring"
        frame, near = self._frame(), QRectF(self._frame()).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        if not near.contains(point):
            return ""
        edges = "n" if abs(point.y() - frame.top()) <= _NEAR else ""
        edges += "s" if not edges and abs(point.y() - frame.bottom()) <= _NEAR else ""
        if abs(point.x() - frame.left()) <= _NEAR:
            edges += "w"
        elif abs(point.x() - frame.right()) <= _NEAR:
            edges += "e"
        return edges or "inside"

    # Drawing

    def sizeHint(self) -> QSize:
        """Return a size of the picture's shape."""
        photo = self._framing.photo
        return QSize(300, 300 * photo.height // photo.width) if photo else QSize(300, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, the veil, the frame and the ring."""
        photo = self._framing.photo
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, theme = self.box, current()
        if photo is None:
            return
        longer = max(box.width(), box.height()) * self.devicePixelRatioF()
        picture = self._pictures.get(photo.id, longer * photo.width / ops.photo.straightened(photo)[0])
        if picture is None:
            painter.fillRect(box, theme.colour("line"))
        else:
            paint(painter, box, picture, photo, _WHOLE)
        self._paint_frame(painter, box)
        self._paint_ring(painter)
        if self.hasFocus() and self._small:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_frame(self, painter: QPainter, box: QRectF) -> None:
        theme, frame = current(), self._frame()
        veil = theme.colour("veil")
        veil.setAlphaF(0.55)
        outside = QPainterPath()
        outside.setFillRule(Qt.FillRule.OddEvenFill)
        outside.addRect(box)
        outside.addRect(frame)
        painter.fillPath(outside, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        strong = self.hasFocus() and not self.on_ring
        for colour, width in (("veil", 3.5 if strong else 2.5), ("on-picture", 2.0 if strong else 1.2)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._held not in ("", "ring"):
            line = theme.colour("on-picture")
            line.setAlphaF(0.5)
            painter.setPen(QPen(line, 1))
            for third in (1, 2):
                x = frame.left() + frame.width() * third / 3
                y = frame.top() + frame.height() * third / 3
                painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
                painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        if not self._small:
            for x in (frame.left(), frame.center().x(), frame.right()):
                for y in (frame.top(), frame.center().y(), frame.bottom()):
                    if QPointF(x, y) != frame.center():
                        grip = QRectF(x - 4, y - 4, 8, 8)
                        painter.fillRect(grip.adjusted(-1, -1, 1, 1), theme.colour("veil"))
                        painter.fillRect(grip, theme.colour("on-picture"))

    def _paint_ring(self, painter: QPainter) -> None:
        photo, theme = self._framing.photo, current()
        if photo is None:
            return
        strong = self.hasFocus() and self.on_ring
        middle = self.at(*photo.focal)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("veil", 5 if strong else 4), ("on-picture", 3 if strong else 2)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawEllipse(middle, _RING - 2, _RING - 2)
        if strong:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("on-picture"))
            painter.drawEllipse(middle, 2.5, 2.5)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the ring, an edge, a corner or the frame."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = self._under(event.position())
        self._from = event.position()
        if self._held:
            self.on_ring = self._held == "ring"
            self._framing.hold()
            self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; otherwise show what a press would take."""
        point = event.position()
        if not self._held:
            shape = _CURSORS.get(self._under(point), Qt.CursorShape.ArrowCursor)
            self.setCursor(shape)
            return
        x, y = self._shares(point)
        if self._held == "ring":
            self._framing.aim(x, y)
        elif self._held == "inside":
            before = self._shares(self._from)
            self._framing.move(x - before[0], y - before[1])
            self._from = point
        else:
            self._framing.stretch(self._held, x, y)
        self.refresh()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: one step of undo."""
        if self._held:
            self._held = ""
            self._framing.release()
            self.refresh()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the large view."""
        self.mouseReleaseEvent(event)
        self.open_wanted.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge, size, straighten, choose a shape."""
        key, far = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _WAYS:
            self._nudge(*_WAYS[Qt.Key(key)], COARSE if far else FINE)
        elif event.text() in ("+", "=", "-", "_"):
            self._framing.grow((1 if event.text() in "+=" else -1) * COARSE)
        elif event.text() in ("[", "]", "{", "}"):
            step = (1 if event.text() in "]}" else -1) * (1.0 if event.text() in "{}" else 0.1)
            self._framing.turn((self._framing.photo.angle if self._framing.photo else 0.0) + step)
        elif event.text() in ("1", "2", "3", "4"):
            self.ratio_wanted.emit(int(event.text()) - 1)
        elif key == Qt.Key.Key_Space:
            self.on_ring = not self.on_ring
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        self.refresh()

    def _nudge(self, across: int, down: int, by: float) -> None:
        photo = self._framing.photo
        if photo is None:
            return
        longer = max(photo.width, photo.height)
        x, y = across * by * longer / photo.width, down * by * longer / photo.height
        if self.on_ring:
            self._framing.aim(photo.focal[0] + x, photo.focal[1] + y)
        else:
            self._framing.move(x, y)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
