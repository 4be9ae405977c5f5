"""Desks made once for all tests: making one takes longer than most of what is tried on it."""

import shutil
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], object]
"""Makes a desk in a folder that is not there yet, and leaves it closed."""


class Templates:
    """Copies of desk folders that were made by the program itself, one of each kind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, kind: str, folder: Path, make: Make) -> Path:
        """Put a desk of a kind into a new folder."""
        made = self._folder / kind
        if not made.exists():
            make(made)
        return shutil.copytree(made, folder)
