"""A small form that stands over the board beside what it is about."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desk.ui import icons
from desk.ui.theme import current


class Popover(QFrame):
    """A title, rows of fields, a cross; Esc closes it and gives the keyboard back."""

    closed = Signal()

    def __init__(self, parent: QWidget, width: int = 340) -> None:
        super().__init__(parent, objectName="popup")
        self._width = width
        self._back: QWidget | None = None
        self.title = QLabel(objectName="popover-title", wordWrap=True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        cross = QToolButton(toolTip="Close (Esc)", accessibleName="Close")
        cross.setIcon(icons.icon("x", "mute"))
        cross.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(14, 10, 10, 14)
        self.rows.setSpacing(8)
        self.rows.addLayout(head)
        self.hide()

    def open_at(self, rect: QRect, back: QWidget | None, first: QWidget | None = None) -> None:
        """Stand below or beside a rectangle of the screen, and take the keyboard."""
        self._back = back
        over = self.parentWidget()
        room = over.rect().adjusted(8, 8, -8, -8)
        self.setFixedWidth(min(current().px(self._width), room.width()))
        self.adjustSize()
        self._move(over.mapFromGlobal(rect.bottomLeft()) + QPoint(0, 4))
        self.show()
        self.raise_()
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Take the height of what it now holds, and stay in sight."""
        if not self.isHidden():
            self.layout().activate()
            self.adjustSize()
            self._move(self.pos())

    def _move(self, at: QPoint) -> None:
        room = self.parentWidget().rect().adjusted(8, 8, -8, -8)
        y = min(at.y(), room.bottom() - self.height())
        x = min(at.x(), room.right() - self.width())
        self.move(max(room.left(), x), max(room.top(), y))

    def leave(self) -> None:
        """Close."""
        if not self.isHidden():
            had = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else True
            self.hide()
            self.closed.emit()
            if had and self._back is not None:
                self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; Enter presses the button that has the keyboard."""
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)
