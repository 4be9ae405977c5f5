"""What changes with whatever makes pages from words: the program's own files, and the themes that ship."""

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desk import paths

_ROOMS = ("domain", "photo", "site", "text")


@cache
def program() -> str:
    """Return the mark of the program's own files."""
    here = Path(__file__).parents[1]
    marks = sorted(one for room in _ROOMS for one in stamps(here / room, ".py"))
    if not marks:  # an installed program has them in one
        found = Path(sys.executable).stat()
        marks = [(sys.executable, found.st_size, found.st_mtime_ns)]
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def themes() -> Path:
    """Return the folder of the themes that ship with the program."""
    return paths.resources() / "themes"


@cache
def shipped() -> list[tuple[str, int, int]]:
    """Return the marks of the files of those themes; they stay as long as the program runs."""
    return sorted(stamps(themes()))


def stamps(folder: Path, suffix: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield the path, size and time (nanoseconds) of each file under a folder whose name ends so."""
    waiting, start = [str(folder)], len(str(folder))
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for one in found:
                    if one.is_dir():
                        waiting.append(one.path)
                    elif one.name.endswith(suffix):
                        held = one.stat()
                        yield one.path[start:], held.st_size, held.st_mtime_ns
        except OSError:
            continue
