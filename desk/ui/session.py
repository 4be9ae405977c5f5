"""What every pane is given: the open desk, the bus, the workers, the settings."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from desk.ui.bus import Bus
from desk.ui.running import note
from desk.ui.settings import Settings
from desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from desk.domain import DeskError, Done
    from desk.operations import Desk

T = TypeVar("T")


class Session(QObject):
    """One open desk in one window."""

    def __init__(self, desk: "Desk", settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.settings = settings
        self.bus = Bus(self)
        self.tasks = Tasks(self)

    def ask(
        self,
        read: Callable[[], T],
        done: Callable[[T], None],
        failed: "Callable[[DeskError], None] | None" = None,
    ) -> None:
        """Read from the store's worker."""
        self.tasks.store(read, done, failed)

    def do(
        self,
        operation: "Callable[[], Done[T]]",
        done: Callable[[T], None] | None = None,
        failed: "Callable[[DeskError], None] | None" = None,
        *,
        origin: str = "",
        long: bool = False,
    ) -> None:
        """Run an operation, hand over what it made, then announce what it changed.

        It runs on the store's worker, in order; a `long` one runs beside it, so that saving goes on.
        """
        note(operation)

        def announce(outcome: "Done[T]") -> None:
            if done is not None:
                done(outcome.value)
            self.bus.changed.emit(replace(outcome.change, origin=origin))
            if outcome.clashes:
                self.bus.clashed.emit(outcome.clashes)

        run = self.tasks.work if long else self.tasks.store
        run(operation, announce, failed)

    def close(self) -> None:
        """Finish what was asked for, then let go of the desk."""
        self.tasks.stop()
        self.desk.close()
