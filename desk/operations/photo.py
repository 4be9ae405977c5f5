"""What a person does with photos: take files in, place them in stories, write their words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from desk import photo as files
from desk.domain import (
    BadInput,
    Change,
    Clash,
    Conflict,
    Crop,
    Done,
    Photo,
    Placement,
    Role,
    Story,
    new_id,
    storable,
)
from desk.domain.merge import merge_fields
from desk.operations import story as stories
from desk.operations.desk import Desk


def get(desk: Desk, photo: str) -> Photo:
    """Return a photo by its id; raises NotFound."""
    return desk.store.photo(photo)


def of_story(desk: Desk, story: Story) -> dict[str, Photo]:
    """Return the photos that a story places, by id."""
    return {
        found.id: found for found in desk.store.photos([place.photo for place in story.photos if place.photo])
    }


def straightened(photo: Photo) -> tuple[int, int]:
    """Return the pixels (width, height) that a photo's angle leaves of it; crops are shares of these."""
    return files.straightened(photo.width, photo.height, photo.angle)


def framed(photo: Photo, ratio: str) -> Crop:
    """Return what is shown of a photo in a shape (`16:9`; empty for its story's page), as shares of it."""
    return files.frame(photo, ratio)


@dataclass(frozen=True, slots=True)
class Described:
    """A picture file that may be taken in: what would be kept of it.

    Attributes:
        photo: the new photo.
        look: what it looks like, see `Store.looks`.
        source: the file.
    """

    photo: Photo
    look: str
    source: Path | bytes


def describe(desk: Desk, source: Path | bytes, *, name: str = "") -> Described:
    """Read a picture file to its end, away from this program; nothing is changed.

    Raises:
        BadInput: it is no picture, or one that cannot be taken.
    """
    info = files.apart(files.probe, source, desk.store.publication().photo_limits)
    photo = Photo(
        id=new_id(),
        hash=info.hash,
        format=info.format,
        width=info.width,
        height=info.height,
        size=info.size,
        name=name or (source.name if isinstance(source, Path) else "pasted picture"),
        **cast("dict[str, Any]", info.found.words),
    )
    return Described(photo, info.look, source)


def keep(desk: Desk, described: Described) -> Done[Photo]:
    """Put a file into the library with the words it carries; a file already there stays as it is."""
    kept = desk.store.add_photo(described.photo, described.source, desk.who, look=described.look)
    return Done(kept, Change.of("photo", kept.id))


def take_in(desk: Desk, source: Path | bytes, *, name: str = "") -> Done[Photo]:
    """Put a file into the library with the words it carries; a file already there stays as it is.

    Raises:
        BadInput: it is no picture, or one that cannot be taken; nothing is changed.
    """
    return keep(desk, describe(desk, source, name=name))


def add(
    desk: Desk,
    story: str,
    sources: Sequence[Path | bytes],
    *,
    role: Role = Role.LEAD,
    caption: str = "",
    credit: str = "",
    alt: str = "",
) -> Done[Story]:
    """Take files in and place them in a story, all or none.

    A lead takes the words that waited for it; the lead it replaces becomes an inline photo. An inline photo
    is set at the end of the body.
    """
    if not sources:
        raise BadInput("No file was named", todo="Name at least one picture")
    if role is Role.LEAD and len(sources) > 1:
        raise BadInput("A story has one lead photo", todo="Add the others as inline photos")
    described = [describe(desk, source) for source in sources]
    words = Placement(role=role, caption=caption, credit=credit, alt=alt)
    with desk.store.batch():
        kept = [keep(desk, one) for one in described]
        placed = place_all(desk, story, [replace(words, photo=done.value.id) for done in kept])
    return Done(placed.value, placed.change | Change.of("photo", *(done.value.id for done in kept)))


def place_all(desk: Desk, story: str, places: Sequence[Placement]) -> Done[Story]:
    """Place photos of the library in a story, all or none."""
    change = Change()
    with desk.store.batch():
        for one in places:
            change |= place(desk, story, one).change
    return Done(desk.store.story(story), change)


def place(desk: Desk, story: str, given: Placement) -> Done[Story]:
    """Place a photo of the library in a story; words that the photo lacks become its own."""
    target = desk.store.story(story)
    waiting = target.lead if given.role is Role.LEAD and target.lead and not target.lead.photo else None
    if waiting:
        given = replace(
            given,
            caption=given.caption or waiting.caption,
            credit=given.credit or waiting.credit,
            alt=given.alt or waiting.alt,
            ref=waiting.ref,
        )
    given, change = settled(desk, given)
    body = target.body
    if given.role is Role.INLINE and not given.ref and f"(photo:{given.photo}" not in body:
        body = f"{body.rstrip()}\n\n![](photo:{given.photo})\n".lstrip()
    done = stories.save(desk, replace(target, photos=_placed(target, given), body=body))
    return Done(done.value, done.change | change)


def _placed(story: Story, given: Placement) -> tuple[Placement, ...]:
    if given.role is Role.LEAD:
        old = story.lead
        demoted = (replace(old, role=Role.INLINE),) if old and old.photo and old.photo != given.photo else ()
        rest = tuple(place for place in story.photos if place is not old and place.photo != given.photo)
        return (given, *rest, *demoted)
    if any(place.photo == given.photo and place.role is Role.INLINE for place in story.photos):
        return story.photos
    return (*story.photos, given)


def settled(desk: Desk, given: Placement) -> tuple[Placement, Change]:
    """Give a placement's words to the photo where it has none; those that differ stay with this use."""
    photo = desk.store.photo(given.photo)
    words = {name: getattr(given, name) for name in ("caption", "credit", "alt")}
    own = {name: word for name, word in words.items() if word and not getattr(photo, name)}
    if own:
        photo = desk.store.save_photo(replace(photo, **own), desk.who)
    left = {name: "" if word == getattr(photo, name) else word for name, word in words.items()}
    return replace(given, **left), Change.of("photo", photo.id) if own else Change()


def save(desk: Desk, photo: Photo) -> Done[Photo]:
    """Keep a photo's changed words; where somebody else saved in between, each field's newer words stand.

    Of a field that both changed, mine stands and a clash says where theirs are.
    """
    photo = storable(photo)
    clashes: tuple[Clash, ...] = ()
    try:
        saved = desk.store.save_photo(photo, desk.who)
    except Conflict:
        base, theirs = desk.store.at_revision(photo.revision), desk.store.photo(photo.id)
        if not isinstance(base, Photo):
            raise
        merged, names = merge_fields(base, photo, theirs)
        merged = replace(merged, revision=theirs.revision, updated=theirs.updated)
        saved = desk.store.save_photo(merged, desk.who, reason="merge")
        clashes = tuple(
            Clash("photo", photo.id, name, saved.revision, theirs.revision)
            for name in names
            if name not in ("revision", "updated")
        )
    used = [row.id for row in desk.store.uses(saved.id)]
    return Done(saved, Change.of("photo", saved.id, *used), clashes)


def uses(desk: Desk, photo: str) -> int:
    """Return in how many stories a photo stands."""
    return len(desk.store.uses(photo))
