"""Windows of one person: a start whose desk stands in a window already gives that what it was asked for.

Each window has a folder among the person's settings, locked while it stands, that says which desk it is on
and takes letters. A letter is a file: it needs no network and nobody else can reach it.
"""

import contextlib
import json
import os
import shutil
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, Signal

from desk import paths
from desk.ui.locks import locked

if TYPE_CHECKING:
    from desk.ui.window import Window

_PATIENCE: Final = 3.0  # seconds that a window has for a letter before the start opens one of its own
_TURN: Final = 0.01
_DESK: Final = "desk"  # the file that names it


def _place(folder: Path) -> str:
    """Return a folder as every start of this person names it."""
    return os.path.normcase(folder.resolve())


def hand_over(desk: Path, files: Sequence[Path]) -> bool:
    """Have the window on a desk come forward and take files; return whether there was one that did."""
    with contextlib.suppress(OSError):
        for box in sorted(paths.windows().iterdir()):
            if _stands(box) and (box / _DESK).read_text(encoding="utf-8") == _place(desk):
                return _delivered(box, files)
    return False


def _stands(box: Path) -> bool:
    """Return whether a window holds this folder; one that was left behind is cleared away."""
    lock = locked(box)
    if lock is not None:
        lock.unlock()
        shutil.rmtree(box, ignore_errors=True)
    return lock is None


def _delivered(box: Path, files: Sequence[Path]) -> bool:
    """Put a letter down and wait until it is taken; where nobody takes it, take it back."""
    letter = box / f"{os.getpid()}-{time.time_ns()}.json"
    words = {"files": [str(file.absolute()) for file in files], "token": _token()}
    beside = letter.with_suffix(".new")
    beside.write_text(json.dumps(words), encoding="utf-8")
    beside.replace(letter)
    deadline = time.monotonic() + _PATIENCE
    while letter.exists():
        if time.monotonic() > deadline:
            with contextlib.suppress(FileNotFoundError):  # taken in the last moment
                letter.unlink()
                return False
        time.sleep(_TURN)
    return True


def _token() -> str:
    """Return what lets another program's window come forward under Wayland."""
    return os.environ.pop("XDG_ACTIVATION_TOKEN", "")


class Letterbox(QObject):
    """Takes what later starts on the same desk hand over."""

    came = Signal(object)
    """Come forward and take these files (list of Path)."""

    def __init__(self, desk: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._box = paths.windows() / f"{os.getpid()}-{time.time_ns()}"
        self._lock: QLockFile | None = None
        try:
            self._box.mkdir(parents=True)
            self._lock = locked(self._box)
            (self._box / _DESK).write_text(_place(desk), encoding="utf-8")
        except OSError:  # then each start opens a window of its own
            return
        self._watcher = QFileSystemWatcher([str(self._box)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        for letter in sorted(self._box.glob("*.json")):
            try:
                words = json.loads(letter.read_text(encoding="utf-8"))
                letter.unlink()
            except (OSError, ValueError):
                continue
            if words["token"]:
                os.environ["XDG_ACTIVATION_TOKEN"] = words["token"]  # Qt reads it there
            self.came.emit([Path(file) for file in words["files"]])

    def close(self) -> None:
        """Take no more letters."""
        if self._lock is not None:
            self._lock.unlock()
            shutil.rmtree(self._box, ignore_errors=True)
            with contextlib.suppress(OSError):  # another window stands
                self._box.parent.rmdir()


def listen(window: "Window") -> None:
    """Have a window hear what later starts on its desk hand over, until it goes."""
    box = Letterbox(window.session.desk.folder, window)
    box.came.connect(partial(_come, window))
    window.leaving.connect(box.close)


def _come(window: "Window", files: list[Path]) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if files:
        window.deeds.take_files(files)
