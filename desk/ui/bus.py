"""One place where every change is announced, once."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Carries each write's `Change` to the panes; a pane ignores those with its own origin."""

    changed = Signal(object)

    clashed = Signal(object)
    """What two people set differently at the same time (Clash after Clash): ask."""
