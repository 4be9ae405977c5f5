"""One photo large, or two to four side by side: fitted or at its own size, moved together."""

import threading
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import DeskError, PhotoRow
from desk.ui.session import Session
from desk.ui.theme import LABEL, current
from desk.ui.thumbnails import Thumbnails

MOST = 4
"""Photos that are compared at once."""

_LARGE = 2_400  # pixels of the longer side that are read at first; all of them when a person looks closer
_STEP = 1.25
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CLOSEST = 4.0  # screen pixels for one of the photo


class Glass(QWidget):
    """One photo under the glass; the scale is that of the photo's own pixels, 0 for fitted."""

    moved = Signal(float, QPointF)
    """Another scale, or another point (shares of width and height) in the middle."""

    resized = Signal()

    def __init__(self, session: Session, thumbnails: Thumbnails) -> None:
        super().__init__(accessibleName="Photo")
        self._session = session
        self._thumbnails = thumbnails
        self._photo = ""
        self._size = QSizeF()
        self._picture: QPixmap | None = None
        self._whole = False
        self._wrong = ""
        self._stop = threading.Event()
        self._grip: QPointF | None = None
        self.scale = 0.0
        self.middle = QPointF(0.5, 0.5)
        self.setMinimumSize(160, 120)
        thumbnails.ready.connect(self._come)

    def show_photo(self, photo: str, width: int, height: int) -> None:
        """Show a photo of this size in pixels: a small picture at once, the large one when it is read."""
        self._stop.set()
        self._photo, self._size = photo, QSizeF(width, height)
        self._picture, self._whole, self._wrong = None, False, ""
        self._read(_LARGE)
        self.update()

    def clear(self) -> None:
        """Show nothing, and read nothing any more."""
        self._stop.set()
        self._photo, self._picture = "", None

    def look(self, scale: float, middle: QPointF) -> None:
        """Show it at another scale, another point in the middle."""
        self.scale, self.middle = scale, middle
        if self._share() * max(self._size.width(), self._size.height()) > _LARGE and not self._whole:
            self._read(0)
        self.update()

    def _read(self, pixels: int) -> None:
        self._whole = not pixels
        stop = self._stop = threading.Event()
        read = partial(_read, self._session.desk, self._photo, pixels)

        def come(image: QImage | None) -> None:
            if not stop.is_set() and image is not None:
                self._picture = QPixmap.fromImage(image)
                self.update()

        def refused(error: DeskError) -> None:
            if not stop.is_set():
                self._wrong = str(error)
                self.update()

        self._session.tasks.work(lambda: None if stop.is_set() else read(), come, refused)

    def _come(self, photo: str) -> None:
        if photo == self._photo:
            self.update()

    # Drawing

    @property
    def fitted(self) -> float:
        """Return the scale at which the whole photo is seen; never above its own size."""
        if self._size.isEmpty():
            return 1.0
        ratio = self.devicePixelRatioF()
        room = self.size() * ratio
        return min(1.0, room.width() / self._size.width(), room.height() / self._size.height())

    def _share(self) -> float:
        return self.scale or self.fitted

    def _box(self) -> QRectF:
        """Return where the whole photo stands, in the widget's own pixels."""
        size = self._size * (self._share() / self.devicePixelRatioF())
        at = []
        for room, long, middle in (
            (self.width(), size.width(), self.middle.x()),
            (self.height(), size.height(), self.middle.y()),
        ):
            free = room - long
            at.append(free / 2 if free >= 0 else min(0.0, max(free, room / 2 - middle * long)))
        return QRectF(QPointF(*at), size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it: fitted is another scale now."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo, or what stands in the way."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._share() < 2)
        picture = self._picture or self._thumbnails.get(self._photo)
        if self._wrong or picture is None:
            painter.setFont(theme.sans(LABEL))
            painter.setPen(theme.colour("mute"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(20, 20, -20, -20), flags, self._wrong or "…")
        else:
            painter.drawPixmap(self._box(), picture, QRectF(picture.rect()))

    # Moving

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
        self._grip = event.position()
        if self.scale:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it with the hand."""
        if self._grip is not None and self.scale:
            self.pan(event.position() - self._grip)
            self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the pixels under the hand, or all of it again."""
        self.moved.emit(0.0 if self.scale else 1.0, self._at(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go closer or further, at the point under the hand."""
        self.zoom(1 if event.angleDelta().y() > 0 else -1, self._at(event.position()))
        event.accept()

    def _at(self, point: QPointF) -> QPointF:
        box = self._box()
        return QPointF((point.x() - box.left()) / box.width(), (point.y() - box.top()) / box.height())

    def pan(self, by: QPointF) -> None:
        """Move the photo by so many of the widget's pixels."""
        box = self._box()
        self.moved.emit(
            self.scale, self._at(QRectF(self.rect()).center() - by) if box.width() else self.middle
        )

    def zoom(self, by: int, at: QPointF | None = None) -> None:
        """Go closer (1) or further (-1); further than the whole photo there is nothing."""
        scale = min(_CLOSEST, self._share() * (_STEP if by > 0 else 1 / _STEP))
        self.moved.emit(0.0 if scale <= self.fitted else scale, at or self.middle)


def _read(desk: "ops.Desk", photo: str, pixels: int) -> QImage:
    """Return a photo's picture, its longer side at most so many pixels (0: all); runs beside the window."""
    width, height, mode, raw = ops.thumbnails.large(desk, photo, pixels)
    kind = QImage.Format
    form, shown = (kind.Format_RGB888, kind.Format_RGB32)
    if mode == "RGBA":
        form, shown = kind.Format_RGBA8888, kind.Format_ARGB32_Premultiplied
    return QImage(raw, width, height, width * len(mode), form).convertToFormat(shown)


class Loupe(QWidget):
    """Photos under glasses that move together, and the way from one to the next."""

    left = Signal()
    stepped = Signal(int)
    """The next (1) or the last (-1) photo is wanted."""

    def __init__(self, session: Session, thumbnails: Thumbnails) -> None:
        super().__init__(objectName="loupe")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.glasses = [Glass(session, thumbnails) for _ in range(MOST)]
        self._captions = [QLabel(alignment=Qt.AlignmentFlag.AlignCenter) for _ in range(MOST)]
        self.back = QPushButton("Back to the grid")
        self.back.setProperty("kind", "link")
        self.back.setToolTip("Esc")
        self.back.clicked.connect(self.left)
        self.scale = QLabel()
        self.scale.setProperty("role", "hint")
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 6)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.scale)
        row = QHBoxLayout()
        row.setSpacing(2)
        self._holders = [QWidget() for _ in range(MOST)]
        for holder, glass, caption in zip(self._holders, self.glasses, self._captions, strict=True):
            glass.moved.connect(self._look)
            caption.setProperty("role", "hint")
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(glass, 1)
            column.addWidget(caption)
            row.addWidget(holder, 1)
        self.glasses[0].resized.connect(self._say_scale)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 10)
        whole.addLayout(top)
        whole.addLayout(row, 1)

    @property
    def number(self) -> int:
        """Return how many photos are seen."""
        return sum(not holder.isHidden() for holder in self._holders)

    def show_rows(self, rows: Sequence[PhotoRow]) -> None:
        """Show one photo, or up to four side by side."""
        for at, (glass, caption) in enumerate(zip(self.glasses, self._captions, strict=True)):
            shown = at < len(rows)
            self._holders[at].setVisible(shown)
            if shown:
                photo = rows[at].photo
                glass.show_photo(photo.id, photo.width, photo.height)
                said = f"{photo.name} · {photo.width} × {photo.height}"
                caption.setText(said)
                glass.setAccessibleName(photo.caption or photo.name)
            else:
                glass.clear()
        self._look(0.0, QPointF(0.5, 0.5))

    def stop(self) -> None:
        """Read nothing any more."""
        for glass in self.glasses:
            glass.clear()

    def _look(self, scale: float, middle: QPointF) -> None:
        middle = QPointF(min(1.0, max(0.0, middle.x())), min(1.0, max(0.0, middle.y())))
        for glass in self.glasses:
            glass.look(scale, middle)
        self._say_scale()

    def _say_scale(self) -> None:
        glass = self.glasses[0]
        self.scale.setText(f"{glass.scale:.0%}" if glass.scale else f"Fitted · {glass.fitted:.0%}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next photo or move a close one; Z shows the pixels, + and - zoom."""
        glass, key = self.glasses[0], event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key in _STEPS and glass.scale:
            across, down = _STEPS[Qt.Key(key)]
            glass.pan(QPointF(-across, -down) * 80)
        elif key in _STEPS and self.number == 1:
            self.stepped.emit(sum(_STEPS[Qt.Key(key)]))
        elif key == Qt.Key.Key_Z:
            self._look(0.0 if glass.scale else 1.0, glass.middle)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            glass.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)
