"""Bringing other people's files into the desk, each file whole or not at all."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desk import exchange, paths
from desk.domain import (
    BadInput,
    Change,
    DeskError,
    Done,
    Photo,
    Placement,
    Role,
    Slot,
    Status,
    Story,
    Who,
    free_slug,
    is_slug,
    new_id,
    related_slug,
    slugify,
)
from desk.operations import curation, photo, photo_folder, returning
from desk.operations import desk as desks
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress
from desk.store.faults import disk_faults


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made and what it left.

    Attributes:
        made: the new stories.
        changed: stories that had been handed out, as they now stand.
        skipped: what was not taken and why, one line each.
        failed: files that could not be read; nothing of them was stored.
    """

    made: tuple[Story, ...] = ()
    changed: tuple[Story, ...] = ()
    skipped: tuple[str, ...] = ()
    failed: tuple[tuple[Path, DeskError], ...] = ()


def files(
    desk: Desk,
    sources: Sequence[Path],
    *,
    status: Status | None = None,
    encoding: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Done[Imported]:
    """Import files and folders.

    A file that cannot be read stops nothing but itself. What was imported before is known by its words and
    not made again; a story that this desk handed out is saved with what was changed in it.

    Args:
        desk: the open desk.
        sources: plain pages, Markdown with front matter, folders and zips of them, publication folders.
        status: the status of every new story; None for what each file says, else draft.
        encoding: the encoding of texts that are not UTF-8.
        progress: told how many files are done.
        cancelled: asked between files; what was imported before stays.

    Raises:
        BadInput: a source is not there.
    """
    opened: list[Path] = []
    failed: list[tuple[Path, DeskError]] = []
    with ExitStack() as unpacked:
        for source in sources:
            try:
                opened.append(_opened(source, unpacked))
            except BadInput as error:
                failed.append((source, error))
        done = _files(desk, opened, status, encoding, progress, cancelled)
    return replace(done, value=replace(done.value, failed=(*failed, *done.value.failed)))


def _opened(source: Path, unpacked: ExitStack) -> Path:
    """Return a source; of a zip the folder that it is unpacked into until `unpacked` ends."""
    if source.suffix.lower() != exchange.ARCHIVE or not source.is_file():
        return source
    with disk_faults():
        folder = Path(unpacked.enter_context(tempfile.TemporaryDirectory(prefix="desk-zip-")))
        exchange.unpack(source, folder)
    return folder


def _files(
    desk: Desk,
    sources: Sequence[Path],
    status: Status | None,
    encoding: str,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Done[Imported]:
    work: list[tuple[Path, Path]] = []
    skipped: list[str] = []
    for source in sources:
        texts, left = exchange.files(source)
        root = source if source.is_dir() else source.parent
        work += [(text, root) for text in texts]
        skipped += left
    made: list[Story] = []
    changed: list[Story] = []
    failed: list[tuple[Path, DeskError]] = []
    change = Change()
    for number, (text, root) in enumerate(work, 1):
        if cancelled and cancelled():
            skipped.append(f"Stopped: {len(work) - number + 1} files were not looked at")
            break
        try:
            zone = desk.store.publication().timezone
            found = exchange.read(text, root=root, zone=zone, encoding=encoding)
            done = store(desk, found, status=status)
        except DeskError as error:
            failed.append((text, error))
        else:
            made += done.value.made
            changed += done.value.changed
            skipped += done.value.skipped
            change |= done.change
        if progress:
            progress(number, len(work))
    return Done(Imported(tuple(made), tuple(changed), tuple(skipped), tuple(failed)), change)


def store(desk: Desk, found: exchange.Found, *, status: Status | None = None) -> Done[Imported]:
    """Store what one file holds, all or nothing."""
    made: list[Story] = []
    changed: list[Story] = []
    skipped = list(found.skipped)
    ids: dict[str, str] = {}
    change = Change()
    seen = _described(desk, found.stories)  # before the transaction, in which others cannot save
    with desk.store.batch():
        for draft in found.stories:
            known = desk.store.by_origin(draft.story.origin)
            if known:
                ids[draft.key] = known[0]
                skipped.append(f"{draft.story.headline}: already here, nothing changed")
                continue
            given = returning.handed_out(desk, draft)
            if given is not None:
                back, lost = _back(desk, draft, given, seen)
                ids[draft.key] = given.id
                skipped += lost
                change |= back.change
                changed += back.value
                continue
            done, lost = _story(desk, draft, status, seen)
            skipped += lost
            ids[draft.key] = done.value.id
            made.append(done.value)
            change |= done.change
        if made:
            change |= _lists(desk, found.lists, ids)
            change |= _lists(
                desk, {related_slug(ids[key]): slots for key, slots in found.related.items()}, ids
            )
    return Done(Imported(tuple(made), tuple(changed), tuple(skipped)), change)


def _back(
    desk: Desk, draft: exchange.Draft, given: Story, seen: "_Seen"
) -> tuple[Done[list[Story]], list[str]]:
    """Save a story that was handed out, where its file says anything new."""
    places, change, lost = _pictures(desk, returning.added(desk, draft, given), seen)
    done, left = returning.take(desk, draft, given, places)
    lost += left
    if done is None:
        return Done([], change), [*lost, f"{draft.story.headline}: already here, nothing changed"]
    return Done([done.value], done.change | change), lost


_Seen = dict[Path, photo.Described | BadInput]
"""Picture files that were read, or why one cannot be taken."""


def _described(desk: Desk, drafts: Iterable[exchange.Draft]) -> _Seen:
    """Read the pictures that are not here yet."""
    new = (draft for draft in drafts if not desk.store.by_origin(draft.story.origin))
    seen: _Seen = {}
    pictures = (picture.path for draft in new for picture in _new_pictures(desk, draft) if picture.path)
    for path in dict.fromkeys(pictures):
        try:
            seen[path] = photo.describe(desk, path)
        except BadInput as error:
            seen[path] = error
    return seen


def _new_pictures(desk: Desk, draft: exchange.Draft) -> Sequence[exchange.Picture]:
    given = returning.handed_out(desk, draft)
    return draft.pictures if given is None else returning.added(desk, draft, given)


def _story(
    desk: Desk, draft: exchange.Draft, status: Status | None, seen: _Seen
) -> tuple[Done[Story], list[str]]:
    publication = desk.store.publication()
    wanted = status or draft.status or Status.DRAFT
    published = draft.story.published
    if wanted is Status.PUBLISHED and published is None:
        published = datetime.now(UTC)
    section = draft.story.section
    if section and not is_slug(section):
        section = slugify(section)
    slug = draft.story.slug
    if slug:
        slug = free_slug(slug if is_slug(slug) else slugify(slug), lambda one: stories.taken(desk, one))
    places, change, lost = _pictures(desk, draft.pictures, seen)
    story = replace(
        draft.story,
        id=new_id(),
        slug=slug,
        section=section or (publication.sections[0].slug if publication.sections else ""),
        language=draft.story.language or publication.language,
        status=wanted,
        published=published,
        photos=places,
        revision="",
    )
    done = stories.save(desk, story, reason="import")
    return Done(done.value, done.change | change), lost


def _pictures(
    desk: Desk, pictures: Iterable[exchange.Picture], seen: _Seen
) -> tuple[tuple[Placement, ...], Change, list[str]]:
    """Take in the files; a lead whose file is bad keeps its words and waits for a good one."""
    places: list[Placement] = []
    lost: list[str] = []
    change = Change()
    for picture in pictures:
        if picture.path is None:
            places.append(picture.place)
            continue
        try:
            taken = _taken(desk, picture.path, seen)
        except BadInput as error:
            lost.append(str(error))
            if picture.place.role is Role.LEAD:
                places.append(picture.place)
            continue
        place, words = photo.settled(desk, replace(picture.place, photo=taken.value.id))
        places.append(place)
        change |= taken.change | words
    return tuple(places), change, lost


def _taken(desk: Desk, path: Path, seen: _Seen) -> Done[Photo]:
    described = seen.get(path) or photo.describe(desk, path)
    if isinstance(described, BadInput):
        raise described
    return photo.keep(desk, described)


def _lists(desk: Desk, lists: Mapping[str, Sequence[Slot]], ids: Mapping[str, str]) -> Change:
    change = Change()
    for slug, found in lists.items():
        slots = [replace(slot, id=new_id(), story=ids.get(slot.story, slot.story)) for slot in found]

        def add(held: tuple[Slot, ...], slots: list[Slot] = slots) -> tuple[Slot, ...]:
            there = {slot.target for slot in held}
            return (*held, *(slot for slot in slots if slot.target not in there))

        change |= curation.change(desk, slug, add).change
    return change


def sample(folder: Path, who: Who) -> Desk:
    """Write the sample publication as a desk folder and open it; raises BadInput where something is there."""
    return publication(paths.resources() / "sample", folder, who)


def _told(draft: exchange.Draft) -> datetime:
    return draft.story.published or draft.story.created or datetime.now(UTC)


def publication(source: Path, folder: Path, who: Who) -> Desk:
    """Make a desk of a publication folder.

    Raises:
        BadInput: a file of it is at fault, or `photos.toml` names a photo that no text shows; nothing is
            made. Where a picture that it names is no good one, the desk is made, and that is said.
    """
    found = exchange.publication(source)
    shown = [picture.path for draft in found.stories for picture in draft.pictures if picture.path]
    photo_folder.check(source, {path.name for path in shown if path.is_file()})
    # Oldest first, so that the newest story is the newest change.
    found = replace(found, stories=tuple(sorted(found.stories, key=_told)))
    settings = replace(found.publication, id=new_id())
    desks.check(settings)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"There is something already: {folder}", todo="Choose a new or an empty folder")
    desk = desks.create(folder, who, settings=settings)
    try:
        store(desk, found)
        photo_folder.take(desk, source)
    except BaseException:
        desk.close()
        raise
    return desk
