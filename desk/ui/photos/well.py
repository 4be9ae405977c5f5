"""Where a photo is seen and where a file is dropped."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QStyleOption

from desk.ui import icons
from desk.ui.stories.model import MIME as STORIES
from desk.ui.theme import LABEL, current


class Well(QFrame):
    """Shows one picture whole, or says in a line what to do."""

    dropped = Signal(list)
    """Picture files (list of Path)."""

    pressed = Signal()
    """A person wants to choose a file."""

    def __init__(self) -> None:
        super().__init__(objectName="photo-well", accessibleName="Photo")
        self._picture: QPixmap | None = None
        self._words = ""
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap | None, words: str) -> None:
        """Show a picture, or the words where there is none."""
        self._picture = picture
        self._words = words
        self._mark("filled", picture is not None)
        self.setToolTip("" if picture is not None else words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the picture's own height, within reason; 16:9 while there is none."""
        if self._picture is None or self._picture.isNull():
            return width * 9 // 16
        return min(width * 5 // 4, width * self._picture.height() // max(1, self._picture.width()))

    def sizeHint(self) -> QSize:
        """Return a size of the right shape."""
        return QSize(300, self.heightForWidth(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, then the picture with rounded corners or the words."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        if self._picture is not None:
            self._paint_picture(painter, self._picture)
        else:
            side = theme.px(28)
            middle = self.rect().center()
            spot = self.rect().adjusted(0, 0, 0, 0)
            spot.setSize(QSize(side, side))
            spot.moveCenter(middle)
            spot.translate(0, -theme.px(22))
            icons.paint(painter, spot, "image", "mute")
            painter.setFont(theme.sans(LABEL))
            painter.setPen(theme.colour("mute"))
            below = self.rect().adjusted(theme.px(20), self.height() // 2 - theme.px(2), -theme.px(20), 0)
            painter.drawText(
                below,
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
                self._words,
            )
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_picture(self, painter: QPainter, picture: QPixmap) -> None:
        size = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(
            (self.width() - size.width()) / 2,
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a file by a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a file by Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, but no stories out of the list."""
        if event.mimeData().hasUrls() and not event.mimeData().hasFormat(STORIES):
            self._mark("over", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down again."""
        self._mark("over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over."""
        self._mark("over", False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def _mark(self, name: str, on: bool) -> None:
        if bool(self.property(name)) != on:
            self.setProperty(name, on)
            self.style().unpolish(self)
            self.style().polish(self)
