"""What a person does with a story."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

from desk import text
from desk.domain import (
    Addressed,
    BadInput,
    Change,
    Clash,
    Comment,
    Conflict,
    Counts,
    Done,
    NotFound,
    Photo,
    Placement,
    Publication,
    Revision,
    Status,
    Story,
    StoryPage,
    StoryQuery,
    StoryRow,
    free_slug,
    is_slug,
    merge_stories,
    new_id,
    related_slug,
    slugify,
    storable,
)
from desk.domain.byline import parse_bylines
from desk.operations.desk import Desk

_ASKED = ("headline", "kicker", "standfirst", "seo_title", "seo_description", "section", "language")
"""Fields of which people are asked whose words stand, where two set them at the same time."""

_PAGE, _FAR = 100, 2_000  # rows that are read at a time and behind what is seen, and at most
_QUOTES = '"“”„«»'
_NO_FILES: Mapping[str, str] = MappingProxyType({})
_TALK = ("comments", "dismissals", "overrides", "quotes")  # about one story as it goes on
NOT_COPIED = {
    *("id", "slug", "old_slugs", "old_sections", "status", "created", "updated", "published", "revision"),
    "origin",
    *_TALK,
}
"""What a copy does not take from a story: its address, its standing, its times, its talk."""


def get(desk: Desk, key: str) -> Story:
    """Return a story by id, slug or former slug; raises NotFound."""
    return desk.store.story(key)


def rows(desk: Desk, query: StoryQuery) -> StoryPage:
    """Return the rows that a query shows."""
    return StoryPage(desk.store.rows(query), desk.store.hints(query.search))


def ids(desk: Desk, query: StoryQuery) -> list[str]:
    """Return the ids of all the stories that a query shows, loaded or not."""
    return desk.store.story_ids(query)


def counts(desk: Desk, query: StoryQuery, cancelled: Callable[[], bool] | None = None) -> Counts:
    """Return how many stories of each kind a query finds; raises Cancelled when it is no longer wanted."""
    return desk.store.counts(query, cancelled)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a story stands in a list: its row, None where the list has it not, and the story behind it."""

    story: str
    row: StoryRow | None
    before: str = ""


def stand(desk: Desk, query: StoryQuery, stories: Sequence[str]) -> list[Standing]:
    """Return where some stories now stand among those that a query shows, in its order.

    A list that puts them there one after the other, the last first, has its order again.
    """
    if not stories:
        return []
    alone = replace(query, ids=tuple(stories), limit=0, after=None)
    found = desk.store.rows(alone)
    gone = set(stories) - {row.id for row in found}
    standing = [Standing(story, None) for story in stories if story in gone]
    for row in reversed(found):
        behind = desk.store.rows(replace(query, after=row, limit=1))
        standing.append(Standing(row.id, row, behind[0].id if behind else ""))
    return standing


def rows_to(desk: Desk, query: StoryQuery, seen: Set[str]) -> StoryPage:
    """Return the rows of a query; where hundreds have come before the stories that were seen, on to those."""
    found, hints = rows(desk, query)
    if not found or not seen or not desk.store.rows(replace(query, ids=tuple(seen), limit=1)):
        return StoryPage(found, hints)
    more = found = list(found)
    while more and len(found) < _FAR and seen.isdisjoint(row.id for row in found[:-_PAGE]):
        more = desk.store.rows(replace(query, after=found[-1], limit=_PAGE))
        found += more
    return StoryPage(found, hints)


def changed(desk: Desk, since: datetime | None, most: int) -> list[str]:
    """Return the ids of the stories that changed since a time, newest first, of more than `most` one more."""
    rows = desk.store.rows(StoryQuery(statuses=tuple(Status), limit=most + 1))
    return [row.id for row in rows if since is None or row.updated > since]


def row(desk: Desk, key: str) -> StoryRow:
    """Return one story as the list shows it."""
    return desk.store.row(key)


def history(desk: Desk, story: str) -> list[Revision]:
    """Return a story's revisions, oldest first."""
    return desk.store.revisions(story)


def draft(
    publication: Publication, *, section: str = "", language: str = "", headline: str = "", byline: str = ""
) -> Story:
    """Return an empty draft, in the publication's language and first section where none is given.

    The store has none of it before it is saved.
    """
    return Story(
        id=new_id(),
        headline=headline,
        bylines=parse_bylines(byline),
        language=language or publication.language,
        section=section or (publication.sections[0].slug if publication.sections else ""),
    )


def new(
    desk: Desk, *, section: str = "", language: str = "", headline: str = "", byline: str = ""
) -> Done[Story]:
    """Make an empty draft and keep it; see `draft`."""
    publication = desk.store.publication()
    made = draft(publication, section=section, language=language, headline=headline, byline=byline)
    return save(desk, made, reason="create")


