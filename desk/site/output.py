"""The site's folder: the new site is made beside it and takes its place at once. Others' files stay."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.domain import Conflict
from desk.site import trees
from desk.site.hold import Hold, reported, stands
from desk.site.ledger import Entry, Tree
from desk.site.staging import Aside, InTree
from desk.site.warned import Warned

OURS = (
    *(b'<meta name="generator" content="Desk"', b"<generator>Desk</generator>", b"<!-- Desk -->"),
    *(b'"_desk": {"generator": "Desk"}', b"# Desk\n"),
)
HEAD = 8_192


class Part(NamedTuple):
    """What became of some files, where a copy of this process put them; see `Output.part`."""

    kept: dict[str, Entry]
    staged: dict[str, tuple[str, Entry]]
    foreign: list[str]


class Output(Hold):
    """One export into a folder.

    `keep` or `put` each file, put those that are `lacking` too, then `finish`. Until then nothing of the old
    site changes; use as a context manager, so that what was written goes away whatever happens.

    Attributes:
        warned: what is to be said of the files of the site that stands.
    """

    def __init__(self, out: Path, ledger: Path, *, full: bool = False, look: bool = False) -> None:
        """Take hold of the folder.

        Args:
            out: the folder.
            ledger: where the list of what we wrote is kept.
            full: take nothing for unchanged.
            look: `changes` is asked for, and not `finish`.

        Raises:
            Conflict: another export into it is under way.
            Unwritable: it cannot be.
        """
        super().__init__(out, ledger)
        self.full = full
        self._new: dict[str, Entry] = {}
        self._staged: dict[str, tuple[str, Entry]] = {}
        self._lacking: set[str] = set()
        self._looked = False
        self._foreign: list[str] = []
        self._inside: set[str] = set()
        self.warned = self._ledger.warned()
        self._warned: Mapping[str, Warned] = self.warned
        spare = self._ledger.spare
        left = self._ledger.others(spare) if spare is not None else []
        tree = InTree(self._trees.next, self._trees.spare if spare is not None else None, left)
        self._tree = tree if self.whole and not look else None
        self._staging = self._tree or Aside(self._aside)

    @property
    def standing(self) -> dict[str, Entry]:
        """Return the files of ours that the folder had when it was taken hold of."""
        return self._old

    @property
    def begun(self) -> bool:
        """Return whether an export that was killed may have written some of its files."""
        return bool(self._begun)

    def stamp(self, path: str) -> str:
        """Return what a file that the new site will hold is made from, empty where that is not known."""
        entry = self._staged[path][1] if path in self._staged else self._new.get(path)
        return entry.stamp if entry else ""

    @property
    def paths(self) -> list[str]:
        """Return the files of ours that the new site holds."""
        return [*self._new, *self._staged]

    def __exit__(self, *_: object) -> None:
        """Remove what was written and is no part of the site."""
        self._staging.forget()
        super().__exit__()

    def keep(self, path: str, stamp: str) -> bool:
        """Keep a file that we wrote from the same before; return False where there is none."""
        entry = self._old.get(path)
        if self.full or not entry or entry.stamp != stamp or path in self._lacking:
            return False
        self._keep(path, entry)
        return True

    def put(self, path: str, content: bytes, stamp: str = "", *, yields: bool = False) -> None:
        """Have a file hold these bytes.

        Args:
            path: relative to the site, parts joined by `/`.
            content: the whole file.
            stamp: what it was made from, for `keep`.
            yields: whether somebody else's file in its place simply stays.

        Raises:
            Unwritable: the disk refuses; the old site stands.
        """
        if yields and self._is_others(path):
            return
        digest = _digest(content)
        entry = self._old.get(path)
        if not self.full and entry and entry.digest == digest and path not in self._lacking:
            self._keep(path, entry._replace(stamp=stamp))
            return
        if not entry or path in self._lacking:
            found = self._found(path)
            if found and found.st_size == len(content) and self._holds(path, content):
                self._keep(path, _entry(found, digest, stamp))
                return
            if found and not entry and path not in self._begun and not _is_ours(self.out / path):
                self._foreign.append(path)
                return
        with reported("The site could not be written", "The site is as it was"):
            place, stands = self._staging.write(path, content)
            self._staged[path] = (place, _entry(stands, digest, stamp))
        self._new.pop(path, None)
        self._looked = False

    def divide(self) -> None:
        """Make ready for a copy of this process to put files too. Raises Unwritable."""
        with reported("The site could not be written", "The site is as it was"):
            if self._tree is not None:
                self._tree.fill()

    def part(self, paths: Iterable[str]) -> Part:
        """Return what became of some files, for `join`."""
        wanted = {*paths}
        return Part(
            {path: one for path, one in self._new.items() if path in wanted},
            {path: one for path, one in self._staged.items() if path in wanted},
            [path for path in self._foreign if path in wanted],
        )

    def join(self, part: Part) -> None:
        """Take in what became of files that a copy of this process put."""
        self._new |= part.kept
        self._staged |= part.staged
        self._foreign += part.foreign
        self._looked = False

    def lacking(self) -> set[str]:
        """Return the files that were kept and do not stand as we wrote them; they must be put anew.

        Where anything changes, those of the tree that will take the site's place are looked at, and else the
        site's own.
        """
        if self._tree is None or not self._changed:
            found = {path for path, one in self._new.items() if not stands(f"{self.out}/{path}", one)}
        else:
            with reported("The site could not be written", "The site is as it was"):
                self._tree.begin()
                found = {path for path, one in self._new.items() if not self._shared(path, one)}
        for path in found:
            del self._new[path]
        self._lacking |= found
        self._looked = True
        return found

    def _shared(self, path: str, entry: Entry) -> bool:
        """Return whether a file stands, and have it stand in the next tree too."""
        assert self._tree is not None
        if stands(f"{self._tree.tree}/{path}", entry):
            return True
        if not stands(f"{self.out}/{path}", entry):
            return False
        self._tree.take(path, f"{self.out}/{path}")
        return True

    def has(self, path: str) -> bool:
        """Return whether the new site will hold a file, ours or somebody else's."""
        if path in self._new or path in self._staged:
            return True
        return path not in self._old and (self.out / path).exists()

    def _is_others(self, path: str) -> bool:
        """Return whether a file stands in a place that we did not write, or that somebody changed since."""
        target = self.out / path
        return target.is_file() and not (self._own(path, target) if path in self._old else _is_ours(target))

    def _keep(self, path: str, entry: Entry) -> None:
        self._staged.pop(path, None)
        self._new[path] = entry
        self._looked = False

    def _untouched(self, path: str, entry: Entry) -> bool:
        return stands(f"{self.out}/{path}", entry)

    def _found(self, path: str) -> os.stat_result | None:
        """Return what stands in a place of the site, None where nothing does."""
        with suppress(OSError):
            return os.stat(f"{self.out}/{path}")  # noqa: PTH116  (a Path costs more than the call)
        return None

    def _holds(self, path: str, content: bytes) -> bool:
        with suppress(OSError):
            return (self.out / path).read_bytes() == content
        return False

    def changes(self) -> tuple[list[tuple[str, Path | None]], int]:
        """Return what `finish` would do: each file that is written, with where it lies, or removed; others.

        Files that are removed come last, with None; the number is of those that stay.
        """
        written: list[tuple[str, Path | None]] = [
            (path, Path(aside)) for path, (aside, _) in self._staged.items()
        ]
        return [*written, *((path, None) for path in self._gone(sorted(self._ended)))], len(self._new)

    @property
    def _ended(self) -> set[str]:
        return (self._old.keys() | self._begun.keys()) - self._new.keys() - self._staged.keys()

    @property
    def _changed(self) -> bool:
        """Return whether the site will be another, be it only in our list of its files."""
        return bool(self._staged or self._begun or self._new.keys() - self._old.keys() or self._ended)

    def warn(self, warned: Mapping[str, Warned]) -> None:
        """Have the files of the new site be noted with what is to be said of them; `finish` comes next."""
        self._warned = warned
        if new := {path: one for path, one in warned.items() if self.warned.get(path) != one}:
            with reported("The list of exported files could not be written", "The site is as it was"):
                self._ledger.warn(new)

    def finish(self) -> tuple[int, int, int]:
        """Let the new site take the old one's place, without those of our files that ended.

        Returns:
            How many files were written, kept and removed.

        Raises:
            Conflict: a file that we did not write stands where one of ours must; nothing is changed.
            Unwritable: the disk refuses; the old site stands, or where it cannot be changed at once, every
                file is whole.
        """
        if self._foreign:
            raise Conflict(
                f"{self.out} holds {len(self._foreign)} files of others where the site's must stand,"
                f" such as {self._foreign[0]}",
                kept="Nothing was changed",
                todo="Choose an empty folder, or move them away",
            )
        if not self._looked and (gone := self.lacking()):
            raise Conflict(
                f"{min(gone)} in {self.out} was changed while the site was made",
                kept="Nothing was changed",
                todo="Export again",
            )
        made = {path: entry for path, (_, entry) in self._staged.items()}
        known = {path: entry for path, entry in self._new.items() if path not in self._old}
        ended = sorted(self._ended)
        gone = self._gone(ended)
        if not (made or known or gone or self._begun):
            self._restamp()
            return 0, len(self._new), 0
        if self.whole:
            self.whole = self._switch_whole({**known, **made}, ended, gone)
        if not self.whole:
            self._switch_each({**known, **made}, ended, gone)
        self._restamp()
        return len(made), len(self._new), len(gone)

    def settle(self, facts: str, since: datetime, until: datetime) -> None:
        """Note that the site as it stands is what some facts give from one instant until another."""
        with suppress(sqlite3.Error):  # the next export then looks for itself
            self._ledger.note(facts, since.timestamp(), until.timestamp())

    def _gone(self, ended: Iterable[str]) -> list[str]:
        """Return the files that ended and that are still as we wrote them; others' and changed ones stay."""
        return [
            path
            for path in ended
            for target in [self.out / path]
            if target.is_file() and target.parent.resolve().is_relative_to(self.out)
            if self._own(path, target)
        ]

    def _restamp(self) -> None:
        with reported("The list of exported files could not be written", "The site is whole"):
            self._ledger.restamp(
                {
                    path: entry
                    for path, entry in self._new.items()
                    if path in self._old and entry != self._old[path]
                }
            )
            if self.warned != self._warned:
                self._ledger.warn(self._warned, alone=True)

    def _switch_whole(self, made: dict[str, Entry], ended: list[str], gone: list[str]) -> bool:
        """Make the new site whole, then let it take the old one's place; return whether that could be."""
        with reported("The site could not be written", "The site is as it was"):
            try:
                ours = {*self._new, *gone, *self._staged}
                stay = [path for path in ended if path not in ours and (self.out / path).is_file()]
                left = [*dict.fromkeys([*stay, *self._others(ours)])]
                built = self._build(left)
            except trees.CannotCarry:
                return False
        return self._exchange(made, ended, left, built)

    def _exchange(self, made: dict[str, Entry], ended: Sequence[str], others: list[str], built: int) -> bool:
        """Let the next tree, with others' files in it, take the site's place; return whether it could."""
        files, ledger = self._trees, self._ledger
        with reported("The site could not be written", "The site is as it was"):
            ledger.begin(made, ended, Tree(files.next.stat().st_ino, others, built))
            try:
                files.swap(files.next)
            except OSError as error:
                ledger.forget()
                if error.errno == errno.ENOSPC:
                    raise
                return False
        with reported("The export before could not be kept", "The new site stands"):
            files.rotate()
            ledger.settle()
        return True

    def _build(self, others: list[str]) -> int:
        """Bring the next tree up to date, which has what is kept and staged; return when that was done."""
        assert self._tree is not None
        top, ledger = self._tree.tree, self._ledger
        self._tree.fill()
        ours = self._new.keys() | self._staged.keys()
        since = ledger.spare if ledger.spare is not None else ledger.live
        for path in (ledger.ended_since(since) | self._old.keys()) - ours:
            (top / path).unlink(missing_ok=True)
            trees.prune((top / path).parent, top)
        trees.like(self.out, top)
        trees.carry(others, self.out, top)
        return trees.now(self._trees.beside)

    def _check_inside(self, top: Path, path: str) -> None:
        """See that the folder of a file is no link of somebody's to elsewhere."""
        folder = path.rpartition("/")[0]
        if folder not in self._inside:
            if not (top / folder).resolve().is_relative_to(top):
                raise OSError(errno.EPERM, f"{path} leads out of the folder")
            self._inside.add(folder)

    def _switch_each(self, made: dict[str, Entry], ended: list[str], gone: list[str]) -> None:
        """Replace one file after the other, what leads to others last, then remove what ended."""
        with reported("The site could not be written", "Every page is whole, some new and some old"):
            self._ledger.begin(made, ended)
            for path, (aside, _) in self._staged.items():
                target = self.out / path
                target.parent.mkdir(parents=True, exist_ok=True)
                self._check_inside(self.out, path)
                os.replace(aside, target)  # noqa: PTH105  (a Path costs more than the call)
            for path in gone:
                (self.out / path).unlink()
                trees.prune((self.out / path).parent, self.out)
            self._ledger.settle()
        for tree in (self._trees.previous, self._trees.spare, self._trees.next):
            trees.remove(tree)

    def _own(self, path: str, target: Path) -> bool:
        entry = self._old.get(path)
        if entry and self._untouched(path, entry):
            return True
        return _digest(target.read_bytes()) in {entry.digest if entry else "", self._begun.get(path)}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entry(found: os.stat_result, digest: str, stamp: str) -> Entry:
    return Entry(digest, found.st_size, found.st_mtime_ns, stamp)


def _is_ours(path: Path) -> bool:
    """Return whether a file says that this program made it, as after the ledger was lost."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(HEAD)
        return any(mark in head for mark in OURS)
    return False
