"""What an editor does with lists: the named ones and a story's related links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from desk.domain import (
    BadInput,
    Change,
    Clash,
    Conflict,
    CuratedList,
    Done,
    NotFound,
    Slot,
    StoryRow,
    new_id,
    related_slug,
    storable,
)
from desk.domain.merge import merge_fields
from desk.operations.desk import Desk

_TRIES = 5

Slots = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A slot and, where it holds one, the story as a list shows it."""

    slot: Slot
    row: StoryRow | None


def lists(desk: Desk) -> list[CuratedList]:
    """Return the publication's named lists."""
    return desk.store.lists()


def get(desk: Desk, slug: str) -> CuratedList:
    """Return a list by its slug; raises NotFound naming the lists there are."""
    return desk.store.curated(slug)


def related(desk: Desk, story: str) -> CuratedList:
    """Return the related links of a story, an empty list where it has none."""
    return desk.store.curated(related_slug(story))


def cards(desk: Desk, slug: str) -> tuple[CuratedList, list[Card]]:
    """Return a list and its slots with the stories they hold."""
    found = desk.store.curated(slug)
    return found, [Card(slot, desk.store.row(slot.story) if slot.story else None) for slot in found.slots]


def place(
    desk: Desk,
    slug: str,
    target: str,
    *,
    position: int | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    headline: str = "",
    teaser: str = "",
    source: str = "",
) -> Done[CuratedList]:
    """Put a story (id or slug) or a link (http, https) on a list; one that stands there moves.

    Args:
        desk: the open desk.
        slug: the list.
        target: what to put there.
        position: 1-based place; None for the end, or for where it stands.
        starts: shown from.
        ends: shown until.
        headline: shown in place of the story's own; a link takes its host where none is given.
        teaser: shown in place of the story's own.
        source: who publishes a link.

    Raises:
        BadInput: the place, the times or the link cannot be.
        NotFound: no such story or list.
    """
    if starts and ends and ends <= starts:
        raise BadInput("The end is not after the start", todo="Give a later end")
    if position is not None and position < 1:
        raise BadInput(f"There is no place {position}", todo="Places start at 1")
    new = _slot(desk, target)
    if slug == related_slug(new.story):
        raise BadInput("A story cannot be related to itself", todo="Choose another story")
    given = {"starts": starts, "ends": ends, "headline": headline, "teaser": teaser, "source": source}
    given = {name: value for name, value in given.items() if value}

    def put(slots: Slots) -> Slots:
        old = next((slot for slot in slots if slot.target == new.target), None)
        slot = replace(old or new, **given)
        rest = [slot for slot in slots if slot.target != new.target]
        at = slots.index(old) if old and position is None else len(rest) if position is None else position - 1
        return (*rest[:at], slot, *rest[at:])

    return change(desk, slug, put)


def remove(desk: Desk, slug: str, target: str) -> Done[CuratedList]:
    """Take a story (id or slug) or a link off a list; raises NotFound where it does not stand there."""
    wanted = target if _is_url(target) else desk.store.story(target).id

    def take(slots: Slots) -> Slots:
        rest = tuple(slot for slot in slots if wanted not in (slot.story, slot.url))
        if rest == slots:
            raise NotFound(f"“{target}” does not stand on this list", kept="Nothing was changed")
        return rest

    return change(desk, slug, take)


def change(desk: Desk, slug: str, edit: Callable[[Slots], Slots]) -> Done[CuratedList]:
    """Edit a list's slots; where somebody else saved it in between, the edit is done on their version."""
    for left in range(_TRIES, 0, -1):
        found = desk.store.curated(slug)
        try:
            saved = desk.store.save_list(storable(replace(found, slots=edit(found.slots))), desk.who)
        except Conflict:
            if left == 1:
                raise
        else:
            kind = "related" if slug.startswith("related:") else "list"
            touched = {slot.story for slot in (*found.slots, *saved.slots) if slot.story}
            return Done(saved, Change.of(kind, saved.id, slug, *touched))
    raise AssertionError("unreachable")


