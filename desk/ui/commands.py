"""Everything a person can do, each with a name, a shortcut and an icon, for palette, menus and buttons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desk.ui import icons
from desk.ui.running import note


@dataclass(frozen=True)
class Command:
    """One thing to do.

    Attributes:
        id: how the program names it.
        name: how people find it in the palette.
        act: what it does.
        keys: the shortcut in Qt's portable form, or empty.
        icon: a Phosphor name, or empty.
        checkable: whether it is on or off.
    """

    id: str
    name: str
    act: Callable[[], object]
    keys: str = ""
    icon: str = ""
    checkable: bool = False


class Commands:
    """The window's commands as QActions."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Make an action of each command."""
        for command in commands:
            action = QAction(command.name, self._window, checkable=command.checkable)
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
            if command.icon:
                action.setIcon(icons.icon(command.icon))
            action.triggered.connect(partial(note, command.id))  # before it is done
            action.triggered.connect(command.act)
            action.setToolTip(self.tip(action))
            self._window.addAction(action)
            self._actions[command.id] = action

    def __getitem__(self, command: str) -> QAction:
        """Return a command's action."""
        return self._actions[command]

    @staticmethod
    def tip(action: QAction) -> str:
        """Return the name with its shortcut."""
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{action.text()} ({keys})" if keys else action.text()

    def matching(self, words: str) -> list[QAction]:
        """Return the actions whose names hold all the words, best first."""
        wanted = words.casefold().split()
        found = [
            action
            for action in self._actions.values()
            if action.isEnabled() and all(word in action.text().casefold() for word in wanted)
        ]
        typed = words.casefold().strip()

        def rank(action: QAction) -> tuple[bool, bool]:
            name = action.text().casefold()
            return name != typed, not name.startswith(typed)

        return sorted(found, key=rank)
