"""Where two people set the same thing at the same time: what each set, and the choice between them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, cast

from desk import text
from desk.domain import (
    Clash,
    Container,
    CuratedList,
    Done,
    Front,
    NotFound,
    Photo,
    Publication,
    Section,
    Slot,
    Story,
)
from desk.domain.language import name as language_name
from desk.operations import curation, fronts
from desk.operations import desk as desks
from desk.operations import photo as photos
from desk.operations import story as stories
from desk.operations.desk import Desk

_SAID = {
    "alt": "alternative text",
    "base_url": "base URL",
    "timezone": "time zone",
    "headline_limit": "headline length",
    "standfirst_limit": "standfirst length",
    "starts": "start",
    "ends": "end",
    "seo_title": "title for search engines",
    "seo_description": "description for search engines",
}
_NEVER_BOTH = frozenset({"title", "base_url", "language", "timezone", "theme", "source", "section"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A clash as people are told of it.

    Attributes:
        what: `the caption of “ferry.jpg”`.
        mine, theirs: what stands and what the other set, as text.
        author: the other.
        both: whether both can stand together.
        stand: whether they do already.
    """

    clash: Clash
    what: str
    mine: str
    theirs: str
    author: str
    both: bool
    stand: bool = False


def told(desk: Desk, clash: Clash) -> Asked | None:
    """Return what is to be asked; None where it is settled: the field holds something else by now."""
    try:
        thing = _thing(desk, clash)
        author = next(one.author for one in desk.store.revisions(clash.id) if one.id == clash.theirs)
        if clash.said:
            _one_alone(desk, clash)
            mine, theirs = clash.said
            return Asked(clash, _named(desk, clash), mine, theirs, author, both=True, stand=True)
        mine, theirs = (_held(desk, clash, one) for one in (clash.mine, clash.theirs))
        if getattr(thing, clash.field) != mine or mine == theirs:
            return None
    except (NotFound, AttributeError, StopIteration):
        return None  # the thing, its place or its revision went
    both = _joined(clash.field, mine, theirs) is not None
    said = _text(desk, clash, mine), _text(desk, clash, theirs)
    return Asked(clash, _named(desk, clash), *said, author, both)


def take_mine(desk: Desk, clash: Clash) -> Done[Any]:
    """Take what the other wrote out of a story's body, where both stand; raises NotFound where it is gone."""
    return _set(desk, clash, _one_alone(desk, clash)[0])


def take_theirs(desk: Desk, clash: Clash) -> Done[Any]:
    """Set the field to what the other had set; raises NotFound where both stood in a story and do no more."""
    if clash.said:
        return _set(desk, clash, _one_alone(desk, clash)[1])
    return _set(desk, clash, _held(desk, clash, clash.theirs))


def take_both(desk: Desk, clash: Clash) -> Done[Any]:
    """Set the field to both, mine first; raises NotFound where both cannot stand together."""
    both = _joined(clash.field, *(_held(desk, clash, one) for one in (clash.mine, clash.theirs)))
    if both is None:
        raise NotFound("Both cannot stand together", todo="Keep the one or the other")
    return _set(desk, clash, both)


def _one_alone(desk: Desk, clash: Clash) -> tuple[str, str]:
    """Return a story's body with my words alone at a place, and with theirs alone."""
    mine, theirs = clash.said
    alone = text.one_alone(desk.store.story(clash.id).body, mine, theirs)
    if alone is None:
        raise NotFound("Both stand there no more", kept="Nothing was changed")
    return alone


def _thing(desk: Desk, clash: Clash) -> Story | Photo | Publication | Slot | Container:
    if clash.kind == "story":
        return desk.store.story(clash.id)
    if clash.kind == "photo":
        return desk.store.photo(clash.id)
    if clash.kind == "publication":
        return desk.store.publication()
    if clash.kind == "front":
        return _part(fronts.get(desk, clash.id), clash.slot)
    return _slot(_listed(desk, clash), clash.slot)


def _part(front: Front, id_: str) -> Slot | Container:
    """Return a slot or a container of a front."""
    parts = (*(slot for _, slot in front.slots()), *front.containers)
    found = next((one for one in parts if one.id == id_), None)
    if found is None:
        raise NotFound("This place is on the front no more")
    return found


