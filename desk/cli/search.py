"""Finding stories, and searches that people named."""

import sys

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, number, opened, prepare_search
from desk.cli.saying import print_json, say
from desk.domain import StoryQuery


def _search(arguments: Arguments) -> int:
    if not arguments.words and not arguments.saved:
        print("usage: desk search WORD…, or --saved NAME: say what to find", file=sys.stderr)
        return 2
    with opened(arguments) as desk:
        named = [ops.searching.named(desk, arguments.saved).query] if arguments.saved else []
        query = StoryQuery(search=" ".join([*named, *arguments.words]), limit=arguments.limit or 20)
        prepare_search(desk)
        answers = ops.searching.best(desk, query)
        hints = ops.searching.hints(desk, query.search)
    for hint in hints:
        print(hint, file=sys.stderr)
    if arguments.json:
        print_json(answers)
        return 0
    for one in answers:
        print(f"{one.row.id}  {one.row.status.value:<9}  {one.row.headline}")
        if one.context.words:
            print(f"    {one.context.field}: {one.context.words}")
    return 0


def _similar(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        prepare_search(desk)
        found = ops.searching.similar(desk, arguments.story, arguments.limit)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        print(f"{one.row.id}  {one.row.status.value:<9}  {one.row.headline}  ({', '.join(one.shared)})")


def _saved_list(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.searching.saved(desk)
    say(arguments, found, "\n".join(f"{one.name}: {one.query}" for one in found) or "No search is saved.")


def _saved_add(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        made = ops.searching.save(desk, arguments.name, " ".join(map(str.strip, arguments.words))).value
    say(arguments, made, f"{made.name}: {made.query}")


def _saved_rename(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.searching.named(desk, arguments.name)
        made = ops.searching.rename(desk, found.id, arguments.new).value
    say(arguments, made, f"{made.name}: {made.query}")


def _saved_remove(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.searching.named(desk, arguments.name)
        ops.searching.delete(desk, found.id)
    say(arguments, found, f"{found.name}: removed")


NAME = Option("name", metavar="NAME")

COMMANDS = (
    Command(
        "search",
        "Find stories, best answer first, with filters.",
        _search,
        (
            Option("words", nargs="*", metavar="WORD", help="as in the window: flood by:ann -tag:war"),
            Option("--saved", default="", metavar="NAME", help="what a saved search asks for, and the words"),
            Option("--limit", type=number, default=20, help="at most so many"),
        ),
    ),
    Command(
        "similar",
        "List the stories most like one.",
        _similar,
        (
            Option("story", metavar="ID|SLUG"),
            Option("--limit", type=number, default=6, help="at most so many"),
        ),
    ),
    Command("saved list", "List the saved searches.", _saved_list),
    Command(
        "saved add",
        "Keep a search under a name.",
        _saved_add,
        (NAME, Option("words", nargs="+", metavar="WORD")),
    ),
    Command(
        "saved rename",
        "Give a saved search another name.",
        _saved_rename,
        (NAME, Option("new", metavar="NEW")),
    ),
    Command("saved remove", "Forget a saved search.", _saved_remove, (NAME,)),
)
