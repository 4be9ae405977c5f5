"""A desk folder's one door: everything that is kept goes in and out here, as domain objects."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from desk.domain import (
    BadInput,
    Completion,
    Counts,
    CuratedList,
    Figure,
    Front,
    Intake,
    Likeness,
    Photo,
    PhotoIds,
    PhotoQuery,
    PhotoRow,
    Publication,
    Reading,
    Revision,
    SavedSearch,
    Standing,
    Story,
    StoryQuery,
    StoryRow,
    Version,
    Who,
)
from desk.store import backup, heads, labels, place, pruning, revisions, schema, tables
from desk.store.backup import Progress, nothing
from desk.store.engine import Clock, Database, postgres_engine, sqlite_engine, utc_now
from desk.store.faults import disk_faults, faults
from desk.store.figures import Figures
from desk.store.fronts import Fronts
from desk.store.heads import KINDS, PUBLICATION, Saving, Thing
from desk.store.library import Library
from desk.store.lists import Lists
from desk.store.media import Media, discard, settle
from desk.store.photos import Photos
from desk.store.removal import remove
from desk.store.restore import finish
from desk.store.rows import Rows
from desk.store.search import PostgresIndex, SqliteIndex
from desk.store.searching import Searching
from desk.store.stories import Stories
from desk.store.verify import Finding, verify

_FOLDERS = ("media", "backups", "site")


class Store:
    """An open desk. Its methods may be called from any thread; each call is one transaction.

    Every method raises Unwritable or NotADesk where the disk or the database server stands in the way; what
    was saved before is then safe, and the failed call has changed nothing.
    """

    def __init__(self, folder: Path, database: Database, clock: Clock = utc_now) -> None:
        index = SqliteIndex() if database.sqlite else PostgresIndex()
        self.folder = folder
        self._database = database
        self._clock = clock
        self._index = index
        self._media = Media(folder / "media")
        self._stories = Stories(database, clock)
        self._rows = Rows(database, index, clock)
        self._searching = Searching(database, index, self._rows)
        self._photos = Photos(database, index, clock)
        self._library = Library(database, clock)
        self._lists = Lists(database, clock)
        self._fronts = Fronts(database, clock)
        self._figures = Figures(database)

    @classmethod
    def create(cls, folder: Path, publication: Publication, who: Who, *, clock: Clock = utc_now) -> Self:
        """Make a desk with its fronts in a folder that is new or empty; on failure nothing is left.

        Raises:
            BadInput: something is there already, it is a network drive, or a value cannot be stored.
        """
        folder = folder.absolute()
        place.check(folder)
        if folder.is_file() or (folder.is_dir() and next(folder.iterdir(), None) is not None):
            raise BadInput(f"There is something already: {folder}", todo="Choose a new or an empty folder")
        missing = [parent for parent in folder.parents if not parent.exists()]
        building = None
        try:
            with disk_faults():
                folder.parent.mkdir(parents=True, exist_ok=True)
                building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
                building.chmod(0o755)
                _build(building, publication, who, clock)
                if folder.is_dir():
                    folder.rmdir()
                building.rename(folder)
                settle(folder.parent)
        except BaseException:
            if building is not None:
                discard(building)
            for parent in missing:
                with contextlib.suppress(OSError):
                    parent.rmdir()
            raise
        return cls.open(folder, clock=clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock = utc_now) -> Self:
        """Open a desk folder; an older desk is backed up and brought to this version's tables.

        Raises:
            NotADesk: the folder is none, or its database is damaged.
            BadInput: it lies on a network drive.
            NewerDesk: a newer version made it; the folder is left as it was, byte for byte.
        """
        folder = folder.absolute()
        finish(folder)
        file = schema.database_file(folder)
        place.check(folder)
        version = schema.file_version(file)
        database = Database(sqlite_engine(file), file)
        try:
            if version < schema.HEAD:
                backup.backup(database, folder, f"before-{schema.HEAD}", clock())
                with database.write() as connection:
                    schema.migrate(connection)
            store = cls(folder, database, clock)
            store.publication()
            store._searching.prepare()
        except BaseException:
            database.engine.dispose()
            raise
        return store

    @classmethod
    def connect(cls, address: str, folder: Path, *, clock: Clock = utc_now) -> Self:
        """Open a desk on a PostgreSQL server, its originals in a folder; missing tables are made.

        A database that is new holds no publication until `save_publication`.

        Raises:
            BadInput: the address is none.
            NewerDesk: a newer version made its tables; nothing is changed.
            Unwritable: the server does not answer.
        """
        folder = folder.absolute()
        database = Database(postgres_engine(address))
        try:
            if schema.server_version(database.engine) < schema.HEAD:
                with database.write() as connection:
                    schema.migrate(connection)
            with disk_faults():
                (folder / "media").mkdir(parents=True, exist_ok=True)
            store = cls(folder, database, clock)
            store._searching.prepare()
        except BaseException:
            database.engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Bring everything into `desk.sqlite` and let go of the files."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def batch(self, *, sweep: bool = False) -> AbstractContextManager[None]:
        """Make this thread's calls within the block one transaction: all are kept, or on an exception none.

        A call within that fails has changed nothing by itself; the block may go on after it. A batch that is
        to `sweep` deletes much, and nothing else.
        """
        return self._database.batch(sweep=sweep)

    def publication(self) -> Publication:
        """Return the publication's settings; raises NotFound on a server that has none yet."""
        with self._database.read() as connection:
            return heads.settings(connection)

    def save_publication(self, publication: Publication, who: Who) -> Publication:
        """Keep the settings; the first time, make the fronts too.

        Raises:
            Conflict: somebody saved them since.
            BadInput: the desk has another publication, or a value cannot be stored.
        """
        table = tables.publication
        with self.batch(), self._database.write() as connection:
            head = heads.find(connection, PUBLICATION, publication.id)
            heads.check(head, publication)
            if head is None:
                if connection.execute(select(table.c.id)).first() is not None:
                    raise BadInput("This desk has its publication already", kept="Nothing was changed")
                self._fronts.found(who)
            saving = Saving(who, "edit", self._clock())
            return heads.write(connection, PUBLICATION, publication, head, saving, lambda _: {})

    def story(self, key: str) -> Story:
        """Return the story of an id, a present or former slug, or the first 8 or more characters of an id.

        Raises:
            NotFound: none, or several ids start so.
        """
        return self._stories.one(key)

    def stories(self, ids: Iterable[str] | None = None) -> list[Story]:
        """Return stories in the order of the ids given, or all, newest change first; raises NotFound."""
        return self._stories.many(ids)

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

        The desk sets `created`, `updated` (never going back) and `published` (when it first is), and keeps
        the addresses of a story that was once published in `old_slugs`. Nothing new makes no revision.

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

    def revisions(self, of: str) -> list[Revision]:
        """Return the chain of a story, photo, list or publication by its id, oldest first."""
        with self._database.read() as connection:
            return revisions.chain(connection, of)

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

    def add_photo(self, photo: Photo, original: Path | bytes, who: Who, *, look: str | None = None) -> Photo:
        """Keep a new photo and its original; return the one that is there where the same file came before.

        `look` is what the original looks like, see `looks`.

        Raises:
            BadInput: the original cannot be read, or is not the file that `photo.hash` names.
        """
        self._media.put(photo, original)
        with self.batch():  # one transaction, or the same file could be added twice at once
            kept = self._photos.by_hash(photo.hash) or self._photos.save(photo, who, "create")
            if look is not None:
                self._photos.looked(kept.id, look)
        return kept

    def looks(self) -> dict[str, str | None]:
        """Return what each photo looks like, by its id, oldest first.

        It is empty where a photo shows too little to be known by, and None while nobody looked.
        """
        return self._photos.looks()

    def looked(self, id_: str, look: str) -> None:
        """Keep what a photo's original looks like; this is no change of the photo."""
        self._photos.looked(id_, look)

    def photo(self, id_: str) -> Photo:
        """Return a photo; raises NotFound."""
        return self._photos.one(id_)

    def photos(self, ids: Iterable[str] | None = None) -> list[Photo]:
        """Return photos in the order of the ids given, or all, newest first; raises NotFound."""
        return self._photos.many(ids)

    def photo_by_hash(self, hash_: str) -> Photo | None:
        """Return the photo whose original has this SHA-256, or None."""
        return self._photos.by_hash(hash_)

    def photo_ids(self, query: PhotoQuery) -> PhotoIds:
        """Return the ids of the photos of a list, in order, with what of its search says nothing."""
        return self._library.ids(query)

    def photo_rows(self, ids: Sequence[str]) -> list[PhotoRow]:
        """Return what a list shows of these photos, in this order; those that are not there are left out."""
        return self._library.rows(ids)

    def photo_completions(self, search: str, cursor: int) -> list[Completion]:
        """Return what may stand in a typed search for photos where the cursor is."""
        return self._library.completions(search, cursor)

    def save_photo(self, photo: Photo, who: Who, *, reason: str = "edit") -> Photo:
        """Keep a photo's words, focal point and crops; raises Conflict, or BadInput for another original."""
        return self._photos.save(photo, who, reason)

    def replace_original(self, photo: Photo, original: Path | bytes, who: Who) -> Photo:
        """Keep a photo with another original; the one before stays in `media/`, and its revision names it.

        Raises:
            BadInput: another photo has this file, or it is not the file that `photo.hash` names.
            Conflict: somebody saved the photo since it was read.
        """
        self._media.put(photo, original)
        with self.batch():
            other = self._photos.by_hash(photo.hash)
            if other is not None and other.id != photo.id:
                raise BadInput(
                    f"That file is in the library already, as “{other.name}”",
                    kept="Nothing was changed",
                    todo="Place that photo instead",
                )
            return self._photos.save(photo, who, "replace")

    def media_path(self, photo: Photo) -> Path:
        """Return where a photo's original lies; it is never to be written to."""
        return self._media.path(photo)

    def curated(self, slug: str) -> CuratedList:
        """Return a story's related links by their slug, an empty list where it has none; raises NotFound."""
        return self._lists.one(slug)

    def save_list(self, new: CuratedList, who: Who, *, reason: str = "edit") -> CuratedList:
        """Keep a list as one new revision on top of the one it was read from.

        Raises:
            Conflict: somebody saved it since; `current` is the list as it stands.
            NotFound: it is no story's related links.
            BadInput: a story that is not there, an outside link without address or headline, crossed times.
        """
        return self._lists.save(new, who, reason)

    def related_all(self) -> list[CuratedList]:
        """Return all stored related links."""
        return self._lists.related()

    def places(self, story: str) -> list[tuple[CuratedList, int]]:
        """Return the related links that name a story by its id, each with the place counted from 0."""
        return self._lists.places(story)

    def fronts(self) -> list[Front]:
        """Return the draft of every front."""
        return self._fronts.drafts()

    def live_fronts(self, at: datetime) -> list[Front]:
        """Return every front as it is live at an instant, past or to come, where it is live then."""
        return self._fronts.live(at)

    def front_versions(self, front: str) -> list[Version]:
        """Return every version of a front by its id that was, is or will be live, by the time it comes."""
        return self._fronts.versions(front)

    def front_trail(self, front: Front, most: int = 500) -> list[Revision]:
        """Return the revisions that led to a draft, each made from the one before, oldest first."""
        return self._fronts.trail(front, most)

    def save_front(self, front: Front, who: Who, *, reason: str = "edit", merge_of: str = "") -> Front:
        """Keep a draft as one new revision on top of the one it was read from.

        Raises:
            Conflict: somebody saved it since; `current` is the draft as it stands.
            BadInput: a container or slot that cannot be.
        """
        return self._fronts.save(front, who, reason, merge_of)

    def make_live(self, front: Front, who: Who, at: datetime | None = None) -> Version:
        """Make a content of a front live at a time, at once where none is given; the draft stays as it is."""
        return self._fronts.make_live(front, who, at)

    def cancel_version(self, version: str, who: Who) -> Version:
        """Take a version back before its time; raises NotFound, BadInput where it is live already."""
        return self._fronts.cancel(version, who)

    def standings(self, story: str) -> list[Standing]:
        """Return the places that a story holds on fronts, in drafts and in what is or will be live."""
        return self._fronts.standings(story)

    def take_figures(self, intake: Intake, rows: Sequence[tuple[Figure, str]], who: Who) -> None:
        """Keep figures, each with its story's id or an empty one; those of its source and days give way."""
        self._figures.take(intake, rows, who)

    def readings(self, first: date, last: date) -> list[Reading]:
        """Return how often stories were read from one day to another."""
        return self._figures.readings(first, last)

    def newest_figures(self) -> Intake | None:
        """Return the figures that were taken in last."""
        return self._figures.newest()

    def stories_by_slug(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return the ids of the stories that stand or stood at some addresses, by slug."""
        return self._figures.stories(slugs)

    def uses(self, photo: str) -> list[StoryRow]:
        """Return the rows of the stories that place a photo by its id, newest change first."""
        return self._rows.uses(photo)

    def verify(self, progress: Progress = nothing) -> list[Finding]:
        """Check database, references, revision chains, originals and search; mend what can be made again.

        What `progress` raises ends it between two steps; what was mended until then stays so.
        """
        return verify(self._database, self._index, self._media, progress, self._clock())

    def backup(self, reason: str = "manual", progress: Progress = nothing) -> Path:
        """Write a verified copy of the database, a server's too, as a file into `backups/`.

        `progress` is told how many pages or rows are copied; what it raises ends the copy and leaves nothing.
        """
        return backup.backup(self._database, self.folder, reason, self._clock(), progress)

    def routine_backup(self, reason: str, progress: Progress = nothing) -> Path | None:
        """Write a copy where it holds anything new (`daily`: and the newest is a day old), thin the others.

        Args:
            reason: `start` or `daily`.
            progress: see `backup`.
        """
        made = None
        if backup.due(self._database, self.folder, reason, self._clock()):
            made = self.backup(reason, progress)
        backup.thin(self.folder, self._clock())
        return made


def _build(folder: Path, publication: Publication, who: Who, clock: Clock) -> None:
    for name in _FOLDERS:
        (folder / name).mkdir()
    file = folder / "desk.sqlite"
    engine: Engine = sqlite_engine(file, make=True)
    try:
        with faults(), engine.connect():
            pass  # makes the file
        database = Database(engine, file)
        with database.write() as connection:
            schema.migrate(connection)
        Store(folder, database, clock).save_publication(publication, who)
        database.close()
    finally:
        engine.dispose()
    with file.open("rb+") as made:
        os.fsync(made.fileno())
