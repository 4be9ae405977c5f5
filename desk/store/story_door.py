"""The door to stories: saved, listed, searched for, and their revisions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import text

from desk.domain import (
    Addressed,
    Completion,
    Counts,
    Likeness,
    Revision,
    SavedSearch,
    Story,
    StoryQuery,
    StoryRow,
    Who,
)
from desk.store import labels, pruning, revisions
from desk.store.heads import KINDS, Thing
from desk.store.parts import Parts
from desk.store.removal import remove
from desk.store.trail import Ask, Trail, since, trail

T = TypeVar("T")


class StoryDoor(Parts):
    """What is asked of stories, and of the revisions of all things; see `Store`."""

    def story(self, key: str) -> Story:
        """Return the story of an id, a present or former slug, or the first 8 or more characters of an id.

        Raises:
            NotFound: none, or several ids start so.
        """
        return self._stories.one(key)

    def stories(self, ids: Iterable[str] | None = None) -> list[Story]:
        """Return stories in the order of the ids given, or all, newest change first; raises NotFound."""
        return self._stories.many(ids)

    def issued(
        self,
        at: datetime,
        *,
        section: str = "",
        tag: str = "",
        author: str = "",
        ids: Sequence[str] | None = None,
        start: int = 0,
        most: int = 50,
    ) -> list[tuple[str, datetime, str]]:
        """Return what readers may see at an instant, newest first: id, when it came, the lead photo's id.

        Args:
            at: the instant.
            section: of one section alone; empty for any.
            tag: only with this tag, whatever its case; empty for any.
            author: only with this name in the byline, whatever its case; empty for any.
            ids: of these stories alone, some hundreds at most; None for all.
            start: so many are passed over.
            most: at most so many.
        """
        wanted = [labels.tagged(tag)] * bool(tag) + [labels.signed(author)] * bool(author)
        return self._stories.issued(at, section, wanted, ids, start, most)

    def stories_holding(self, words: Sequence[str]) -> list[str]:
        """Return the ids of the stories, save withdrawn ones, that hold one of some ASCII words anywhere.

        Every story is looked at: half a second for 100,000.
        """
        return self._stories.holding(words)

    def by_origin(self, origin: str) -> list[str]:
        """Return the ids of the stories that were made from something, oldest first."""
        return self._stories.by_origin(origin)

    def save_story(self, story: Story, who: Who, *, reason: str = "edit", merge_of: str = "") -> Story:
        """Keep a story as one new revision on top of the one it was read from; return it as it now stands.

        The desk sets `created`, `updated` (never going back) and `published` (when it first is; one that is
        taken back before its `publish_at` never was), and keeps the addresses under which readers knew a
        story in `old_slugs`. Nothing new makes no revision.

        Args:
            story: `revision` names the revision it was made from; empty for a new story.
            who: the person and device.
            reason: see `Revision`.
            merge_of: the second revision that went into it.

        Raises:
            Conflict: somebody saved it since; `current` is the story as it stands.
            SlugClash: one of its addresses is another story's.
            BadInput: a photo that is not there, or a value that cannot be stored.
        """
        return self._stories.save(story, who, reason, merge_of)

    def delete_withdrawn(self, ids: Iterable[str]) -> list[str]:
        """Delete those of these stories that are withdrawn, with their revisions; return their ids.

        Their photos stay.

        Raises:
            Conflict: a list still holds one; nothing is deleted.
        """
        with self._database.write() as connection:
            return remove(connection, self._index, list(ids))

    def rows(self, query: StoryQuery = StoryQuery()) -> list[StoryRow]:
        """Return the rows of a list."""
        self._catch_up(query)
        return self._rows.page(query)

    def story_ids(self, query: StoryQuery) -> list[str]:
        """Return the ids of the rows of a list."""
        self._catch_up(query)
        return self._rows.ids(query)

    def search(self, query: StoryQuery) -> list[StoryRow]:
        """Return the rows that answer `query.search`, best first, 20 unless a limit is given.

        One without a word that is wanted has no best answers.
        """
        self._catch_up(query)
        return self._rows.best(query)

    def hints(self, search: str) -> tuple[str, ...]:
        """Return what of a typed search could not be understood, a sentence each; it asks for nothing."""
        return self._rows.hints(search)

    def completions(self, search: str, cursor: int) -> list[Completion]:
        """Return what may stand in a typed search where the cursor is: filters, and what they take."""
        self._searching.catch_up()
        return self._searching.completions(search, cursor)

    def saved_searches(self) -> list[SavedSearch]:
        """Return the searches that people named, by name."""
        return self._searching.saved()

    def save_search(self, name: str, search: str, id_: str = "") -> SavedSearch:
        """Keep a search under a name, or give the one with an id another name or other words.

        Raises:
            BadInput: the name or the search is empty, or another search has the name.
            NotFound: no saved search has the id.
        """
        return self._searching.save(name, search, id_)

    def delete_search(self, id_: str) -> None:
        """Forget a saved search; raises NotFound."""
        self._searching.forget(id_)

    def similar(self, story: Story, most: int) -> list[Likeness]:
        """Return the stories that share a story's rarest words, names and tags, best first."""
        self._searching.catch_up()
        return self._searching.similar(story, most)

    def close_headlines(self, headline: str, story: str = "", most: int = 3) -> list[Likeness]:
        """Return the stories, save one, whose headlines are close to these words, closest first."""
        self._searching.catch_up()
        return self._searching.close(headline, story, most)

    def _catch_up(self, query: StoryQuery) -> None:
        if query.search or query.author:
            self._searching.catch_up()

    def unindexed(self) -> int:
        """Return of how many stories and photos searches do not know the newest words."""
        return self._searching.waiting()

    def index_some(self, most: int = 100) -> bool:
        """Index some of those, photos first, newest first; return whether there may be more to do."""
        return self._searching.index_some(most)

    def rows_of(self, ids: Iterable[str]) -> dict[str, StoryRow]:
        """Return the rows of those of some stories that are there, by id."""
        return self._rows.of(list(ids))

    def row(self, id_: str) -> StoryRow:
        """Return the row of one story's id; raises NotFound."""
        return self._rows.one(id_)

    def addressed(self, id_: str) -> Addressed | None:
        """Return what decides whether a story keeps its address, None for one that is not there."""
        return self._stories.addressed(id_)

    def counts(
        self,
        query: StoryQuery = StoryQuery(),
        cancelled: Callable[[], bool] | None = None,
    ) -> Counts:
        """Return how many stories of each status, section, author and language a query finds.

        Raises:
            Cancelled: `cancelled` returned True; SQLite asks it again and again, a server before it begins.
        """
        self._catch_up(query)
        return self._rows.counts(query, cancelled)

    def revisions(self, of: str) -> list[Revision]:
        """Return the chain of a story, photo, list or publication by its id, oldest first."""
        with self._database.read() as connection:
            return revisions.chain(connection, of)

    def saved_since(self, id_: str) -> list[tuple[str, str, str]]:
        """Return what was saved after an id was made, in order: the revision's id, the kind, the thing's id.

        Ids sort by the clocks of those who made them: what another program saved in the same second may have
        a lower one than what is known.
        """
        with self._database.read() as connection:
            return revisions.since(connection, id_)

    def trail(self) -> Trail | None:
        """Return how far the chain of revisions has come; None on a server, which does not number them."""
        return self._asking(trail)

    def trail_since(self, before: Sequence[object]) -> tuple[Trail, frozenset[tuple[str, str]]] | None:
        """Return how far the chain has come, and what was saved since it was as it was before.

        Returns:
            The kind and id of each thing once; None where that cannot be told (the desk is another, an older
            one, or on a server) or is much.
        """
        return self._asking(lambda ask: since(ask, before))

    def _asking(self, work: Callable[[Ask], T | None]) -> T | None:
        if not self._database.sqlite:
            return None
        with self._database.read() as connection:
            return work(lambda query, values: connection.execute(text(query), values).all())

    def often_saved(self) -> list[str]:
        """Return the ids of the stories that have more than two revisions."""
        with self._database.read() as connection:
            return pruning.often_saved(connection)

    def unneeded(self, story: str, ids: Iterable[str]) -> tuple[list[str], int]:
        """Return those of a story's revisions that nothing points to, and their bytes in the database."""
        with self._database.read() as connection:
            needed = pruning.needed(connection, story)
            free = [id_ for id_ in ids if id_ not in needed]
            return free, pruning.size(connection, free)

    def forget_revisions(self, story: str, ids: Iterable[str]) -> int:
        """Take those of a story's revisions that nothing points to out of its chain; return how many went.

        Raises:
            NotADesk: one is damaged; nothing is changed.
        """
        with self._database.write(sweep=True) as connection:
            return pruning.forget(connection, story, ids)

    def name_revision(self, id_: str, name: str, who: Who) -> Revision:
        """Call a revision by a name, in place of the one it had; an empty one takes it off.

        Raises:
            NotFound: no such revision.
            BadInput: a name that cannot be stored.
        """
        with self._database.write() as connection:
            return revisions.name(connection, id_, name, who, self._clock())

    def at_revision(self, id_: str) -> Thing:
        """Return a thing as it was saved in a revision, proven by its hash; raises NotFound or NotADesk."""
        with self._database.read() as connection:
            entry, content = revisions.content(connection, id_)
        kind = next(kind for kind in KINDS if kind.name == entry.kind)
        return kind.read(content, entry.id, entry.at)
