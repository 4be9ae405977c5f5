"""One thing in a list of the inspector, as a comment or a finding: chosen by mouse, Tab or an arrow."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InspectorCard(QFrame):
    """Tells what a person does with it; `name` is what the style sheet calls it."""

    pressed = Signal(str)
    """A person chose it, by mouse or by bringing the focus to it."""
    entered = Signal(str)
    """Enter was pressed on it: a person wants to go to the words."""
    stepped = Signal(str, int)
    """An arrow was pressed on it: 1 for the next, -1 for the one before."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(objectName=name)
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def label(self, *, wrap: bool = True, role: str = "") -> QLabel:
        """Return a label for words of somebody's, as wide as there is room."""
        made = QLabel(wordWrap=wrap, textFormat=Qt.TextFormat.PlainText)
        # A long word is cut rather than making the pane wider than it is.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            made.setProperty("role", role)
        return made

    def button(self, act: Callable[[], object], name: str = "") -> QPushButton:
        """Return a button for what can be done with it."""
        made = QPushButton(name)
        made.setProperty("kind", "link")
        made.clicked.connect(act)
        return made

    def dress(self, name: str, on: bool) -> None:
        """Set what the style sheet asks for, and take the look it gives."""
        if self.property(name) != on:
            self.setProperty(name, on)
            for widget in (self, *self.findChildren(QWidget)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.pressed.emit(self.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose it, by Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.pressed.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the words, arrows go to the neighbours."""
        key = event.key()
        if key in ENTER:
            if self.hasFocus():  # a line within hands its Enter on
                self.entered.emit(self.key)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(self.key, 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
