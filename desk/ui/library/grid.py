"""A grid of cells of one size, as many in a line as fit: every place is reckoned, none is laid out.

Qt's own icon mode lays out every item whenever the width changes, which 20,000 photos make felt.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from desk.ui.library.model import LibraryModel
from desk.ui.theme import current

_MARGIN = 12
_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class Grid(QListView):
    """Photos of which many can be chosen; the delegate says how large a cell is."""

    opened = Signal(int)
    """A photo is to be seen large: its place."""

    chosen = Signal()
    """Other photos are chosen."""

    zoomed = Signal(int)
    """Larger (1) or smaller (-1) pictures are wanted."""

    _least = QSize(200, 200)  # Qt asks for places while it is being made

    def __init__(self, model: LibraryModel) -> None:
        super().__init__(accessibleName="Photos")
        self.setObjectName("library")
        self._photos = model
        self._hovered = -1
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what is scrolled is not drawn
        self.setModel(model)
        self.activated.connect(self._activate)

    # Places

    @property
    def _cell(self) -> QSize:
        room = self.viewport().width() - 2 * _MARGIN
        return QSize(max(self._least.width(), room // self.columns), self._least.height())

    @property
    def columns(self) -> int:
        """Return how many photos stand in a line."""
        return self._columns_in(self.viewport().width())

    def _columns_in(self, width: int) -> int:
        return max(1, (width - 2 * _MARGIN) // self._least.width())

    def _lines(self) -> int:
        return -(-self._photos.rowCount() // self.columns)

    def _rect(self, place: int) -> QRect:
        return next(self._rects([place]))[1]

    def _rects(self, places: Iterable[int]) -> Iterator[tuple[int, QRect]]:
        """Yield places with where they stand in the viewport."""
        cell, columns = self._cell, self.columns
        wide, high, above = cell.width(), cell.height(), _MARGIN - self.verticalScrollBar().value()
        for place in places:
            line, column = divmod(place, columns)
            yield place, QRect(_MARGIN + column * wide, above + line * high, wide, high)

    def visualRect(self, index: _Index) -> QRect:
        """Return where a photo stands in the viewport."""
        return self._rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the photo at a point of the viewport."""
        cell, columns = self._cell, self.columns
        column = (point.x() - _MARGIN) // cell.width()
        line = (point.y() - _MARGIN + self.verticalScrollBar().value()) // cell.height()
        place = line * columns + column
        inside = 0 <= column < columns and line >= 0 and place < self._photos.rowCount()
        return self._photos.index(place) if inside else QModelIndex()

    def _nearest(self, point: QPoint) -> int:
        cell, columns = self._cell, self.columns
        column = min(max(0, (point.x() - _MARGIN) // cell.width()), columns - 1)
        line = max(0, (point.y() - _MARGIN + self.verticalScrollBar().value()) // cell.height())
        return min(line * columns + column, self._photos.rowCount() - 1)

    def in_sight(self, rect: QRect | None = None) -> tuple[int, int]:
        """Return the places of the first and the last photo of the lines that can be seen."""
        rect = rect or self.viewport().rect()
        last = self._photos.rowCount() - 1
        first = self._nearest(QPoint(0, rect.top())) if last >= 0 else 0
        return max(0, first), min(last, self._nearest(QPoint(rect.right(), rect.bottom())))

    def horizontalOffset(self) -> int:
        """Return 0: the lines are as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        """Return False: every photo has its place."""
        return False

    def doItemsLayout(self) -> None:
        """Leave out the list view's own layout."""
        QAbstractItemView.doItemsLayout(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is seen; the list view would do so only after a layout of its own."""
        self.scrollDirtyRegion(dx, dy)
        self.viewport().scroll(dx, dy)

    def updateGeometries(self) -> None:
        """Let the scroll bar reach from the first line to the last."""
        QAbstractItemView.updateGeometries(self)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._lines() * self._cell.height() + 2 * _MARGIN - room))
        bar.setPageStep(room)
        bar.setSingleStep(max(20, self._cell.height() // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first line in sight where it is."""
        line, beyond = divmod(self.verticalScrollBar().value() - _MARGIN, self._cell.height())
        first = max(0, line * self._columns_in(event.oldSize().width()))
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()
        if line >= 0:
            self._put_at(first, -beyond)

    def _put_at(self, place: int, top: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._rect(place).top() - top)

    def relay(self) -> None:
        """Take another size of cells; the first line in sight stays."""
        first, _ = self.in_sight()
        self._least = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex())
        self.updateGeometries()
        self._put_at(first, _MARGIN)
        self.viewport().update()

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        """Bring a photo in sight."""
        rect, room = self.visualRect(index), self.viewport().rect()
        bar = self.verticalScrollBar()
        if not index.isValid():
            return
        if hint is _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - room.center().y())
        elif rect.top() < room.top() or hint is _Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.top() - _MARGIN)
        elif rect.bottom() > room.bottom():
            bar.setValue(bar.value() + rect.bottom() - room.bottom() + _MARGIN)

    # Keyboard and mouse

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the photo that a key leads to."""
        last = self._photos.rowCount() - 1
        if last < 0:
            return QModelIndex()
        now = self.currentIndex().row()
        if now < 0:
            return self._photos.index(0)
        page = max(1, self.viewport().height() // self._cell.height()) * self.columns
        steps = {
            _Move.MoveLeft: -1,
            _Move.MovePrevious: -1,
            _Move.MoveRight: 1,
            _Move.MoveNext: 1,
            _Move.MoveUp: -self.columns,
            _Move.MoveDown: self.columns,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
        }
        if action in (_Move.MoveHome, _Move.MoveEnd):
            return self._photos.index(0 if action is _Move.MoveHome else last)
        to = now + steps[action]
        if action in (_Move.MoveUp, _Move.MoveDown) and not 0 <= to <= last:
            to = now if action is _Move.MoveUp or now // self.columns == last // self.columns else last
        return self._photos.index(min(max(0, to), last))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose from one photo to another, line after line."""
        if not self._photos.rowCount():
            return
        ends = sorted((self._nearest(rect.topLeft()), self._nearest(rect.bottomRight())))
        if rect.width() <= 1 and rect.height() <= 1 and not self.indexAt(rect.topLeft()).isValid():
            self.selectionModel().select(QItemSelection(), command)
            return
        chosen = QItemSelection(*(self._photos.index(end) for end in ends))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where chosen photos are seen."""
        region = QRegion()
        for place in self._seen():
            if selection.contains(self._photos.index(place)):
                region += self._rect(place)
        return region

    def _seen(self, rect: QRect | None = None) -> Iterator[int]:
        first, last = self.in_sight(rect)
        yield from range(first, last + 1)

    @property
    def chosen_ids(self) -> list[str]:
        """Return the chosen photos in the order of the grid."""
        ids = self._photos.ids
        chosen = self.selectionModel().selection()
        ranges = sorted((chosen.at(n).top(), chosen.at(n).bottom()) for n in range(chosen.count()))
        return [id_ for first, last in ranges for id_ in ids[first : last + 1]]

    def choose(self, index: QModelIndex) -> None:
        """Choose one photo alone, whatever keys are held: with Ctrl or Shift Qt would add it to others."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell of it."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def _activate(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows the current photo large, Esc leaves it alone chosen."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape and len(self.chosen_ids) > 1:
            self.choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()  # the page's own
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the pictures larger or smaller with Ctrl held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the chosen photos under a small picture of the current one."""
        drag = QDrag(self)
        drag.setMimeData(self.carried())
        drag.setPixmap(self.carried_picture())
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.CopyAction)

    def carried(self) -> QMimeData:
        """Return what a drag or copy of the chosen photos carries."""
        return self._photos.mimeData(
            [self._photos.index(self._photos.place(id_) or 0) for id_ in self.chosen_ids]
        )

    def carried_picture(self) -> QPixmap:
        """Return what is seen under the hand: how many photos there are."""
        theme = current()
        number = len(self.chosen_ids)
        said = f"{number} photo{'s' if number > 1 else ''}"
        font = theme.sans(bold=True)
        picture = QPixmap(theme.px(96), theme.px(28))
        picture.fill(theme.colour("accent"))
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(theme.colour("on-accent"))
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, said)
        painter.end()
        return picture

    # Drawing

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Iterable[int] = ()) -> None:
        """Draw the photos in sight anew that changed; the list view would draw all that are in sight."""
        top, bottom = self.in_sight()
        self._redraw(range(max(first.row(), top), min(last.row(), bottom) + 1))

    def _redraw(self, places: Iterable[int]) -> None:
        for _, rect in self._rects(places):
            self.viewport().update(rect)

    def _hovered_now(self) -> int:
        """Return the place under the mouse, -1 for none; that and the one before are drawn anew.

        Qt knows of no photo under a mouse that has not moved since the view came, and so draws none plain.
        """
        inside = self.viewport().underMouse()
        now = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row() if inside else -1
        before, self._hovered = self._hovered, now
        if before != now:
            self._redraw(place for place in (before, now) if place >= 0)
        return now

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells that have to be drawn anew."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current().colour("paper"))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        hovered = self._hovered_now()
        now = self.currentIndex().row() if self.hasFocus() else -1
        selection, delegate, region = self.selectionModel(), self.itemDelegate(), event.region()
        for place, rect in self._rects(self._seen(event.rect())):
            if not region.intersects(rect):
                continue
            index = self._photos.index(place)
            state = plain
            if selection.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if place == now:
                state |= QStyle.StateFlag.State_HasFocus
            if place == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.rect, option.state = rect, state
            delegate.paint(painter, option, index)
