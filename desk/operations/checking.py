"""The copy desk at work: what it looks at, what it finds, and what people say to that."""

import gc
import os
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from desk import checks
from desk.checks import Case, Stand, Target
from desk.domain import (
    Dismissal,
    Finding,
    Level,
    NotFound,
    OwnSite,
    Photo,
    Publication,
    Slot,
    Status,
    Story,
    StoryQuery,
    first_use,
    related_slug,
    right,
)
from desk.operations.desk import Desk, zone
from desk.operations.spelling import known_words
from desk.spelling import Speller, script_of, words

_FEW = 20  # stories whose related links are read one by one
_AT_ONCE = 100
_MANY = 600  # stories from which on other processes help: each takes half a second to start
_WORKERS = 4
_LINKED = re.compile(r"(?:\]\(<?|\]:\s*<?|href=[\"']?|[(\"'<\s](?=(?:https?:/|\.\.)?/))([^\s()<>\"']+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the copy desk says of a story: what is open, in the order of its page, and what was dismissed."""

    open: tuple[Finding, ...] = ()
    dismissed: tuple[tuple[Finding, Dismissal], ...] = ()

    def stopping(self, status: Status) -> tuple[Finding, ...]:
        """Return what keeps the story from a status."""
        return tuple(finding for finding in self.open if finding.level.stops(status))

    @property
    def required(self) -> int:
        """Return how many findings must be cleared at some time."""
        return sum(finding.level.required for finding in self.open)


def check(
    desk: Desk,
    story: Story,
    *,
    now: datetime | None = None,
    speller: Speller | None = None,
    ignored: frozenset[str] = frozenset(),
) -> Checked:
    """Return what the copy desk says of a story, stored or as it is being written.

    With a `speller`, words that its dictionary does not know are counted, without those that are ignored.
    """
    given = case(desk, story, now=now)
    wrong = misspelt(given, speller) if speller else None
    return _checked(replace(given, misspelt=wrong - ignored) if wrong else given)


def misspelt(given: Case, speller: Speller) -> frozenset[str] | None:
    """Return the words of a story's body that the dictionary does not know, None where there is none."""
    language = given.story.language
    if not speller.knows(language):
        return None
    script, known = script_of(language), known_words(given.publication)
    said = {word for part in given.body for _, _, word in words(part.words.prose, script)}
    asked = sorted(word for word in said if word not in known and word.removesuffix("'s") not in known)
    return frozenset(word for word, right in speller.check(language, asked).items() if not right)


def case(desk: Desk, story: Story, *, now: datetime | None = None) -> Case:
    """Return a story, stored or as it is being written, with all that rules look at."""
    return _case(_around(desk, [story]), story, now or datetime.now(UTC))


def counts(desk: Desk, ids: Sequence[str]) -> dict[str, int]:
    """Return how many findings of stories must be cleared; a story that is gone or withdrawn has none."""
    there = desk.store.story_ids(StoryQuery(ids=tuple(ids))) if ids else []
    batch = _batch(desk, desk.store.stories(there), datetime.now(UTC), None)
    return {story.id: one.required for story, one in zip(batch.stories, batch.checked(), strict=True)}


def check_all(
    desk: Desk,
    keys: Sequence[str] = (),
    *,
    now: datetime | None = None,
    speller: Speller | None = None,
) -> Iterator[tuple[Story, Checked]]:
    """Yield stories with what the copy desk says of each: those named, else all that are not withdrawn."""
    now = now or datetime.now(UTC)
    ids = [desk.store.story(key).id for key in keys] or desk.store.story_ids(StoryQuery())
    batches = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    read = (_batch(desk, desk.store.stories(some), now, speller) for some in batches)
    for batch, found in _in_turn(read, many=len(ids) >= _MANY):
        yield from zip(batch.stories, found, strict=True)


@dataclass(frozen=True)
class _Batch:
    """Some stories, and what they stand among."""

    stories: list[Story]
    around: "_Around"
    now: datetime
    misspelt: Mapping[str, frozenset[str] | None]

    def checked(self) -> list[Checked]:
        """Return what the copy desk says of each."""
        cases = (_case(self.around, story, self.now) for story in self.stories)
        return [_checked(replace(one, misspelt=self.misspelt.get(one.story.id))) for one in cases]


def _batch(desk: Desk, stories: list[Story], now: datetime, speller: Speller | None) -> _Batch:
    around = _around(desk, stories)
    cases = (_case(around, story, now) for story in stories if speller)
    return _Batch(stories, around, now, {one.story.id: misspelt(one, speller) for one in cases if speller})


def _in_turn(batches: Iterator[_Batch], *, many: bool) -> Iterator[tuple[_Batch, list[Checked]]]:
    """Yield each batch with what is found in it; many are looked at by several processes at once."""
    if not many:
        yield from ((batch, batch.checked()) for batch in batches)
        return
    workers = min(os.cpu_count() or 1, _WORKERS)
    spawn = get_context("spawn")
    # The collector would go again and again through what the rules keep, in which nothing runs in circles.
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=gc.disable) as pool:
        waiting: deque[tuple[_Batch, Future[list[Checked]]]] = deque()
        for batch in batches:
            waiting.append((batch, pool.submit(batch.checked)))
            if len(waiting) > 2 * workers:
                first, found = waiting.popleft()
                yield first, found.result()
        yield from ((batch, found.result()) for batch, found in waiting)


