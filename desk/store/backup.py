"""Verified copies of the database, made while people go on working, and the originals that they need."""

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.sql.functions import count

from desk.domain import BadInput, Unwritable, slugify
from desk.store import tables, theme_copies
from desk.store.engine import Database, raw_sqlite, sqlite_engine
from desk.store.faults import disk_faults
from desk.store.indexing import INDEX_TABLES, start
from desk.store.media import discard, keep, make, originals, settle
from desk.store.schema import migrate
from desk.store.search import SqliteIndex

Progress = Callable[[int, int], None]

ROUTINE = frozenset({"start", "daily"})
"""Reasons of the copies that the program makes by itself; age thins these and no others."""

_NAME = re.compile(r"(\d{8}-\d{6})-(.+?)(?:-[1-9]\d?)?\.sqlite")
_STAMP = "%Y%m%d-%H%M%S"
_PAGES = 2048  # copied between two looks at whether to go on
_ROWS = 500
_EVERY = dt.timedelta(days=1)  # all copies younger than this stay, and older ones want a new one
_DAILY = 31  # days that have copies, of each of which one stays


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of a desk's database.

    Attributes:
        file: where it lies.
        at: when it was made, UTC.
        reason: `start`, `daily`, `manual`, `before-0003` (a change of the tables), or else its file's name.
        size: bytes.
        stories: how many it holds; None where it cannot be read.
    """

    file: Path
    at: dt.datetime
    reason: str
    size: int
    stories: int | None


def nothing(done: int, total: int) -> None:
    """Take no notice of progress."""


def backup(
    database: Database, desk: Path, reason: str, now: dt.datetime, progress: Progress = nothing
) -> Path:
    """Copy a desk's database as it is at this moment into its `backups/`; return the new file.

    The originals of its photos are kept in `backups/media/` too, so that one that is lost can come back, and
    the newsroom's own theme beside the file. A server's desk is copied row by row: the file is the same as
    one of a desk in a folder.

    Raises:
        Unwritable: the disk refused, or the copy is not what was copied; no file is left.
    """
    folder = desk / "backups"
    with disk_faults():
        make(folder)
        target = _reserved(folder, f"{now:{_STAMP}}-{slugify(reason)}")
        part = _part(target)
        try:
            (_copy if database.sqlite else _copy_rows)(database, part, progress)
            keep(desk / "media", folder / "media", hashes(part))
            theme_copies.take(desk, target)
            part.replace(target)
        except BaseException:
            for left in (part, Path(f"{part}-journal"), target):
                left.unlink(missing_ok=True)
            discard(theme_copies.beside(target))
            raise
        settle(folder)
    return target


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _reserved(folder: Path, name: str) -> Path:
    number = 1
    while True:
        target = folder / f"{name}{'' if number == 1 else f'-{number}'}.sqlite"
        with contextlib.suppress(FileExistsError):
            target.open("xb").close()
            return target
        number += 1


def _copy(database: Database, part: Path, progress: Progress) -> None:
    def report(_: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    with database.read() as connection, contextlib.closing(sqlite3.connect(part)) as copy:
        source = raw_sqlite(connection)
        counted = _counts(source)  # also fixes the moment that is copied
        source.backup(copy, pages=_PAGES, progress=report)
        _see_sound(copy, counted)
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _copy_rows(database: Database, part: Path, progress: Progress) -> None:
    """Copy what a server holds, as at one moment, into a database file; its search index begins anew."""
    engine = sqlite_engine(part, make=True)
    try:
        with engine.begin() as file:
            migrate(file)
        with database.read() as server, engine.begin() as file:
            file.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            counted = _filled(server, file, progress)
            start(file, SqliteIndex())
    finally:
        engine.dispose()
    with contextlib.closing(sqlite3.connect(part)) as copy:
        counted |= {name: number for name, number in _counts(copy).items() if name not in counted}
        _see_sound(copy, counted)
    with part.open("rb+") as written:
        os.fsync(written.fileno())


def _filled(server: Connection, file: Connection, progress: Progress) -> dict[str, int]:
    """Copy every table but those of the index; return how many rows each has on the server."""
    copied = [one for one in tables.metadata.sorted_tables if one.name not in INDEX_TABLES]
    counted = {one.name: server.execute(select(count()).select_from(one)).scalar_one() for one in copied}
    done, total = 0, sum(counted.values())
    for table in copied:
        file.execute(delete(table))  # what the migrations put there
        with server.execution_options(yield_per=_ROWS).execute(select(table)) as rows:
            for some in rows.mappings().partitions():
                file.execute(insert(table), [dict(row) for row in some])
                done += len(some)
                progress(done, total)
    return counted


def _see_sound(copy: sqlite3.Connection, counted: dict[str, int]) -> None:
    """Make a copy one file, with nothing beside it; raises Unwritable where it is not what was copied."""
    copy.execute("PRAGMA journal_mode=DELETE")
    problems = damage(copy.execute("PRAGMA integrity_check"))
    if problems or _counts(copy) != counted:
        raise Unwritable(
            f"The backup is not sound: {problems[0] if problems else 'rows are missing'}",
            kept="The desk itself is untouched",
            todo="Run desk verify, and see that the disk is healthy",
        )


def damage(said: Iterable[tuple[Any, ...]]) -> list[str]:
    """Return what SQLite's check says against a file.

    Since 3.44 it names a damaged search index too; that one can be made again.
    """
    return [row[0] for row in said if row[0] != "ok" and "FTS5 table" not in row[0]]


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search\\_index%' ESCAPE '\\'"
    )
    names = [row[0] for row in connection.execute(query)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  (names of SQLite's own list of tables)


@contextlib.contextmanager
def reading(file: Path) -> Generator[sqlite3.Connection, None, None]:
    """Open a copy for reading alone, so that nothing is written beside it."""
    source = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(source, uri=True)) as connection:
        yield connection


def hashes(file: Path) -> set[str]:
    """Return the hashes of the originals that a copy needs."""
    with reading(file) as connection:
        found = {row[0] for row in connection.execute("SELECT hash FROM photo")}
        contents = connection.execute("""SELECT content FROM photo WHERE content LIKE '%"former":%'""")
        former = [one for (content,) in contents for one in json.loads(content).get("former", ())]
        return found | {one.partition(" ")[0] for one in former}


def listed(desk: Path) -> list[Backup]:
    """Return the copies in a desk folder, newest first; those being made are not among them."""
    with disk_faults():
        files = [file for file in (desk / "backups").glob("*.sqlite") if file.stat().st_size]
        found = [(file.stat().st_mtime_ns, _described(file)) for file in files]
    return [one for _, one in sorted(found, key=lambda one: (one[1].at, one[0]), reverse=True)]


def _described(file: Path) -> Backup:
    stat, named = file.stat(), _NAME.fullmatch(file.name)
    at, reason = dt.datetime.fromtimestamp(stat.st_mtime, dt.UTC), file.stem
    if named is not None:
        with contextlib.suppress(ValueError):
            at = dt.datetime.strptime(named[1], _STAMP).replace(tzinfo=dt.UTC)
            reason = named[2]
    stories = None
    with contextlib.suppress(sqlite3.Error), reading(file) as connection:
        stories = connection.execute("SELECT count(*) FROM story").fetchone()[0]
    return Backup(file, at, reason, stat.st_size, stories)


def due(database: Database, desk: Path, reason: str, now: dt.datetime) -> bool:
    """Return whether a copy that the program makes by itself would hold anything new."""
    if not database.sqlite:
        return False
    newest = next((one for one in listed(desk) if one.stories is not None), None)
    if newest is None:
        return True
    if reason == "daily" and abs(now - newest.at) < _EVERY:
        return False
    if not theme_copies.same(theme_copies.own(desk), theme_copies.beside(newest.file)):
        return True
    with database.read() as connection, reading(newest.file) as copy:
        return _stamp(raw_sqlite(connection)) != _stamp(copy)


def _stamp(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return what is different after every save, without reading the texts."""
    queries = ["SELECT count(*), max(id) FROM revision", "SELECT version_num FROM alembic_version"]
    for table, changes in (("milestone", "max(at)"), ("saved_search", "group_concat(id || name || query)")):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            queries.append(f"SELECT count(*), {changes} FROM {table}")  # noqa: S608  (names of ours)
    return [connection.execute(query).fetchone() for query in queries]


