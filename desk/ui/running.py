"""What a run of the program does, written down as it goes: a run that crashes leaves a report behind.

A report quotes nobody. Of the log it has the program's own words without what they speak of, of an exception
its kind and place without its message, of a deed its name.
"""

import contextlib
import faulthandler
import logging
import os
import re
import shutil
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from traceback import walk_tb
from typing import Final

from PySide6.QtCore import QLibraryInfo, QSysInfo

import desk
from desk import paths
from desk.ui.locks import locked

_log = logging.getLogger(__name__)
_deeds = logging.getLogger("desk.deeds")
_REPORT: Final = "report.txt"
_LARGE: Final = 65_536  # bytes that a run's file may have
_LAST: Final = 100  # lines that stay when it is larger
_FAULTS: Final = 5  # exceptions that stay
_DEEP: Final = 8  # exceptions that one was raised for
_KEPT: Final = 20  # reports
_END: Final = "The program was closed."


def note(deed: Callable[..., object] | str) -> None:
    """Write down what is done now: a command's name, or the operation that is called."""
    while isinstance(deed, partial):
        deed = deed.func
    named = deed if isinstance(deed, str) else f"{deed.__module__}.{getattr(deed, '__qualname__', deed)}"
    _deeds.info("%s", named)


class Running(logging.Handler):
    """The file of a run: its head, what was logged and done, and what faulthandler says of its end."""

    def __init__(self) -> None:
        """Raises OSError where no file can be made."""
        super().__init__(logging.INFO)
        self._folder = _runs() / f"{time.time_ns()}-{os.getpid()}"
        self._folder.mkdir(parents=True)
        self._held = locked(self._folder)
        self._file = (self._folder / _REPORT).open("ab", buffering=0)
        self._head = _head()
        self._faults: list[str] = []
        self._last = deque[str](maxlen=_LAST)
        self._size = 0
        self._write(self._head)
        faulthandler.enable(self._file)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record down; called with the handler's lock held."""
        line = _line(record)
        (self._faults if _is_fault(record) and len(self._faults) < _FAULTS else self._last).append(line)
        if self._size > _LARGE:
            os.ftruncate(self._file.fileno(), 0)
            self._size, line = 0, "".join([self._head, *self._faults, *self._last])
        self._write(line)

    def _write(self, words: str) -> None:
        with contextlib.suppress(OSError):  # a full disk costs the report, never the run
            self._size += self._file.write(words.encode("utf-8", "backslashreplace"))

    def end(self) -> None:
        """Close the file of a run that came to its end; it stays where anything went wrong."""
        faulthandler.disable()
        logging.getLogger().removeHandler(self)
        self._write(f"{_END}\n")
        self._file.close()
        if self._held is not None:
            self._held.unlock()
        if not self._faults:
            shutil.rmtree(self._folder, ignore_errors=True)
            with contextlib.suppress(OSError):  # another run goes on
                self._folder.parent.rmdir()


def begin() -> Running | None:
    """Write down from now on what happens; None where the disk takes no file."""
    try:
        running = Running()
    except OSError as error:
        _log.warning("no report can be written: %s", error)
        return None
    logging.getLogger().addHandler(running)
    logging.getLogger("desk").setLevel(logging.INFO)
    return running


def hear() -> None:
    """Have the log told of exceptions that nobody takes, elsewhere than on the GUI thread."""
    threading.excepthook = lambda said: _log.error("a thread failed", exc_info=said.exc_value)
    sys.unraisablehook = lambda said: _log.error("nobody took a fault", exc_info=said.exc_value)


def left() -> list[Path]:
    """Return the reports of runs that crashed since this was asked last, newest first."""
    found = [report for run in sorted(_runs().glob("*-*")) if (report := _taken(run))]
    for old in sorted(folder().glob("*.txt"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        _runs().rmdir()
    return found[::-1]


def folder() -> Path:
    """Return where reports lie."""
    return paths.settings() / "crashes"


def _runs() -> Path:
    return paths.settings() / "running"


def _taken(run: Path) -> Path | None:
    """Put the report of a run that ended among the others; None where the run goes on."""
    with contextlib.suppress(OSError):
        lock = locked(run)
        if lock is None:
            return None
        words = (run / _REPORT).read_text(encoding="utf-8", errors="replace")
        at = datetime.fromtimestamp((run / _REPORT).stat().st_mtime, UTC)
        made = folder() / f"{at:%Y-%m-%d %H.%M.%S} {run.name.rpartition('-')[2]}.txt"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(f"{_why(words)}\nUntil {at:%Y-%m-%d %H:%M:%S} UTC.\n\n{words}", encoding="utf-8")
        lock.unlock()
        shutil.rmtree(run, ignore_errors=True)
        return made
    return None


def _why(words: str) -> str:
    if "Fatal Python error" in words or "Windows fatal exception" in words:
        return "Desk crashed."
    if words.rstrip().endswith(_END):
        return "Something went wrong in Desk, which went on."
    return "Desk ended without being closed: it was killed, or the computer stopped."


def _head() -> str:
    how = "installed" if getattr(sys, "frozen", False) else "from source"
    return (
        f"Desk {desk.__version__}, {how}\n"
        f"Python {sys.version.split()[0]}, Qt {QLibraryInfo.version().toString()}\n"
        f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}, "
        f"{QSysInfo.currentCpuArchitecture()}\n"
        f"From {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC.\n\n"
    )


def _is_fault(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def _line(record: logging.LogRecord) -> str:
    """Return what a report says of a record of the log."""
    ours = record.name.partition(".")[0] == "desk"
    said = record.getMessage() if record.name == _deeds.name else _bare(record.msg) if ours else ""
    at = f"{datetime.fromtimestamp(record.created, UTC):%H:%M:%S}.{record.msecs:03.0f}"
    error = record.exc_info[1] if record.exc_info else None
    return "".join([f"{at} {record.levelname} {record.name} {said}\n", *_places(error)])


def _bare(words: object) -> str:
    """Return what is logged without what it speaks of."""
    return re.sub(r"%\w", "…", str(words))


def _places(error: BaseException | None) -> Iterator[str]:
    """Yield an exception's kind and places, then those of what it was raised for."""
    for _ in range(_DEEP):
        if error is None:
            return
        yield f"  {type(error).__module__}.{type(error).__qualname__}\n"
        for frame, line in walk_tb(error.__traceback__):
            yield f"    {frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_qualname}\n"
        error = error.__cause__ or error.__context__
