"""What a command is: its words, its options, what it runs; and how an option's value is read."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import operations as ops
from desk.domain import Unwritable

if TYPE_CHECKING:
    from desk.operations import Desk

Arguments = argparse.Namespace
Sheet = Callable[["Desk", Sequence[str], Path], int]
"""Writes a contact sheet of photos (ids) into a PDF; returns how many pages it has."""

Draw = Callable[..., int]
"""Draws a proof of a desk into a PDF, on a `paper`; returns how many pages it has."""

Subparsers = Any  # argparse keeps its own name for this to itself


class Option:
    """One argument of a command, as `argparse` takes it."""

    def __init__(self, *names: str, **settings: Any) -> None:  # noqa: ANN401  (argparse's own)
        self._names = names
        self._settings = settings

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Put it on a command's parser."""
        parser.add_argument(*self._names, **self._settings)


@dataclass(frozen=True)
class Command:
    """A command of the terminal: `name` is one word, or a group's word and its own ("photo add")."""

    name: str
    help: str
    run: Callable[[Arguments], int | None]
    options: tuple[Option, ...] = ()
    desk: bool = True
    """Whether it works on a desk folder that `--desk` names."""

    @property
    def first(self) -> str:
        """The word that chooses it or its group."""
        return self.name.partition(" ")[0]

    @property
    def second(self) -> str:
        """The word within its group; empty outside one."""
        return self.name.partition(" ")[2]

    def add_to(self, commands: Subparsers) -> None:
        """Put it among the commands of a parser or of a group."""
        made: argparse.ArgumentParser = commands.add_parser(
            self.second or self.first, help=self.help, description=self.help
        )
        if self.desk:
            made.add_argument("--desk", type=folder, required=True, metavar="PATH", help="the desk folder")
        made.add_argument(
            "--as", dest="person", default="", metavar="NAME", help="who does it (else the system's user)"
        )
        made.add_argument("--json", action="store_true", help="print JSON")
        for option in self.options:
            option.add_to(made)
        made.set_defaults(run=self.run)


WRITTEN = "ISO 8601, in the publication's zone where it names none"
"""How a command wants a time."""


class opened:  # noqa: N801  (reads as a verb at its uses)
    """An open desk for one command; times of the command that name no zone are read in the publication's."""

    def __init__(self, arguments: Arguments) -> None:
        self._desk = ops.desk.open_desk(arguments.desk, ops.desk.person(arguments.person))
        for name, value in vars(arguments).items():
            if zoneless(value):
                setattr(arguments, name, ops.desk.moment(self._desk, value))

    def __enter__(self) -> "Desk":
        return self._desk

    def __exit__(self, *_: object) -> None:
        self._desk.close()


def zoneless(value: object) -> bool:
    """Return whether what a command was given is a time without a zone."""
    return isinstance(value, datetime) and value.tzinfo is None


def prepare_search(desk: "Desk") -> None:
    """Index what no search finds yet; where the disk refuses, say that the newest words are not searched."""
    try:
        ops.searching.prepare(desk)
    except Unwritable as error:
        print(f"{error.what}: what was saved last may not be found", file=sys.stderr)


def folder(words: str) -> Path:
    """Read where a folder is; nothing is none, not the one at hand."""
    if words:
        return Path(words)
    raise argparse.ArgumentTypeError("no folder is named")


def number(words: str) -> int:
    """Read a number from 0."""
    if words.isascii() and words.isdigit() and len(words) < 10:
        return int(words)
    raise argparse.ArgumentTypeError(f"{words!r} is no number from 0")


def place(words: str) -> int:
    """Read a place on a list, from 1."""
    if found := number(words):
        return found
    raise argparse.ArgumentTypeError("places start at 1")


def time(words: str) -> datetime:
    """Read an ISO time; one without a zone stays so, see `opened`."""
    try:
        found = datetime.fromisoformat(words)
        if not datetime.min.year < found.year < datetime.max.year:  # any zone has room
            raise OverflowError
        return found.astimezone(UTC) if found.tzinfo else found
    except (ValueError, OverflowError, OSError) as error:
        raise argparse.ArgumentTypeError(
            f"{words!r} is no ISO 8601 time such as 2026-12-24T18:00+04:00"
        ) from error
