"""Which version of the tables a desk has, and the way from an older one to ours."""

import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy import inspect as look

from desk.domain import NewerDesk, NotADesk
from desk.store import own
from desk.store.faults import faults, told
from desk.store.version import HEAD

_REGION = 32_768  # bytes that a log's index has at least, unless a full disk stopped it
_DAMAGED = "Copy the folder somewhere safe, then restore the newest file of its backups folder"


def database_file(folder: Path) -> Path:
    """Return the desk's database file.

    Raises:
        NotADesk: the folder is missing, a file, or holds no database.
    """
    file = folder / "desk.sqlite"
    todo = "Choose a folder that Desk has made; its name ends in .desk"
    try:
        if not folder.exists():
            raise NotADesk(f"There is no folder {folder}", todo=todo)
        if not folder.is_dir():
            raise NotADesk(f"This is a file, not a desk folder: {folder}", todo=todo)
        if not file.is_file():
            raise NotADesk(f"This folder is no desk: {folder}", todo=todo)
    except OSError as error:
        raise NotADesk(f"This folder cannot be read: {folder}", todo=todo) from error
    return file


def file_version(file: Path) -> str:
    """Return the version of a database file's tables, leaving the folder as it is, byte for byte.

    Raises:
        NotADesk: no database, a damaged one, or none of a desk.
        NewerDesk: a newer version of the program made it.
        Unwritable: a program has it alone.
    """
    try:
        if not own.is_open(file):
            with file.open("rb") as start:
                if start.read(16) != b"SQLite format 3\0":
                    raise NotADesk(f"The desk's database is damaged: {file}", todo=_DAMAGED)
        with _readable(file) as (readable, manner):
            source = f"{readable.absolute().as_uri()}?mode=ro{manner}"
            with closing(sqlite3.connect(source, uri=True)) as connection:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise told(error) from error
        if "no such table" in str(error):
            raise NotADesk(f"This database is none of a desk: {file}") from error
        raise NotADesk(f"The desk's database is damaged or cannot be read: {file}", todo=_DAMAGED) from error
    return _known(row[0] if row else "")


@contextmanager
def _readable(file: Path) -> Generator[tuple[Path, str], None, None]:
    """Give the file to look into and how to open it, so that nothing is written beside the desk's own."""
    log, log_index = Path(f"{file}-wal"), Path(f"{file}-shm")
    if own.is_open(file) or (_filled(log_index, _REGION) and _filled(log)):
        yield file, ""
    elif not _filled(log):
        yield file, "&immutable=1"
    else:  # SQLite would write the log's index anew: let it do so beside a copy
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(log, folder)
            yield Path(shutil.copy(file, folder)), ""


def _filled(file: Path, size: int = 1) -> bool:
    return file.exists() and file.stat().st_size >= size


def server_version(engine: Engine) -> str:
    """Return the version of a server's tables, empty where there are none.

    Raises:
        NewerDesk: a newer version of the program made them.
        Unwritable: the server does not answer.
    """
    with faults(), engine.connect() as connection:
        if not look(connection).has_table("alembic_version"):
            return ""
        return _known(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _known(version: str) -> str:
    if len(version) != len(HEAD) or not version.isdigit():
        raise NotADesk("The database's tables are not those of a desk")
    if version > HEAD:
        raise NewerDesk(
            f"A newer version of Desk made this desk (tables {version}, this version knows {HEAD})",
            kept="Nothing was changed",
            todo="Install the newest version of Desk and open it with that",
        )
    return version


def migrate(connection: Connection) -> None:
    """Bring the tables to `HEAD` within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "desk.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
