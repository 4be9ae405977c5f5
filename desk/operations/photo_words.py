"""What a person does with the words of photos: set them on many, by template, by the house's rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Unpack, cast

from desk import photo as files
from desk.domain import (
    BadInput,
    Cancelled,
    Change,
    Clearance,
    Done,
    NotFound,
    Photo,
    PhotoTemplate,
    Publication,
    Story,
    StoryRow,
    first_use,
    storable,
)
from desk.domain.photo_fields import PHOTO_FIELDS, Kind
from desk.domain.source_type import SCHEME, SOURCE_TYPES, source_type
from desk.operations import photo as photos
from desk.operations import story as stories
from desk.operations.bulk import Watch
from desk.operations.desk import Desk, never, nothing
from desk.photo import captions

Value = Any
"""What a field of `Photo` holds."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done with the words of photos.

    Attributes:
        revisions: each changed photo's id with the revision before and the one made.
        missing: what a template wanted of a photo and did not find, by the photo's id.
    """

    revisions: tuple[tuple[str, str, str], ...] = ()
    missing: Mapping[str, tuple[str, ...]] | None = None


def value(name: str, said: str, zone: str = "UTC") -> Value:
    """Return what a field holds, from the words that a terminal, a template or a list gives.

    Raises:
        BadInput: no photo has that field, or it cannot hold this.
    """
    if name not in PHOTO_FIELDS:
        raise BadInput(f"No photo has “{name[:80]}”", todo=f"Use {', '.join(PHOTO_FIELDS)}")
    said, kind = storable(said).strip(), PHOTO_FIELDS[name].kind
    try:
        match kind:
            case Kind.SEVERAL:
                return tuple(dict.fromkeys(part for one in said.split(";") if (part := one.strip())))
            case Kind.TIME:
                return _time(said, zone) if said else None
            case Kind.YES:
                return {"yes": True, "no": False, "": False}[said.casefold()]
            case Kind.CLEARANCE:
                return Clearance("" if said.casefold() == "unknown" else said.casefold())
            case Kind.SOURCE_TYPE:
                return _source_type(said)
            case _:
                return said
    except (ValueError, KeyError) as error:
        raise BadInput(
            f"“{said[:80]}” is not what “{PHOTO_FIELDS[name].label}” holds",
            kept="Nothing was changed",
            todo=f"Write {_HOW[kind]}",
        ) from error


_HOW = {
    Kind.TIME: "a time such as 2026-12-24 18:00",
    Kind.YES: "yes or no",
    Kind.CLEARANCE: "cleared, refused or unknown",
    Kind.SOURCE_TYPE: f"one of {', '.join(SOURCE_TYPES)}",
}


def _time(said: str, zone: str) -> datetime:
    from desk import exchange  # late: it reads whole publications, and a start reads none

    return exchange.parse_time(said, zone=zone, at=datetime.now(UTC))


def _source_type(said: str) -> str:
    by_label = {label.casefold(): name for name, label in SOURCE_TYPES.items()}
    name = source_type(by_label.get(said.casefold(), said))
    if said and not name:
        raise ValueError(said)
    return SCHEME + name if name else ""


def chosen(desk: Desk, keys: Sequence[str]) -> list[Photo]:
    """Return the photos that ids, files' names or stories (`story:SLUG`, all its photos) mean, each once.

    Raises:
        NotFound: one of them means none.
        BadInput: a file's name means several.
    """
    found: dict[str, Photo] = {}
    for key in keys:
        if key.startswith("story:"):
            found |= photos.of_story(desk, desk.store.story(key.removeprefix("story:")))
        else:
            photo = named(desk, key)
            found[photo.id] = photo
    return list(found.values())


def named(desk: Desk, key: str) -> Photo:
    """Return the photo that an id or a file's name means; raises NotFound, or BadInput for several."""
    try:
        return desk.store.photo(key)
    except NotFound:
        alike = [photo for photo in desk.store.photos() if photo.name == key]
        if not alike:
            raise
    if len(alike) > 1:
        raise BadInput(
            f"{len(alike)} photos are called {key[:80]}",
            todo=f"Name one by its id: {', '.join(photo.id for photo in alike[:5])}",
        )
    return alike[0]


def edit(
    desk: Desk,
    keys: Sequence[str],
    values: Mapping[str, Value],
    *,
    added: Mapping[str, Sequence[str]] | None = None,
    **watch: Unpack[Watch],
) -> Done[Edited]:
    """Set fields on many photos, all or none; the newsroom's codes and the house's credits apply.

    What is not named of a photo is left alone, whoever writes it meanwhile.

    Args:
        desk: the open desk.
        keys: as `chosen` takes them.
        values: fields of `Photo` by name, as `value` gives them.
        added: keywords or persons to be put behind those that each photo has.
        watch: who looks on.

    Raises:
        Cancelled: a person stopped it; nothing was changed.
    """
    publication = desk.store.publication()
    house, more = in_house(publication, values), in_house(publication, added or {})

    def set_(photo: Photo) -> tuple[Photo, tuple[str, ...]]:
        grown = {name: _with(getattr(photo, name), some) for name, some in more.items()}
        return replace(photo, **house, **grown), ()

    return _each(desk, chosen(desk, keys), set_, watch)


