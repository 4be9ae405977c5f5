"""Many picture files at once: into the library, into a story, each whole or not at all."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desk import photo as files
from desk.domain import PICTURES, BadInput, Change, DeskError, Done, Photo, Placement, Role, Story
from desk.operations import photo as photos
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing

_RAW: Final = frozenset(
    [".arw", ".cr2", ".cr3", ".crw", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".srw"]
)
"""Files of cameras that are looked at too, so that a person hears why they are not taken."""

_AT_ONCE = 100  # older photos of which nobody knows the look yet are looked at


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of some files.

    Attributes:
        photos: those that were taken or had been there, in the order of the files.
        new: how many of them had not been there.
        known: how many files the library had already, also those that came twice among these.
        alike: pairs of a new photo and the older one that it looks like.
        failed: files that could not be taken; nothing of them was stored.
        left: how many files were not looked at, because the work was stopped.
    """

    photos: tuple[Photo, ...] = ()
    new: int = 0
    known: int = 0
    alike: tuple[tuple[Photo, Photo], ...] = ()
    failed: tuple[tuple[Path, DeskError], ...] = ()
    left: int = 0


def pictures(sources: Sequence[Path]) -> list[Path]:
    """Return the files named, and the picture files of the folders named, in order of their names.

    Raises:
        BadInput: a folder that cannot be read, or no picture at all.
    """
    found = [file for source in sources for file in (_inside(source) if source.is_dir() else (source,))]
    if not found:
        raise BadInput("There is no picture", todo="Name at least one picture file, or a folder with some")
    return found


def _inside(folder: Path) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        raise BadInput(f"{error.filename} cannot be read: {error.strerror}", kept="Nothing was changed")

    for inner, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in PICTURES | _RAW:
                yield Path(inner) / name


def take(
    desk: Desk,
    sources: Sequence[Path],
    *,
    reuse: bool = False,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Done[Taken]:
    """Take files, and those of folders, into the library; one that cannot be taken stops nothing but itself.

    Args:
        desk: the open desk.
        sources: files and folders.
        reuse: give the older photo in place of a file that looks like it, which is not taken then.
        progress: told how many files are done.
        cancelled: asked between two files; what was taken before stays.

    Raises:
        BadInput: there is no picture.
    """
    work = pictures(sources)
    looks = _looks(desk)
    taken: dict[str, Photo] = {}
    alike: list[tuple[Photo, Photo]] = []
    failed: list[tuple[Path, DeskError]] = []
    new = done = 0
    change = Change()
    for source in work:
        if cancelled():
            break
        try:
            kept, is_new, pair = _one(desk, source, looks, reuse=reuse)
            taken[kept.value.id] = kept.value
            change |= kept.change
            new += is_new
            if pair:
                alike.append(pair)
        except DeskError as error:
            failed.append((source, error))
        done += 1
        progress(done, len(work))
    left = len(work) - done
    known = done - len(failed) - new
    return Done(Taken(tuple(taken.values()), new, known, tuple(alike), tuple(failed), left), change)


def _one(
    desk: Desk, source: Path, looks: dict[str, str], *, reuse: bool
) -> tuple[Done[Photo], bool, tuple[Photo, Photo] | None]:
    """Take one file; return its photo, whether the library had none of it, and the two that look alike."""
    described = photos.describe(desk, source)
    older = _older(desk, looks, described)
    pair = (described.photo, older) if older else None
    if older and reuse:
        return Done(older, Change()), False, pair
    kept = photos.keep(desk, described)
    is_new = kept.value.id not in looks
    looks.setdefault(kept.value.id, described.look)
    return kept, is_new, pair


def add(
    desk: Desk,
    story: str,
    sources: Sequence[Path],
    *,
    role: Role | None = None,
    caption: str = "",
    credit: str = "",
    alt: str = "",
    reuse: bool = False,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Done[Taken]:
    """Take files, and those of folders, in and place them in a story; see `take`.

    Without a role the first becomes the lead and the others inline photos.

    Raises:
        BadInput: there is no picture, or more than one for the lead; NotFound: no such story.
    """
    target = desk.store.story(story).id
    if role is Role.LEAD and len(pictures(sources)) > 1:
        raise BadInput("A story has one lead photo", todo="Add the others as inline photos")
    taken = take(desk, sources, reuse=reuse, progress=progress, cancelled=cancelled)
    words = Placement(caption=caption, credit=credit, alt=alt)
    places = [
        replace(words, photo=one.id, role=role or (Role.INLINE if number else Role.LEAD))
        for number, one in enumerate(taken.value.photos)
    ]
    if not places:
        return taken
    return Done(taken.value, taken.change | photos.place_all(desk, target, places).change)


def use_older(desk: Desk, story: str, pairs: Sequence[tuple[str, str]]) -> Done[Story]:
    """Show older photos in a story in place of those that look like them; all stay in the library.

    Args:
        desk: the open desk.
        story: its id.
        pairs: the ids of the photo that stands there and of the older one.
    """
    target = desk.store.story(story)
    instead = dict(pairs)
    body = target.body
    for photo, older in pairs:
        body = body.replace(f"(photo:{photo}", f"(photo:{older}")
    places: dict[str, Placement] = {}
    for one in target.photos:  # where the older one stands already, once is enough
        place = replace(one, photo=instead.get(one.photo, one.photo))
        key = place.photo or place.ref or place.caption
        if key not in places or place.role is Role.LEAD:
            places[key] = place
    return stories.save(desk, replace(target, photos=tuple(places.values()), body=body))


def _looks(desk: Desk) -> dict[str, str]:
    """Return what the library's photos look like, by id; some that nobody looked at are looked at now."""
    looks = desk.store.looks()
    for id_ in [id_ for id_, look in looks.items() if look is None][:_AT_ONCE]:
        try:
            original = desk.store.media_path(desk.store.photo(id_))
            looks[id_] = files.apart(files.probe, original).look
        except DeskError:
            looks[id_] = ""  # lost or damaged: looked at again when it is back
            continue
        desk.store.looked(id_, looks[id_] or "")
    return {id_: look or "" for id_, look in looks.items()}


def _older(desk: Desk, looks: dict[str, str], described: photos.Described) -> Photo | None:
    """Return the photo, the oldest first, that looks like a file of which the library has no copy."""
    if not described.look:
        return None
    known = desk.store.photo_by_hash(described.photo.hash)
    if known:
        return None
    near = (
        id_ for id_, look in looks.items() if look and files.differing(look, described.look) <= files.ALIKE
    )
    found = next(near, None)
    return desk.store.photo(found) if found else None
