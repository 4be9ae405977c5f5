"""The composition root: the window, or a command of the terminal, which never loads Qt."""

import sys
from collections.abc import Sequence
from pathlib import Path

from desk.cli import COMMANDS


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; returns its exit code."""
    if getattr(sys, "frozen", False):  # an installed program starts its own processes through itself
        import multiprocessing

        multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in COMMANDS or first in {"-h", "--help", "--version"} or _unknown(first):
        from desk.cli import terminal

        return terminal.main(arguments)
    import gc

    gc.disable()  # until the window stands: what is loaded now stays
    from desk.ui.start import run

    return run(arguments)


def _unknown(word: str) -> bool:
    """Return whether a first word is neither option nor folder: the terminal then says what there is."""
    return bool(word) and not word.startswith("-") and not Path(word).exists() and not word.endswith(".desk")
