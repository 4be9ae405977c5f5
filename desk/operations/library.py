"""The photo library: what a list of it shows, words changed in many photos at once, files replaced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desk import photo as files
from desk.domain import (
    BadInput,
    Cancelled,
    Change,
    Completion,
    Done,
    Photo,
    PhotoIds,
    PhotoQuery,
    PhotoRow,
    Placement,
    Role,
    Story,
    StoryRow,
    storable,
)
from desk.operations import photo as photos
from desk.operations.desk import Desk, Progress, never, nothing

TEXTS = (
    *("headline", "title", "caption", "alt", "extended", "credit", "creator", "jobtitle", "copyright"),
    *("source", "taken", "place", "city", "state", "country", "country_code", "rights", "usage_terms"),
    *("instructions", "caption_writer", "job", "web_statement"),
)
"""The words that can be changed in many photos at once."""

ADDED = ("keywords", "persons")
"""What many photos are given beside what each has."""


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


def uses(desk: Desk, photo: str) -> list[StoryRow]:
    """Return the stories in which a photo stands, newest change first."""
    return desk.store.uses(photo)


@dataclass(frozen=True, slots=True)
class Shared:
    """What photos have in common.

    Attributes:
        words: of each field of `TEXTS` and `ADDED` that all have alike; semicolons stand between several.
        first: the first of them.
        used: the stories in which it stands, where it is the only one.
    """

    words: dict[str, str]
    first: Photo | None = None
    used: tuple[StoryRow, ...] = ()


def shared(desk: Desk, ids: Sequence[str], cancelled: Callable[[], bool] = never) -> Shared:
    """Return what photos have in common; raises Cancelled where that is no longer wanted."""
    found: dict[str, set[str]] = {name: set() for name in (*TEXTS, *ADDED)}
    first: Photo | None = None
    for start in range(0, len(ids), _AT_ONCE):
        if cancelled():
            raise Cancelled("Another photo was chosen")
        for row in desk.store.photo_rows(ids[start : start + _AT_ONCE]):
            first = first or row.photo
            for name, values in found.items():
                if len(values) < 2:
                    value = getattr(row.photo, name)
                    values.add(value if isinstance(value, str) else "; ".join(value))
    words = {name: values.pop() for name, values in found.items() if len(values) == 1}
    alone = first is not None and len(ids) == 1
    return Shared(words, first, tuple(desk.store.uses(first.id)) if alone and first else ())


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done with photos: each one's id with the revision before and the one made.

    Attributes:
        revisions: the photos that were changed; those that were so already are left out.
        fields: the names of what was changed.
        passed: names of photos that were left as they are, since somebody changed them meanwhile.
    """

    revisions: tuple[tuple[str, str, str], ...] = ()
    fields: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def change(
    desk: Desk,
    ids: Sequence[str],
    words: Mapping[str, str],
    added: Mapping[str, Sequence[str]] | None = None,
    *,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Done[Changed]:
    """Write words into photos, all or none, and nothing else of them: what others write meanwhile stays.

    Args:
        desk: the desk.
        ids: the photos.
        words: the new words of each field of `TEXTS` that is to be changed.
        added: keywords or persons to be put behind those that each photo has.
        progress: told how many are done.
        cancelled: asked whether to stop.

    Raises:
        BadInput: a field is none of these.
        Cancelled: a person stopped it; nothing was changed.
    """
    more = dict(added or {})
    unknown = [name for name in words if name not in TEXTS] + [name for name in more if name not in ADDED]
    if unknown:
        raise BadInput(
            f"“{unknown[0][:40]}” cannot be changed in many photos", todo=f"Use {', '.join(TEXTS)}"
        )

    def edit(photo: Photo) -> Photo:
        grown = {name: _with(getattr(photo, name), some) for name, some in more.items()}
        return replace(photo, **{**words, **grown})

    revisions, total = _each(desk, ids, edit, "edit", progress, cancelled)
    return Done(Changed(revisions, (*words, *more)), total)


def set_words(desk: Desk, photo: str, words: Mapping[str, str | Sequence[str]]) -> Done[Changed]:
    """Write words into one photo; keywords and persons are those given and no others.

    Raises:
        BadInput: a field is none of `TEXTS` and `ADDED`.
    """
    unknown = [name for name in words if name not in (*TEXTS, *ADDED)]
    if unknown:
        raise BadInput(f"A photo has no words called “{unknown[0][:40]}”")
    values: dict[str, Any] = {
        name: _with((), value) if name in ADDED else value for name, value in words.items()
    }
    revisions, total = _each(desk, [photo], lambda one: replace(one, **values), "edit", nothing, never)
    return Done(Changed(revisions, tuple(words)), total)


def take_back(desk: Desk, done: Changed) -> Done[Changed]:
    """Give photos the words of before; a photo of which somebody has changed these since stays as it is."""
    made = {id_: (before, after) for id_, before, after in done.revisions}
    passed: list[str] = []

    def back(photo: Photo) -> Photo:
        before, after = (desk.store.at_revision(revision) for revision in made[photo.id])
        if any(getattr(photo, name) != getattr(after, name) for name in done.fields):
            passed.append(photo.name or photo.id)
            return photo
        return replace(photo, **{name: getattr(before, name) for name in done.fields})

    revisions, total = _each(desk, list(made), back, "restore", nothing, never)
    return Done(Changed(revisions, done.fields, tuple(passed)), total)


def _with(own: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return words with others behind them, none twice however it is written."""
    every = [" ".join(storable(one).split()) for one in more]
    found: dict[str, str] = {one.casefold(): one for one in own}
    for one in every:
        if one:
            found.setdefault(one.casefold(), one)
    return tuple(found.values())


def _each(
    desk: Desk,
    ids: Sequence[str],
    edit: Callable[[Photo], Photo],
    reason: str,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> tuple[tuple[tuple[str, str, str], ...], Change]:
    """Save each photo as an edit makes it, in one transaction; return the revisions and what changed."""
    wanted = list(dict.fromkeys(ids))
    made: list[tuple[str, str, str]] = []
    touched: list[str] = []
    with desk.store.batch():
        for number, id_ in enumerate(wanted, 1):
            if cancelled():
                raise Cancelled("Stopped", kept="No photo was changed")
            photo = desk.store.photo(id_)
            saved = desk.store.save_photo(storable(edit(photo)), desk.who, reason=reason)
            if saved.revision != photo.revision:
                made.append((photo.id, photo.revision, saved.revision))
                touched += [photo.id, *(row.id for row in desk.store.uses(photo.id))]
            progress(number, len(wanted))
    return tuple(made), Change.of("photo", *touched) if touched else Change()


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
    info = files.probe(source)
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
    saved = desk.store.replace_original(back, desk.store.media_path(back), desk.who)
    return _replaced(desk, saved, now.revision, ())


def _replaced(desk: Desk, saved: Photo, before: str, reset: tuple[str, ...]) -> Done[Replaced]:
    used = [row.id for row in desk.store.uses(saved.id)]
    return Done(Replaced(saved, before, reset, len(used)), Change.of("photo", saved.id, *used))