def _with(own: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return words with others behind them, none twice however it is written."""
    found = {one.casefold(): one for one in own}
    for one in more:
        found.setdefault(one.casefold(), one)
    return tuple(found.values())


def in_house(publication: Publication, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return words with the newsroom's codes spelled out and the credit in the house's style."""
    codes = dict(publication.photo_codes)
    made = {name: _expanded(said, codes) for name, said in values.items()}
    if isinstance(credit := made.get("credit"), str):
        made["credit"] = captions.house_credit(credit, publication.credit_rules)
    return made


def _expanded(said: Value, codes: Mapping[str, str]) -> Value:
    if isinstance(said, str):
        return captions.expanded(said, codes)
    if isinstance(said, tuple):
        return tuple(captions.expanded(one, codes) for one in cast("tuple[str, ...]", said))
    return said


def expanded(publication: Publication, words: str) -> str:
    r"""Return words with each code that the newsroom knows (`\jd\`) spelled out."""
    return captions.expanded(words, dict(publication.photo_codes))


def credit_in(publication: Publication, caption: str) -> tuple[str, str] | None:
    """Return a caption without the credit in its tail, and that credit in the house's style; None without."""
    return captions.credit_in(caption, publication.credit_rules)


def template(publication: Publication, name: str) -> PhotoTemplate:
    """Return a template by its name; raises NotFound, naming those there are."""
    known = {one.name.casefold(): one for one in publication.photo_templates}
    if name.casefold() not in known:
        there = ", ".join(one.name for one in publication.photo_templates)
        raise NotFound(f"There is no template “{name[:80]}”", todo=f"Use {there}" if there else "Make one")
    return known[name.casefold()]


def filled(
    publication: Publication, wanted: PhotoTemplate, photo: Photo, language: str = ""
) -> tuple[Photo, tuple[str, ...]]:
    """Return a photo with a template's words, and the names of what these wanted and did not find.

    A field's words are there for the patterns below it; a pattern that comes to nothing leaves its field.
    """
    missing: dict[str, None] = {}
    for name, pattern in wanted.words:
        words = captions.fill(pattern, photo, language or publication.language)
        missing |= dict.fromkeys(words.missing)
        if words.words:
            set_ = value(name, words.words, publication.timezone)
            photo = replace(photo, **in_house(publication, {name: set_}))
    return photo, tuple(missing)


def apply(
    desk: Desk, name: str, keys: Sequence[str], *, language: str = "", **watch: Unpack[Watch]
) -> Done[Edited]:
    """Put a template's words on many photos, all or none.

    Dates are written in the language given, else in that of the newest story that shows the photo, else in
    the publication's.

    Raises:
        NotFound: there is no such template or photo.
        Cancelled: a person stopped it; nothing was changed.
    """
    publication = desk.store.publication()
    wanted = template(publication, name)

    def with_words(photo: Photo) -> tuple[Photo, tuple[str, ...]]:
        shown = language or next((row.language for row in desk.store.uses(photo.id)), "")
        return filled(publication, wanted, photo, shown)

    return _each(desk, chosen(desk, keys), with_words, watch)


def take_back(desk: Desk, done: Edited) -> Done[Edited]:
    """Give photos the words of before, where nobody has changed those since."""
    made = {id_: (before, after) for id_, before, after in done.revisions}

    def back(photo: Photo) -> tuple[Photo, tuple[str, ...]]:
        before, after = (desk.store.at_revision(revision) for revision in made[photo.id])
        changed = [
            one.name
            for one in fields(Photo)
            if one.name not in ("revision", "updated")
            and getattr(before, one.name) != getattr(after, one.name) == getattr(photo, one.name)
        ]
        return replace(photo, **{field: getattr(before, field) for field in changed}), ()

    return _each(desk, desk.store.photos(made), back)


def _each(
    desk: Desk,
    found: Sequence[Photo],
    change: Callable[[Photo], tuple[Photo, tuple[str, ...]]],
    watch: Watch | None = None,
) -> Done[Edited]:
    watch = watch or {}
    progress, cancelled = watch.get("progress", nothing), watch.get("cancelled", never)
    revisions: list[tuple[str, str, str]] = []
    missing: dict[str, tuple[str, ...]] = {}
    total = Change()
    with desk.store.batch():
        for number, photo in enumerate(found, 1):
            if cancelled():
                raise Cancelled("Stopped", kept="No photo was changed")
            after, lacking = change(photo)
            if lacking:
                missing[photo.id] = lacking
            if after != photo:
                done = photos.save(desk, after)
                revisions.append((photo.id, photo.revision, done.value.revision))
                total |= done.change
            progress(number, len(found))
    return Done(Edited(tuple(revisions), missing), total)


def disagreements(desk: Desk, photo: str) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Return the fields of which a photo's file says different things in different places.

    Each has pairs of the place (`XMP`, `IIM`, `EXIF`) and its value, that which counts first.
    """
    return files.apart(files.disagreeing, desk.store.media_path(desk.store.photo(photo)))


def here(desk: Desk, story: str, photo: str, **words: str) -> Done[Story]:
    """Set the caption or alt text that a photo has in one story alone; empty for the photo's own.

    Raises:
        NotFound: the story does not show the photo.
    """
    shown = desk.store.story(story)
    if photo not in (place.photo for place in shown.photos):
        raise NotFound(f"The story {shown.slug} does not show this photo", kept="Nothing was changed")
    said = in_house(desk.store.publication(), words)
    places = tuple(replace(place, **said) if place.photo == photo else place for place in shown.photos)
    return stories.save(desk, replace(shown, photos=places))


def uses(desk: Desk, photo: str) -> list[StoryRow]:
    """Return the rows of the stories that show a photo, newest change first."""
    return desk.store.uses(photo)


def known(desk: Desk, ids: Iterable[str]) -> dict[str, tuple[Photo, str]]:
    """Return photos that are there, by id, each with the story that first showed it where one may."""
    found: dict[str, tuple[Photo, str]] = {}
    for id_ in ids:
        try:
            photo = desk.store.photo(id_)
        except NotFound:
            continue
        found[id_] = photo, first_use(desk.store.uses(id_)) if photo.one_use else ""
    return found
