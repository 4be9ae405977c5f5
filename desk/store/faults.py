"""What the disk or the database server did, in words that a person can act on."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import exc

from desk.domain import BadInput, Cancelled, Conflict, DeskError, NotADesk, Unwritable, name_too_long

_KEPT = "Everything saved before is safe; this last change is not saved"
_RESTORE = "Copy the folder somewhere safe, then restore the newest file of its backups folder"


_SQLITE = {
    "SQLITE_FULL": ("The disk is full", "Free some space and try again"),
    "SQLITE_READONLY": (
        "The desk folder is read-only",
        "Give yourself the right to write there, or copy the desk",
    ),
    "SQLITE_PERM": ("The desk folder may not be opened", "Ask for the right to read and write there"),
    "SQLITE_BUSY": ("Another program is writing to this desk", "Wait a moment and try again"),
    "SQLITE_LOCKED": ("Another program is writing to this desk", "Wait a moment and try again"),
    "SQLITE_CANTOPEN": (
        "The desk's database cannot be opened",
        "See that the folder is there and may be written",
    ),
    "SQLITE_IOERR_SHM": ("The disk has no room for what reading needs", "Free some space and try again"),
    "SQLITE_IOERR": (
        "The disk refused to read or write",
        "See that the disk is attached, healthy and not full",
    ),
}

_POSTGRES = {
    "53": (
        "The database server has run out of space or connections",
        "Tell its administrator, then save again",
    ),
    "25": ("The database server is read-only", "Tell its administrator, then save again"),
    "55": ("Another program is writing to this desk", "Wait a moment and try again"),
    "57": ("The database server is shutting down or gave up", "Wait a moment and try again"),
    "28": ("The database server refused the name or password", "Correct the address of the desk"),
    "3D": ("There is no such database on the server", "Correct the address of the desk"),
    "42": ("The database's tables are not those of a desk, or may not be used", "Tell its administrator"),
}


class _Faults:
    """Turns what the database did into a `DeskError`; a class, for each save goes through one."""

    def __enter__(self) -> None:
        """Nothing is to be made ready."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        if isinstance(error, exc.DataError | sqlite3.DataError | UnicodeEncodeError):
            raise BadInput(
                "A text holds what no database can", todo="Take out characters that cannot be seen"
            ) from error
        if isinstance(error, exc.DBAPIError):
            raise told(error.orig or error) from error
        if isinstance(error, exc.TimeoutError):
            raise Unwritable("The desk is busy with other work", kept=_KEPT, todo="Try again") from error
        if isinstance(error, sqlite3.Error):
            raise told(error) from error


_FAULTS = _Faults()


def faults() -> _Faults:
    """Turn what the database did into a `DeskError`; a mistake of ours passes unchanged."""
    return _FAULTS


@contextmanager
def disk_faults() -> Generator[None, None, None]:
    """Turn what the disk did to a file of ours into a `DeskError`."""
    try:
        yield
    except OSError as error:
        raise told(error) from error


def told(error: BaseException) -> DeskError:
    """Return the error that says what happened, what is kept and what to do."""
    if isinstance(error, OSError):
        return _os(error)
    if isinstance(error, sqlite3.Error):
        return _sqlite(error)
    return _postgres(error)


def _os(error: OSError) -> DeskError:
    where = f": {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Unwritable(f"The disk is full{where}", kept=_KEPT, todo="Free some space and try again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Unwritable(f"Not allowed to write{where}", kept=_KEPT, todo="Ask for the right to write there")
    if error.errno == errno.ENAMETOOLONG:
        return name_too_long(error.filename, kept="Nothing was changed")
    return Unwritable(f"{error.strerror or error}{where}", kept=_KEPT, todo="See that the disk is attached")


def _sqlite(error: sqlite3.Error) -> DeskError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in str(error):
        return NotADesk(
            "The desk's database is damaged", kept="Its backups and photos are not", todo=_RESTORE
        )
    if name == "SQLITE_INTERRUPT":
        return Cancelled("The question was taken back", kept="Nothing was changed")
    if name.startswith("SQLITE_CONSTRAINT"):
        return _crossed()
    for start, (what, todo) in _SQLITE.items():
        if name.startswith(start):
            return Unwritable(what, kept=_KEPT, todo=todo)
    return NotADesk(f"The desk's database cannot be used: {error}", kept="Nothing was changed", todo=_RESTORE)


def _postgres(error: BaseException) -> DeskError:
    state: str = getattr(error, "sqlstate", None) or ""
    if state[:2] in ("23", "40"):
        return _crossed()
    what, todo = _POSTGRES.get(
        state[:2], ("The database server does not answer", "See that it runs, then try again")
    )
    return Unwritable(what, kept=_KEPT, todo=todo)


def _crossed() -> Conflict:
    return Conflict(
        "Somebody else saved at the same moment", kept=_KEPT, todo="Read it again and save once more"
    )
