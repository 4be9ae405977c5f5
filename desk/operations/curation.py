"""What an editor does with lists, for readers at once: containers of fronts, a story's related links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from desk.domain import (
    FRONT,
    BadInput,
    Change,
    Clash,
    Conflict,
    Container,
    CuratedList,
    Done,
    Front,
    NotFound,
    Slot,
    StoryRow,
    new_id,
    related_slug,
    storable,
)
from desk.domain.merge import merge_fields
from desk.operations import fronts
from desk.operations.desk import Desk

_TRIES = 5

Slots = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A slot and, where it holds one, the story as a list shows it."""

    slot: Slot
    row: StoryRow | None


Listed = CuratedList | Container
"""What holds slots: related links, or a container of a front."""


def lists(desk: Desk) -> list[Container]:
    """Return the containers that readers see, of every front."""
    fronts_ = desk.store.live_fronts(datetime.now(UTC))
    return [
        one for front in sorted(fronts_, key=lambda front: front.slug != FRONT) for one in front.containers
    ]


def get(desk: Desk, slug: str, *, draft: bool = False) -> Listed:
    """Return a list as readers see it, or its draft, by its slug; raises NotFound naming those there are."""
    if slug.startswith(related_slug("")):
        return desk.store.curated(slug)
    front = fronts.holding(desk, slug)
    shown = None if draft else fronts.live(desk, front.id)
    found = (shown and shown.container(slug)) or front.container(slug)
    assert found is not None
    return found


def related(desk: Desk, story: str) -> CuratedList:
    """Return the related links of a story, an empty list where it has none."""
    return desk.store.curated(related_slug(story))


def cards(desk: Desk, slug: str) -> tuple[Listed, list[Card]]:
    """Return a list and its slots with the stories they hold."""
    found = get(desk, slug)
    rows = desk.store.rows_of(slot.story for slot in found.slots if slot.story)
    return found, [Card(slot, rows.get(slot.story)) for slot in found.slots]


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
    draft: bool = False,
) -> Done[Listed]:
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
        draft: in the draft of the list's front alone; readers see it once that is made live.

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

    return change(desk, slug, put, draft=draft)


def remove(desk: Desk, slug: str, target: str, *, draft: bool = False) -> Done[Listed]:
    """Take a story (id or slug) or a link off a list; raises NotFound where it does not stand there."""
    wanted = target if _is_url(target) else desk.store.story(target).id

    def holds(slots: Slots) -> bool:
        return any(wanted in (slot.story, slot.url) for slot in slots)

    if not any(holds(one.slots) for one in _versions(desk, slug, draft)):
        raise NotFound(f"“{target}” does not stand on this list", kept="Nothing was changed")
    return change(
        desk, slug, lambda slots: tuple(slot for slot in slots if wanted not in (slot.story, slot.url))
    )


def _versions(desk: Desk, slug: str, draft: bool) -> list[Listed]:
    """Return a list as the draft of its front has it, and unless that is meant alone as readers see it."""
    return [get(desk, slug, draft=True), *([] if draft else [get(desk, slug)])]


def change(desk: Desk, slug: str, edit: Callable[[Slots], Slots], *, draft: bool = False) -> Done[Listed]:
    """Edit a list's slots; where somebody else saved it meanwhile, on their version.

    A container changes for readers at once, unless in the draft of its front alone.
    """
    if not slug.startswith(related_slug("")):
        return _change_container(desk, slug, edit, draft)
    for left in range(_TRIES, 0, -1):
        found = desk.store.curated(slug)
        try:
            saved = desk.store.save_list(storable(replace(found, slots=edit(found.slots))), desk.who)
        except Conflict:
            if left == 1:
                raise
        else:
            touched = {slot.story for slot in (*found.slots, *saved.slots) if slot.story}
            return Done(saved, Change.of("related", saved.id, slug, *touched))
    raise AssertionError("unreachable")


def _change_container(desk: Desk, slug: str, edit: Callable[[Slots], Slots], draft: bool) -> Done[Listed]:
    def changed(front: Front) -> Front:
        held = front.container(slug)
        return front.with_container(replace(held, slots=edit(held.slots))) if held else front

    act = fronts.edit if draft else fronts.edit_live
    done = act(desk, fronts.holding(desk, slug).id, changed)
    return Done(get(desk, slug, draft=draft), done.change)


def put_back(desk: Desk, slug: str, slots: Slots, over: Slots | None = None) -> Done[Listed]:
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


def edit_slot(desk: Desk, slug: str, was: Slot, wanted: Slot, *, draft: bool = False) -> Done[Listed]:
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
        _, _, theirs = _versioned(desk, slug)
        done = change(desk, slug, edit, draft=draft)
        kind, id_, mine = _versioned(desk, slug)
    clashes = tuple(Clash(kind, id_, name, mine, theirs, wanted.id) for name in seen.get("fields", ()))
    return replace(done, clashes=clashes)


def _versioned(desk: Desk, slug: str) -> tuple[str, str, str]:
    """Return what has a list's versions: its kind, its id and its newest revision."""
    if slug.startswith(related_slug("")):
        found = desk.store.curated(slug)
        return "list", found.id, found.revision
    front = fronts.holding(desk, slug)
    return "front", front.id, front.revision


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


def relate(desk: Desk, story: str, targets: Sequence[str]) -> Done[Listed]:
    """Add related links to a story, in order, all or none."""
    return _each(desk, related_slug(desk.store.story(story).id), targets, place)


def unrelate(desk: Desk, story: str, targets: Sequence[str]) -> Done[Listed]:
    """Take related links off a story, all or none."""
    return _each(desk, related_slug(desk.store.story(story).id), targets, remove)


def _each(
    desk: Desk, slug: str, targets: Sequence[str], act: Callable[[Desk, str, str], Done[Listed]]
) -> Done[Listed]:
    if not targets:
        raise BadInput("No story was named", todo="Name at least one")
    total = Change()
    with desk.store.batch():
        for target in targets:
            done = act(desk, slug, target)
            total |= done.change
    return Done(get(desk, slug), total)


def act(
    desk: Desk,
    slug: str,
    action: str,
    targets: Sequence[str],
    *,
    position: int | None = None,
    starts: datetime | None = None,
    ends: datetime | None = None,
    draft: bool = False,
) -> Done[Listed]:
    """Do `add`, `move` or `remove` with several stories, all or none; `position` is the first one's place."""
    total = Change()
    with desk.store.batch():
        for number, target in enumerate(targets):
            if action == "move" and _slot(desk, target).target not in {
                s.target for s in get(desk, slug, draft=draft).slots
            }:
                raise NotFound(f"“{target}” does not stand on this list", todo="Add it first")
            if action == "remove":
                done = remove(desk, slug, target, draft=draft)
            else:
                at = None if position is None else position + number
                done = place(desk, slug, target, position=at, starts=starts, ends=ends, draft=draft)
            total |= done.change
    return Done(get(desk, slug, draft=draft), total)
