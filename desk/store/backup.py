"""Verified copies of the database, made while people go on working."""

import contextlib
import datetime as dt
import os
import sqlite3
from pathlib import Path

from desk.domain import BadInput, Unwritable, slugify
from desk.store.engine import Database
from desk.store.faults import disk_faults
from desk.store.media import settle


def backup(database: Database, folder: Path, reason: str, now: dt.datetime) -> Path:
    """Copy the database as it is at this moment into a folder; return the new file.

    Raises:
        BadInput: the desk is on a server.
        Unwritable: the disk refused, or the copy is not what was copied; no file is left.
    """
    if not database.sqlite:
        raise BadInput(
            "A desk on a database server is not copied from here", todo="Use pg_dump on the server"
        )
    with disk_faults():
        folder.mkdir(exist_ok=True)
        target = _reserved(folder, f"{now:%Y%m%d-%H%M%S}-{slugify(reason)}")
        part = target.with_name(f".{target.name}.part")
        try:
            _copy(database, part)
            part.replace(target)
        except BaseException:
            for left in (part, Path(f"{part}-journal"), target):
                left.unlink(missing_ok=True)
            raise
        settle(folder)
    return target


def _reserved(folder: Path, name: str) -> Path:
    number = 1
    while True:
        target = folder / f"{name}{'' if number == 1 else f'-{number}'}.sqlite"
        with contextlib.suppress(FileExistsError):
            target.open("xb").close()
            return target
        number += 1


def _copy(database: Database, part: Path) -> None:
    with database.read() as connection, contextlib.closing(sqlite3.connect(part)) as copy:
        source = connection.connection.dbapi_connection
        assert isinstance(source, sqlite3.Connection)
        counted = _counts(source)  # also fixes the moment that is copied
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        problems = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if problems != ["ok"] or _counts(copy) != counted:
            raise Unwritable(
                f"The backup is not sound: {problems[0]}",
                kept="The desk itself is untouched",
                todo="Run desk verify, and see that the disk is healthy",
            )
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search\\_index%' ESCAPE '\\'"
    )
    names = [row[0] for row in connection.execute(query)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
