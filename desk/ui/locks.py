"""Locks that say whether the window that took them still stands."""

import time
from pathlib import Path

from PySide6.QtCore import QLockFile

_MADE = 10  # seconds after which a lock that says nothing is none that somebody is just writing


def locked(folder: Path) -> QLockFile | None:
    """Return the lock of a window's folder, None while that window stands."""
    file = folder / "lock"
    lock = QLockFile(str(file))
    lock.setStaleLockTime(0)  # a lock is old when its program is gone, however long it has stood
    return lock if lock.tryLock(0) or (_says_nothing(file) and _taken_over(lock)) else None


def _says_nothing(file: Path) -> bool:
    """Return whether a lock names no program, as a full disk or a power cut may leave it."""
    try:
        named = file.read_bytes().partition(b"\n")[0].isdigit()
        return not named and abs(time.time() - file.stat().st_mtime) > _MADE
    except OSError:
        return False


def _taken_over(lock: QLockFile) -> bool:
    """Take a lock that nobody is known to hold; the system knows of who still does."""
    return lock.removeStaleLockFile() and lock.tryLock(0)
