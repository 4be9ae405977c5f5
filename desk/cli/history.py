"""Earlier versions of a story."""

import sys
from datetime import timedelta
from typing import Any, cast

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, number, opened
from desk.cli.saying import plain, print_json, say
from desk.operations import Desk


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


def _prune_story(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        return _prune(desk, arguments, [ops.story.get(desk, arguments.story).id])


def _prune_all(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        return _prune(desk, arguments, [])


def _prune(desk: Desk, arguments: Arguments, stories: list[str]) -> int:
    plan = ops.pruning.plan(desk, stories, timedelta(days=arguments.older))
    if not plan.versions:
        say(arguments, plan, "There is nothing between the ends of sittings to remove.")
        return 0
    if not arguments.yes:
        say(arguments, plan, ops.pruning.told(plan))
        print("Nothing is removed yet; --yes does it, after a backup.", file=sys.stderr)
        return 1
    done = ops.pruning.prune(desk, plan).value
    for story in done.damaged:
        print(f"left as it is, for its history is damaged: {story}", file=sys.stderr)
    versions = f"{done.versions:,} {'version' if done.versions == 1 else 'versions'}"
    say(arguments, done, f"{versions} removed. {done.backup} still has them.")
    return 1 if done.damaged else 0


VERSION = Option("version", metavar="VERSION")
PRUNING = (
    Option("--older", type=number, default=0, metavar="DAYS", help="only of sittings that are so old"),
    Option("--yes", action="store_true", help="do it; without this, only say what would go"),
)

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
    Command(
        "story prune",
        "Remove the saves in the midst of a story's sittings, after a backup.",
        _prune_story,
        (Option("story", metavar="STORY"), *PRUNING),
    ),
    Command(
        "prune",
        "Remove the saves in the midst of every story's sittings, after a backup.",
        _prune_all,
        PRUNING,
    ),
    Command("story restore", "Bring an earlier version back, as a new one.", _restore, (VERSION,)),
)
