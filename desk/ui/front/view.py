"""The cards of one container, as keyboard and mouse see them."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView

from desk.ui.curation.cards import CARD
from desk.ui.front.delegate import TileDelegate, dots
from desk.ui.front.model import TileModel
from desk.ui.front.tiles import Tile
from desk.ui.theme import current

_ALT = Qt.KeyboardModifier.AltModifier
_KEYS = {
    (Qt.Key.Key_Delete, False): "take",
    (Qt.Key.Key_Backspace, False): "take",
    (Qt.Key.Key_Return, False): "edit",
    (Qt.Key.Key_Enter, False): "edit",
    (Qt.Key.Key_F2, False): "edit",
    (Qt.Key.Key_Return, True): "open",
    (Qt.Key.Key_Up, True): "up",
    (Qt.Key.Key_Down, True): "down",
    (Qt.Key.Key_Left, True): "left",
    (Qt.Key.Key_Right, True): "right",
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class TileView(QListView):
    """As high as its cards; says what is wished of which."""

    wished = Signal(str, object)
    """A verb (`take`, `edit`, `up`, `cut` …) and the card (Tile), or None where none is chosen."""

    left = Signal(int)
    """An arrow led out of the container, back (-1) or on (1)."""

    entered = Signal()

    def __init__(self, delegate: TileDelegate, model: TileModel) -> None:
        super().__init__()
        self.model_, self.delegate_ = model, delegate
        self.line = -1
        """Before which row an insertion line is drawn; -1 for none."""
        self.taking = -1
        """The row that would take what is dragged over it; -1 for none."""
        self._laid: list[int] = []
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)  # the panel takes them, its head and foot too
        self.doubleClicked.connect(lambda index: self.wished.emit("edit", index.data(CARD)))

    def set_columns(self, columns: int) -> None:
        """Show the cards in so many columns."""
        if columns != self.delegate_.columns:
            self.delegate_.columns = columns
            self.setFlow(QListView.Flow.LeftToRight if columns > 1 else QListView.Flow.TopToBottom)
            self.setWrapping(columns > 1)

    def fit(self, width: int) -> int:
        """Lay the cards out for a width, and return how high they are."""
        tiles, columns = self.model_.tiles, self.delegate_.columns
        large = self.delegate_.layout_.value == "lead"
        column = max(60, (width - 2) // columns)
        heights = [
            self.delegate_.height(one, column, large=large and n == 0 and columns == 1)
            for n, one in enumerate(tiles)
        ]
        lines = -(-len(tiles) // columns)
        high = lines * max(heights, default=0) if columns > 1 else sum(heights)
        self.setVisible(bool(high))
        self.setFixedHeight(max(1, high))
        if (laid := [width, columns, *heights]) != self._laid:  # it is painted whole then
            self._laid = laid
            self.doItemsLayout()
        return high

    def tile(self) -> Tile | None:
        """Return the chosen card."""
        return cast("Tile | None", self.currentIndex().data(CARD)) if self.selectedIndexes() else None

    def choose(self, row: int) -> None:
        """Choose a card and give it the keyboard."""
        if self.model_.tiles:
            self.setCurrentIndex(self.model_.index(max(0, min(row, len(self.model_.tiles) - 1))))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def row_at(self, at: QPoint) -> int:
        """Return before which row something that is let go at a point belongs."""
        for row in range(self.model_.rowCount()):
            rect = self.visualRect(self.model_.index(row))
            single = self.delegate_.columns == 1
            beside = at.y() <= rect.bottom() and at.x() < rect.center().x()
            if at.y() < (rect.center().y() if single else rect.top()) or (beside and not single):
                return row
        return self.model_.rowCount()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out anew: headlines break otherwise at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard stand on a card."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model_.tiles:
            self.setCurrentIndex(self.model_.index(0))
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes; arrows go on from container to container."""
        alt = bool(event.modifiers() & _ALT)
        verb = _KEYS.get((Qt.Key(event.key()), alt), "")
        for sequence, name in (
            (QKeySequence.StandardKey.Cut, "cut"),
            (QKeySequence.StandardKey.Copy, "copy"),
            (QKeySequence.StandardKey.Paste, "paste"),
        ):
            verb = name if event.matches(sequence) else verb
        if verb:
            self.wished.emit(verb, self.tile())
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by and not alt and self.currentIndex() == before:
            self.left.emit(by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu at a card's dots."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            near = dots(self._drawn(index)).adjusted(-6, -8, 6, 8)
            if near.contains(event.position().toPoint()):
                self.setCurrentIndex(index)
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.wished.emit("menu", index.data(CARD))
                return
        super().mousePressEvent(event)

    def _drawn(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        return rect.adjusted(0, 0, -current().px(12), 0) if self.delegate_.columns > 1 else rect

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the card under the mouse, or of the chosen one."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and index.isValid():
            self.setCurrentIndex(index)
        if self.currentIndex().isValid():
            self.wished.emit("menu", self.tile())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry a picture of the card along."""
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(self.model_.mimeData([index]))
        rect = self.visualRect(index)
        picture = self.viewport().grab(rect)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(min(40, rect.width() // 2), min(20, rect.height() // 2)))
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the insertion line, or the frame of what takes a photo, over the cards."""
        super().paintEvent(event)
        if self.taking >= 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(current().colour("accent"), 2))
            painter.drawRect(self._drawn(self.model_.index(self.taking)).adjusted(1, 1, -1, -2))
            painter.end()
        if self.line < 0 or not self.model_.tiles:
            return
        theme, last = current(), self.line >= self.model_.rowCount()
        rect = self.visualRect(self.model_.index(self.model_.rowCount() - 1 if last else self.line))
        painter = QPainter(self.viewport())
        if self.delegate_.columns > 1:
            x = min(self.viewport().width() - 3, rect.right() - 2) if last else max(0, rect.left() - 2)
            painter.fillRect(QRect(x, rect.top(), 3, rect.height()), theme.colour("accent"))
        else:
            y = rect.bottom() - 2 if last else max(0, rect.top() - 2)
            painter.fillRect(QRect(0, y, self.viewport().width(), 3), theme.colour("accent"))
        painter.end()
