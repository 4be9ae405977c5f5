"""Engines and transactions: every connection of the store is opened and closed here."""

import contextlib
import datetime as dt
import shutil
import sqlite3
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError

from desk.domain import BadInput, Cancelled, DeskError, Unwritable
from desk.store import own
from desk.store.faults import faults

Clock = Callable[[], dt.datetime]

_PATIENCE = 5  # seconds to wait for another program's write
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF")
_LOG = 1_000  # pages, after which SQLite begins its log anew
_ROOM = 100 << 20  # bytes of a disk that are left to others
_STEPS = 10_000  # of SQLite's own, between two looks at whether a read is still wanted


def utc_now() -> dt.datetime:
    """Return the present time, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def sqlite_engine(file: Path, *, make: bool = False) -> Engine:
    """Return an engine on a database file; it makes no file unless told to."""
    source = f"{file.absolute().as_uri()}?mode={'rwc' if make else 'rw'}"
    alone = False

    def connect() -> sqlite3.Connection:
        nonlocal alone
        if not alone:
            try:
                return _connected(source)
            except sqlite3.OperationalError as error:
                if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR_SHM"):
                    raise
                fault = error
            try:  # a full disk has no room for what programs share of the file; alone it can still be read
                connection = _connected(f"{source}&vfs=unix-excl")
            except sqlite3.OperationalError as error:
                raise fault from error
            alone = True
            return connection
        return _connected(f"{source}&vfs=unix-excl")

    url = URL.create("sqlite+pysqlite", database=str(file))
    engine = create_engine(url, creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _connected(source: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        source,
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,  # transactions begin where we say, see `_begin`
        check_same_thread=False,  # the pool gives a connection to one thread at a time
    )
    try:
        # What is only for a moment stays in memory, where a full disk does not end it.
        for pragma in (*_PRAGMAS, "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    # A write takes the lock at once: a read that turns into a write can fail without waiting its turn.
    options = connection.get_execution_options()
    if options.get("desk_by_hand", False):
        return
    raw = raw_sqlite(connection)
    if not options.get("desk_patient", True):
        raw.execute("PRAGMA busy_timeout=0")
    try:
        raw.execute("BEGIN IMMEDIATE" if options.get("desk_write", False) else "BEGIN")
    finally:
        if not options.get("desk_patient", True):
            raw.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")


def _lengthen_log(raw: sqlite3.Connection, file: Path) -> None:
    """Give the log at once the length that it comes to: a save that makes it longer takes a third more.

    What is written for that is taken back, and whatever stands in its way is the next save's to say.
    """
    with contextlib.suppress(sqlite3.Error, OSError):
        if shutil.disk_usage(file.parent).free < _ROOM:
            return
        size, held = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "cache_size"))
        raw.execute("PRAGMA busy_timeout=0")
        raw.execute("PRAGMA cache_size=10")  # so that it goes into the log
        try:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("CREATE TABLE log_length (content BLOB)")
            raw.execute("INSERT INTO log_length VALUES (zeroblob(?))", (_LOG * size,))
        finally:
            raw.rollback()
            raw.execute(f"PRAGMA cache_size={held}")
            raw.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")


@contextmanager
def _keys_let_go(raw: sqlite3.Connection) -> Generator[None, None, None]:
    """Have SQLite let go of foreign keys around a transaction; within one it takes no notice of that."""
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def postgres_engine(address: str) -> Engine:
    """Return an engine on a PostgreSQL database.

    Raises:
        BadInput: the address is none.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise BadInput("That is no database address", todo="Write postgresql://user@host/database") from error
    if url.get_backend_name() != "postgresql":
        raise BadInput(f"Desks do not run on {url.get_backend_name()}", todo="Use a PostgreSQL database")
    # A query asked for the sixth time would be planned for any words and numbers, not for these.
    settings = {"lock_timeout": f"{_PATIENCE}s", "plan_cache_mode": "force_custom_plan", "jit": "off"}
    told = " ".join(f"-c {name}={value}" for name, value in settings.items())
    options = {"options": told, "connect_timeout": _PATIENCE}
    return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=options, pool_pre_ping=True)


@contextmanager
def _stoppable(connection: Connection, cancelled: Callable[[], bool] | None) -> Generator[None, None, None]:
    """End what is read when it is no longer wanted; a server is asked only what still is when it begins."""
    if cancelled is None:
        yield
        return
    if cancelled():
        raise Cancelled("The question was taken back", kept="Nothing was changed")
    raw = raw_sqlite(connection) if connection.dialect.name == "sqlite" else None
    if raw is not None:
        raw.set_progress_handler(cancelled, _STEPS)
    try:
        yield
    finally:
        if raw is not None:
            raw.set_progress_handler(None, 0)