def thin(desk: Path, now: dt.datetime) -> None:
    """Take away copies that age has made too many: all of a day stay, one a day for a month, one a month.

    A month is so many days that have copies: a clock that jumps ahead makes none of them older.
    """
    with disk_faults():
        kept, taken = set[str](), False
        found = listed(desk)
        days = sorted({one.at.date() for one in found}, reverse=True)
        for one in found:
            age = now - one.at
            period = f"{one.at:%Y-%m-%d}" if one.at.date() in days[:_DAILY] else f"{one.at:%Y-%m}"
            if one.reason in ROUTINE and one.stories is not None and age > _EVERY and period in kept:
                one.file.unlink()
                discard(theme_copies.beside(one.file))
                taken = True
            elif one.stories is not None:
                kept.add(period)
        _unfinished(desk / "backups", now)
        if taken:
            _let_go(desk)


def _unfinished(folder: Path, now: dt.datetime) -> None:
    """Take away what a program that was killed while it copied left."""
    long_ago = (now - _EVERY).timestamp()
    for file in [*folder.glob("*.sqlite"), *folder.glob(".*.part"), *folder.glob(".*.part-journal")]:
        stat = file.stat()
        if stat.st_mtime < long_ago and (file.suffix != ".sqlite" or stat.st_size == 0):
            file.unlink()
    for theme in theme_copies.left_over(folder):
        if theme.stat().st_mtime < long_ago:
            discard(theme)


def _let_go(desk: Path) -> None:
    """Take away the kept originals that no copy needs any more."""
    needed = set[str]()
    for one in listed(desk):
        if one.stories is None:
            return  # it may need any of them
        needed |= hashes(one.file)
    for hash_, file in originals(desk / "backups" / "media").items():
        if hash_ not in needed:
            file.unlink()


def copied(source: Path, target: Path) -> None:
    """Copy a copy to where a desk is made of it, and see that it is sound there.

    Raises:
        BadInput: it is damaged.
    """
    shutil.copyfile(source, target)
    try:
        with contextlib.closing(sqlite3.connect(target)) as connection:
            problems = damage(connection.execute("PRAGMA integrity_check"))
    except sqlite3.Error as error:
        problems = [str(error)]
    if problems:
        raise BadInput(
            f"The backup {source.name} is damaged: {problems[0]}",
            kept="The desk was left as it is",
            todo="Choose another backup",
        )
    with target.open("rb+") as file:
        os.fsync(file.fileno())
