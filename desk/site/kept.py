"""Files of what can be made again: lost or damaged, they cost time alone."""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Self

_WAIT = 10  # seconds for the other process that makes pages to write its own


class Kept(ABC):
    """What is kept in a file until it is left; nothing is where that is None or cannot be used."""

    _table: str
    """The statement that makes the file's table."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file = opened(path, self._table) if path else None

    def again(self) -> Self:
        """Return the same file opened anew."""
        return type(self)(self._path)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what was made."""
        self._keep()
        if self._file is not None:
            self._file.close()
            self._file = None

    @abstractmethod
    def _keep(self) -> None:
        """Write what waits; what the disk refuses is made again next time."""


def opened(path: Path, table: str) -> sqlite3.Connection | None:
    """Return a file of what can be made again, with its table; a damaged one is begun anew, else None."""
    for _ in range(2):
        with suppress(OSError, sqlite3.OperationalError):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT)
            try:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA cache_size = -400")
                connection.execute(table)
            except sqlite3.DatabaseError as error:
                connection.close()
                if isinstance(error, sqlite3.OperationalError):
                    return None
                path.unlink(missing_ok=True)  # damaged
            else:
                return connection
    return None
