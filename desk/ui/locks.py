"""Locks that say whether the window that took them still stands."""

from pathlib import Path

from PySide6.QtCore import QLockFile


def locked(folder: Path) -> QLockFile | None:
    """Return the lock of a window's folder, None while that window stands."""
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # a lock is old when its program is gone, however long it has stood
    return lock if lock.tryLock(0) else None
