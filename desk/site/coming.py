"""A story that readers see for the first time takes its place among what is known of the others."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from desk.domain import Story, Unfree, slugify
from desk.site import sitemaps
from desk.site.address import former_paths, own_path, part
from desk.site.feeds import FILES
from desk.site.few import Few, Row, came
from desk.site.known import inserted
from desk.site.listings import Listing, folders, key_of, last
from desk.site.pages import Page, Press
from desk.site.patch import Unsure
from desk.site.sitemaps import NEWS, PAGES
from desk.site.snapshot import placed
from desk.site.visible import candidate, issued

_NEWER = 50
"""Stories that may have come after it, as where its time was set back."""
_MAPS = 5
"""Sitemaps that may change: they have the stories as these were made."""


def join(few: Few, size: int, story: Story) -> None:
    """Have a snapshot know a story that came; nothing of it may have been asked for before.

    Args:
        few: the snapshot.
        size: how many stories stand on a page of a listing.
        story: the story.

    Raises:
        Unsure: it changes more than can be told here.
    """
    _Place(few, size, story).take()


class _Place:
    def __init__(self, few: Few, size: int, story: Story) -> None:
        self._few, self._known, self._size, self._story = few, few.known, size, story

    def take(self) -> None:
        few, known, story = self._few, self._known, self._story
        photos = [few.edition.photos[key] for key in placed(story) if key in few.edition.photos]
        stops = few.edition.publication.photo_unfree is Unfree.STOP
        if story.corrections or story.id in known.words("waiting"):  # others lead there from now on
            raise Unsure
        if any(photo.one_use or (stops and few.right(photo, story)) for photo in photos):
            raise Unsure
        known.come(story.id, own_path(story, files=few.edition.publication.story_files))
        counts: dict[str, int] = dict(known.rows("counts"))
        self._came("", self._newest("stories", counts["stories"], _NEWER))
        self._oldest(counts["oldest"])
        known.lay("counts", [[name, count + (name != "corrected")] for name, count in counts.items()])
        sections: dict[str, int] = dict(known.rows("sections"))
        if story.section:
            count = sections.get(story.section, 0)
            if not count:  # it stands in the menu from now on
                raise Unsure
            self._came(story.section, self._listed(f"section {story.section}", count))
            known.lay("sections", [*(sections | {story.section: count + 1}).items()])
        self._listings(folders(sections))

    def _newest(self, name: str, count: int, most: int) -> int:
        """Put it among stories, newest first, of which so many at most are newer; return how many are."""
        ids = self._known.ids(name, count)
        mine, others = (issued(self._story), self._story.id), Row(self._few.stock, ids)
        for at in range(min(most, count)):
            other = others[at]
            if (issued(other), other.id) < mine:
                break
        else:
            at = count
            if count > most:
                raise Unsure
        for row in inserted(ids, at, self._story.id):
            self._known.lay(*row)
        return at

    def _listed(self, name: str, count: int) -> int:
        """Put it on the first page of a listing, where that holds one more; return how many are newer."""
        number = last(count, self._size)
        if last(count + 1, self._size) != number:
            raise Unsure
        return self._newest(name, count, count - (number - 1) * self._size)

    def _oldest(self, count: int) -> None:
        ids = self._known.ids("oldest", count)
        at = bisect_left(ids, self._story.id)
        if count // sitemaps.PER_FILE - at // sitemaps.PER_FILE >= _MAPS:
            raise Unsure
        for row in inserted(ids, at, self._story.id):
            self._known.lay(*row)

    def _came(self, section: str, at: int) -> None:
        """Put it among what places stories on fronts."""
        number = 0
        while len(rows := self._known.rows(came(section, number))) < at:
            at, number = at - len(rows), number + 1
        one = candidate(self._story)
        rows.insert(at, (one.story, one.issued.isoformat(), one.photo))
        self._known.lay(came(section, number), rows)

    def _listings(self, named: Sequence[str]) -> None:
        """Put it on the lists of its month, tags and people."""
        tags, authors, *_ = named
        rows: list[list[Any]] = self._known.rows("listings")
        self._listing(rows, "month", "", f"{self._few.local(issued(self._story)):%Y-%m}")
        for tag in _named(self._story.tags):
            self._listing(rows, "tag", tags, tag)
        for name in _named(by.name for by in self._story.bylines):
            self._listing(rows, "author", authors, name)
        self._known.lay("listings", rows)

    def _listing(self, rows: list[list[Any]], kind: str, under: str, name: str) -> None:
        found = next((row for row in rows if row[0] == kind and key_of(row[2]) == key_of(name)), None)
        if found is None:
            self._begin(rows, kind, under, name)
            return
        _, folder, known_as, count = found
        newer = self._listed(f"listing {folder}", count)
        if kind != "month" and not newer and known_as != name:  # the newest story writes it
            if last(count, self._size) > 1:
                raise Unsure
            found[2] = name
        found[3] = count + 1

    def _begin(self, rows: list[list[Any]], kind: str, under: str, name: str) -> None:
        """Begin the list of a tag or a person, which stands among the others by its name."""
        folder = f"{under}/{part(slugify(name))}"
        if kind == "month" or any(row[1] == folder for row in rows):
            raise Unsure
        kinds = ("month", "tag", "author")
        mine = (kinds.index(kind), key_of(name))
        at = sum((kinds.index(row[0]), key_of(row[2]) if row[0] == kind else "") < mine for row in rows)
        rows.insert(at, [kind, folder, name, 1])
        self._known.lay(f"listing {folder} 0", self._story.id)


def _named(names: "Iterator[str] | Sequence[str]") -> list[str]:
    """Return names, of those that differ in case alone the first."""
    found: dict[str, str] = {}
    for name in names:
        if key := key_of(name):
            found.setdefault(key, name.strip())
    return [*found.values()]


def shown(press: Press, story: Story) -> Iterator[Page]:
    """Yield the pages on which a story that came stands, or that count it; fronts are others."""
    snapshot, around = press.snapshot, press.around
    yield Page(snapshot.paths[story.id], "story", story.id)
    for listing in _lists(press, story):
        number = listing.last(press.size)
        yield Page(listing.path(number, press.size), listing.kind, listing.folder, number)
    yield Page(f"{press.listings.archive}/index.html", "archive")
    for folder in {"", part(story.section) if story.section else ""} & around.feeds.keys():
        yield from (Page(around.feeds[folder].path(file), "feed", folder) for file in FILES)
    if around.searched:
        yield Page(f"{around.search.folder}/{_month(press, story)}.json", "words")
    if snapshot.base_url:
        yield from (Page(path, "sitemap") for path in _maps(press, story))
    yield from (page for page in begun(press, story) if page.kind == "redirect")


def begun(press: Press, story: Story) -> Iterator[Page]:
    """Yield the pages that no site had before: its own, those that lead there, lists that it begins."""
    path = press.snapshot.paths[story.id]
    yield Page(path, "story", story.id)
    for former in former_paths(story, press.publication):
        if former != path:
            yield Page(former, "redirect", story.id)
    for listing in _lists(press, story):
        if len(listing.stories) == 1:
            yield Page(listing.path(1, press.size), listing.kind, listing.folder, 1)


def moved(press: Press, story: Story) -> Iterator[tuple[str, Page, Page]]:
    """Yield the stories that a story that came has moved from one sitemap to the next, with both."""
    ids, first, end = _mapped(press, story)
    for number in range(first + 1, end):
        before, now = (Page(f"sitemap-{one}.xml", "sitemap") for one in (number, number + 1))
        yield ids[number * sitemaps.PER_FILE], before, now


def _lists(press: Press, story: Story) -> Iterator[Listing]:
    named = {
        "section": {part(story.section)} if story.section else set[str](),
        "month": {_month(press, story)},
        "tag": {key_of(tag) for tag in story.tags},
        "author": {key_of(by.name) for by in story.bylines},
    }
    for listing in press.listings.all:
        name = listing.folder if listing.kind == "section" else key_of(listing.name)
        if name in named[listing.kind]:
            yield listing


def _month(press: Press, story: Story) -> str:
    return f"{press.snapshot.local(issued(story)):%Y-%m}"


def _maps(press: Press, story: Story) -> Iterator[str]:
    _, first, end = _mapped(press, story)
    yield from (f"sitemap-{number + 1}.xml" for number in range(first, end))
    yield PAGES
    if press.sitemaps.news:
        yield NEWS


def _mapped(press: Press, story: Story) -> tuple[Sequence[str], int, int]:
    """Return the ids of the stories of sitemaps, in order, and which of these, counted from 0, may change."""
    oldest = press.snapshot.oldest
    ids = oldest.ids if isinstance(oldest, Row) else [one.id for one in oldest]
    return ids, bisect_left(ids, story.id) // sitemaps.PER_FILE, -(-len(ids) // sitemaps.PER_FILE)
