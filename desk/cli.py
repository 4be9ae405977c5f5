"""The same operations from a terminal. Exit codes: 0 done, 1 the world stands in the way, 2 wrong usage."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from io import TextIOWrapper
from pathlib import Path
from typing import Any, cast

from desk import __version__
from desk import operations as ops
from desk.domain import BadEncoding, DeskError, Role, Slot, Sort, Status, StoryQuery
from desk.operations import Desk
from desk.operations.bulk import Bulk

Arguments = argparse.Namespace


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = parser().parse_args(_words(argv))
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        return int(arguments.run(arguments) or 0)
    except DeskError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(f"{error.filename or 'The system refuses'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was done before is kept.", file=sys.stderr)
        return 1


def _words(argv: Sequence[str]) -> list[str]:
    """Return what was typed, with a blank before `-tag:war` in a search, which else would be an option."""
    searching = argv[:1] in (["search"], ["saved"])
    return [f" {word}" if searching and re.match(r"-[^-\s].", word) else word for word in argv]


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog="desk",
        description="An editorial workstation that works offline. `desk [FOLDER]` alone opens the window.",
    )
    top.add_argument("--version", action="version", version=f"desk {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        _new,
        _sample,
        _import,
        _list,
        _search,
        _similar,
        _saved,
        _show,
        _status,
        _section,
        _tag,
        _story,
        _photo,
        _curate,
        _relate,
        _export,
        _verify,
        _backup,
        _restore,
    ):
        add(commands)
    return top


Commands = Any  # argparse keeps its own name for this to itself


def _command(
    commands: Commands, name: str, words: str, run: Callable[[Arguments], int | None], *, desk: bool = True
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    if desk:
        made.add_argument("--desk", type=Path, required=True, metavar="PATH", help="the desk folder")
    made.add_argument(
        "--as", dest="person", default="", metavar="NAME", help="who does it (else the system's user)"
    )
    made.add_argument("--json", action="store_true", help="print JSON")
    made.set_defaults(run=run)
    return made


def _new(commands: Commands) -> None:
    made = _command(commands, "new", "Make an empty desk folder.", _do_new, desk=False)
    made.add_argument("path", type=Path, metavar="PATH")
    made.add_argument("--title", default="", help="the publication's title")
    made.add_argument("--language", default="en", help="language tag, such as en or hy")
    made.add_argument(
        "--base-url", default="", help="where the site will stand, such as https://news.example"
    )
    made.add_argument("--timezone", default="UTC", help="IANA name, such as Asia/Yerevan")


def _do_new(arguments: Arguments) -> None:
    desk = ops.desk.create(
        arguments.path,
        ops.desk.person(arguments.person),
        title=arguments.title,
        language=arguments.language,
        base_url=arguments.base_url,
        timezone=arguments.timezone,
    )
    _made(desk, arguments)


def _made(desk: Desk, arguments: Arguments) -> None:
    try:
        publication = ops.desk.publication(desk)
        _say(arguments, publication, f"Made {desk.folder} for “{publication.title}”.")
    finally:
        desk.close()


def _sample(commands: Commands) -> None:
    made = _command(
        commands, "sample", "Write the sample publication as a desk folder.", _do_sample, desk=False
    )
    made.add_argument("path", type=Path, metavar="PATH")


def _do_sample(arguments: Arguments) -> None:
    _made(ops.importing.sample(arguments.path, ops.desk.person(arguments.person)), arguments)


def _import(commands: Commands) -> None:
    made = _command(commands, "import", "Bring in texts: plain pages, Markdown, folders of them.", _do_import)
    made.add_argument("files", type=Path, nargs="+", metavar="FILE|FOLDER")
    made.add_argument("--status", type=Status, choices=list(Status), help="of every new story")
    made.add_argument("--encoding", default="", help="of texts that are not UTF-8")


def _do_import(arguments: Arguments) -> int:
    with _opened(arguments) as desk:
        done = ops.importing.files(
            desk, arguments.files, status=arguments.status, encoding=arguments.encoding
        ).value
    made = [{"id": s.id, "slug": s.slug, "headline": s.headline, "status": s.status.value} for s in done.made]
    failed = [{"file": str(path), "error": str(error)} for path, error in done.failed]
    if arguments.json:
        _print_json({"made": made, "skipped": done.skipped, "failed": failed})
    else:
        for story in made:
            print(f"made: {story['headline']} ({story['slug']}, {story['status']})")
        for line in done.skipped:
            print(f"skipped: {line}")
        if not made and not failed:
            print("nothing new: no story was changed")
    for path, error in done.failed:
        hint = (
            f" Fitting: --encoding {' or '.join(error.encodings)}." if isinstance(error, BadEncoding) else ""
        )
        print(f"{path}: {error}{hint}", file=sys.stderr)
    return 1 if failed else 0


def _list(commands: Commands) -> None:
    made = _command(commands, "list", "List stories, newest change first or in another order.", _do_list)
    made.add_argument(
        "--status", type=Status, choices=list(Status), help="only these (else all but withdrawn)"
    )
    made.add_argument("--section", default="", help="only this section's slug")
    made.add_argument("--author", default="", help="only stories with this name in their byline")
    made.add_argument("--language", default="", help="only stories in this language")
    made.add_argument("--search", default="", help="only stories with these words")
    made.add_argument("--sort", type=Sort, choices=list(Sort), default=Sort.CHANGED, help="the order")
    made.add_argument("--ascending", action="store_true", help="oldest or first letter first")
    made.add_argument("--limit", type=_number, default=0, help="at most so many")


def _do_list(arguments: Arguments) -> None:
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
    with _opened(arguments) as desk:
        if query.search or query.author:
            ops.searching.prepare(desk)
        rows = ops.story.rows(desk, query).rows
    if arguments.json:
        _print_json(rows)
        return
    for row in rows:
        print(f"{row.id}  {row.status.value:<9}  {row.section:<12}  {row.slug}  {row.headline}")


def _search(commands: Commands) -> None:
    made = _command(commands, "search", "Find stories, best answer first, with filters.", _do_search)
    made.add_argument("words", nargs="*", metavar="WORD", help="as in the window: flood by:ann -tag:war")
    made.add_argument(
        "--saved", default="", metavar="NAME", help="what a saved search asks for, and the words"
    )
    made.add_argument("--limit", type=_number, default=20, help="at most so many")


def _do_search(arguments: Arguments) -> int:
    if not arguments.words and not arguments.saved:
        print("usage: desk search WORD…, or --saved NAME: say what to find", file=sys.stderr)
        return 2
    with _opened(arguments) as desk:
        named = [ops.searching.named(desk, arguments.saved).query] if arguments.saved else []
        query = StoryQuery(search=" ".join([*named, *arguments.words]), limit=arguments.limit or 20)
        ops.searching.prepare(desk)
        answers = ops.searching.best(desk, query)
        hints = ops.searching.hints(desk, query.search)
    for hint in hints:
        print(hint, file=sys.stderr)
    if arguments.json:
        _print_json(answers)
        return 0
    for one in answers:
        print(f"{one.row.id}  {one.row.status.value:<9}  {one.row.headline}")
        if one.context.words:
            print(f"    {one.context.field}: {one.context.words}")
    return 0


def _similar(commands: Commands) -> None:
    made = _command(commands, "similar", "List the stories most like one.", _do_similar)
    made.add_argument("story", metavar="ID|SLUG")
    made.add_argument("--limit", type=_number, default=6, help="at most so many")


def _do_similar(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        ops.searching.prepare(desk)
        found = ops.searching.similar(desk, arguments.story, arguments.limit)
    if arguments.json:
        _print_json(found)
        return
    for one in found:
        print(f"{one.row.id}  {one.row.status.value:<9}  {one.row.headline}  ({', '.join(one.shared)})")


def _saved(commands: Commands) -> None:
    words = "Searches that people named."
    group = commands.add_parser("saved", help=words, description=words)
    made = group.add_subparsers(dest="saved_command", metavar="list|add|rename|remove", required=True)
    _command(made, "list", "List the saved searches.", _do_saved_list)
    added = _command(made, "add", "Keep a search under a name.", _do_saved_add)
    added.add_argument("name", metavar="NAME")
    added.add_argument("words", nargs="+", metavar="WORD")
    renamed = _command(made, "rename", "Give a saved search another name.", _do_saved_rename)
    renamed.add_argument("name", metavar="NAME")
    renamed.add_argument("new", metavar="NEW")
    gone = _command(made, "remove", "Forget a saved search.", _do_saved_remove)
    gone.add_argument("name", metavar="NAME")


def _do_saved_list(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        found = ops.searching.saved(desk)
    _say(arguments, found, "\n".join(f"{one.name}: {one.query}" for one in found) or "No search is saved.")


def _do_saved_add(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        made = ops.searching.save(desk, arguments.name, " ".join(map(str.strip, arguments.words))).value
    _say(arguments, made, f"{made.name}: {made.query}")


def _do_saved_rename(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        found = ops.searching.named(desk, arguments.name)
        made = ops.searching.rename(desk, found.id, arguments.new).value
    _say(arguments, made, f"{made.name}: {made.query}")


def _do_saved_remove(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        found = ops.searching.named(desk, arguments.name)
        ops.searching.delete(desk, found.id)
    _say(arguments, found, f"{found.name}: removed")


def _show(commands: Commands) -> None:
    made = _command(commands, "show", "Show one story.", _do_show)
    made.add_argument("story", metavar="ID|SLUG")
    made.add_argument("--format", choices=["json", "markdown", "html", "text"], default="markdown")


def _do_show(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        if arguments.json or arguments.format == "json":
            _print_json(_whole(desk, arguments.story))
            return
        write = {"markdown": ops.story.markdown, "html": ops.story.html, "text": ops.story.plain}[
            arguments.format
        ]
        said = write(desk, arguments.story)
    sys.stdout.write(said if said.endswith("\n") else said + "\n")


def _whole(desk: Desk, key: str) -> dict[str, Any]:
    """Return a story with its photos, related links and places on lists, as JSON takes it."""
    story = ops.story.get(desk, key)
    photos = ops.photo.of_story(desk, story)
    whole = cast("dict[str, Any]", _plain(story))
    whole["direction"] = story.direction
    whole["photos"] = [
        {**cast("dict[str, Any]", _plain(place)), "file": _plain(photos.get(place.photo))}
        for place in story.photos
    ]
    whole["related"] = [_slot(desk, slot) for slot in ops.curation.related(desk, story.id).slots]
    places = ops.story.standing(desk, story.id)
    whole["lists"] = [
        {"list": slug, "name": name, "position": place}
        for slug, name, place in places
        if not slug.startswith("related:")
    ]
    return whole


def _slot(desk: Desk, slot: Slot) -> dict[str, Any]:
    said = cast("dict[str, Any]", _plain(slot))
    if slot.story:
        row = ops.story.row(desk, slot.story)
        said |= {"slug": row.slug, "headline": slot.headline or row.headline}
    return said


def _status(commands: Commands) -> None:
    made = _command(commands, "status", "Move stories to another status.", _do_status)
    made.add_argument("stories", nargs="+", metavar="ID|SLUG")
    made.add_argument("status", type=Status, choices=list(Status), metavar="STATUS")


def _do_status(arguments: Arguments) -> int:
    with _opened(arguments) as desk:
        done = ops.bulk.set_status(desk, _ids(desk, arguments.stories), arguments.status).value
        return _say_bulk(desk, arguments, done)


def _section(commands: Commands) -> None:
    made = _command(commands, "section", "Move stories to a section.", _do_section)
    made.add_argument("stories", nargs="+", metavar="ID|SLUG")
    made.add_argument("section", metavar="SECTION", help="its slug; an empty one for none")


def _do_section(arguments: Arguments) -> int:
    with _opened(arguments) as desk:
        done = ops.bulk.set_section(desk, _ids(desk, arguments.stories), arguments.section).value
        return _say_bulk(desk, arguments, done)


def _tag(commands: Commands) -> None:
    made = _command(commands, "tag", "Put tags on stories or take them off.", _do_tag)
    made.add_argument("action", choices=["add", "remove"])
    made.add_argument("tag", metavar="TAG")
    made.add_argument("stories", nargs="+", metavar="ID|SLUG")


def _do_tag(arguments: Arguments) -> int:
    act = ops.bulk.add_tags if arguments.action == "add" else ops.bulk.remove_tags
    with _opened(arguments) as desk:
        done = act(desk, _ids(desk, arguments.stories), [arguments.tag]).value
        return _say_bulk(desk, arguments, done)


def _ids(desk: Desk, keys: Sequence[str]) -> list[str]:
    return [ops.story.get(desk, key).id for key in keys]


def _say_bulk(desk: Desk, arguments: Arguments, done: Bulk) -> int:
    changed = [ops.story.row(desk, id_) for id_, *_ in done.revisions]
    lines = [f"{row.headline or row.slug}: {row.status.label.lower()}, {row.section}" for row in changed]
    _say(arguments, {"changed": changed, "passed": done.passed}, "\n".join(lines) or "nothing was changed")
    for one in done.passed:
        print(f"{one.headline or one.id}: {one.why}", file=sys.stderr)
    return 1 if done.passed else 0


def _story(commands: Commands) -> None:
    words = "Earlier versions of a story."
    made = commands.add_parser("story", help=words, description=words)
    group = made.add_subparsers(dest="story_command", metavar="history|diff|name|restore", required=True)
    listed = _command(group, "history", "List a story's versions, newest first.", _do_history)
    listed.add_argument("story", metavar="STORY")
    listed.add_argument("--every", action="store_true", help="every save, not the last of each sitting")
    compared = _command(group, "diff", "Compare two versions word by word.", _do_diff)
    compared.add_argument("old", metavar="VERSION")
    compared.add_argument("new", metavar="VERSION", nargs="?", default="", help="else the present one")
    named = _command(group, "name", "Give a version a name; an empty one takes it off.", _do_name)
    named.add_argument("version", metavar="VERSION")
    named.add_argument("name", metavar="NAME")
    back = _command(group, "restore", "Bring an earlier version back, as a new one.", _do_restore)
    back.add_argument("version", metavar="VERSION")


def _do_history(arguments: Arguments) -> None:
    gap = timedelta(0) if arguments.every else ops.history.GAP
    with _opened(arguments) as desk:
        entries = ops.history.of(desk, ops.story.get(desk, arguments.story).id, gap)
    if arguments.json:
        _print_json([{**cast("dict[str, Any]", _plain(one.last)), "saves": one.saves} for one in entries])
        return
    for one in entries:
        last = one.last
        print(f"{last.id}  {last.at:%Y-%m-%d %H:%M}Z  {last.reason:<7}  {last.author}  {last.name}".rstrip())


def _do_diff(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        changes = ops.comparing.fields(ops.comparing.versions(desk, arguments.old, arguments.new))
    if arguments.json:
        _print_json(changes)
        return
    for change in changes:
        print(f"{change.name}: {ops.comparing.marked(change.parts)}".rstrip())


def _do_name(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        named = ops.history.name(desk, arguments.version, arguments.name).value
    _say(arguments, named, f"{named.id}: {named.name or 'no name'}")


def _do_restore(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        story = ops.story.restore(desk, arguments.version).value
    _say(arguments, story, f"{story.headline or story.slug}: brought back as {story.revision}")


def _photo(commands: Commands) -> None:
    words = "Photos of stories."
    group = commands.add_parser("photo", help=words, description=words)
    made = _command(
        group.add_subparsers(dest="photo_command", metavar="add", required=True),
        "add",
        "Take picture files in and place them in a story.",
        _do_photo_add,
    )
    made.add_argument("story", metavar="STORY")
    made.add_argument("files", type=Path, nargs="+", metavar="FILE")
    made.add_argument("--role", type=Role, choices=list(Role), default=Role.LEAD)
    for name in ("caption", "credit", "alt"):
        made.add_argument(f"--{name}", default="")


def _do_photo_add(arguments: Arguments) -> None:
    words = {name: getattr(arguments, name) for name in ("caption", "credit", "alt")}
    with _opened(arguments) as desk:
        story = ops.photo.add(desk, arguments.story, arguments.files, role=arguments.role, **words).value
        whole = _whole(desk, story.id)
    count = len(arguments.files)
    _say(
        arguments,
        whole,
        f"{story.headline or story.slug}: {count} {'photo' if count == 1 else 'photos'} added",
    )


def _curate(commands: Commands) -> None:
    made = _command(
        commands, "curate", "Edit a list: lead, top-stories, editors-choice, popular.", _do_curate
    )
    made.add_argument("list", metavar="LIST")
    made.add_argument("action", choices=["add", "move", "remove"])
    made.add_argument("stories", nargs="+", metavar="STORY")
    made.add_argument("--position", type=_place, help="the first one's place, from 1")
    made.add_argument("--from", dest="starts", type=_time, metavar="TIME", help="shown from (ISO 8601)")
    made.add_argument("--until", dest="ends", type=_time, metavar="TIME", help="shown until (ISO 8601)")


def _do_curate(arguments: Arguments) -> int:
    if arguments.action == "move" and arguments.position is None:
        print("usage: desk curate LIST move STORY --position N: say where to", file=sys.stderr)
        return 2
    with _opened(arguments) as desk:
        ops.curation.act(
            desk,
            arguments.list,
            arguments.action,
            arguments.stories,
            position=arguments.position,
            starts=arguments.starts,
            ends=arguments.ends,
        )
        _say_list(desk, arguments, arguments.list)
    return 0


def _relate(commands: Commands) -> None:
    made = _command(commands, "relate", "Edit a story's related links.", _do_relate)
    made.add_argument("story", metavar="STORY")
    made.add_argument("action", choices=["add", "remove"])
    made.add_argument("targets", nargs="+", metavar="TARGET", help="a story, or an https:// address")


def _do_relate(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        act = ops.curation.relate if arguments.action == "add" else ops.curation.unrelate
        found = act(desk, arguments.story, arguments.targets).value
        _say_list(desk, arguments, found.slug)


def _say_list(desk: Desk, arguments: Arguments, slug: str) -> None:
    slots = [_slot(desk, slot) for slot in ops.curation.get(desk, slug).slots]
    if arguments.json:
        _print_json({"list": slug, "slots": slots})
        return
    for number, slot in enumerate(slots, 1):
        print(f"{number}. {slot['headline']}")


def _export(commands: Commands) -> None:
    made = _command(commands, "export", "Write the site into a folder, only what changed.", _do_export)
    made.add_argument("--out", type=Path, required=True, metavar="DIR")
    made.add_argument("--full", action="store_true", help="write every page anew")
    made.add_argument("--jobs", type=_number, default=0, metavar="N", help="how many pictures at once")
    made.add_argument("--at", type=_time, metavar="TIME", help="the time taken as now (ISO 8601)")


def _do_export(arguments: Arguments) -> None:
    terminal = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if terminal:
            print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    with _opened(arguments) as desk:
        report = ops.exporting.export(
            desk, arguments.out, full=arguments.full, jobs=arguments.jobs, at=arguments.at, progress=progress
        )
    seconds = sum(report.seconds.values())
    for line in report.warnings:
        print(line, file=sys.stderr)
    _say(
        arguments,
        report,
        f"{report.written} written, {report.kept} unchanged, {report.removed} removed in {seconds:.1f} s:"
        f" {arguments.out}",
    )


def _verify(commands: Commands) -> None:
    _command(commands, "verify", "Check the whole desk; mend what can be rebuilt.", _do_verify)


def _do_verify(arguments: Arguments) -> int:
    with _opened(arguments) as desk:
        findings = ops.desk.verify(desk)
    if arguments.json:
        _print_json(findings)
    else:
        for finding in findings:
            print(f"{finding.severity}: {finding.what}")
        if not findings:
            print("Everything is in order.")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _backup(commands: Commands) -> None:
    _command(commands, "backup", "Write a verified copy of the database into the desk's backups.", _do_backup)


def _do_backup(arguments: Arguments) -> None:
    with _opened(arguments) as desk:
        copy = ops.backups.make(desk)
    _say(arguments, {"backup": str(copy)}, f"Written and verified: {copy}")


def _restore(commands: Commands) -> None:
    made = _command(
        commands,
        "restore",
        "Bring the desk back from a backup; the present one is set aside, never deleted.",
        _do_restore_desk,
    )
    words = "its name, `latest` or a file; without it the backups are listed"
    made.add_argument("backup", metavar="BACKUP", nargs="?", default="", help=words)


def _do_restore_desk(arguments: Arguments) -> None:
    if not arguments.backup:
        _list_backups(arguments)
        return
    restored = ops.backups.restore(arguments.desk, ops.backups.given(arguments.desk, arguments.backup))
    for hash_ in restored.missing:
        print(f"no backup holds the original {hash_}", file=sys.stderr)
    _say(arguments, restored, f"Restored. The desk as it was lies at {restored.aside}")


def _list_backups(arguments: Arguments) -> None:
    found = ops.backups.listed(arguments.desk)
    if arguments.json:
        _print_json(found)
        return
    for one in found:
        held = (
            "cannot be read"
            if one.stories is None
            else f"{one.stories} stor{'y' if one.stories == 1 else 'ies'}"
        )
        why = ops.backups.reason(one)
        print(f"{one.file.name}  {one.at:%Y-%m-%d %H:%M}Z  {why}  {held}  {one.size / 1e6:.1f} MB")
    if not found:
        print("There is no backup yet; desk backup makes one.")


class _opened:  # noqa: N801  (reads as a verb at its uses)
    """An open desk for one command."""

    def __init__(self, arguments: Arguments) -> None:
        self._desk = ops.desk.open_desk(arguments.desk, ops.desk.person(arguments.person))

    def __enter__(self) -> Desk:
        return self._desk

    def __exit__(self, *_: object) -> None:
        self._desk.close()


def _number(words: str) -> int:
    if words.isascii() and words.isdigit() and len(words) < 10:
        return int(words)
    raise argparse.ArgumentTypeError(f"{words!r} is no number from 0")


def _place(words: str) -> int:
    number = _number(words)
    if number:
        return number
    raise argparse.ArgumentTypeError("places start at 1")


def _time(words: str) -> datetime:
    """Read an ISO time; one without a zone is this device's local time."""
    try:
        return datetime.fromisoformat(words).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise argparse.ArgumentTypeError(
            f"{words!r} is no ISO 8601 time such as 2026-12-24T18:00+04:00"
        ) from error


def _say(arguments: Arguments, value: object, words: str) -> None:
    if arguments.json:
        _print_json(value)
    else:
        print(words)


def _print_json(value: object) -> None:
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: object) -> object:
    """Return a value as JSON has it: dataclasses as objects, times as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in cast("dict[Any, Any]", value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in cast("list[Any]", value)]
    if isinstance(value, Path):
        return str(value)
    return value
