"""A desk brought back from one of its copies; the desk as it was is set aside whole."""

import contextlib
import datetime as dt
import json
import logging
import os
import shutil
import sqlite3
from collections.abc import Generator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from desk.domain import BadInput, Conflict, NewerDesk, NotADesk, new_id
from desk.store import schema, theme_copies
from desk.store.backup import copied, hashes, listed, reading
from desk.store.faults import disk_faults
from desk.store.held import held
from desk.store.media import discard, keep, settle
from desk.store.place import beside, restoring

_log = logging.getLogger(__name__)
_PATIENCE = 5  # seconds to wait for another program's write


@dataclass(frozen=True, slots=True)
class Restored:
    """A desk that was brought back.

    Attributes:
        aside: where the desk as it was lies now, a whole desk folder.
        missing: hashes of the originals that neither the desk nor its backups hold.
    """

    aside: Path
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a desk would be after a copy came back, in numbers of stories.

    Attributes:
        newer: in the copy with earlier words than in the desk now.
        later: not in the copy, because they were made later.
        back: in the copy alone.
    """

    newer: int
    later: int
    back: int


def difference(desk: Path, file: Path) -> Difference | None:
    """Return what restoring a copy would change; None where the desk or the copy cannot be read."""
    source = f"{(desk / 'desk.sqlite').absolute().as_uri()}?mode=ro"
    query = "SELECT id, revision FROM story"
    if not _opens(desk):
        return None
    try:
        with contextlib.closing(sqlite3.connect(source, uri=True)) as now, reading(file) as copy:
            here, there = dict(now.execute(query).fetchall()), dict(copy.execute(query).fetchall())
    except sqlite3.Error:
        return None
    both = here.keys() & there.keys()
    newer = sum(here[id_] != there[id_] for id_ in both)
    return Difference(newer, len(here) - len(both), len(there) - len(both))


def restore(desk: Path, file: Path, now: dt.datetime) -> Restored:
    """Make a desk anew from a copy of its database, in its place; the present one is renamed and kept.

    It must not be open in this program. Its database need not be readable.

    Raises:
        BadInput: the copy is damaged or is none.
        NewerDesk: a newer version of the program made the copy.
        Conflict: another program is writing to the desk.
        Unwritable: the disk refused. In each case the desk is as it was.
    """
    desk = desk.resolve()  # through a link, the desk itself and not the link to it
    finish(desk)
    try:
        schema.file_version(file)
    except NotADesk as error:
        raise BadInput(str(error), kept="The desk was left as it is", todo="Choose another backup") from error
    with disk_faults():
        made = beside(desk, f".{desk.name}", f"-{new_id()}")
        aside = _free(desk, now)
        try:
            with _noted(desk, made, aside):
                made.mkdir()
                missing = _build(made, desk, file)
                _exchange(desk, made, aside)
        except BaseException:
            discard(made)
            raise
    return Restored(aside, tuple(sorted(missing)))


def _exchange(desk: Path, made: Path, aside: Path) -> None:
    with _nobody_writing(desk):
        desk.rename(aside)
        try:
            made.rename(desk)
        except BaseException:
            aside.rename(desk)
            raise
    settle(desk.parent)
    _move_backups(aside, desk)


@contextlib.contextmanager
def _noted(desk: Path, made: Path, aside: Path) -> Generator[None, None, None]:
    """Keep a note beside a desk of what becomes of it, for `finish`, should the program be killed."""
    note = restoring(desk)
    file = held(note)
    if file is None:
        raise _under_way()
    with file:
        file.write(json.dumps({"made": made.name, "aside": aside.name}).encode())
        file.flush()
        os.fsync(file.fileno())
        settle(desk.parent)
        try:
            yield
        finally:
            if os.name == "posix":
                note.unlink()
    if os.name != "posix":
        note.unlink()  # the system removes no open file


def _under_way() -> Conflict:
    return Conflict(
        "This desk is being brought back from a backup", kept="Nothing was changed", todo="Wait a moment"
    )


def finish(desk: Path) -> None:
    """Bring a restore to its end that was killed: the new desk takes its place, or the old one keeps it.

    Raises:
        Conflict: the restore is under way.
        Unwritable: the disk refused.
    """
    desk = desk.absolute()
    note = restoring(desk)
    if not note.exists():
        return
    with disk_faults(), contextlib.ExitStack() as stack:
        file = held(note)
        if file is None:
            raise _under_way()
        stack.enter_context(file)
        try:
            names = json.loads(note.read_bytes())
            made, aside = desk.with_name(names["made"]), desk.with_name(names["aside"])
        except (ValueError, KeyError, TypeError):
            made = aside = None  # killed before anything was done
        if made and aside and not desk.exists():
            _log.warning("a restore of %s was cut short and is brought to its end", desk)
            (made if made.is_dir() else aside).rename(desk)
            settle(desk.parent)
        if made and made.is_dir():
            discard(made)
        if aside and aside.is_dir():
            _move_backups(aside, desk)
        if os.name != "posix":
            stack.close()  # the system removes no open file
        note.unlink(missing_ok=True)


def _opens(desk: Path) -> bool:
    """Return whether a desk's database can be read; one that cannot is left as it is, byte for byte."""
    try:
        schema.file_version(schema.database_file(desk))
    except NewerDesk:
        return True
    except NotADesk:
        return False
    return True


