"""Photos of stories."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from desk import operations as ops
from desk.cli.command import WRITTEN, Arguments, Command, Option, number, opened, time
from desk.cli.saying import plain, print_json, say
from desk.domain import BadInput, Photo, PhotoQuery, PhotoSort, right
from desk.operations import Desk
from desk.operations.photo_words import Edited

_VALUE = re.compile(r"[a-z_]+=")


def _said(arguments: Arguments, desk: Desk, done: Edited, wanted: int) -> None:
    """Say which photos were changed, and what a template did not find."""
    changed = [ops.photo.get(desk, id_) for id_, _, _ in done.revisions]
    for id_, names in (done.missing or {}).items():
        photo = ops.photo.get(desk, id_)
        print(f"{photo.name or id_}: missing {', '.join(names)}", file=sys.stderr)
    say(arguments, changed, f"{len(changed)} of {wanted} {'photo' if wanted == 1 else 'photos'} changed")


def _set(arguments: Arguments) -> int:
    pairs = [word.partition("=") for word in arguments.words if _VALUE.match(word)]
    keys = [word for word in arguments.words if not _VALUE.match(word)]
    if not pairs or not keys:
        print("usage: desk photo set PHOTO… FIELD=VALUE…", file=sys.stderr)
        return 2
    with opened(arguments) as desk:
        zone = ops.desk.publication(desk).timezone
        values = {name: ops.photo_words.value(name, words, zone) for name, _, words in pairs}
        found = [photo.id for photo in ops.photo_words.chosen(desk, keys)]
        done = ops.photo_words.edit(desk, found, values).value
        _said(arguments, desk, done, len(found))
    return 0


def _apply(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = [photo.id for photo in ops.photo_words.chosen(desk, arguments.photos)]
        done = ops.photo_words.apply(desk, arguments.template, found, language=arguments.language).value
        _said(arguments, desk, done, len(found))


def _caption(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        photo = ops.photo_words.named(desk, arguments.photo)
        words = " ".join(arguments.words)
        if words and arguments.story:
            ops.photo_words.here(desk, arguments.story, photo.id, caption=words)
        elif words:
            ops.photo_words.edit(desk, [photo.id], {"caption": words})
        photo = ops.photo.get(desk, photo.id)
        here = ops.story.get(desk, arguments.story).photos if arguments.story else ()
    own = next((place.caption for place in here if place.photo == photo.id and place.caption), "")
    say(arguments, photo, own or photo.caption)


def _show(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        found = ops.photo_words.chosen(desk, arguments.photos)
        at = arguments.at or datetime.now(UTC)
        cleared = ops.desk.publication(desk).photo_cleared
        rights = {
            key: right(photo, at, first=first, cleared=cleared)
            for key, (photo, first) in ops.photo_words.known(desk, [one.id for one in found]).items()
        }
        uses = {photo.id: ops.photo_words.uses(desk, photo.id) for photo in found}
    shown = [
        {**cast("dict[str, object]", plain(photo)), "right": rights[photo.id], "uses": plain(uses[photo.id])}
        for photo in found
    ]
    say(arguments, shown, "\n".join(_line(photo, rights[photo.id], len(uses[photo.id])) for photo in found))


def _line(photo: Photo, hindrance: str, uses: int) -> str:
    told = [f"used in {uses}", *([hindrance] if hindrance else []), photo.caption or "no caption"]
    return f"{photo.id}  {photo.name}  {' · '.join(told)}"


def _list(arguments: Arguments) -> None:
    query = PhotoQuery(
        search=" ".join(arguments.words).strip(),
        sort=arguments.sort,
        descending=not arguments.ascending,
        limit=arguments.limit,
    )
    with opened(arguments) as desk:
        found = ops.library.ids(desk, query)
        rows = ops.library.rows(desk, found.ids)
    for hint in found.hints:
        print(hint, file=sys.stderr)
    shown = [{**cast("dict[str, object]", plain(row.photo)), "used": row.used} for row in rows]
    now = datetime.now(UTC)
    say(arguments, shown, "\n".join(_line(row.photo, right(row.photo, now), row.used) for row in rows))


def _replace(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        photo = ops.photo_words.named(desk, arguments.photo)
        done = ops.library.replace_file(desk, photo.id, arguments.file).value
    told = f"{photo.name} is now {done.photo.name}, {done.photo.width} × {done.photo.height}"
    reset = f"; set anew, for its shape is another: {', '.join(done.reset)}" if done.reset else ""
    say(arguments, done.photo, f"{told}, in {done.used} {'story' if done.used == 1 else 'stories'}{reset}")


def _copy(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        found = ops.photo_words.chosen(desk, arguments.photos)
        if len(found) == 1:
            (photo,) = found
            file = ops.library.save_copy(desk, photo.id, arguments.file, over=arguments.over)
            said = f"{photo.name or photo.id} with its words: {file}"
            say(arguments, {"photo": photo.id, "file": file}, said)
            return 0
        done = ops.library.save_copies(desk, [photo.id for photo in found], arguments.file)
    for name, error in done.failed:
        print(f"{name}: {error}", file=sys.stderr)
    say(arguments, {"files": done.files}, "\n".join(map(str, done.files)))
    return 1 if done.failed else 0


def _delete(arguments: Arguments) -> int:
    if bool(arguments.photos) == arguments.unused:
        print("usage: desk photo delete PHOTO… | --unused [--yes]", file=sys.stderr)
        return 2
    with opened(arguments) as desk:
        named = [one.id for one in ops.photo_words.chosen(desk, arguments.photos)] or None
        found = ops.unused.among(desk, named)
        ids = [photo.id for photo in found.photos]
        gone = ops.unused.delete(desk, ids).value if arguments.yes and ids else None
    if arguments.json:
        print_json({"photos": found.photos, "kept": found.kept, "gone": gone})
        return 0 if gone or not ids else 1
    for photo in found.photos:
        print(_line(photo, "", 0))
    if named and found.kept:
        count = "1 photo is" if found.kept == 1 else f"{found.kept} photos are"
        print(f"{count} in use, or on a card of a former front, and stay.", file=sys.stderr)
    if gone is not None:
        print(f"{gone.photos} deleted for good. {gone.backup} still has them.")
    elif ids:
        print(f"{len(ids)} would be deleted, {found.size / 1e6:.1f} MB; --yes does it.", file=sys.stderr)
        return 1
    else:
        print("There is no such photo that nothing shows.")
    return 0


def _sheet(arguments: Arguments) -> None:
    file: Path = arguments.file if arguments.file.suffix.lower() == ".pdf" else Path(f"{arguments.file}.pdf")
    if file.exists() and not arguments.over:
        raise BadInput(f"{file} is there already", kept="Nothing was written", todo="Choose another name")
    query = PhotoQuery(search=" ".join(arguments.words).strip(), sort=arguments.sort)
    with opened(arguments) as desk:
        found = ops.library.ids(desk, query)
        if not found.ids:
            raise BadInput("No photo has all of this", kept="Nothing was written", todo="Ask for less")
        pages = arguments.sheet(desk, found.ids, file)
    for hint in found.hints:
        print(hint, file=sys.stderr)
    count = len(found.ids)
    told = f"{count} {'photo' if count == 1 else 'photos'} on {pages} {'page' if pages == 1 else 'pages'}"
    say(arguments, {"photos": found.ids, "pages": pages, "file": file}, f"{told}: {file}")


_PHOTOS = Option("photos", nargs="+", metavar="PHOTO", help="id, file name, or story:SLUG for all of a story")

COMMANDS = (
    Command(
        "photo list",
        "List the photos of the library: words and filters as in Photos, such as unused no:alt expires:<7d.",
        _list,
        (
            Option("words", nargs="*", metavar="WORD"),
            Option("--sort", type=PhotoSort, choices=list(PhotoSort), default=PhotoSort.ADDED),
            Option("--ascending", action="store_true"),
            Option("--limit", type=number, default=0, metavar="N"),
        ),
    ),
    Command(
        "photo replace",
        "Give a photo another file wherever it is used; its words stay, the old file is kept.",
        _replace,
        (
            Option("photo", metavar="PHOTO", help="id or file name"),
            Option("file", type=Path, metavar="FILE"),
        ),
    ),
    Command(
        "photo copy",
        "Save copies of photos' originals with the desk's words inside; no pixel changes.",
        _copy,
        (
            _PHOTOS,
            Option("file", type=Path, metavar="FILE|FOLDER", help="a folder, or for one photo a file"),
            Option("--over", action="store_true", help="for one photo: a file that is there may be replaced"),
        ),
    ),
    Command(
        "photo delete",
        "Delete photos that no story and no front shows, for good; a backup is made first.",
        _delete,
        (
            Option("photos", nargs="*", metavar="PHOTO", help="id, file name, or story:SLUG"),
            Option("--unused", action="store_true", help="all that nothing shows"),
            Option("--yes", action="store_true", help="do it; without this, only name them"),
        ),
    ),
    Command(
        "photo sheet",
        "Write a contact sheet as PDF, twelve photos on a page: of all, or of what words and filters find.",
        _sheet,
        (
            Option("file", type=Path, metavar="FILE"),
            Option("words", nargs="*", metavar="WORD"),
            Option("--sort", type=PhotoSort, choices=list(PhotoSort), default=PhotoSort.ADDED),
            Option("--over", action="store_true", help="a file that is there may be replaced"),
        ),
    ),
    Command(
        "photo show",
        "Show photos with their words, rights and uses.",
        _show,
        (_PHOTOS, Option("--at", type=time, metavar="TIME", help=f"the time taken as now ({WRITTEN})")),
    ),
    Command(
        "photo caption",
        "Write a photo's caption, or show it.",
        _caption,
        (
            Option("photo", metavar="PHOTO", help="id or file name"),
            Option("words", nargs="*", metavar="WORD"),
            Option("--story", default="", metavar="STORY", help="in this story alone"),
        ),
    ),
    Command(
        "photo set",
        "Set fields of photos: city=Batumi, persons='A; B', clearance=cleared, licence_until=2027-01-01.",
        _set,
        (Option("words", nargs="+", metavar="PHOTO|FIELD=VALUE"),),
    ),
    Command(
        "photo apply",
        "Put a template's words on photos.",
        _apply,
        (
            Option("template", metavar="TEMPLATE"),
            _PHOTOS,
            Option("--language", default="", help="of dates (else that of the story that shows the photo)"),
        ),
    ),
)
