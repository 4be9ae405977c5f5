"""Copies of a desk: made by hand and by themselves, listed, compared, brought back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desk.domain import Cancelled
from desk.operations.desk import Desk, Progress
from desk.store import Backup, Difference, Restored
from desk.store import backup as copies
from desk.store.backup import nothing
from desk.store.restore import difference, given
from desk.store.restore import restore as bring_back

__all__ = [
    "Backup",
    "Difference",
    "Restored",
    "cancellable",
    "difference",
    "given",
    "listed",
    "make",
    "reason",
    "restore",
    "routine",
]

_REASONS = {
    "start": "At start",
    "daily": "Daily",
    "manual": "By hand",
    "before-deleting": "Before deleting photos",
    "before-emptying": "Before emptying",
    "before-pruning": "Before pruning",
}


def listed(folder: Path) -> list[Backup]:
    """Return the copies in a desk folder, newest first; the desk itself need not open."""
    return copies.listed(folder)


def reason(backup: Backup) -> str:
    """Return why a copy was made, in words."""
    if backup.reason.removeprefix("before-").isdigit():
        return "Before an update of Desk"
    return _REASONS.get(backup.reason, backup.reason)


def make(desk: Desk, why: str = "manual", progress: Progress = nothing) -> Path:
    """Write a verified copy of the database into the desk's `backups/` and return it."""
    return desk.store.backup(why, progress)


def routine(desk: Desk, why: str, progress: Progress = nothing) -> Path | None:
    """Make the copy of a start or a day, where it would hold anything new, and thin the older ones by age."""
    return desk.store.routine_backup(why, progress)


def restore(folder: Path, file: Path) -> Restored:
    """Bring a desk back from a copy; the present one is set aside whole, beside it.

    No window of this program may have it open.

    Raises:
        BadInput, NewerDesk, Conflict, Unwritable: the desk is as it was.
    """
    return bring_back(folder, file, datetime.now(UTC))


def cancellable(progress: Progress, cancelled: Callable[[], bool], said: str) -> Progress:
    """Return a progress that ends its work with Cancelled and these words once it is asked to."""

    def go_on(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled(said)
        progress(done, total)

    return go_on
