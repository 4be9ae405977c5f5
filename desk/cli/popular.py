"""What readers read most."""

from datetime import UTC, date, datetime
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, number, opened
from desk.cli.saying import plain, say

_SHOWN = 20


def _import(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        taken = ops.popular.take_in(desk, arguments.file, day=arguments.date).value
    lines = [f"{taken.intake.source}: {taken.matched} stories, figures to {taken.intake.latest}"]
    lines += [f"no story: {path} ({views})" for path, views in taken.unmatched]
    lines += [f"not read: {row}" for row in taken.wrong]
    say(arguments, taken, "\n".join(lines))


def _show(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.popular.ranked(desk, datetime.now(UTC))(arguments.hours)[:_SHOWN]
        rows = [ops.story.row(desk, story) for story in found]
        newest = ops.popular.newest(desk)
    head = f"{newest.source}, figures to {newest.latest}" if newest else "No figures were taken in yet"
    lines = [head, *(f"{place}. {row.headline}" for place, row in enumerate(rows, 1))]
    say(arguments, {"newest": plain(newest), "stories": plain(rows)}, "\n".join(lines))


COMMANDS = (
    Command(
        "popular import",
        "Take in figures of readers: CSV or JSON of Google Analytics, Matomo, Plausible, GoatCounter, or"
        " url,views[,date]. Rows that are no story's are listed.",
        _import,
        (
            Option("file", type=Path, metavar="FILE"),
            Option(
                "--date",
                type=date.fromisoformat,
                metavar="DAY",
                help="of figures that name none (else today)",
            ),
        ),
    ),
    Command(
        "popular show",
        "List the stories that were read most.",
        _show,
        (Option("--hours", type=number, default=168, help="the window (default 168, a week)"),),
    ),
)
