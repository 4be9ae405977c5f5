"""The command line. Exit codes: 0 done, 1 the world stands in the way, 2 wrong usage."""

import argparse
import errno
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from desk import __version__
from desk.cli import COMMANDS
from desk.cli.command import Command, Draw, Sheet
from desk.domain import DeskError, name_too_long

GROUPS = {
    "saved": "Searches that people named.",
    "story": "A story's versions, and stories as files.",
    "photo": "Photos of stories.",
    "style": "The house style: what the newsroom writes otherwise.",
    "popular": "What readers read most.",
    "related": "Related links: what a story may be related to.",
    "target": "Where the site is published.",
    "front": "The front page, the fronts of sections and what stands beside articles.",
}
"""First words that need a second one, and what they are about."""


def main(argv: Sequence[str], *, sheet: Sheet | None = None, proof: Draw | None = None) -> int:
    """Run one command and return its exit code; `sheet` draws contact sheets, `proof` proofs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = parser(*argv[:1]).parse_args(_words(argv))
        arguments.sheet, arguments.proof = sheet, proof
        return int(arguments.run(arguments) or 0)
    except SystemExit as leave:
        return int(leave.code or 0)
    except DeskError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(_told(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was done before is kept.", file=sys.stderr)
        return 1


def _told(error: OSError) -> object:
    """Return what the system refused and why, in words."""
    if error.errno == errno.ENAMETOOLONG:
        return name_too_long(error.filename)
    return f"{error.filename or 'The system refuses'}: {error.strerror or error}."


def _words(argv: Sequence[str]) -> list[str]:
    """Return what was typed, with a blank before `-tag:war` in a search, which else would be an option."""
    searching = argv[:1] in (["search"], ["saved"]) or argv[:2] in (["photo", "list"], ["photo", "sheet"])
    return [f" {word}" if searching and re.match(r"-[^-\s].", word) else word for word in argv]


def parser(first: str = "") -> argparse.ArgumentParser:
    """Return the command line: the commands with a first word, where it is one of them, and else all."""
    top = argparse.ArgumentParser(
        prog="desk",
        description="An editorial workstation that works offline. `desk [FOLDER]` alone opens the window.",
    )
    top.add_argument("--version", action="version", version=f"desk {__version__}")
    made = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for word, commands in _by_word(first).items():
        if word not in GROUPS:
            commands[0].add_to(made)
            continue
        group = made.add_parser(word, help=GROUPS[word], description=GROUPS[word])
        seconds = "|".join(command.second for command in commands)
        inner = group.add_subparsers(dest="second", metavar=seconds, required=True)
        for command in commands:
            command.add_to(inner)
    return top


def _by_word(first: str) -> dict[str, list[Command]]:
    """Return commands under their first word: those of one, loading no others, or all."""
    found: dict[str, list[Command]] = {word: [] for word in ([first] if first in COMMANDS else COMMANDS)}
    nouns = dict.fromkeys(noun for word in found for noun in COMMANDS[word])
    for noun in nouns:
        for command in import_module(f"desk.cli.{noun}").COMMANDS:
            if command.first in found:
                found[command.first].append(command)
    return found
