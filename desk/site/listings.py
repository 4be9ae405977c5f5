"""Pages that list stories: of a section, a tag, an author, a month. Their numbers never change."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from desk.domain import Story, slugify
from desk.site.address import part
from desk.site.snapshot import Snapshot
from desk.site.visible import issued

_FOLDERS = ("tag", "author", "archive", "corrections", "search")


@dataclass(frozen=True, slots=True)
class Listing:
    """Stories that belong together, newest first, on as many pages as they fill.

    Pages are counted from the oldest stories on, so that a new one changes the first page that readers see
    and no other; that one holds what is left over and a page more, and has the highest number.

    Attributes:
        kind: `section`, `tag`, `author` or `month`.
        folder: where its pages stand in the site.
        name: what people call it: a section's name, a tag, a person; of a month, `2030-03`.
    """

    kind: str
    folder: str
    name: str
    stories: Sequence[Story]

    def last(self, size: int) -> int:
        """Return the number of the first page that readers see, with so many stories to a page."""
        return last(len(self.stories), size)

    def path(self, number: int, size: int) -> str:
        """Return the file of a page."""
        return f"{self.folder}/{'' if number == self.last(size) else f'page/{number}/'}index.html"

    def shown(self, number: int, size: int) -> Sequence[Story]:
        """Return the stories of a page, newest first."""
        whole = len(self.stories)
        newest = whole if number == self.last(size) else number * size
        return self.stories[whole - newest : whole - (number - 1) * size]


def last(count: int, size: int) -> int:
    """Return the number of the first page that readers see of so many stories."""
    return max(1, count // size)


class Listings:
    """Every listing of a snapshot, by its folder."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._tag, self._author, self.archive, corrections, self.search = folders(snapshot.by_section)
        self.corrections = f"{corrections}/index.html"

    @cached_property
    def all(self) -> list[Listing]:
        """Return the listings: sections in the publication's order, then months, tags and authors."""
        name = self._snapshot.edition.publication.section_name
        sections = [
            Listing("section", part(slug), name(slug), stories)
            for slug, stories in self._snapshot.by_section.items()
        ]
        return [*sections, *self.months, *self._tags.values(), *self._authors.values()]

    @cached_property
    def months(self) -> list[Listing]:
        """Return a listing for each month in which a story came, newest first."""
        found: dict[str, list[Story]] = {}
        for story in self._snapshot.stories:
            found.setdefault(f"{self._snapshot.local(issued(story)):%Y-%m}", []).append(story)
        return [
            Listing("month", f"{self.archive}/{month.replace('-', '/')}", month, stories)
            for month, stories in found.items()
        ]

    def path(self, kind: str, name: str) -> str:
        """Return the first page of a tag's or an author's stories."""
        held = self._tags if kind == "tag" else self._authors
        return f"{held[key_of(name)].folder}/index.html"

    @cached_property
    def _tags(self) -> dict[str, Listing]:
        named = ((tag, story) for story in self._snapshot.stories for tag in story.tags)
        return _gathered("tag", self._tag, named)

    @cached_property
    def _authors(self) -> dict[str, Listing]:
        named = ((by.name, story) for story in self._snapshot.stories for by in story.bylines)
        return _gathered("author", self._author, named)


def folders(sections: Iterable[str]) -> tuple[str, ...]:
    """Return the folders of tags, authors, months, corrections and the search page beside the sections'."""
    taken = {part(slug) for slug in sections}
    return tuple(f"{name}-" if name in taken else name for name in _FOLDERS)  # a section keeps its address


def key_of(name: str) -> str:
    """Return what tags, or people, of one listing have in common: the name, whatever its case."""
    return " ".join(name.casefold().split())


def _gathered(kind: str, under: str, named: Iterable[tuple[str, Story]]) -> dict[str, Listing]:
    """Return a listing for each name, whatever its case; the newest story writes it."""
    found: dict[str, tuple[str, dict[str, Story]]] = {}
    for name, story in named:
        if key := key_of(name):
            found.setdefault(key, (name.strip(), {}))[1][story.id] = story
    made: dict[str, Listing] = {}
    taken: set[str] = set()
    for key in sorted(found):  # of names that differ in signs alone (C, C++) the first keeps the address
        name, stories = found[key]
        slug = part(slugify(name))
        if slug in taken:
            slug += f"-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
        taken.add(slug)
        made[key] = Listing(kind, f"{under}/{slug}", name, [*stories.values()])
    return made
