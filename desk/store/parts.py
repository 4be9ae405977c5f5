"""What an open desk is made of; the doors to it stand in modules of their own."""

from contextlib import AbstractContextManager
from pathlib import Path

from desk.store.engine import Clock, Database
from desk.store.figures import Figures
from desk.store.fronts import Fronts
from desk.store.library import Library
from desk.store.lists import Lists
from desk.store.media import Media
from desk.store.photos import Photos
from desk.store.rows import Rows
from desk.store.search import Index, SqliteIndex
from desk.store.searching import Searching
from desk.store.stories import Stories


class Parts:
    """An open desk's parts, and one transaction for several calls."""

    def __init__(self, folder: Path, database: Database, clock: Clock) -> None:
        index = _index(database)
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

    def batch(self, *, sweep: bool = False) -> AbstractContextManager[None]:
        """Make this thread's calls within the block one transaction: all are kept, or on an exception none.

        A call within that fails has changed nothing by itself; the block may go on after it. A batch that is
        to `sweep` deletes much, and nothing else.
        """
        return self._database.batch(sweep=sweep)


def _index(database: Database) -> Index:
    if database.sqlite:
        return SqliteIndex()
    from desk.store.search_postgres import PostgresIndex  # late: few desks lie on a server

    return PostgresIndex()
