"""Stories: brought in, listed, shown, moved on, withdrawn."""

import sys
from collections.abc import Sequence
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, number, opened, prepare_search
from desk.cli.saying import print_json, say, whole_story
from desk.domain import BadEncoding, BadInput, Sort, Status, StoryQuery
from desk.operations import Desk
from desk.operations.bulk import Bulk


def _import(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        done = ops.importing.files(
            desk, arguments.files, status=arguments.status, encoding=arguments.encoding
        ).value
    made, changed = (
        [{"id": s.id, "slug": s.slug, "headline": s.headline, "status": s.status.value} for s in some]
        for some in (done.made, done.changed)
    )
    failed = [{"file": str(path), "error": str(error)} for path, error in done.failed]
    if arguments.json:
        print_json({"made": made, "changed": changed, "skipped": done.skipped, "failed": failed})
    else:
        for story in made:
            print(f"made: {story['headline']} ({story['slug']}, {story['status']})")
        for story in changed:
            print(f"changed: {story['headline']} ({story['slug']}, {story['status']})")
        for line in done.skipped:
            print(f"skipped: {line}")
        if not made and not changed and not failed:
            print("nothing new: no story was changed")
    for path, error in done.failed:
        hint = (
            f" Fitting: --encoding {' or '.join(error.encodings)}." if isinstance(error, BadEncoding) else ""
        )
        print(f"{path}: {error}{hint}", file=sys.stderr)
    return 1 if failed else 0


def _list(arguments: Arguments) -> None:
    query = StoryQuery(
        statuses=(arguments.status,) if arguments.status else (),
        section=arguments.section,
        author=arguments.author,
        language=arguments.language,
        search=arguments.search,
        sort=arguments.sort,
        descending=not arguments.ascending,
        limit=arguments.limit,
    )
    with opened(arguments) as desk:
        if query.search or query.author:
            prepare_search(desk)
        rows = ops.story.rows(desk, query).rows
    if arguments.json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row.id}  {row.status.value:<9}  {row.section:<12}  {row.slug}  {row.headline}")


