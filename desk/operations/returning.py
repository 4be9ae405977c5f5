"""A story that was handed out as a file and comes back into its own desk: what was changed in it is saved."""

from dataclasses import replace

from desk import exchange
from desk.domain import Done, NotADesk, NotFound, Placement, Role, Story
from desk.operations import story as stories
from desk.operations.desk import Desk

_SAID = (
    "headline",
    "kicker",
    "standfirst",
    "body",
    "bylines",
    "dateline",
    "source",
    "kind",
    "section",
    "tags",
    "language",
    "text_direction",
    "seo_title",
    "seo_description",
    "corrections",
    "notes",
    "comments",
)
"""What a file may say otherwise; status, times and address are the desk's own."""


def handed_out(desk: Desk, draft: exchange.Draft) -> Story | None:
    """Return the version that a file was made of; None where this desk does not have it, or not any more."""
    if not draft.story.revision:
        return None
    try:
        given = desk.store.at_revision(draft.story.revision)
        desk.store.row(given.id)
    except (NotFound, NotADesk):
        return None
    return given if isinstance(given, Story) else None


def added(desk: Desk, draft: exchange.Draft, given: Story) -> tuple[exchange.Picture, ...]:
    """Return the pictures in the text that the story does not have."""
    now = desk.store.story(given.id)
    places = (*given.photos, *now.photos)
    refs = {ref for place in places for ref in (place.ref, f"photo:{place.photo}")}
    return tuple(
        one
        for one in draft.pictures
        if one.place.role is Role.INLINE and one.path and one.place.ref not in refs
    )


def take(
    desk: Desk, draft: exchange.Draft, given: Story, places: tuple[Placement, ...]
) -> tuple[Done[Story] | None, list[str]]:
    """Save what a file says otherwise than the version that it was made of, merged with what came since.

    Both are read in the same way, so that what a file cannot say is no change.

    Args:
        desk: the open desk.
        draft: the file.
        given: the version that was handed out.
        places: of the pictures that were added.

    Returns:
        The story, None where it says all of that already; and what was left out, a line each.
    """
    was = exchange.again(stories.worded(desk, given), desk.store.publication().timezone, draft.key)
    changed = {
        name: value for name in _SAID if (value := getattr(draft.story, name)) != getattr(was.story, name)
    }
    left = [f"{given.headline}: captions and credits stay as they are here"] * bool(
        _words(draft, places) - _words(was, ())
    )
    now = desk.store.story(given.id)
    if not places and all(getattr(now, name) == value for name, value in changed.items()):
        return None, left
    mine = replace(given, **changed, photos=(*given.photos, *places))
    return stories.save(desk, mine, reason="import"), left


def _words(draft: exchange.Draft, apart: tuple[Placement, ...]) -> set[tuple[str, ...]]:
    """Return the words of a file's pictures, save those of some places."""
    refs = {place.ref for place in apart}
    places = [one.place for one in draft.pictures if one.place.ref not in refs or not one.place.ref]
    said = {(place.caption, place.alt, place.credit) for place in places}
    return {words for words in said if any(words)}