def _build(made: Path, desk: Path, file: Path) -> set[str]:
    copied(file, made / "desk.sqlite")
    for name in ("media", "backups"):
        (made / name).mkdir()
    if (desk / "site").is_dir():
        shutil.copytree(desk / "site", made / "site")
    else:
        (made / "site").mkdir()
    # A copy without a theme may be older than the theme, and nobody's work goes with it.
    theme = theme_copies.beside(file)
    theme_copies.put(theme if theme.is_dir() else theme_copies.own(desk), theme_copies.own(made))
    # What the backups keep comes first: nobody puts another file in its place.
    missing = keep(desk / "backups" / "media", made / "media", hashes(file))
    missing = keep(desk / "media", made / "media", missing)
    settle(made)
    return missing


def _free(desk: Path, now: dt.datetime) -> Path:
    """Return a name beside the desk that says what lies there and that nothing has."""
    said = f" set aside {now.astimezone():%Y-%m-%d %H.%M}"
    numbered = (f"{said}{'' if number == 1 else f' ({number})'}{desk.suffix}" for number in count(1))
    names = (beside(desk, desk.stem, ending) for ending in numbered)
    return next(name for name in names if not name.exists())


@contextlib.contextmanager
def _nobody_writing(desk: Path) -> Generator[None, None, None]:
    """Hold the database's lock while its folder is renamed; what cannot be read nobody writes to."""
    if not _opens(desk):
        yield
        return
    source = f"{(desk / 'desk.sqlite').as_uri()}?mode=rw"
    with contextlib.ExitStack() as held:
        try:
            connection = sqlite3.connect(source, uri=True, timeout=_PATIENCE, isolation_level=None)
            held.callback(connection.close)
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise Conflict(
                    "Another program is writing to this desk",
                    kept="The desk was left as it is",
                    todo="Close it there and restore again",
                ) from error
        if os.name != "posix":
            held.close()  # the system renames no folder with an open file in it
        yield


def _move_backups(aside: Path, desk: Path) -> None:
    """Let the copies follow the desk; where the disk refuses they stay with the one set aside."""
    with contextlib.suppress(OSError):
        with contextlib.suppress(FileNotFoundError):
            (desk / "backups").rmdir()
        (aside / "backups").rename(desk / "backups")
    for folder in (aside, desk):
        with contextlib.suppress(OSError):
            (folder / "backups").mkdir(exist_ok=True)


def given(desk: Path, name: str) -> Path:
    """Return the copy that a person names: its name in `backups/`, `latest`, or the path of any.

    Raises:
        BadInput: there is none.
    """
    if name == "latest":
        found = next((one.file for one in listed(desk) if one.stories is not None), None)
    else:
        tries = (desk / "backups" / name, desk / "backups" / f"{name}.sqlite", Path(name))
        found = next((path for path in tries if path.is_file()), None)
    if found is None:
        raise BadInput(f"There is no backup “{name}”", todo="desk restore without a name lists them")
    return found
