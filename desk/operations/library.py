"""The photo library: what a list of it shows, photos placed from it, files replaced and copied out."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from desk import photo as files
from desk.domain import (
    ENDINGS,
    PICTURES,
    BadInput,
    Cancelled,
    Change,
    Completion,
    DeskError,
    Done,
    Photo,
    PhotoIds,
    PhotoQuery,
    PhotoRow,
    Placement,
    Role,
    Story,
    StoryRow,
)
from desk.domain.file_name import file_stem
from desk.domain.photo_fields import PHOTO_FIELDS, Kind
from desk.operations import photo as photos
from desk.operations.desk import Desk, Progress, never, nothing
from desk.store.faults import disk_faults

ADDED = ("keywords", "persons")
"""What many photos are given beside what each has."""

_WRITTEN = (Kind.LINE, Kind.TEXT, Kind.SEVERAL)
WORDS = tuple(field.name for field in PHOTO_FIELDS.values() if field.kind in _WRITTEN)
"""The fields of a photo that hold words."""

_AT_ONCE = 200


def ids(desk: Desk, query: PhotoQuery) -> PhotoIds:
    """Return the ids of the photos that a query finds, in order."""
    return desk.store.photo_ids(query)


def rows(desk: Desk, ids: Sequence[str]) -> list[PhotoRow]:
    """Return what a list shows of photos, in this order; those that are not there are left out."""
    return desk.store.photo_rows(ids)


def completions(desk: Desk, search: str, cursor: int) -> list[Completion]:
    """Return what may stand where the cursor is in a search for photos: filters and what they take."""
    return desk.store.photo_completions(search, cursor)


@dataclass(frozen=True, slots=True)
class Shared:
    """What photos have in common.

    Attributes:
        values: of each field of `PHOTO_FIELDS` that all have alike.
        first: the first of them.
        used: the stories in which it stands, where it is the only one.
    """

    values: dict[str, Any]
    first: Photo | None = None
    used: tuple[StoryRow, ...] = ()


def shared(desk: Desk, ids: Sequence[str], cancelled: Callable[[], bool] = never) -> Shared:
    """Return what photos have in common; raises Cancelled where that is no longer wanted."""
    found: dict[str, set[Any]] = {name: set() for name in PHOTO_FIELDS}
    first: Photo | None = None
    for start in range(0, len(ids), _AT_ONCE):
        if cancelled():
            raise Cancelled("Another photo was chosen")
        for row in desk.store.photo_rows(ids[start : start + _AT_ONCE]):
            first = first or row.photo
            for name, values in found.items():
                if len(values) < 2:
                    values.add(getattr(row.photo, name))
    alike = {name: values.pop() for name, values in found.items() if len(values) == 1}
    alone = first is not None and len(ids) == 1
    return Shared(alike, first, tuple(desk.store.uses(first.id)) if alone and first else ())


def place(desk: Desk, story: str, ids: Sequence[str], role: Role) -> Done[Story]:
    """Place photos of the library in a story, all or none; of several leads the first is one.

    Those that stand there in that role already stay where they are.
    """
    if not ids:
        raise BadInput("No photo was chosen", todo="Choose at least one")
    total = Change()
    with desk.store.batch():
        for number, photo in enumerate(dict.fromkeys(ids)):
            one = role if number == 0 else Role.INLINE
            total |= photos.place(desk, story, Placement(photo=photo, role=one)).change
    return Done(desk.store.story(story), total)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A photo whose file was replaced.

    Attributes:
        photo: as it now stands.
        before: its revision before.
        reset: ratios whose crops no longer fit, the file having another shape.
        used: in how many stories it stands.
    """

    photo: Photo
    before: str
    reset: tuple[str, ...] = ()
    used: int = 0


_ALIKE = 0.01
"""Shapes that differ by no more than this are one: crops and focal point then mean the same."""


def replace_file(desk: Desk, photo: str, source: Path | bytes) -> Done[Replaced]:
    """Give a photo another file wherever it is used; its words stay, the old file is kept with its history.

    Focal point and straightening stay where the new picture has the same shape; crops too, else they are
    reset and named.

    Raises:
        BadInput: it is no picture that can be taken, or another photo has this file already.
    """
    described = photos.describe(desk, source)
    info = described.photo
    old = desk.store.photo(photo)
    own = f"{old.hash} {old.format}"
    alike = abs(info.width / info.height - old.width / old.height) <= _ALIKE
    new = replace(
        old,
        hash=info.hash,
        format=info.format,
        width=info.width,
        height=info.height,
        size=info.size,
        name=source.name if isinstance(source, Path) else old.name,
        former=(*(one for one in old.former if one != own), own),
        crops=old.crops if alike else (),
        angle=old.angle if alike else 0.0,
    )
    saved = desk.store.replace_original(new, source, desk.who)
    desk.store.looked(saved.id, described.look)
    reset = () if alike else tuple(ratio for ratio, _ in old.crops)
    return _replaced(desk, saved, old.revision, reset)


