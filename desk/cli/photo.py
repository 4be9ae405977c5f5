"""Photos of stories."""

from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import say, whole_story
from desk.domain import Role


def _add(arguments: Arguments) -> None:
    words = {name: getattr(arguments, name) for name in ("caption", "credit", "alt")}
    with opened(arguments) as desk:
        story = ops.photo.add(desk, arguments.story, arguments.files, role=arguments.role, **words).value
        whole = whole_story(desk, story.id)
    count = len(arguments.files)
    say(
        arguments,
        whole,
        f"{story.headline or story.slug}: {count} {'photo' if count == 1 else 'photos'} added",
    )


COMMANDS = (
    Command(
        "photo add",
        "Take picture files in and place them in a story.",
        _add,
        (
            Option("story", metavar="STORY"),
            Option("files", type=Path, nargs="+", metavar="FILE"),
            Option("--role", type=Role, choices=list(Role), default=Role.LEAD),
            *(Option(f"--{name}", default="") for name in ("caption", "credit", "alt")),
        ),
    ),
)