def save(desk: Desk, story: Story, *, reason: str = "edit") -> Done[Story]:
    """Keep a story as it now is.

    The address follows the headline until the story is first published or a person sets another. Where
    somebody else saved in between, both versions are merged: see `_merge`; what both set otherwise is told as
    clashes. Where somebody deleted it, it is there again.

    Raises:
        SlugClash: the address that a person chose is another story's.
        BadInput: an address or section that cannot stand in one.
    """
    try:
        return _saved(desk, story, reason)
    except BadInput:
        clean = storable(story)  # what no file can hold is so rare that a save first does without a look
        if clean is story:
            raise
        return _saved(desk, clean, reason)


def _saved(desk: Desk, story: Story, reason: str) -> Done[Story]:
    story, clashes = _with_quotes(story, desk.who.author), ()
    if story.section and not is_slug(story.section):
        raise BadInput(f"“{story.section}” cannot stand in an address", todo="Use a-z, 0-9 and hyphens")
    if not (is_slug(story.slug) and _automatic(story)):  # one that follows its headline is asked nothing
        story = _addressed(desk, story, desk.store.addressed(story.id) if story.revision else None)
    try:
        saved = desk.store.save_story(story, desk.who, reason=reason)
    except NotFound:
        saved = desk.store.save_story(replace(story, revision=""), desk.who, reason=reason)
    except Conflict:
        with desk.store.batch():  # nobody saves between what is read and what is written
            saved, clashes = _merge(desk, story)
    return Done(saved, Change.of("story", saved.id), clashes)


def _with_quotes(story: Story, author: str) -> Story:
    """Return a story that remembers the quotations in it as they first stood."""
    if not any(sign in story.body for sign in _QUOTES):
        return story
    from desk import checks  # most saves hold a quotation, no start does

    quotes = checks.remembered(story, author, datetime.now(UTC))
    return story if quotes == story.quotes else replace(story, quotes=quotes)


def _addressed(desk: Desk, story: Story, before: Addressed | None) -> Story:
    if story.slug and story.slug != (before.slug if before else ""):
        if not is_slug(story.slug):
            raise BadInput(
                f"“{story.slug}” cannot stand in an address",
                todo=f"Use a-z, 0-9 and hyphens, such as {slugify(story.slug)}",
            )
        return story
    follows = before is None or (not before.published and _automatic(before))
    if story.slug and not (follows and not _automatic(story)):
        return story
    slug = free_slug(slugify(story.headline), lambda slug: taken(desk, slug, story.id))
    return replace(story, slug=slug)


def _automatic(story: Story | Addressed) -> bool:
    """Return whether the address is the one that the headline gives."""
    rest = story.slug.removeprefix(slugify(story.headline))
    return rest == "" or (rest != story.slug and rest[:1] == "-" and rest[1:].isdigit())


def taken(desk: Desk, slug: str, story: str = "") -> bool:
    """Return whether an address is, or was, another story's."""
    try:
        found = desk.store.story(slug)
    except NotFound:
        return False
    return found.id != story and slug in (found.slug, *found.old_slugs)


def _merge(desk: Desk, mine: Story) -> tuple[Story, tuple[Clash, ...]]:
    """Join two people's versions: the body by paragraph, lists one by one, the rest by field.

    A clash keeps both: of a field, mine stands and theirs goes into the notes to the desk.
    """
    theirs = desk.store.story(mine.id)
    base = _parted_at(desk, mine)
    merged, other = merge_stories(base, mine, theirs)
    body, _ = text.merge(base.body, mine.body, theirs.body)
    lines = [merged.notes, *_also(desk, theirs, other)]
    merged = replace(
        merged,
        body=body,
        notes="\n".join(line for line in lines if line),
        revision=theirs.revision,
        created=theirs.created,
        updated=theirs.updated,
    )
    saved = desk.store.save_story(merged, desk.who, reason="merge", merge_of=base.revision)
    both = partial(Clash, "story", saved.id, mine=saved.revision, theirs=theirs.revision)
    places = text.clashing(base.body, mine.body, theirs.body)
    fields = [both(name) for name in _ASKED if name in other]
    return saved, (*fields, *(both("body", said=said) for said in places))


def _also(desk: Desk, theirs: Story, other: Mapping[str, str]) -> list[str]:
    """Say what another person set otherwise; an address that follows its headline is not theirs."""
    if not other:
        return []
    from desk.operations import comparing  # few saves meet another

    said = comparing.in_words(comparing.beside(desk, theirs))
    told = {name: words or said.get(name, "") for name, words in other.items()}
    return [
        f"Also written at the same time — {name.replace('_', ' ')}: {words}"
        for name, words in told.items()
        if words and not (name == "slug" and _automatic(theirs))
    ]


