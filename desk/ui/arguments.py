"""What a start is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

_DATABASE: Final = "desk.sqlite"


class Wanted(NamedTuple):
    """What the words after the program's name ask for.

    Attributes:
        folder: the desk, None for the one that was open last.
        files: texts and pictures to bring in there.
        person: who is at the desk, empty for whoever was.
        alone: a window of its own, though one stands on that desk.
    """

    folder: Path | None
    files: list[Path]
    person: str = ""
    alone: bool = False


def read(arguments: Sequence[str]) -> Wanted:
    """Read the arguments of a start of the window; raises SystemExit as argparse does."""
    if not any(one.startswith("-") for one in arguments):
        return Wanted(*_sorted([Path(one) for one in arguments]))
    import argparse  # late: it costs more than a list of a hundred rows

    parser = argparse.ArgumentParser(prog="desk", description="Open the workstation.")
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="the desk folder (the last one where none is given); files to bring in",
    )
    parser.add_argument("--as", dest="person", default="", metavar="NAME", help="who is at the desk")
    parser.add_argument(
        "--new-window", action="store_true", help="open another window on a desk that has one"
    )
    said = parser.parse_args(arguments)
    return Wanted(*_sorted(said.paths), said.person, said.new_window or bool(said.person))


def _sorted(paths: list[Path]) -> tuple[Path | None, list[Path]]:
    """Return the desk and the files; the database in a desk stands for it, since systems open no folders."""
    if not paths:
        return None, []
    first = paths[0]
    if first.is_file() and first.name != _DATABASE:
        return None, paths
    return first.parent if first.name == _DATABASE else first, paths[1:]
