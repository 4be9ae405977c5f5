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
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QStyleOption, QWidget

from desk.ui import icons
from desk.ui.stories.model import MIME as STORIES
from desk.ui.stories.pane import PHOTOS
from desk.ui.theme import LABEL, current

_OVER = 3  # pixels of the frame


class Well(QFrame):
    """Holds the view of a photo, or says in a line what to do; files are dropped on either."""

    dropped = Signal(list)
    """Picture files (list of Path)."""

    brought = Signal(list)
    """Photos of the library (list of ids)."""

    pressed = Signal()
    """A person wants to choose a file."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(objectName="photo-well", accessibleName="Photo")
        self._view = view
        self._shape = 9 / 16
        self._words = ""
        view.setParent(self)
        view.hide()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_view(self, shape: float) -> None:
        """Show the view, so high to a width of 1."""
        self._shape = min(5 / 4, shape)
        self._words = ""
        self._turn(view=True)

    def show_words(self, words: str) -> None:
        """Say what to do, or what is wrong."""
        self._shape = 9 / 16
        self._words = words
        self._turn(view=False)

    def _turn(self, *, view: bool) -> None:
        self._view.setVisible(view)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if view else Qt.FocusPolicy.StrongFocus)
        self._mark("filled", view)
        self.setToolTip(self._words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height of what is shown."""
        return round(width * self._shape)

    def sizeHint(self) -> QSize:
        """Return a size of the right shape."""
        return QSize(300, self.heightForWidth(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the view all the room; a layout would not ask for the height that its shape needs."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Let the view leave room for the frame that says that something can be let go here."""
        edge = _OVER if self.property("over") else 0
        self._view.setGeometry(self.rect().adjusted(edge, edge, -edge, -edge))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        if self._words:
            self._paint_words(painter)
        if self.property("over"):
            painter.setPen(QPen(current().colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        elif self.hasFocus():
            painter.setPen(current().colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_words(self, painter: QPainter) -> None:
        theme = current()
        side = theme.px(28)
        spot = self.rect()
        spot.setSize(QSize(side, side))
        spot.moveCenter(self.rect().center())
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a file by a click, where there is none."""
        if self.property("filled"):
            return
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a file by Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and photos of the library, but no stories out of the list."""
        data = event.mimeData()
        if data.hasFormat(PHOTOS) or (data.hasUrls() and not data.hasFormat(STORIES)):
            self._mark("over", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down again."""
        self._mark("over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files or photos over."""
        self._mark("over", False)
        photos = bytes(event.mimeData().data(PHOTOS).data()).decode().split()
        if photos:
            event.acceptProposedAction()
            self.brought.emit(photos)
            return
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def _mark(self, name: str, on: bool) -> None:
        if bool(self.property(name)) != on:
            self.setProperty(name, on)
            self.style().unpolish(self)
            self.style().polish(self)
            self._place()
