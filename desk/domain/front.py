"""A front: the containers of a page that editors fill, and the rules by which they are filled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desk.domain.curation import Slot
from desk.domain.ids import new_id
from desk.domain.listing import LISTS
from desk.domain.story import Story

FRONT, SIDEBAR = "front", "sidebar"
"""The slugs of the front page and of what stands beside every article; a section's front has its slug."""


class Layout(StrEnum):
    """How a container shows its cards."""

    LEAD = "lead"
    GRID = "grid"
    LIST = "list"
    STRIP = "strip"


class Fill(StrEnum):
    """Who fills a container."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    POPULAR = "popular"
    MANUAL_FIRST = "manual-first"

    @property
    def by_hand(self) -> bool:
        """Return whether people put stories there; on the others a slot only pins."""
        return self in (Fill.MANUAL, Fill.MANUAL_FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Which stories fill a container by themselves, newest first; each that is set must fit.

    Attributes:
        section: a section's slug.
        tag: a tag, whatever its case.
        author: a name of a byline, whatever its case.
        search: what a typed search finds.
    """

    section: str = ""
    tag: str = ""
    author: str = ""
    search: str = ""

    def fits(self, story: Story) -> bool:
        """Return whether a story has the section, tag and author; what is searched for is not looked at."""
        named = (byline.name.casefold() for byline in story.bylines)
        return (
            (not self.section or story.section == self.section)
            and (not self.tag or self.tag.casefold() in (tag.casefold() for tag in story.tags))
            and (not self.author or self.author.casefold() in named)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A part of a front.

    Attributes:
        id: UUIDv7.
        slug: unique in the desk; `desk curate` and `in:` name it.
        most: cards shown at most; slots beyond it wait behind.
        least: fewer cards are pointed out; 0 for none.
        days: stories older than so many days are skipped; 0 for any age.
        with_photo: stories without a lead photo are skipped.
        repeats: may show what another container of the front shows.
        hours: figures of so many hours count for a popular one.
        skips: ids of stories that it never shows by itself.
        slots: what people put there, in order.
    """

    id: str
    slug: str
    name: str
    layout: Layout = Layout.LIST
    fill: Fill = Fill.MANUAL
    pick: Pick = Pick()
    most: int = 5
    least: int = 0
    days: int = 0
    with_photo: bool = False
    repeats: bool = False
    hours: int = 168
    skips: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A page's containers in order: a draft, or a version that is live.

    Attributes:
        id: UUIDv7.
        slug: `front`, `sidebar`, or a section's.
        rest: below them stands the newest of each section.
        revision: the id of the newest revision; empty before the first save.
    """

    id: str
    slug: str
    name: str
    containers: tuple[Container, ...] = ()
    rest: bool = False
    updated: datetime | None = None
    revision: str = ""

    def slots(self) -> Iterator[tuple[Container, Slot]]:
        """Yield every slot with its container, in order."""
        for container in self.containers:
            for slot in container.slots:
                yield container, slot

    def container(self, slug: str) -> Container | None:
        """Return a container by its slug or id, or None."""
        return next((one for one in self.containers if slug in (one.slug, one.id)), None)

    def with_container(self, new: Container) -> "Front":
        """Return the front with a container in place of the one with its id."""
        return replace(self, containers=tuple(new if one.id == new.id else one for one in self.containers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a front that was, is or will be live.

    Attributes:
        id: UUIDv7 of the act.
        front: the front's id.
        revision: what was made live.
        at: from when, UTC.
        made: when a person did so, UTC.
        cancelled: when somebody took it back before its time, UTC; None for most.
    """

    id: str
    front: str
    revision: str
    at: datetime
    author: str
    device: str
    made: datetime
    cancelled: datetime | None = None


def starting_fronts() -> tuple[Front, ...]:
    """Return the fronts that a new desk has: the front page and what stands beside articles."""
    lead = Container(
        id=new_id(),
        slug="lead",
        name=LISTS["lead"],
        layout=Layout.LEAD,
        fill=Fill.MANUAL_FIRST,
        most=1,
        least=1,
        with_photo=True,
    )
    top = Container(
        id=new_id(),
        slug="top-stories",
        name=LISTS["top-stories"],
        layout=Layout.GRID,
        fill=Fill.MANUAL_FIRST,
        most=6,
    )
    choice = Container(id=new_id(), slug="editors-choice", name=LISTS["editors-choice"])
    popular = Container(id=new_id(), slug="popular", name=LISTS["popular"], fill=Fill.POPULAR, repeats=True)
    return (
        Front(id=new_id(), slug=FRONT, name="Front page", containers=(lead, top), rest=True),
        Front(id=new_id(), slug=SIDEBAR, name="Article sidebar", containers=(choice, popular)),
    )


class State(StrEnum):
    """Which version of a front somebody means."""

    DRAFT = "draft"
    LIVE = "live"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Standing:
    """A place that a story holds on a front.

    Attributes:
        front, container: slugs; `name` is the container's.
        place: counted from 1.
        states: the versions of the front in which it stands there.
    """

    front: str
    container: str
    name: str
    place: int
    states: tuple[State, ...]
