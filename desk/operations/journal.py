"""What was typed and not yet stored when the program ended: found, shown, kept as the person says."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desk import paths
from desk.domain import BadInput, Change, Done, NotFound, Photo, Story, Typed, new_id
from desk.operations import curation, fronts, placing
from desk.operations import photo as photos
from desk.operations import story as stories
from desk.operations.awaited import joined
from desk.operations.desk import Desk
from desk.operations.story import NOT_COPIED
from desk.store.journal import Left, keep, read
from desk.store.media import make

__all__ = ["Left", "adopt", "apart", "aside", "drop", "keep", "left", "make", "places", "read"]

_OWN = NOT_COPIED - {"comments"}
_WORDS = ("caption", "alt", "credit", "rights")


def places(desk: Desk) -> list[Path]:
    """Return where windows keep their journals of this publication, each window's in a folder of its own.

    The second place is for when the disk of the first one refuses.
    """
    publication = desk.store.publication().id
    return [base / "journal" / publication for base in (paths.settings(), paths.temporary())]


def left(desk: Desk, window: Path) -> list[Left]:
    """Return what an ended window left that the store does not have; what the store has is dropped.

    Words that were typed for a story which had not come stand in that story.
    """
    newest: dict[str, Left] = {}
    # A whole `.new` was about to take the other's place; its time says nothing, for clocks are put back.
    for one in _read([*window.glob("*.json"), *window.glob("*.new")]):
        if one.folder == desk.folder or not one.folder.is_dir():  # else another copy will ask for its own
            newest[one.thing.id] = one
    found: list[Left] = []
    for one in newest.values():
        if _stored(desk, one):
            drop(one.file)
        else:
            found.append(one)
    return joined(desk, found)


def _read(files: Iterable[Path]) -> Iterable[Left]:
    # A writing that was cut short does not read; the one before it stands beside it.
    return filter(None, map(read, files))


def _stored(desk: Desk, one: Left) -> bool:
    """Return whether the store has these words: as they are now, or in any revision."""
    if isinstance(one.thing, Typed):
        return False  # what it differs from was compared when it was written
    now = _now(desk, one)
    if isinstance(one.thing, Photo) and isinstance(now, Photo):
        same = all(getattr(now, name) == getattr(one.thing, name) for name in _WORDS)
    elif isinstance(now, Story):
        same = replace(now, **{name: getattr(one.thing, name) for name in _OWN}) == one.thing
    else:
        return False
    return same or any(rev.hash == one.hash for rev in desk.store.revisions(one.thing.id))


def _now(desk: Desk, one: Left) -> Story | Photo | None:
    if isinstance(one.thing, Typed):
        return None
    find = desk.store.story if isinstance(one.thing, Story) else desk.store.photo
    try:
        return find(one.thing.id)
    except NotFound:
        return None


def drop(file: Path) -> None:
    """Take a journal's file away, where it still is there."""
    for suffix in (".json", ".new"):
        file.with_suffix(suffix).unlink(missing_ok=True)


def _drop(one: Left) -> None:
    for file in (one.file, *one.also):
        drop(file)


def adopt(desk: Desk, one: Left) -> Done[Story | Photo | Typed]:
    """Make the words that were left the newest revision, on top of what was stored since.

    Those of a form that the store has no place for (see `Typed.not_taken`) stay in a file.

    Raises:
        NotFound: what a form was about is there no more; its words stay where they are.
    """
    done = _adopted(desk, one)
    if isinstance(one.thing, Typed) and one.thing.not_taken:
        _set_aside(one)
    else:
        _drop(one)
    return Done(done.value, done.change, done.clashes)


def _adopted(desk: Desk, one: Left) -> Done[Story] | Done[Photo] | Done[Typed]:
    if isinstance(one.thing, Typed):
        return Done(one.thing, _put(desk, one.thing))
    if isinstance(one.thing, Photo):
        return photos.save(desk, one.thing)
    story = one.thing if _now(desk, one) else replace(one.thing, revision="")
    return stories.save(desk, story, reason="recover")


def _put(desk: Desk, form: Typed) -> Change:
    """Give a place or a container what was typed of it."""
    if form.slot is not None and form.slot_was is not None:
        done = curation.edit_slot(desk, form.where, form.slot_was, form.slot, draft=form.draft)
        if all(slot.id != form.slot.id for slot in curation.get(desk, form.where, draft=form.draft).slots):
            raise _gone(form)
        return done.change
    if form.container is not None:
        was = form.container_was
        if was is not None and fronts.get(desk, form.where).container(was.slug) is None:
            raise _gone(form)
        return placing.set_up(desk, form.where, was, form.container).change
    raise BadInput("These words go into a form", todo="Open it and write them there")


def _gone(form: Typed) -> NotFound:
    return NotFound(
        f"{form.name[:1].upper()}{form.name[1:]} is not there any more",
        kept="What was typed is still in the journal",
        todo="Copy it, or set it aside",
    )


def _set_aside(one: Left) -> None:
    for file in (one.file, *one.also):
        file.replace(file.with_suffix(".aside"))
    _drop(one)


def aside(desk: Desk, one: Left) -> Done[Story | Photo | Typed]:
    """Keep the stored words; those that were left stay in a file that nobody asks about again.

    Raises:
        NotFound: the desk had it and has it no more.
    """
    new = isinstance(one.thing, Typed) or (isinstance(one.thing, Story) and not one.thing.revision)
    stored = one.thing if new else _now(desk, one)
    if stored is None:
        raise NotFound("The desk does not have this any more", todo="Keep the words that were left")
    _set_aside(one)
    if new:
        return Done(stored, Change())
    return Done(stored, Change.of("story" if isinstance(stored, Story) else "photo", stored.id))


def apart(desk: Desk, one: Left) -> Done[Story | Photo | Typed]:
    """Keep the words that were left as a draft of their own; the stored story stays as it is."""
    if not isinstance(one.thing, Story):
        raise BadInput("These words stand once", todo="Keep these words or those that are stored")
    words = {name: getattr(one.thing, name) for name in Story.__dataclass_fields__ if name not in _OWN}
    done = stories.save(desk, Story(id=new_id(), **words), reason="recover")
    _drop(one)
    return Done(done.value, done.change)
