"""The inline bar that says what happened and lets it be taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desk.domain import DeskError
from desk.ui import icons
from desk.ui.edges import lower_edges
from desk.ui.pause import Pause

_STAYS = 9000


class Notice(QFrame):
    """Says one thing at a time; an error stays until it is closed, the rest goes by itself.

    It stands at the foot, so that nothing moves under the hand or the eye when it comes and goes.
    """

    def __init__(self) -> None:
        super().__init__(objectName="notice")
        self.setProperty("foot", True)
        self.above: Sequence[QWidget] = ()
        """What gives it its room."""
        self._act: Callable[[], object] | None = None
        self._topic = ""
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton("Undo")
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self._pressed)
        self.cross = QToolButton(toolTip="Close", accessibleName="Close")
        self.cross.setIcon(icons.icon("x", "mute"))
        self.cross.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.cross)
        self._timer = Pause(self, _STAYS, self._over)
        self.hide()

    def say(
        self,
        words: str,
        act: Callable[[], object] | None = None,
        button: str = "Undo",
        *,
        stays: bool = False,
        topic: str = "",
    ) -> None:
        """Say what was done, for a while or until it is closed; with `act`, offer a way back or on.

        `topic` lets `clear` take it away once that is over.
        """
        self._show(words, act, button, "news")
        self._topic = topic
        if stays:
            self._timer.stop()
        else:
            self._timer.soon()

    def warn(
        self,
        error: DeskError,
        act: Callable[[], object] | None = None,
        button: str = "",
        *,
        topic: str = "",
    ) -> None:
        """Say what went wrong, what was kept and what to do; with `act`, offer a way.

        `topic` lets `clear` take it away once that is over.
        """
        self._topic = topic
        self._show(str(error), act, button, "error")
        self._timer.stop()

    def clear(self, topic: str) -> None:
        """Take what was said on a topic away once it is over."""
        if self.isVisible() and self._topic == topic and not self._timer.isActive():
            self.hide()

    def _show(self, words: str, act: Callable[[], object] | None, button: str, tone: str) -> None:
        self._act = act
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        with lower_edges(self.above):
            self.words.setText(words)
            self.button.setText(button)
            self.button.setVisible(act is not None)
            self.button.setToolTip(f"{button} (Ctrl+Shift+U)")
            super().setVisible(True)
            self._take_room()

    def setVisible(self, visible: bool) -> None:
        """Come or go, and give the room back."""
        with lower_edges(self.above):
            super().setVisible(visible)
            self._take_room()

    def _take_room(self) -> None:
        """Lay the window out now, while `above` is known to change at its lower edge alone."""
        if self.above and (layout := self.parentWidget().layout()):
            layout.activate()

    def _over(self) -> None:
        """Go, but not from under the hand that reaches for the button."""
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._timer.soon()
        else:
            self.hide()

    def press(self) -> None:
        """Do what the button offers, by keyboard."""
        if self.isVisible() and self._act is not None:
            self._pressed()

    def _pressed(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
