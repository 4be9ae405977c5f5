"""The program's log, of which so much is kept as a person can send."""

import contextlib
import logging
import os
from pathlib import Path
from typing import Final

from desk import paths

LARGE: Final = 1_000_000  # bytes
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Log(logging.FileHandler):
    """Writes into a file; when that is large it takes the place of `desk.log.1`, and a new one is begun.

    The standard library's own does the same and brings sockets and pickles along, before the first paint.
    """

    def __init__(self, file: Path, large: int = LARGE) -> None:
        super().__init__(file, encoding="utf-8", errors="backslashreplace")
        self._large = large
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; called with the handler's lock held."""
        super().emit(record)
        if self.stream is not None and self.stream.tell() > self._large:
            self._turn()

    def _turn(self) -> None:
        self.stream.close()
        file = Path(self.baseFilename)
        with contextlib.suppress(OSError):  # another window holds it: then it goes on growing until that ends
            file.replace(file.with_name(f"{file.name}.1"))
        self.stream = self._open()


def keep_log() -> None:
    """Write warnings and faults to a file that a person can send; `DESK_LOG=info` adds what was done."""
    try:
        folder = paths.settings()
        folder.mkdir(parents=True, exist_ok=True)
        level = logging.getLevelNamesMapping().get(os.environ.get("DESK_LOG", "").upper(), logging.WARNING)
        log = Log(folder / "desk.log")
        log.setLevel(level)  # of its own: a run's report has more
        logging.basicConfig(handlers=[log], level=level)
    except OSError:
        logging.basicConfig(level=logging.WARNING)