def replace_back(desk: Desk, done: Replaced) -> Done[Replaced]:
    """Give a photo the file, shape and crops of before; words that were written since stay.

    Raises:
        BadInput: its file was replaced again since.
    """
    now, before = desk.store.photo(done.photo.id), desk.store.at_revision(done.before)
    if not isinstance(before, Photo) or now.hash != done.photo.hash:
        raise BadInput("The file was replaced again since", kept="Nothing was changed")
    names = ("hash", "format", "width", "height", "size", "name", "crops", "angle", "former")
    back = replace(now, **{name: getattr(before, name) for name in names})
    original = desk.store.media_path(back)
    saved = desk.store.replace_original(back, original, desk.who)
    desk.store.looked(saved.id, photos.describe(desk, original).look)
    return _replaced(desk, saved, now.revision, ())


def _replaced(desk: Desk, saved: Photo, before: str, reset: tuple[str, ...]) -> Done[Replaced]:
    used = [row.id for row in desk.store.uses(saved.id)]
    return Done(Replaced(saved, before, reset, len(used)), Change.of("photo", saved.id, *used))


def may_carry(photo: Photo) -> None:
    """Raise BadInput where a copy of a photo's original cannot carry words."""
    if photo.format not in files.WRITTEN:
        raise BadInput(
            f"A copy of a {photo.format} picture cannot carry the words; only JPEG, PNG, WebP and TIFF can",
            kept="No copy was written",
            todo="Export it as one of these and replace the photo's file by it",
        )


def save_copy(desk: Desk, photo: str, file: Path, *, over: bool = False) -> Path:
    """Write a copy of a photo's original that says inside what the desk says of it; return where.

    Args:
        desk: the open desk.
        photo: its id.
        file: where the copy goes: a folder, where it gets the photo's name, or a file; one named without the
            ending of a picture gets it.
        over: whether a file that is there may be replaced.

    Raises:
        BadInput: the format cannot carry words, the file is there, or lies in the desk.
        Unwritable: the folder or disk refuses.
    """
    one = desk.store.photo(photo)
    may_carry(one)
    file = _copy_file(desk, one, file)
    if file.exists() and not over:
        raise BadInput(f"{file} is there already", kept="No copy was written", todo="Choose another name")
    with disk_faults(), tempfile.TemporaryDirectory(prefix=".desk-", dir=file.parent) as folder:
        part = Path(folder) / file.name
        files.apart(files.copied, desk.store.media_path(one), files.every_word(one), part)
        if not over:
            file.touch(exist_ok=False)  # from here on the name is ours
        part.replace(file)
    return file


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copies of many photos.

    Attributes:
        files: where they are.
        failed: names of photos of which there is none, each with the reason.
        left: how many were not begun, because the work was stopped.
    """

    files: tuple[Path, ...] = ()
    failed: tuple[tuple[str, DeskError], ...] = ()
    left: int = 0


def save_copies(
    desk: Desk,
    ids: Sequence[str],
    folder: Path,
    *,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Copied:
    """Write a copy of each photo's original into a folder, as `save_copy` does; no file there is replaced.

    One that cannot be written stops nothing but itself.

    Raises:
        BadInput: the folder is not there, or lies in the desk.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}", kept="No copy was written", todo="Choose another")
    _outside(desk, folder / "copy")
    files_: list[Path] = []
    failed: list[tuple[str, DeskError]] = []
    for number, id_ in enumerate(ids):
        if cancelled():
            return Copied(tuple(files_), tuple(failed), len(ids) - number)
        photo = desk.store.photo(id_)
        try:
            files_.append(save_copy(desk, id_, _free(desk, photo, folder)))
        except DeskError as error:
            failed.append((photo.name or photo.id, error))
        progress(number + 1, len(ids))
    return Copied(tuple(files_), tuple(failed))


def _free(desk: Desk, photo: Photo, folder: Path) -> Path:
    """Return a file of a folder that is not there yet."""
    first = _copy_file(desk, photo, folder)
    names = (first.with_stem(f"{first.stem}-{number}") for number in count(2))
    return next(file for file in chain([first], names) if not file.exists())


def _copy_file(desk: Desk, photo: Photo, file: Path) -> Path:
    """Return the file that a copy of a photo goes to."""
    endings = ENDINGS[photo.format]
    if file.is_dir():
        file /= (file_stem(Path(photo.name).stem) or photo.id) + endings[0]
    if file.suffix.lower() not in endings:
        if file.suffix.lower() in PICTURES:
            raise BadInput(
                f"{file.name} would be a {photo.format} picture",
                kept="No copy was written",
                todo=f"Name it {file.with_suffix(endings[0]).name}",
            )
        file = file.with_name(file.name + endings[0])
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}", kept="No copy was written", todo="Choose another")
    _outside(desk, file)
    return file


def _outside(desk: Desk, file: Path) -> None:
    if desk.folder.resolve() in file.resolve().parents:
        raise BadInput("The copy cannot stand inside the desk folder", todo="Choose another folder")