def _parted_at(desk: Desk, mine: Story) -> Story:
    """Return the version from which two went apart.

    Where that was pruned, one without a word and with the standing of mine: both texts stay, their standing.
    """
    try:
        base = desk.store.at_revision(mine.revision)
    except NotFound:
        standing = {name: getattr(mine, name) for name in NOT_COPIED - {"revision", *_TALK}}
        return Story(**standing)
    if not isinstance(base, Story):
        raise TypeError(f"revision {mine.revision} is no story")
    return base


def set_status(desk: Desk, key: str, status: Status, *, at: datetime | None = None) -> Done[Story]:
    """Move a story to a status; publishing sets its first publication time."""
    return save(desk, moved(desk.store.story(key), status, at), reason="status")


def moved(story: Story, status: Status, at: datetime | None = None) -> Story:
    """Return a story in another status; raises BadInput where it cannot be published."""
    if status is Status.PUBLISHED and not story.headline.strip():
        raise BadInput("A story without a headline cannot be published", todo="Write its headline first")
    published = story.published or ((at or datetime.now(UTC)) if status is Status.PUBLISHED else None)
    return replace(story, status=status, published=published)


def put_comment(desk: Desk, key: str, comment: Comment) -> Done[Story]:
    """Put a comment on a story, in place of the one with its id."""
    story = desk.store.story(key)
    others = tuple(held for held in story.comments if held.id != comment.id)
    return save(desk, replace(story, comments=(*others, comment)))


def duplicate(desk: Desk, key: str) -> Done[Story]:
    """Make a draft with the same words, photos and related links under its own address."""
    story = desk.store.story(key)
    copied = {name: getattr(story, name) for name in Story.__dataclass_fields__ if name not in NOT_COPIED}
    with desk.store.batch():
        done = save(desk, Story(id=new_id(), **copied), reason="create")
        related = desk.store.curated(related_slug(story.id))
        if related.slots:
            slots = tuple(replace(slot, id=new_id()) for slot in related.slots)
            own = desk.store.curated(related_slug(done.value.id))
            desk.store.save_list(replace(own, slots=slots), desk.who)
    return done


def restore(desk: Desk, revision: str, *, over: str = "") -> Done[Story]:
    """Bring back the words of an earlier revision as a new one; address, status and comments stay.

    With `over`, a later revision, only what came by that one is taken back: what was written since stays.
    """
    old = desk.store.at_revision(revision)
    if not isinstance(old, Story):
        raise NotFound(f"Revision {revision} is not a story's")
    now = desk.store.at_revision(over) if over else desk.store.story(old.id)
    kept = {name: getattr(now, name) for name in NOT_COPIED}
    return save(desk, replace(old, **kept), reason="restore")


def standing(desk: Desk, story: str) -> list[tuple[str, str, int]]:
    """Return where a story stands: each list's slug, name and 1-based place."""
    fronts = {(one.container, one.name, one.place): None for one in desk.store.standings(story)}
    return [*fronts, *((found.slug, found.name, index + 1) for found, index in desk.store.places(story))]


def html(desk: Desk, key: str) -> str:
    """Return a story's body as cleaned HTML."""
    from desk.site.clean import clean

    return clean(text.html(desk.store.story(key).body))


def markdown(desk: Desk, key: str, files: Mapping[str, str] = _NO_FILES) -> str:
    """Return a story as Markdown with front matter, its photos' own words among it.

    `files` names each photo's file beside the text, by photo id.
    """
    return as_markdown(worded(desk, desk.store.story(key)), files)


def worded(desk: Desk, story: Story) -> Story:
    """Return a story with its photos' own words where its places have none."""
    photos = {photo.id: photo for photo in desk.store.photos([p.photo for p in story.photos if p.photo])}
    return replace(story, photos=tuple(_worded(p, photos.get(p.photo)) for p in story.photos))


def _worded(place: Placement, photo: Photo | None) -> Placement:
    words = ("caption", "alt", "credit") if photo else ()
    return replace(place, **{name: getattr(place, name) or getattr(photo, name) for name in words})


def as_markdown(story: Story, files: Mapping[str, str] = _NO_FILES) -> str:
    """Return a working copy as Markdown with front matter, stored or not; see `markdown`."""
    from desk import exchange

    return exchange.markdown(story, files)


def plain(desk: Desk, key: str) -> str:
    """Return a story's words as plain text."""
    from desk import exchange

    return exchange.plain(desk.store.story(key))


def set_slug(desk: Desk, key: str, slug: str) -> Done[Story]:
    """Give a story the address that a person chose; raises BadInput or SlugClash."""
    return save(desk, replace(desk.store.story(key), slug=slug.strip()))
