"""A story and its surroundings: all that rules may look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property

from desk.checks.words import BODY, Part, of_story
from desk.domain import Photo, Placement, Publication, Right, Slot, Status, Story


@dataclass(frozen=True, slots=True)
class Target:
    """A story that something leads to."""

    headline: str
    status: Status
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """A place on a list or front that a story has: what the list is called, and its slot."""

    name: str
    slot: Slot


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the copy desk is given.

    Attributes:
        photos: the story's, by id; one that the desk has lost is not there.
        rights: what stands in the way of showing each, by id.
        related: the story's related links.
        stands: where the story stands.
        targets: stories that links and related links name, by id or slug; one that is not there is dead.
        rival: the headline of the story that has the address this one wants, or empty.
        misspelt: words that the dictionary does not know; None where nobody asked it.
        now: UTC; `zone` is the publication's.
    """

    story: Story
    publication: Publication
    photos: Mapping[str, Photo] = field(default_factory=dict[str, Photo])
    rights: Mapping[str, Right] = field(default_factory=dict[str, Right])
    related: tuple[Slot, ...] = ()
    stands: tuple[Stand, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict[str, Target])
    rival: str = ""
    misspelt: frozenset[str] | None = None
    now: datetime
    zone: tzinfo = UTC

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Return all words of the story in order."""
        return tuple(of_story(self.story, dict(self.photos), self.related))

    @cached_property
    def body(self) -> tuple[Part, ...]:
        """Return the paragraphs of the body."""
        return self.fields.get(BODY, ())

    @cached_property
    def shown(self) -> tuple[tuple[int, Placement, Photo], ...]:
        """Return the story's photos that are there: which place, that place, and the photo."""
        return tuple(
            (at, place, self.photos[place.photo])
            for at, place in enumerate(self.story.photos)
            if place.photo in self.photos
        )

    @cached_property
    def fields(self) -> Mapping[str, tuple[Part, ...]]:
        """Return the paragraphs of each field that has words."""
        held: defaultdict[str, list[Part]] = defaultdict(list)
        for part in self.parts:
            held[part.field].append(part)
        return {name: tuple(parts) for name, parts in held.items()}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Return the words of each field that places of findings count in."""
        return {name: "\n".join(part.words.text for part in parts) for name, parts in self.fields.items()}

    @cached_property
    def language(self) -> str:
        """Return the first part of the story's language tag."""
        return self.story.language.split("-", maxsplit=1)[0].lower()

    @cached_property
    def day(self) -> date | None:
        """Return the day that the story's words are of, where anything says it."""
        story = self.story
        if story.dateline.date:
            return story.dateline.date
        moment = story.issued or story.publish_at or (None if story.origin else self.now)
        return moment.astimezone(self.zone).date() if moment else None
