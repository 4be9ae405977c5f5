"""A snapshot of which few stories are read: what places the others is known from the last export of all."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cached_property
from itertools import count, takewhile
from operator import attrgetter
from typing import Any, TypeVar, overload

from desk.domain import Candidate, Fill, Story
from desk.site.edition import Edition
from desk.site.feeds import changed
from desk.site.known import Known
from desk.site.listings import Listing, Listings, key_of
from desk.site.sitemaps import Sitemaps, part
from desk.site.snapshot import Snapshot, placed
from desk.site.visible import issued

T = TypeVar("T")
_AT_ONCE = 50
CAME = 200
_MOST = 3_000  # stories that stay at hand
Read = Callable[[Sequence[str]], Sequence[Story]]


_WORDS = {
    *("headline", "kicker", "standfirst", "body", "dateline", "source", "notes", "comments", "seo_title"),
    *("seo_description", "photos", "dismissals", "overrides", "quotes", "origin", "updated", "revision"),
}
_placing = attrgetter(*(one.name for one in fields(Story) if one.name not in _WORDS))


def shape(story: Story) -> str:
    """Return the mark of what places a visible story among others, and of the photos that it shows.

    A story of the same shape changes the pages that show it, by its words, and no others.
    """
    lead = story.lead.photo if story.lead else ""
    parts = (_placing(story), issued(story), story.slug or story.headline, [*placed(story)], lead)
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def filled_from(edition: Edition) -> str:
    """Return the mark of what the fronts of an edition are filled from, besides stories."""
    fronts = sorted(edition.fronts.values(), key=lambda front: front.slug)
    hours = sorted({one.hours for front in fronts for one in front.containers if one.fill is Fill.POPULAR})
    found = sorted((search, sorted(ids)) for search, ids in edition.found.items())
    parts = (fronts, [list(edition.popular(each)) for each in hours], found)
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def came(section: str, number: int) -> str:
    """Return the name by which some `CAME` candidates are known, of all stories or of a section."""
    return f"came {number} {section}"


class Stock:
    """Stories that are read when they are asked for, and once until they change."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._held: dict[str, Story] = {}
        self._as_of: Sequence[Any] = ()

    def renew(self, before: Sequence[Any], now: Sequence[Any], changed: Collection[str]) -> None:
        """Let go of stories that changed between two instants, or of all where others may have.

        Args:
            before: how far the desk's chain of revisions had come, see `Store.trail`.
            now: how far it has.
            changed: the ids of what was saved in between.
        """
        if [*before] != [*self._as_of] or len(self._held) > _MOST:
            self._held.clear()
        for key in changed:
            self._held.pop(key, None)
        self._as_of = now

    def take(self, ids: Sequence[str]) -> list[Story]:
        """Return stories by their ids, in order."""
        lacking = [key for key in ids if key not in self._held]
        if lacking:
            self._held |= {story.id: story for story in self._read(lacking)}
        return [self._held[key] for key in ids]


class Row(Sequence[Story]):
    """Stories in order, read as they are looked at."""

    def __init__(self, stock: Stock, ids: Sequence[str]) -> None:
        self._stock, self.ids = stock, ids

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Story: ...
    @overload
    def __getitem__(self, at: slice) -> "Row": ...
    def __getitem__(self, at: int | slice) -> "Story | Row":
        """Return one, read; or some of them, not yet read."""
        if isinstance(at, slice):
            return Row(self._stock, self.ids[at])
        return self._stock.take([self.ids[at]])[0]

    def __iter__(self) -> Iterator[Story]:
        """Yield all, some read at once."""
        for start in range(0, len(self), _AT_ONCE):
            yield from self._stock.take(self.ids[start : start + _AT_ONCE])


class _Visible(Mapping[str, T]):
    """The visible stories by id, or the paths of their pages."""

    def __init__(self, known: Known, count: int, value: Callable[[str, str], T]) -> None:
        self._known, self._count, self._value = known, count, value
        self._held: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._held:
            path = self._known.path(key)
            if not path:
                raise KeyError(key)
            self._held[key] = self._value(key, path)
        return self._held[key]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.ids("stories", self._count))


