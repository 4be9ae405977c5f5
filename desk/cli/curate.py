"""Curated lists and related links."""

import sys

from desk import operations as ops
from desk.cli.command import WRITTEN, Arguments, Command, Option, number, opened, place, prepare_search, time
from desk.cli.saying import json_of_slot, print_json, say
from desk.operations import Desk


def _curate(arguments: Arguments) -> int:
    if arguments.action == "move" and arguments.position is None:
        print("usage: desk curate LIST move STORY --position N: say where to", file=sys.stderr)
        return 2
    with opened(arguments) as desk:
        ops.curation.act(
            desk,
            arguments.list,
            arguments.action,
            arguments.stories,
            position=arguments.position,
            starts=arguments.starts,
            ends=arguments.ends,
            draft=arguments.draft,
        )
        _say_list(desk, arguments, arguments.list)
    return 0


def _relate(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        act = ops.curation.relate if arguments.action == "add" else ops.curation.unrelate
        found = act(desk, arguments.story, arguments.targets).value
        _say_list(desk, arguments, found.slug)


def _suggest(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        prepare_search(desk)
        found = ops.suggesting.suggest(desk, arguments.story, arguments.limit)
    lines = [f"{one.row.id}  {one.row.headline}  (shares: {', '.join(one.shared)})" for one in found]
    say(arguments, found, "\n".join(lines) or "Nothing is like it.")


def _say_list(desk: Desk, arguments: Arguments, slug: str) -> None:
    draft = "draft" in arguments and arguments.draft
    slots = [json_of_slot(desk, slot) for slot in ops.curation.get(desk, slug, draft=draft).slots]
    if arguments.json:
        print_json({"list": slug, "slots": slots})
        return
    for at, slot in enumerate(slots, 1):
        print(f"{at}. {slot['headline']}")


COMMANDS = (
    Command(
        "curate",
        "Edit a list, for readers at once: lead, top-stories, editors-choice, popular or another container.",
        _curate,
        (
            Option("list", metavar="LIST"),
            Option("action", choices=["add", "move", "remove"]),
            Option("stories", nargs="+", metavar="STORY"),
            Option("--position", type=place, help="the first one's place, from 1"),
            Option("--from", dest="starts", type=time, metavar="TIME", help=f"shown from ({WRITTEN})"),
            Option("--until", dest="ends", type=time, metavar="TIME", help=f"shown until ({WRITTEN})"),
            Option("--draft", action="store_true", help="in the draft of its front alone"),
        ),
    ),
    Command(
        "relate",
        "Edit a story's related links.",
        _relate,
        (
            Option("story", metavar="STORY"),
            Option("action", choices=["add", "remove"]),
            Option("targets", nargs="+", metavar="TARGET", help="a story, or an https:// address"),
        ),
    ),
    Command(
        "related suggest",
        "Suggest related links for a story, and say why.",
        _suggest,
        (
            Option("story", metavar="STORY"),
            Option("--limit", type=number, default=6, help="at most so many"),
        ),
    ),
)