def _show(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        if arguments.json or arguments.format == "json":
            print_json(whole_story(desk, arguments.story))
            return
        write = {"markdown": ops.story.markdown, "html": ops.story.html, "text": ops.story.plain}[
            arguments.format
        ]
        said = write(desk, arguments.story)
    sys.stdout.write(said if said.endswith("\n") else said + "\n")


def _status(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        if arguments.status is Status.WITHDRAWN and len(arguments.stories) == 1:
            return _withdraw(desk, arguments)
        if arguments.instead or arguments.off:
            raise BadInput("--instead and --off go with one story that is withdrawn")
        ids = _ids(desk, arguments.stories)
        _say_open(desk, ids, arguments.status)
        reason = arguments.anyway or "Moved in a terminal"
        done = ops.bulk.set_status(desk, ids, arguments.status, reason).value
        return _say_bulk(desk, arguments, done)


def _say_open(desk: Desk, ids: Sequence[str], status: Status) -> None:
    """Name what must be cleared; whoever wants it to stop a script asks `desk check` first."""
    for story, checked in ops.checking.check_all(desk, ids) if ids else ():
        for finding in checked.stopping(status):
            print(f"To clear in “{story.headline or story.slug}”: {finding.message}", file=sys.stderr)


def _withdraw(desk: Desk, arguments: Arguments) -> int:
    """Withdraw one story and say where it still stands."""
    leave = not (arguments.instead or arguments.off)
    done = ops.withdrawn.withdraw(desk, arguments.stories[0], instead=arguments.instead, leave=leave)
    story = done.value.story
    for place in ops.places.places(desk, story.id):
        print(f"It still stands on: {place.name}, place {place.position}", file=sys.stderr)
    row = ops.story.row(desk, story.id)
    say(
        arguments, {"changed": [row], "passed": []}, f"{row.headline or row.slug}: {row.status.label.lower()}"
    )
    return 0


def _section(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        done = ops.bulk.set_section(desk, _ids(desk, arguments.stories), arguments.section).value
        return _say_bulk(desk, arguments, done)


def _tag(arguments: Arguments) -> int:
    act = ops.bulk.add_tags if arguments.action == "add" else ops.bulk.remove_tags
    with opened(arguments) as desk:
        done = act(desk, _ids(desk, arguments.stories), [arguments.tag]).value
        return _say_bulk(desk, arguments, done)


def _ids(desk: Desk, keys: Sequence[str]) -> list[str]:
    return [ops.story.get(desk, key).id for key in keys]


def _say_bulk(desk: Desk, arguments: Arguments, done: Bulk) -> int:
    changed = [ops.story.row(desk, id_) for id_, *_ in done.revisions]
    lines = [f"{row.headline or row.slug}: {row.status.label.lower()}, {row.section}" for row in changed]
    say(arguments, {"changed": changed, "passed": done.passed}, "\n".join(lines) or "nothing was changed")
    for one in done.passed:
        print(f"{one.headline or one.id}: {one.why}", file=sys.stderr)
    return 1 if done.passed else 0


def _empty(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        found = ops.withdrawn.listed(desk)
        gone = (
            ops.withdrawn.empty(desk, [story.id for story, _ in found]).value
            if arguments.yes and found
            else None
        )
    if arguments.json:
        named = [{"id": story.id, "headline": story.headline, "versions": many} for story, many in found]
        print_json({"stories": named, "backup": str(gone.backup) if gone else None})
        return 0 if gone or not found else 1
    for story, many in found:
        print(f"{story.id}  {story.headline or 'Untitled'}  ({many} versions)")
    if gone is not None:
        print(f"{gone.stories} deleted for good. {gone.backup} still has them.")
    elif found:
        print(f"{len(found)} would be deleted; --yes does it.", file=sys.stderr)
        return 1
    else:
        print("Nothing is withdrawn.")
    return 0


STORY = Option("story", metavar="ID|SLUG")
STORIES = Option("stories", nargs="+", metavar="ID|SLUG")

COMMANDS = (
    Command(
        "import",
        "Bring in texts: plain pages, Markdown, folders of them.",
        _import,
        (
            Option("files", type=Path, nargs="+", metavar="FILE|FOLDER"),
            Option("--status", type=Status, choices=list(Status), help="of every new story"),
            Option("--encoding", default="", help="of texts that are not UTF-8"),
        ),
    ),
    Command(
        "list",
        "List stories, newest change first or in another order.",
        _list,
        (
            Option("--status", type=Status, choices=list(Status), help="only these (else all but withdrawn)"),
            Option("--section", default="", help="only this section's slug"),
            Option("--author", default="", help="only stories with this name in their byline"),
            Option("--language", default="", help="only stories in this language"),
            Option("--search", default="", help="only stories with these words"),
            Option("--sort", type=Sort, choices=list(Sort), default=Sort.CHANGED, help="the order"),
            Option("--ascending", action="store_true", help="oldest or first letter first"),
            Option("--limit", type=number, default=0, help="at most so many"),
        ),
    ),
    Command(
        "show",
        "Show one story.",
        _show,
        (STORY, Option("--format", choices=["json", "markdown", "html", "text"], default="markdown")),
    ),
    Command(
        "status",
        "Move stories to another status.",
        _status,
        (
            STORIES,
            Option("status", type=Status, choices=list(Status), metavar="STATUS"),
            Option("--instead", default="", metavar="STORY", help="takes the places of one withdrawn"),
            Option("--off", action="store_true", help="takes one withdrawn off its lists"),
            Option(
                "--anyway",
                default="",
                metavar="REASON",
                help="why, though something is to clear; kept with the story",
            ),
        ),
    ),
    Command(
        "section",
        "Move stories to a section.",
        _section,
        (STORIES, Option("section", metavar="SECTION", help="its slug; an empty one for none")),
    ),
    Command(
        "tag",
        "Put tags on stories or take them off.",
        _tag,
        (Option("action", choices=["add", "remove"]), Option("tag", metavar="TAG"), STORIES),
    ),
    Command(
        "empty-withdrawn",
        "Delete all withdrawn stories for good; a backup is made first.",
        _empty,
        (Option("--yes", action="store_true", help="do it; without this, only name them"),),
    ),
)
