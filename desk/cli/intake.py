"""Picture files taken in: into stories, or into the library alone."""

import sys
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import say, whole_story
from desk.domain import Role
from desk.operations.intake import Taken


def _add(arguments: Arguments) -> int:
    words = {name: getattr(arguments, name) for name in ("caption", "credit", "alt")}
    with opened(arguments) as desk:
        story = ops.story.get(desk, arguments.story)
        taken = ops.intake.add(
            desk, story.id, arguments.files, role=arguments.role, reuse=arguments.reuse, **words
        ).value
        whole = whole_story(desk, story.id)
    count = len(taken.photos)
    _say_left(taken)
    say(
        arguments,
        whole,
        f"{story.headline or story.slug}: {count} {'photo' if count == 1 else 'photos'} added",
    )
    return 1 if taken.failed else 0


def _import(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        taken = ops.intake.take(desk, arguments.files, reuse=arguments.reuse).value
    _say_left(taken)
    lines = [
        f"{photo.id}  {photo.format:<4}  {photo.width}x{photo.height}  {photo.name}" for photo in taken.photos
    ]
    lines.append(f"{taken.new} new, {taken.known} already here, {len(taken.failed)} not taken")
    failed = [{"file": str(path), "error": str(error)} for path, error in taken.failed]
    alike = [{"name": new.name, "photo": new.id, "like": older.id} for new, older in taken.alike]
    say(
        arguments,
        {"photos": taken.photos, "new": taken.new, "alike": alike, "failed": failed},
        "\n".join(lines),
    )
    return 1 if taken.failed else 0


def _say_left(taken: Taken) -> None:
    """Say which files were not taken, and which look like a photo that was there."""
    for path, error in taken.failed:
        print(f"{path}: {error}", file=sys.stderr)
    for new, older in taken.alike:
        print(
            f"{new.name} looks like {older.name or older.id} ({older.id}), which was here before",
            file=sys.stderr,
        )


_FILES = Option("files", type=Path, nargs="+", metavar="FILE|FOLDER")
_REUSE = Option(
    "--reuse", action="store_true", help="of a file that looks like a photo already here, take that photo"
)

COMMANDS = (
    Command(
        "photo add",
        "Take picture files in and place them in a story: the first as the lead, the others in the text.",
        _add,
        (
            Option("story", metavar="STORY"),
            _FILES,
            Option("--role", type=Role, choices=list(Role), help="of all of them"),
            *(
                Option(f"--{name}", default="", help="of all of them")
                for name in ("caption", "credit", "alt")
            ),
            _REUSE,
        ),
    ),
    Command("photo import", "Take picture files into the library, in no story.", _import, (_FILES, _REUSE)),
)
