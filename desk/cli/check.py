"""The copy desk in the terminal: what it finds in stories, and what it looks for."""

from contextlib import closing, nullcontext
from typing import Any, cast

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, folder, opened
from desk.cli.saying import plain, print_json
from desk.domain import BadInput, Finding, Story
from desk.operations.checking import Checked


def _check(arguments: Arguments) -> int:
    if arguments.rules:
        _rules(arguments)
        return 0
    if arguments.desk is None:
        raise BadInput("No desk is named", todo="Give one with --desk, or list the rules with --rules")
    speller = ops.spelling.speller() if arguments.spelling else None
    with opened(arguments) as desk, closing(speller) if speller else nullcontext():
        found = ops.checking.check_all(desk, arguments.stories, speller=speller)
        if arguments.json:
            said = [(story, checked) for story, checked in found if checked.open or arguments.stories]
            print_json([_json(story, checked) for story, checked in said])
            return 1 if any(checked.required for _, checked in said) else 0
        return _say(found)


def _say(found: Any) -> int:  # noqa: ANN401  (an iterator of pairs)
    required = many = stories = 0
    for story, checked in found:
        many += len(checked.open)
        required += checked.required
        stories += 1
        if checked.open:
            print(f"{story.slug or story.id}: {story.headline or 'Untitled'}")
        for one in checked.open:
            print(f"  {_line(one)}")
    told = (
        f"{stories} {'story' if stories == 1 else 'stories'}, {many} {'finding' if many == 1 else 'findings'}"
    )
    print(f"{told}, {required} of them required.")
    return 1 if required else 0


def _line(one: Finding) -> str:
    words = f" “{one.words}”" if one.end > one.start else ""
    where = f"{one.field}:{one.start}-{one.end}" if one.end > one.start else one.field
    offer = f" → “{one.fix}”" if one.fix is not None else ""
    return f"{one.level.value:<9} {one.rule:<20} {where}{words}{offer}  {one.message}"


def _json(story: Story, checked: Checked) -> dict[str, Any]:
    return {
        "id": story.id,
        "slug": story.slug,
        "headline": story.headline,
        "status": story.status.value,
        "required": checked.required,
        "findings": [_json_of(finding) for finding in checked.open],
        "dismissed": [
            {
                **_json_of(finding),
                "reason": by.reason,
                "by": by.author,
                "at": plain(by.at),
                "scope": by.scope.value,
            }
            for finding, by in checked.dismissed
        ],
    }


def _json_of(finding: Finding) -> dict[str, Any]:
    said = cast("dict[str, Any]", plain(finding))
    said["severity"] = said.pop("level")
    return said


def _rules(arguments: Arguments) -> None:
    known = ops.checking.rules()
    if arguments.json:
        print_json(known)
        return
    for one in known:
        served = " ".join(one.languages) or "any language"
        print(f"{one.name:<22} {one.level.value:<9}  {one.title} ({served})")


COMMANDS = (
    Command(
        "check",
        "Say what the copy desk finds in stories; 1 where something required is open.",
        _check,
        (
            Option("stories", nargs="*", metavar="ID|SLUG"),
            Option("--desk", type=folder, metavar="PATH", help="the desk folder"),
            Option("--spelling", action="store_true", help="ask the dictionaries too"),
            Option("--rules", action="store_true", help="list the rules instead"),
        ),
        desk=False,
    ),
)
