"""The house style in the terminal: shown, taken in from a file, and written to one."""

import sys
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import print_json, say
from desk.domain import Term


def _list(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.house_style.terms(desk)
        csv = ops.house_style.as_csv(desk) if arguments.csv else ""
    if arguments.json:
        print_json(found)
    elif arguments.csv:
        sys.stdout.write(csv)
    else:
        print("\n".join(map(_line, found)) or "The house style is empty.")


def _line(one: Term) -> str:
    where = " ".join(filter(None, (one.language, one.scope)))
    return f"{one.wrong} → {one.right or '(not at all)'}" + (f"  [{where}]" if where else "")


def _import(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        came = ops.house_style.take_in(desk, arguments.file).value
    say(arguments, came, f"{len(came)} {'term was' if len(came) == 1 else 'terms were'} taken in.")


COMMANDS = (
    Command(
        "style list",
        "Show the house style.",
        _list,
        (Option("--csv", action="store_true", help="as a CSV that `style import` reads"),),
    ),
    Command(
        "style import",
        "Take in terms from a CSV, or from a substitution rule of Vale.",
        _import,
        (Option("file", type=Path, metavar="FILE"),),
    ),
)
