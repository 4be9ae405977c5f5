"""The composition root: the window, or a command of the terminal, which loads Qt for print alone."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import COMMANDS

if TYPE_CHECKING:
    from desk.operations import Desk
    from desk.operations.handing import Proof


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; returns its exit code."""
    if getattr(sys, "frozen", False):
        _serve()
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in COMMANDS or first in {"-h", "--help", "--version"} or _unknown(first):
        from desk.cli import terminal

        return terminal.main(arguments, sheet=_sheet, proof=_proof)
    import gc

    gc.disable()  # what is loaded now stays; once the window stands, `desk.ui.garbage` collects
    from desk.postponed import postpone

    postpone()
    from desk.ui.program import run

    return run(arguments)


def _serve() -> None:
    """Be the process that an installed program started through itself, and end; else go on."""
    vars(sys.modules["__main__"]).pop("__file__", None)  # such processes would look for this source
    if {"-c", "--multiprocessing-fork"} & set(sys.argv):
        import multiprocessing

        multiprocessing.freeze_support()


def _sheet(desk: "Desk", photos: Sequence[str], file: Path) -> int:
    """Write a contact sheet; what draws loads Qt, and nothing else of the terminal does."""
    from desk.ui.library import contact_sheet

    return contact_sheet.write_alone(desk, photos, file)


def _proof(desk: "Desk", proof: "Proof", file: Path, *, paper: str) -> int:
    """Draw a proof; see `_sheet`."""
    from desk.ui import proof as drawing

    return drawing.draw_alone(desk, proof, file, paper=paper)


def _unknown(word: str) -> bool:
    """Return whether a first word is neither option nor folder: the terminal then says what there is."""
    return bool(word) and not word.startswith("-") and not Path(word).exists() and not word.endswith(".desk")
