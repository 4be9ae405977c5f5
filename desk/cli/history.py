"""Earlier versions of a story."""

from datetime import timedelta
from typing import Any, cast

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import plain, print_json, say


def _history(arguments: Arguments) -> None:
    gap = timedelta(0) if arguments.every else ops.history.GAP
    with opened(arguments) as desk:
        entries = ops.history.of(desk, ops.story.get(desk, arguments.story).id, gap)
    if arguments.json:
        print_json([{**cast("dict[str, Any]", plain(one.last)), "saves": one.saves} for one in entries])
        return
    for one in entries:
        last = one.last
        print(f"{last.id}  {last.at:%Y-%m-%d %H:%M}Z  {last.reason:<7}  {last.author}  {last.name}".rstrip())


def _diff(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        changes = ops.comparing.fields(ops.comparing.versions(desk, arguments.old, arguments.new))
    if arguments.json:
        print_json(changes)
        return
    for change in changes:
        print(f"{change.name}: {ops.comparing.marked(change.parts)}".rstrip())


def _name(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        named = ops.history.name(desk, arguments.version, arguments.name).value
    say(arguments, named, f"{named.id}: {named.name or 'no name'}")


def _restore(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        story = ops.story.restore(desk, arguments.version).value
    say(arguments, story, f"{story.headline or story.slug}: brought back as {story.revision}")


VERSION = Option("version", metavar="VERSION")

COMMANDS = (
    Command(
        "story history",
        "List a story's versions, newest first.",
        _history,
        (
            Option("story", metavar="STORY"),
            Option("--every", action="store_true", help="every save, not the last of each sitting"),
        ),
    ),
    Command(
        "story diff",
        "Compare two versions word by word.",
        _diff,
        (
            Option("old", metavar="VERSION"),
            Option("new", metavar="VERSION", nargs="?", default="", help="else the present one"),
        ),
    ),
    Command(
        "story name",
        "Give a version a name; an empty one takes it off.",
        _name,
        (VERSION, Option("name", metavar="NAME")),
    ),
    Command("story restore", "Bring an earlier version back, as a new one.", _restore, (VERSION,)),
)
