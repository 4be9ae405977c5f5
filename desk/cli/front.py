"""Fronts: drafts, what readers see, and what they saw at any past minute."""

from dataclasses import replace
from typing import Any, cast

from desk import operations as ops
from desk.cli.command import WRITTEN, Arguments, Command, Option, opened, place, time
from desk.cli.saying import plain, say
from desk.domain import Front, NotFound, Slot, Version
from desk.operations import Desk


def _list(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = [
            {"front": one.slug, "name": one.name, "changes": len(ops.fronts.changes(desk, one.slug))}
            for one in ops.fronts.drafts(desk)
        ]
        lines = [
            f"{one['front']}  {one['name']}  {_waiting(int(str(one['changes'])))}".rstrip() for one in found
        ]
        say(arguments, found, "\n".join(lines))


def _waiting(number: int) -> str:
    return f"{number} {'change' if number == 1 else 'changes'} not live" if number else ""


def _show(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        front = ops.fronts.get(desk, arguments.front)
        if not arguments.draft or arguments.at:
            front = ops.fronts.live(desk, front.id, arguments.at)
        if front is None:
            raise NotFound(f"“{arguments.front}” was not live then", todo="Give another time, or --draft")
        _say_front(desk, arguments, front)


def _say_front(desk: Desk, arguments: Arguments, front: Front) -> None:
    board = ops.fronts.board(desk, front, arguments.at if "at" in arguments else None)
    containers: list[dict[str, Any]] = []
    for one in board.shown:
        cards = [
            {"story": card.story, "headline": _headline(board, card.story, card.slot)} for card in one.places
        ]
        made = cast("dict[str, Any]", plain(replace(one.container, slots=())))
        containers.append(made | {"slots": plain(one.container.slots), "cards": cards})
    lines: list[str] = []
    for container in containers:
        lines.append(f"{container['name']} ({container['slug']}, {container['fill']})")
        lines += [f"  {number}. {card['headline']}" for number, card in enumerate(container["cards"], 1)]
    whole = {"front": front.slug, "name": front.name, "revision": front.revision, "containers": containers}
    say(arguments, whole, "\n".join(lines))


def _headline(board: ops.fronts.Board, story: str, slot: Slot | None) -> str:
    row = board.rows.get(story)
    return (slot.headline if slot else "") or (row.headline if row else "")


def _place(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        front = ops.fronts.holding(desk, arguments.container)
        slots = [ops.fronts.slot_of(desk, story) for story in arguments.stories]
        at = None if arguments.position is None else arguments.position - 1
        timed = [replace(slot, starts=arguments.starts, ends=arguments.ends) for slot in slots]
        _say_front(desk, arguments, ops.fronts.place(desk, front.slug, arguments.container, timed, at).value)


def _move(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        front = ops.fronts.holding(desk, arguments.container)
        story = ops.story.get(desk, arguments.story).id
        slot = next((one for _, one in front.slots() if one.story == story), None)
        if slot is None:
            raise NotFound(
                f"“{arguments.story}” does not stand on “{front.name}”", todo="Place it there first"
            )
        at = arguments.position - 1
        done = ops.fronts.place(desk, front.slug, arguments.container, [slot], at)
        _say_front(desk, arguments, done.value)


def _remove(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        front = ops.fronts.get(desk, arguments.front)
        story = ops.story.get(desk, arguments.story).id
        if all(slot.story != story for _, slot in front.slots()):
            raise NotFound(
                f"“{arguments.story}” does not stand on “{front.name}”", kept="Nothing was changed"
            )
        _say_front(desk, arguments, ops.fronts.remove(desk, front.slug, story).value)


def _live(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        changed = ops.fronts.changes(desk, arguments.front)
        version = ops.fronts.make_live(desk, arguments.front, arguments.time).value
        words = f"Live from {version.at.isoformat(timespec='seconds')}: {len(changed)} changes"
        say(arguments, {"version": plain(version), "changes": plain(changed)}, words)


def _discard(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        _say_front(desk, arguments, ops.fronts.discard(desk, arguments.front).value)


def _versions(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.fronts.versions(desk, arguments.front)
        say(arguments, plain(found), "\n".join(_line(one) for one in found))


def _line(version: Version) -> str:
    taken = "  taken back" if version.cancelled else ""
    return f"{version.id}  {version.at.isoformat(timespec='seconds')}  {version.author}{taken}"


def _restore(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        versions = ops.fronts.versions(desk, arguments.front)
        found = [one for one in versions if one.id.startswith(arguments.version)]
        if len(found) != 1:
            raise NotFound(
                f"There is no version {arguments.version}", todo="Give an id of `desk front versions`"
            )
        _say_front(desk, arguments, ops.fronts.restore(desk, arguments.front, found[0]).value)


_FRONT = Option("front", metavar="FRONT", help="front, sidebar, or a section's slug")
_CONTAINER = Option("container", metavar="CONTAINER", help="such as lead or editors-choice")

COMMANDS = (
    Command("front list", "List the fronts and what of their drafts is not live.", _list),
    Command(
        "front show",
        "Show what a front's containers hold: what readers see, or the draft.",
        _show,
        (
            _FRONT,
            Option("--draft", action="store_true", help="the draft instead"),
            Option("--at", type=time, metavar="TIME", help=f"as it was or will be at a time ({WRITTEN})"),
        ),
    ),
    Command(
        "front place",
        "Place stories in a container of a draft.",
        _place,
        (
            _CONTAINER,
            Option("stories", nargs="+", metavar="STORY"),
            Option("--position", type=place, help="the first one's place, from 1"),
            Option("--from", dest="starts", type=time, metavar="TIME", help=f"shown from ({WRITTEN})"),
            Option("--until", dest="ends", type=time, metavar="TIME", help=f"shown until ({WRITTEN})"),
        ),
    ),
    Command(
        "front move",
        "Move a story of a draft to a place, also in another container.",
        _move,
        (
            Option("story", metavar="STORY"),
            _CONTAINER,
            Option("--position", type=place, required=True, help="its place there, from 1"),
        ),
    ),
    Command("front remove", "Take a story off a draft.", _remove, (_FRONT, Option("story", metavar="STORY"))),
    Command(
        "front live",
        "Make a draft what readers see, at once or from a time to come.",
        _live,
        (_FRONT, Option("--time", type=time, metavar="TIME", help=f"from when ({WRITTEN})")),
    ),
    Command("front discard", "Give a draft what readers see.", _discard, (_FRONT,)),
    Command("front versions", "List what was, is or will be live, newest first.", _versions, (_FRONT,)),
    Command(
        "front restore",
        "Give a draft what an earlier version held.",
        _restore,
        (_FRONT, Option("version", metavar="VERSION", help="its id or the start of it")),
    ),
)
