"""Two people's versions of one story made one, its body aside."""

from collections import Counter
from dataclasses import replace

from desk.domain.checking import merge_said
from desk.domain.comment import merge_comments
from desk.domain.merge import merge_fields
from desk.domain.story import Placement, Role, Story

_ROWS = ("bylines", "tags", "corrections", "dismissals", "overrides", "quotes")
_WORDS = ("caption", "alt", "credit")
_Places = dict[tuple[str, int], Placement]


def merge_stories(base: Story, mine: Story, theirs: Story) -> tuple[Story, dict[str, str]]:
    """Join what two people made of a story: lists one by one, all else by field; the body is mine.

    Returns:
        The story, and what they set and I set otherwise, which does not stand in it: names of fields, and
        `caption of photo 2` and the like with what they wrote there.
    """
    merged, clashes = merge_fields(base, mine, theirs)
    rows = {
        name: merge_said(getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in _ROWS
        if name in clashes
    }
    photos, words = _photos(base.photos, mine.photos, theirs.photos)
    told = {name: "" for name in clashes if name not in (*_ROWS, "photos", "comments", "body")}
    comments = merge_comments(base.comments, mine.comments, theirs.comments)
    return replace(merged, **rows, photos=photos, comments=comments), told | words


def _photos(
    base: tuple[Placement, ...], mine: tuple[Placement, ...], theirs: tuple[Placement, ...]
) -> tuple[tuple[Placement, ...], dict[str, str]]:
    """Join the photos that two people placed; one stays first among leads, mine before theirs."""
    if theirs in (base, mine):
        return mine, {}
    if mine == base:
        return theirs, {}
    old, ours, others = _placed(base), _placed(mine), _placed(theirs)
    order = others if [*ours] == [*old] else ours
    found: list[Placement] = []
    told: dict[str, str] = {}
    for key in dict.fromkeys((*order, *ours, *others)):
        place, words = _joined(old.get(key), ours.get(key), others.get(key))
        if place is not None:
            found.append(place)
            told |= {f"{name} of photo {len(found)}": said for name, said in words.items()}
    return _one_lead(found, mine), told


def _placed(places: tuple[Placement, ...]) -> _Places:
    """Return photos by what they are, those that stand twice (or wait for their file) by their number."""
    seen = Counter[str]()
    found: _Places = {}
    for place in places:
        found[place.photo, seen[place.photo]] = place
        seen[place.photo] += 1
    return found


def _joined(
    was: Placement | None, mine: Placement | None, theirs: Placement | None
) -> tuple[Placement | None, dict[str, str]]:
    """Return one photo's place; what one took out stays where the other did something to it."""
    if mine is None or theirs is None:
        kept = mine or theirs
        return (None if kept == was else kept), {}
    bare = was or replace(mine, caption="", alt="", credit="")
    place, clashes = merge_fields(bare, mine, theirs)
    return place, {name: getattr(theirs, name) for name in clashes if name in _WORDS}


def _one_lead(places: list[Placement], mine: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """Leave one lead where both sides chose another."""
    chosen = {place.photo for place in mine if place.role is Role.LEAD}
    leads = [place for place in places if place.role is Role.LEAD]
    lead = next((place for place in leads if place.photo in chosen), leads[0] if leads else None)
    return tuple(
        replace(place, role=Role.INLINE) if place.role is Role.LEAD and place is not lead else place
        for place in places
    )