def raw_sqlite(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection below one on SQLite."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def turn(connection: Connection, hashes: Iterable[str]) -> None:
    """Let no other program in that names any of these files (SHA-256, hex) till this transaction ends.

    A server has several write at once, and files are no part of its transactions. SQLite has one.
    """
    if connection.dialect.name == "postgresql":
        for hash_ in sorted(set(hashes)):  # in one order, or two could wait for each other
            number = int(hash_[:16], 16) - (1 << 63)
            connection.execute(select(func.pg_advisory_xact_lock(number)))


class Database:
    """Reads and writes as transactions; the same thread's calls within `batch` share one.

    Args:
        engine: where the tables are.
        file: the database file, whose disappearance is noticed before each write; None for a server.
    """

    def __init__(self, engine: Engine, file: Path | None = None) -> None:
        self.engine = engine
        self.sqlite = file is not None
        self._reads = engine if self.sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self._file = file
        self._place = self._found()
        self._held = self._place
        if self._held is not None:
            own.hold(self._held)
        self._own = threading.local()
        self._turn = threading.RLock()  # threads of this program wait for each other without a limit
        self._writer: Connection | None = None
        self._lengthened = False

    def _found(self) -> tuple[int, int] | None:
        return own.place(self._file) if self._file is not None else None

    def see_place(self) -> None:
        """Raise Unwritable where the desk's folder went: what is written there now nobody finds again."""
        # On Linux a removed file takes writes without an error and loses them all when it is closed.
        if self.sqlite and (found := self._found()) != self._place:
            back = "Put it back, or open it in its new place"
            restored = "If it was restored from a backup, save a copy, close this and open it again"
            raise Unwritable(
                f"The desk folder has been moved, removed or replaced: {self._file}",
                kept="What was saved before lies where the folder went",
                todo=restored if found else back,
            )

    @property
    def _current(self) -> Connection | None:
        return getattr(self._own, "connection", None)

    @contextmanager
    def read(self, cancelled: Callable[[], bool] | None = None) -> Generator[Connection, None, None]:
        """Open one consistent view; within a batch, the batch's own.

        Raises:
            Cancelled: `cancelled` returned True, which SQLite asks every few thousand steps.
        """
        with faults():
            if self._current is not None:
                yield self._current
                return
            with self._reads.begin() as connection, _stoppable(connection, cancelled):
                yield connection

    @contextmanager
    def write(self, *, patient: bool = True, sweep: bool = False) -> Generator[Connection, None, None]:
        """Open one transaction, all or nothing; within a batch, a part of it that fails alone.

        One that is not `patient` raises Unwritable at once where another program is writing to a file. In one
        that is to `sweep`, SQLite does not look through whole tables for what points to each row that goes:
        whoever deletes it has made sure that nothing does.
        """
        with faults():
            if self._current is not None:
                with self._current.begin_nested():
                    yield self._current
                return
            with (
                self._turn,
                self._kept(sweep) if patient and self.sqlite else self._made(patient) as connection,
            ):
                self.see_place()  # it may have gone while this waited for another's write
                yield connection

    @contextmanager
    def _made(self, patient: bool) -> Generator[Connection, None, None]:
        """Lend a connection in a transaction that writes."""
        self.see_place()
        options = {"desk_write": True, "desk_patient": patient}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def _kept(self, sweep: bool) -> Generator[Connection, None, None]:
        """Lend SQLite's, which stays: to make one takes a tenth of a save.

        So do SQLAlchemy's own transactions: it believes in one that never ends, and those within are ours.
        """
        connection, self._writer = self._writer, None
        again = connection is not None  # who saves but once needs no long log
        if connection is None:
            self.see_place()
            connection = self.engine.connect().execution_options(desk_by_hand=True)
            connection.begin()
        raw = raw_sqlite(connection)
        try:
            with _keys_let_go(raw) if sweep else contextlib.nullcontext():
                raw.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    raw.execute("COMMIT")
                except BaseException:
                    raw.rollback()
                    raise
        except BaseException:
            connection.close()
            raise
        if again and not self._lengthened:
            assert self._file is not None
            _lengthen_log(raw, self._file)
            self._lengthened = True
        self._writer = connection

    @contextmanager
    def batch(self, *, sweep: bool = False) -> Generator[None, None, None]:
        """Make all of this thread's calls within one transaction; see `write` for `sweep`."""
        if self._current is not None:
            with self.write():
                yield
            return
        with self.write(sweep=sweep) as connection:
            self._own.connection = connection
            try:
                yield
            finally:
                self._own.connection = None

    def close(self) -> None:
        """Bring the write-ahead log into the file and let go of it; twice is the same as once."""
        # Where that cannot be done nothing is lost: the log stays and is read when the desk is next opened.
        with contextlib.suppress(DeskError):
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.close()
            if self.sqlite and self._found() == self._place:
                with faults(), self.engine.connect() as connection:
                    raw_sqlite(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.leave()

    def leave(self) -> None:
        """Let go of the file as it is."""
        self.engine.dispose()
        held, self._held = self._held, None
        if held is not None:
            own.leave(held)
