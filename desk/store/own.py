"""Which database files this process has open.

POSIX drops a process's locks on a file as soon as it closes that file anywhere, also where it opened it only
to read its first bytes, or through SQLite without locks. Another program that ends then believes itself alone
and removes the write-ahead log under this one.
"""

import os
from pathlib import Path

_open: list[tuple[int, int]] = []


def place(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, None where there is none."""
    try:
        stat = os.stat(file)  # noqa: PTH116  (a Path costs more than the call)
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def hold(held: tuple[int, int]) -> None:
    """Note that a file is open; once for each that opens it."""
    _open.append(held)


def leave(held: tuple[int, int]) -> None:
    """Note that one who opened a file has closed it."""
    _open.remove(held)


def is_open(file: Path) -> bool:
    """Return whether it may be opened by SQLite alone, and with locks."""
    return place(file) in _open
