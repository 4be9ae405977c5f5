"""A desk folder's one door: everything that is kept goes in and out here, as domain objects."""

import contextlib
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from desk.domain import BadInput, Publication, Unwritable, Who
from desk.store import backup, heads, place, schema, tables
from desk.store.backup import Progress, nothing
from desk.store.engine import Clock, Database, postgres_engine, sqlite_engine, utc_now
from desk.store.faults import disk_faults, faults
from desk.store.findings import Finding
from desk.store.front_door import FrontDoor
from desk.store.heads import PUBLICATION, Saving
from desk.store.media import discard, settle
from desk.store.photo_door import PhotoDoor
from desk.store.restore import finish
from desk.store.story_door import StoryDoor
from desk.store.verify import verify

_FOLDERS = ("media", "backups", "site")


class Store(StoryDoor, PhotoDoor, FrontDoor):
    """An open desk. Its methods may be called from any thread; each call is one transaction.

    Every method raises Unwritable or NotADesk where the disk or the database server stands in the way; what
    was saved before is then safe, and the failed call has changed nothing.
    """

    @classmethod
    def create(cls, folder: Path, publication: Publication, who: Who, *, clock: Clock = utc_now) -> Self:
        """Make a desk with its fronts in a folder that is new or empty; on failure nothing is left.

        Raises:
            BadInput: something is there already, it is a network drive, or a value cannot be stored.
        """
        folder = folder.absolute()
        place.check(folder)
        with disk_faults():
            free = not folder.exists() or (folder.is_dir() and next(folder.iterdir(), None) is None)
        if not free:
            raise BadInput(f"There is something already: {folder}", todo="Choose a new or an empty folder")
        missing = [parent for parent in folder.parents if not parent.exists()]
        building = None
        try:
            with disk_faults():
                folder.parent.mkdir(parents=True, exist_ok=True)
                building = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
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
            database.leave()
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
            database.leave()
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
            return heads.write(connection, PUBLICATION, publication, head, saving, lambda _: {}).thing

    def verify(self, progress: Progress = nothing) -> list[Finding]:
        """Check database, references, revision chains, originals and search; mend what can be made again.

        What `progress` raises ends it between two steps; what was mended until then stays so.
        """
        return verify(self._database, self._index, self._media, progress, self._clock(), self.folder)

    def see_place(self) -> None:
        """Raise Unwritable where the desk's folder went: a file at its old place would bar its way back."""
        self._database.see_place()

    def backup(self, reason: str = "manual", progress: Progress = nothing) -> Path:
        """Write a verified copy of the database, a server's too, as a file into `backups/`.

        `progress` is told how many pages or rows are copied; what it raises ends the copy and leaves nothing.
        """
        self.see_place()
        try:
            return backup.backup(self._database, self.folder, reason, self._clock(), progress)
        except Unwritable as error:
            kept = "No backup was made; the desk itself is as it was"
            raise Unwritable(error.what, kept=kept, todo=error.todo) from error

    def routine_backup(self, reason: str, progress: Progress = nothing) -> Path | None:
        """Write a copy where it holds anything new (`daily`: and the newest is a day old), thin the others.

        Args:
            reason: `start` or `daily`.
            progress: see `backup`.
        """
        self.see_place()
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
    with faults(), engine.connect():
        pass  # makes the file
    database = Database(engine, file)
    try:
        with database.write() as connection:
            schema.migrate(connection)
        Store(folder, database, clock).save_publication(publication, who)
        database.close()
    finally:
        database.leave()
    with file.open("rb+") as made:
        os.fsync(made.fileno())