def _listed(desk: Desk, clash: Clash) -> CuratedList:
    held = desk.store.at_revision(clash.theirs)
    assert isinstance(held, CuratedList)
    return desk.store.curated(held.slug)


def _slot(held: CuratedList, slot: str) -> Slot:
    found = next((one for one in held.slots if one.id == slot), None)
    if found is None:
        raise NotFound("This place is on the list no more")
    return found


def _held(desk: Desk, clash: Clash, revision: str) -> Any:  # noqa: ANN401  (any field's value)
    thing = desk.store.at_revision(revision)
    if isinstance(thing, Front):
        return getattr(_part(thing, clash.slot), clash.field)
    return getattr(_slot(thing, clash.slot) if isinstance(thing, CuratedList) else thing, clash.field)


def _set(desk: Desk, clash: Clash, value: object) -> Done[Any]:
    thing = _thing(desk, clash)
    wanted: Any = replace(thing, **{clash.field: value})
    if clash.kind == "front":
        return _set_part(desk, clash, value)
    if isinstance(thing, Slot):
        return curation.edit_slot(desk, _listed(desk, clash).slug, thing, wanted)
    saves: dict[str, Callable[[Desk, Any], Done[Any]]] = {
        "story": stories.save,
        "photo": photos.save,
        "publication": desks.save_publication,
    }
    return saves[clash.kind](desk, wanted)


def _set_part(desk: Desk, clash: Clash, value: object) -> Done[Front]:
    """Set a field of a slot or container: for readers too where they see what the draft has."""

    def edit(front: Front) -> Front:
        try:
            part: Any = replace(_part(front, clash.slot), **{clash.field: value})
        except NotFound:
            return front
        return fronts.with_slot(front, part) if isinstance(part, Slot) else front.with_container(part)

    draft, shown = fronts.get(desk, clash.id), fronts.live(desk, clash.id)
    part = _part(draft, clash.slot)
    alike = shown is not None and part in (*(slot for _, slot in shown.slots()), *shown.containers)
    return (fronts.edit_live if alike else fronts.edit)(desk, clash.id, edit)


def _joined(field: str, mine: object, theirs: object) -> object | None:
    """Return both values as one, None where that would be neither."""
    if isinstance(mine, str) and isinstance(theirs, str) and not isinstance(mine, Enum):
        if field in _NEVER_BOTH:
            return None
        return ("\n\n" if field == "footer" else " / ").join(one for one in (mine, theirs) if one)
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        held, others = cast("tuple[Any, ...]", mine), cast("tuple[Any, ...]", theirs)
        known = {_key(one) for one in held}
        return (*held, *(one for one in others if _key(one) not in known))
    return None


def _key(item: object) -> object:
    return item.slug if isinstance(item, Section) else item


def _named(desk: Desk, clash: Clash) -> str:
    field = _SAID.get(clash.field, clash.field)
    if clash.kind == "story":
        headline = desk.store.row(clash.id).headline or "Untitled"
        return f"the same words of “{headline}”" if clash.said else f"the {field} of “{headline}”"
    if clash.kind == "photo":
        photo = desk.store.photo(clash.id)
        return f"the {field} of “{photo.name or 'a photo'}”"
    if clash.kind == "publication":
        return f"the publication’s {field}"
    slot = _thing(desk, clash)
    if isinstance(slot, Container):
        return f"the {field} of “{slot.name}”"
    assert isinstance(slot, Slot)
    where = _where(desk, clash)
    shown = desk.store.row(slot.story).headline if slot.story else slot.headline or slot.url
    return f"the {field} of “{shown or 'Untitled'}” on {where}"


def _where(desk: Desk, clash: Clash) -> str:
    """Return what people call the list or container of a place."""
    if clash.kind == "list":
        return _listed(desk, clash).name
    return next(one.name for one, slot in fronts.get(desk, clash.id).slots() if slot.id == clash.slot)


def _text(desk: Desk, clash: Clash, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(desks.zone(desks.publication(desk))):%Y-%m-%d %H:%M}"
    if isinstance(value, tuple):
        items = cast("tuple[Any, ...]", value)
        return ", ".join(one.name if isinstance(one, Section) else str(one) for one in items)
    if clash.field == "language":
        return language_name(str(value))
    return "" if value is None else str(value)
