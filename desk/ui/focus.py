"""Nothing but the sheet; the line that is written at mid height; how wide the lines are."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from desk.ui.commands import Command
from desk.ui.pause import Pause
from desk.ui.settings import Settings
from desk.ui.sheet import MEASURE, Sheet

MEASURES: Final = {"narrow": 540, "normal": MEASURE, "wide": 820}
"""The widths of the column, in pixels at 100 %."""

_PAINTED: Final = 20  # ms until what came back is painted


class Focus(QObject):
    """Takes everything but the sheet away and brings it back as it was."""

    changed = Signal(bool)

    def __init__(self, window: QMainWindow, sheet: Sheet, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._sheet = sheet
        self._settings = settings
        self._around: list[QWidget] = []
        self._hidden: list[QWidget] = []
        self._state = Qt.WindowState.WindowNoState
        self._large = False
        """Everything is shown again, at the size of focus."""
        self._back = Pause(self, _PAINTED, self._give_size)
        self.on = False
        self.typewriter = bool(settings.get("typewriter", False))
        self._measure = str(settings.get("measure", "normal"))
        sheet.resized.connect(self._resized)
        self._centring = Pause(self, 0, self._centre)  # behind the scrolling that is under way
        sheet.followed.connect(self._centring.start)
        self._apply()

    def surround(self, *widgets: QWidget) -> None:
        """Name what stands around the sheet."""
        self._around = list(widgets)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command("focus", "Focus: only the sheet", self.toggle, "F11", "arrows-out", checkable=True),
            Command(
                "typewriter", "Typewriter scrolling", self.toggle_typewriter, "Ctrl+Shift+T", checkable=True
            ),
            *(
                Command(f"measure-{name}", f"Column: {name}", partial(self.set_measure, name))
                for name in MEASURES
            ),
        ]

    # Only the sheet

    def toggle(self) -> None:
        """Show the sheet alone, or everything again."""
        if self.on:
            self.leave()
        elif self._sheet.isVisible():
            self._enter()
        self.changed.emit(self.on)

    def _enter(self) -> None:
        self.on = True
        if not self._large:
            self._state = self._window.windowState()
        self._large = False
        self._hidden = [widget for widget in self._around if not widget.isHidden()]
        for widget in self._hidden:
            widget.hide()
        self._window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        self._sheet.text_field.setFocus()

    def leave(self) -> None:
        """Show everything again as it was."""
        if self.on:
            self._large = True
            QTimer.singleShot(0, self, self._back.soon)  # behind the painting: at each size all is painted
            for widget in self._hidden:
                widget.show()
            self._hidden = []
            self.on = False
            self.changed.emit(False)

    def _give_size(self) -> None:
        if self._large:
            self._large = False
            self._window.setWindowState(self._state)

    def stop(self) -> None:
        """Leave at once: what the window is like is about to be remembered."""
        self.leave()
        self._give_size()

    def outside(self, commands: list[Command]) -> list[Command]:
        """Return commands that go to what focus hides: each leaves it first."""
        return [replace(command, act=partial(self._leave_for, command.act)) for command in commands]

    def _leave_for(self, act: Callable[[], object], *_: object) -> None:
        self.leave()
        act()

    # The line at mid height, and its width

    def toggle_typewriter(self) -> None:
        """Keep the line that is written at mid height, or let the sheet scroll as it will."""
        self.typewriter = not self.typewriter
        self._settings.set(typewriter=self.typewriter)
        self._apply()
        self._centre()

    def set_measure(self, name: str) -> None:
        """Set the column's width, a key of `MEASURES`."""
        self._measure = name
        self._settings.set(measure=name)
        self._apply()

    def _apply(self) -> None:
        self._sheet.set_measure(MEASURES.get(self._measure, MEASURE))
        page = self._sheet.widget().layout()
        margins = page.contentsMargins()
        # The last line too can stand at mid height.
        margins.setBottom(self._sheet.viewport().height() // 2 if self.typewriter else 0)
        page.setContentsMargins(margins)

    def _centre(self) -> None:
        field = self._sheet.text_field
        page = self._sheet.widget()
        if page is not None and self.typewriter and field.hasFocus():
            at = field.mapTo(page, field.cursorRect().center()).y()
            self._sheet.verticalScrollBar().setValue(at - self._sheet.viewport().height() // 2)

    def _resized(self) -> None:
        """Keep room under the last line, and the line that is written where it was."""
        if self.typewriter:
            self._apply()
            self._centring.start()