def _checked(case: Case) -> Checked:
    said = (*case.story.dismissals, *case.publication.dismissals)
    found = checks.check(case)
    if not said:
        return Checked(tuple(found))
    told = [(finding, checks.dismissal(finding, said, partial(checks.field_text, case))) for finding in found]
    return Checked(
        tuple(finding for finding, by in told if by is None),
        tuple((finding, by) for finding, by in told if by is not None),
    )


@dataclass(frozen=True)
class _Around:
    """What some stories stand among, read at once."""

    publication: Publication
    photos: Mapping[str, Photo]
    first: Mapping[str, str]
    related: Mapping[str, tuple[Slot, ...]]
    stands: Mapping[str, Sequence[Stand]]
    targets: Mapping[str, Target]


def _around(desk: Desk, stories: Sequence[Story]) -> _Around:
    publication = desk.store.publication()
    photos = _photos(desk, {place.photo for story in stories for place in story.photos if place.photo})
    related = _related(desk, stories)
    stands: defaultdict[str, list[Stand]] = defaultdict(list)
    for front in desk.store.fronts():
        for container, slot in front.slots():
            stands[slot.story].append(Stand(container.name, slot))
    return _Around(
        publication,
        photos,
        {id_: first_use(desk.store.uses(id_)) for id_, photo in photos.items() if photo.one_use},
        related,
        stands,
        _targets(desk, publication, stories, related),
    )


def _case(around: _Around, story: Story, now: datetime) -> Case:
    photos = {p.photo: around.photos[p.photo] for p in story.photos if p.photo in around.photos}
    cleared = around.publication.photo_cleared
    return Case(
        story=story,
        publication=around.publication,
        photos=photos,
        rights={
            id_: right(photo, now, story=story.id, first=around.first.get(id_, ""), cleared=cleared)
            for id_, photo in photos.items()
        },
        related=around.related.get(story.id, ()),
        stands=tuple(around.stands.get(story.id, ())),
        targets=around.targets,
        rival=_rival(around, story),
        now=now,
        zone=zone(around.publication),
    )


def _photos(desk: Desk, ids: set[str]) -> dict[str, Photo]:
    try:
        return {photo.id: photo for photo in desk.store.photos(sorted(ids))}
    except NotFound:
        return {photo.id: photo for photo in desk.store.photos() if photo.id in ids}


def _related(desk: Desk, stories: Sequence[Story]) -> dict[str, tuple[Slot, ...]]:
    if len(stories) <= _FEW:
        return {story.id: _related_to(desk, story.id) for story in stories}
    return {one.slug.partition(":")[2]: one.slots for one in desk.store.related_all()}


def _related_to(desk: Desk, story: str) -> tuple[Slot, ...]:
    try:
        return desk.store.curated(related_slug(story)).slots
    except NotFound:  # a story that was never saved has none
        return ()


def _targets(
    desk: Desk, publication: Publication, stories: Sequence[Story], related: Mapping[str, tuple[Slot, ...]]
) -> dict[str, Target]:
    """Return the stories that some stories lead to, by id and by the slug of a link."""
    site = OwnSite(publication)
    slugs = {name for story in stories for href in _hrefs(story) if (name := site.name(href))}
    slugs |= {slug for story in stories if (slug := _unnumbered(story.slug))}
    by_slug = desk.store.stories_by_slug(sorted(slugs)) if slugs else {}
    ids = {slot.story for story in stories for slot in related.get(story.id, ()) if slot.story}
    ids |= set(by_slug.values())
    if not ids:
        return {}
    rows = desk.store.rows(StoryQuery(statuses=tuple(Status), ids=tuple(sorted(ids))))
    known = {row.id: Target(row.headline, row.status, row.publish_at) for row in rows}
    return known | {slug: known[id_] for slug, id_ in by_slug.items() if id_ in known}


def _rival(around: _Around, story: Story) -> str:
    """Return the headline of the story that has the address without the number that this one got."""
    other = around.targets.get(_unnumbered(story.slug))
    return other.headline if other else ""


def _unnumbered(slug: str) -> str:
    rest, dash, number = slug.rpartition("-")
    return rest if dash and number.isdecimal() and len(number) < 3 else ""


def _hrefs(story: Story) -> list[str]:
    """Return what may be addresses in a story's text; cheaper than reading it."""
    return _LINKED.findall(story.body) if "](" in story.body or "href" in story.body else []


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule as people read of it; `languages` are empty for any, `level` is its own."""

    name: str
    title: str
    group: str
    level: Level
    why: str
    languages: tuple[str, ...]


def rules() -> tuple[KnownRule, ...]:
    """Return every rule, in the order in which people read of them."""
    return tuple(
        KnownRule(rule.name, rule.title, rule.group.value, rule.level, rule.why, rule.languages)
        for rule in checks.all_rules().values()
    )
