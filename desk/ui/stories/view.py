"""The list's field and its rows, as the keyboard and the mouse see them."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView

from desk.ui import icons

if TYPE_CHECKING:
    # What only annotations name: PySide makes a class, with all its enumerations, when it is imported.
    from PySide6.QtGui import QKeyEvent


class FilterField(QLineEdit):
    """Esc clears it, then leaves it; Down goes into the rows."""

    left = Signal()

    def __init__(self, name: str = "Filter stories") -> None:
        super().__init__(placeholderText=name, accessibleName=name)
        self.addAction(icons.icon("magnifying-glass", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Clear or leave."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (QtCore.Qt.Key.Key_Escape, QtCore.Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StoryView(QListView):
    """Rows of which several can be chosen, beyond what is loaded too."""

    dragged = Signal()
    """A drag out of the list is over."""

    wanted = Signal(QModelIndex)
    """A row is to be opened."""

    every_wanted = Signal()
    """All rows are chosen, also those that are not loaded."""

    chosen = Signal(QItemSelection, QItemSelection)
    """Other rows are chosen: those that came, those that went."""

    def __init__(self) -> None:
        super().__init__(accessibleName="Stories")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setProperty("contextMenuPolicy", "CustomContextMenu")
        self.clicked.connect(self._click)
        self.activated.connect(self.wanted)

    def watch_cover(self) -> None:
        """Have Qt move what is painted when the rows scroll, and paint only what comes in sight.

        It does so of what covers its ground; rows do where there are more than have room.
        """
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._cover)
        self._cover(0, bar.maximum())

    def _cover(self, _: int, most: int) -> None:
        self.viewport().setAttribute(QtCore.Qt.WidgetAttribute.WA_OpaquePaintEvent, most > 0)
        if not most:
            self.viewport().update()  # rows may have gone while they were painted

    @contextmanager
    def staying(self) -> Generator[None, None, None]:
        """Let rows in sight stay where they are while others come, go or move; at the top, new ones show."""
        bar, sight = self.verticalScrollBar(), self.viewport().rect()
        top = self.indexAt(sight.topLeft())
        if not (bar.value() and top.isValid()):
            yield
            return
        first, height = top.row(), self.visualRect(top).height()
        seen = range(first, first + sight.height() // height + 1)
        rows = [(row, QPersistentModelIndex(self.model().index(row, 0))) for row in seen]
        yield
        moved = Counter(now.row() - row for row, now in rows if now.isValid())
        if moved:
            self.executeDelayedItemsLayout()
            bar.setValue(bar.value() + moved.most_common(1)[0][0] * height)

    def _click(self, index: QModelIndex) -> None:
        """Open a row by a plain click; with a key held it is only chosen."""
        if not QApplication.keyboardModifiers() & (
            QtCore.Qt.KeyboardModifier.ControlModifier | QtCore.Qt.KeyboardModifier.ShiftModifier
        ):
            self.wanted.emit(index)

    def choose(self, index: QModelIndex) -> None:
        """Choose one row alone, whatever keys are held: with Ctrl or Shift Qt would add it to others."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def startDrag(self, actions: "QtCore.Qt.DropAction") -> None:
        """Carry the rows until they are let go."""
        super().startDrag(actions)
        self.dragged.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell of it."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(selected, deselected)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Ctrl+A chooses every row, Esc the current one alone."""
        from PySide6.QtGui import QKeySequence  # late, for the first paint does not need it

        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.every_wanted.emit()
        elif event.key() == QtCore.Qt.Key.Key_Escape and len(self.selectedIndexes()) > 1:
            self.choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