@dataclass
class Few(Snapshot):
    """A snapshot in which each story stands where it stood, with the words that it has now."""

    known: Known = field(kw_only=True)
    stock: Stock = field(kw_only=True)
    names: Mapping[str, Sequence[str]] = field(kw_only=True)

    def _row(self, name: str, count: int) -> Row:
        return Row(self.stock, self.known.ids(name, count))

    @cached_property
    def counts(self) -> dict[Any, Any]:
        """Return how many ids are held by each name."""
        return dict(self.known.rows("counts"))

    @cached_property
    def stories(self) -> Row:
        """See `Snapshot`."""
        return self._row("stories", self.counts["stories"])

    @cached_property
    def oldest(self) -> Row:
        """See `Snapshot`."""
        return self._row("oldest", self.counts["oldest"])

    @cached_property
    def corrected(self) -> Row:
        """See `Snapshot`."""
        return self._row("corrected", self.counts["corrected"])

    @cached_property
    def by_id(self) -> Mapping[str, Story]:
        """See `Snapshot`."""
        return _Visible(self.known, self.counts["stories"], lambda key, _: self.stock.take([key])[0])

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """See `Snapshot`."""
        return _Visible(self.known, self.counts["stories"], lambda _, path: path)

    @cached_property
    def unseen_names(self) -> Mapping[str, Sequence[str]]:
        """See `Snapshot`."""
        return self.names

    @cached_property
    def _first_uses(self) -> dict[str, str]:
        """Nothing is known of where there is a photo that may be shown but once."""
        return {}

    @cached_property
    def by_section(self) -> Mapping[str, Sequence[Story]]:
        """See `Snapshot`."""
        rows = self.known.rows("sections")
        return {slug: self._row(f"section {slug}", count) for slug, count in rows}

    def candidates(self, section: str = "") -> Iterator[Candidate]:
        """See `Snapshot`."""
        names = (came(section, number) for number in count())
        for name in takewhile(self.known.holds, names):
            rows = self.known.rows(name)
            yield from (Candidate(key, datetime.fromisoformat(at), photo) for key, at, photo in rows)


class FewSitemaps(Sitemaps):
    """The sitemaps of such a snapshot: what they say of stories that did not change is known."""

    def __init__(self, snapshot: Few, listings: Listings, size: int, fresh: Collection[str]) -> None:
        """`fresh` are the ids of the stories that changed; see `Sitemaps`."""
        super().__init__(snapshot, listings, size)
        self._few, self._fresh = snapshot, fresh
        self._mapped: dict[str, dict[str, tuple[str, float]]] = {}

    def held(self, path: str) -> Sequence[str]:
        """See `Sitemaps`."""
        return self._few.oldest[part(path)].ids

    def newest(self, path: str) -> datetime:
        """See `Sitemaps`."""
        known = self._known(path)
        return max(
            changed(self._few.by_id[key])
            if key in self._fresh
            else datetime.fromtimestamp(known[key][1], UTC)
            for key in self.held(path)
        )

    def rows(self, path: str) -> Iterator[str]:
        """See `Sitemaps`."""
        known = self._known(path)
        for key in self.held(path):
            yield self.row(self._few.by_id[key]) if key in self._fresh else known[key][0]

    def _known(self, path: str) -> Mapping[str, tuple[str, float]]:
        if path not in self._mapped:
            self._mapped[path] = self._few.known.mapped(self.held(path))
        return self._mapped[path]


class FewListings(Listings):
    """The listings of such a snapshot."""

    def __init__(self, snapshot: Few) -> None:
        super().__init__(snapshot)
        self._few = snapshot
        self._rows = snapshot.known.rows("listings")

    @cached_property
    def months(self) -> list[Listing]:
        """See `Listings`."""
        return self._of("month")

    @cached_property
    def _tags(self) -> dict[str, Listing]:
        return {key_of(one.name): one for one in self._of("tag")}

    @cached_property
    def _authors(self) -> dict[str, Listing]:
        return {key_of(one.name): one for one in self._of("author")}

    def _of(self, kind: str) -> list[Listing]:
        return [
            Listing(kind, folder, name, Row(self._few.stock, self._few.known.ids(f"listing {folder}", count)))
            for this, folder, name, count in self._rows
            if this == kind
        ]