def put_back(desk: Desk, slug: str, slots: Slots, over: Slots | None = None) -> Done[CuratedList]:
    """Give a list the slots it had, as undo does.

    With `over`, the slots as the change to be undone left them, what others did since stays.
    """
    return change(desk, slug, lambda held: slots if over is None else _undone(slots, over, held))


def _undone(before: Slots, after: Slots, held: Slots) -> Slots:
    """Return what a list is without one change: the slots before it, with what others did since."""
    left, now = ({slot.id: slot for slot in side} for side in (after, held))
    kept = [
        now[slot.id] if slot == left.get(slot.id) and slot.id in now else slot
        for slot in before
        if slot.id not in left or slot.id in now  # others took it off
    ]
    added = [slot for slot in held if slot.id not in left and all(slot.id != one.id for one in before)]
    return (*kept, *added)


def edit_slot(desk: Desk, slug: str, was: Slot, wanted: Slot) -> Done[CuratedList]:
    """Set the fields of a place that differ from what it was when a person began.

    Of a field that somebody else set otherwise meanwhile, mine stands and a clash says where theirs is.
    """
    seen: dict[str, tuple[str, ...]] = {}

    def edit(slots: Slots) -> Slots:
        seen.clear()
        return tuple(_edited(slot) if slot.id == wanted.id else slot for slot in slots)

    def _edited(held: Slot) -> Slot:
        merged, seen["fields"] = merge_fields(was, wanted, held)
        crossed = merged.starts and merged.ends and merged.ends <= merged.starts
        return replace(merged, starts=wanted.starts, ends=wanted.ends) if crossed else merged

    with desk.store.batch():  # nobody saves between what is read and what is written
        theirs = desk.store.curated(slug).revision
        done = change(desk, slug, edit)
    saved = done.value
    clashes = tuple(
        Clash("list", saved.id, name, saved.revision, theirs, wanted.id) for name in seen.get("fields", ())
    )
    return replace(done, clashes=clashes)


def _slot(desk: Desk, target: str) -> Slot:
    if not _is_url(target):
        return Slot(id=new_id(), story=desk.store.story(target).id)
    host = urlsplit(target).hostname or ""
    return Slot(id=new_id(), url=target, headline=host, source=host)


def _is_url(target: str) -> bool:
    if "://" not in target:
        return False
    try:
        parts = urlsplit(target)
        fit = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fit = False
    if not fit or any(c.isspace() or c in '<>"' for c in target):
        raise BadInput(f"“{target}” is no link for readers", todo="Give one that starts with https://")
    return True


def is_link(text: str) -> bool:
    """Return whether a person's words are a web address."""
    try:
        return _is_url(text)
    except BadInput:
        return False


def relate(desk: Desk, story: str, targets: Sequence[str]) -> Done[CuratedList]:
    """Add related links to a story, in order, all or none."""
    return _each(desk, related_slug(desk.store.story(story).id), targets, place)


def unrelate(desk: Desk, story: str, targets: Sequence[str]) -> Done[CuratedList]:
    """Take related links off a story, all or none."""
    return _each(desk, related_slug(desk.store.story(story).id), targets, remove)


def _each(
    desk: Desk, slug: str, targets: Sequence[str], act: Callable[[Desk, str, str], Done[CuratedList]]
) -> Done[CuratedList]:
    if not targets:
        raise BadInput("No story was named", todo="Name at least one")
    total = Change()
    with desk.store.batch():
        for target in targets:
            done = act(desk, slug, target)
            total |= done.change
    return Done(desk.store.curated(slug), total)


def act(
    desk: Desk,
    slug: str,
    action: str,
    targets: Sequence[str],
    *,
    position: int | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> Done[CuratedList]:
    """Do `add`, `move` or `remove` with several stories, all or none; `position` is the first one's place."""
    total = Change()
    with desk.store.batch():
        for number, target in enumerate(targets):
            if action == "move" and _slot(desk, target).target not in {
                s.target for s in get(desk, slug).slots
            }:
                raise NotFound(f"“{target}” does not stand on this list", todo="Add it first")
            if action == "remove":
                done = remove(desk, slug, target)
            else:
                at = None if position is None else position + number
                done = place(desk, slug, target, position=at, starts=starts, ends=ends)
            total |= done.change
    return Done(get(desk, slug), total)
