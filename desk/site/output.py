"""The site's folder: the new site is made beside it and takes its place at once. Others' files stay."""

import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Self

from desk.domain import BadInput, Conflict, Unwritable
from desk.site import trees
from desk.site.ledger import Entry, Ledger
from desk.site.trees import Trees
from desk.store.held import held

_INSIDE = ".desk-new"  # where there is no place beside the folder
OURS = (
    *(b'<meta name="generator" content="Desk"', b"<generator>Desk</generator>", b"<!-- Desk -->"),
    *(b'"_desk": {"generator": "Desk"}', b"# Desk\n"),
)
HEAD = 8_192


@contextmanager
def _reported(what: str, kept: str) -> Generator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = "the disk is full" if full else error.strerror or str(error)
        todo = "Make room and export again" if full else "Choose another folder or change its permissions"
        raise Unwritable(f"{what}: {reason}", kept=kept, todo=todo) from error
    except sqlite3.Error as error:
        raise Unwritable(
            f"The list of exported files cannot be written: {error}",
            kept=kept,
            todo="Look whether the desk's disk is full or read-only",
        ) from error


class Output:
    """One export into a folder.

    `put` each file, then `finish`. Until then nothing of the old site changes; use as a context manager, so
    that what was written aside goes away whatever happens.

    Attributes:
        whole: whether the new site takes the old one's place at once; otherwise file after file does.
    """

    def __init__(self, out: Path, ledger: Path, *, full: bool) -> None:
        """Take hold of the folder.

        Args:
            out: the folder.
            ledger: where the list of what we wrote is kept.
            full: take nothing for unchanged.

        Raises:
            Conflict: another export into it is under way.
            Unwritable: it cannot be.
        """
        self.out = out.resolve()
        self.full = full
        self.whole = True
        self._trees = Trees(self.out)
        with _reported(f"{out} cannot be written to", "Nothing was changed"):
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self._hold()
        try:
            with _reported(f"{out} cannot be written to", "Nothing was changed"):
                self._trees.mend()
                self.out.mkdir(exist_ok=True)
                self._aside.mkdir(exist_ok=True)
                self._ledger = Ledger(ledger, self.out)
                self._recover()
                self._old = self._ledger.entries()
                self._begun = self._ledger.begun()
        except BaseException:
            self._release()
            raise
        self._new: dict[str, Entry] = {}
        self._staged: dict[str, tuple[Path, Entry]] = {}
        self._numbers = count()
        self._foreign: list[str] = []
        self._inside: set[str] = set()

    @property
    def standing(self) -> dict[str, Entry]:
        """Return the files of ours that the folder had when it was taken hold of."""
        return self._old

    def _hold(self) -> None:
        """Have the folder to ourselves, with a place beside it for what is being written."""
        beside = self._trees.beside
        if self.whole:
            try:
                beside.mkdir(exist_ok=True)
                self.whole = os.access(beside, os.W_OK) and not self.out.is_mount()
            except OSError:
                self.whole = False
        place = beside if self.whole else self.out
        if not self.whole:
            self.out.mkdir(exist_ok=True)
        self._lock = place / (".lock" if self.whole else f"{_INSIDE}.lock")
        hold = held(self._lock)
        if hold is None:
            self._lock.touch()  # says why where it cannot be
            raise Conflict(
                f"Another export into {self.out} is under way",
                kept="Nothing was changed",
                todo="Wait for its end and export again",
            )
        self._held = hold
        self._aside = self._trees.aside if self.whole else self.out / _INSIDE
        shutil.rmtree(self._aside, ignore_errors=True)  # of one that was killed

    def _recover(self) -> None:
        """Bring to its end, or take back, what a killed export had begun."""
        ledger, files = self._ledger, self._trees
        if ledger.tree is not None and ledger.tree == self.out.stat().st_ino:
            files.rotate()
            ledger.settle()
        elif ledger.tree is not None:
            ledger.forget()
        trees.remove(files.next)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was written aside."""
        self._ledger.close()
        self._release()

    def _release(self) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)
        if not self.whole:
            self._lock.unlink(missing_ok=True)
        self._held.close()

    def holds(self, path: str, stamp: str) -> bool:
        """Return whether the folder has a file of ours as we wrote it, from the same; if so it is kept."""
        entry = self._old.get(path)
        if self.full or not entry or entry.stamp != stamp or not self._untouched(path, entry):
            return False
        self._keep(path, entry)
        return True

    def put(self, path: str, content: bytes, stamp: str = "", *, yields: bool = False) -> None:
        """Have a file hold these bytes.

        Args:
            path: relative to the site, parts joined by `/`.
            content: the whole file.
            stamp: what it was made from, for `holds`.
            yields: whether somebody else's file in its place simply stays.

        Raises:
            Unwritable: the disk refuses; the old site stands.
        """
        if yields and self._is_others(path):
            return
        digest = _digest(content)
        entry = self._old.get(path)
        if not self.full and entry and entry.digest == digest and self._untouched(path, entry):
            self._keep(path, replace(entry, stamp=stamp))
            return
        target = self.out / path
        if (not self.full or not entry) and self._same(target, content):
            self._keep(path, _entry(target, digest, stamp))
            return
        if not entry and path not in self._begun and target.exists() and not _is_ours(target):
            self._foreign.append(path)
            return
        aside = self._aside / str(next(self._numbers))
        with _reported("The site could not be written", "The site is as it was"):
            aside.write_bytes(content)
            self._staged[path] = (aside, _entry(aside, digest, stamp))
        self._new.pop(path, None)

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

    def _untouched(self, path: str, entry: Entry) -> bool:
        return _stands(f"{self.out}/{path}", entry)

    def _same(self, target: Path, content: bytes) -> bool:
        try:
            return target.stat().st_size == len(content) and target.read_bytes() == content
        except OSError:
            return False

    def changes(self) -> tuple[list[tuple[str, Path | None]], int]:
        """Return what `finish` would do: each file that is written, with where it lies, or removed; others.

        Files that are removed come last, with None; the number is of those that stay.
        """
        written: list[tuple[str, Path | None]] = [(path, aside) for path, (aside, _) in self._staged.items()]
        ended = sorted({*self._old, *self._begun} - self._new.keys() - self._staged.keys())
        return [*written, *((path, None) for path in self._gone(ended))], len(self._new)

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
        made = {path: entry for path, (_, entry) in self._staged.items()}
        known = {path: entry for path, entry in self._new.items() if path not in self._old}
        ended = sorted({*self._old, *self._begun} - self._new.keys() - made.keys())
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
        with _reported("The list of exported files could not be written", "The site is whole"):
            self._ledger.restamp(
                {
                    path: entry
                    for path, entry in self._new.items()
                    if path in self._old and entry != self._old[path]
                }
            )

    def _switch_whole(self, made: dict[str, Entry], ended: list[str], gone: list[str]) -> bool:
        """Make the new site whole, then let it take the old one's place; return whether that could be."""
        files, ledger = self._trees, self._ledger
        kept = set(self._new)
        with _reported("The site could not be written", "The site is as it was"):
            try:
                left = self._others({*kept, *gone, *self._staged})
                self._build(kept, left)
                ledger.begin(made, ended, tree=files.next.stat().st_ino, others=left)
            except trees.CannotCarry:
                trees.remove(files.next)
                return False
            except BaseException:
                trees.remove(files.next)
                raise
            try:
                files.swap(files.next)
            except OSError as error:
                ledger.forget()
                trees.remove(files.next)
                if error.errno == errno.ENOSPC:
                    raise
                return False
        with _reported("The export before could not be kept", "The new site stands"):
            files.rotate()
            ledger.settle()
        return True

    def _others(self, ours: set[str]) -> list[str]:
        folders = {""}
        for path in ours:
            folder = path.rpartition("/")[0]
            while folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return list(trees.others(self.out, ours.__contains__, folders))

    def _build(self, kept: set[str], others: list[str]) -> None:
        """Make the next tree: the spare brought up to date, or one of the site's own files."""
        files, ledger = self._trees, self._ledger
        if ledger.spare is not None and files.spare.is_dir():
            files.spare.rename(files.next)
            trees.drop(ledger.others(ledger.spare), files.next)
            for path in (ledger.ended_since(ledger.spare) | self._old.keys()) - kept:
                (files.next / path).unlink(missing_ok=True)
                trees.prune((files.next / path).parent, files.next)
        files.next.mkdir(exist_ok=True)
        trees.like(self.out, files.next)
        trees.carry(others, self.out, files.next)
        for path in kept:
            if not _stands(f"{files.next}/{path}", self._new[path]):
                trees.share(self.out / path, files.next / path)
        for path, (aside, _) in self._staged.items():
            self._check_inside(files.next, path)
            trees.share(aside, files.next / path)

    def _check_inside(self, top: Path, path: str) -> None:
        """See that the folder of a file is no link of somebody's to elsewhere."""
        folder = path.rpartition("/")[0]
        if folder not in self._inside:
            if not (top / folder).resolve().is_relative_to(top):
                raise OSError(errno.EPERM, f"{path} leads out of the folder")
            self._inside.add(folder)

    def _switch_each(self, made: dict[str, Entry], ended: list[str], gone: list[str]) -> None:
        """Replace one file after the other, what leads to others last, then remove what ended."""
        with _reported("The site could not be written", "Every page is whole, some new and some old"):
            self._ledger.begin(made, ended)
            for path, (aside, _) in self._staged.items():
                target = self.out / path
                target.parent.mkdir(parents=True, exist_ok=True)
                self._check_inside(self.out, path)
                aside.replace(target)
            for path in gone:
                (self.out / path).unlink()
                trees.prune((self.out / path).parent, self.out)
            self._ledger.settle()
        for tree in (self._trees.previous, self._trees.spare):
            trees.remove(tree)

    def _own(self, path: str, target: Path) -> bool:
        entry = self._old.get(path)
        if entry and self._untouched(path, entry):
            return True
        return _digest(target.read_bytes()) in {entry.digest if entry else "", self._begun.get(path)}

    def back(self) -> None:
        """Let the export before take the site's place, and the site its; others' files stay.

        Raises:
            BadInput: there is none.
            Unwritable: the disk refuses; the site is as it was.
        """
        files, ledger = self._trees, self._ledger
        before = ledger.previous
        if not before or not files.previous.is_dir():
            raise BadInput(
                f"There is no earlier export of {self.out} to go back to",
                kept="The site is as it was",
                todo="Export again; the export before is kept from then on",
            )
        made = ledger.entries_at(before)
        ended = ledger.born_since(before) - made.keys()
        stayed = {path: entry for path, entry in self._old.items() if path not in ended}
        for path, entry in {**stayed, **made}.items():
            if not _stands(f"{files.previous}/{path}", entry):
                raise BadInput(
                    f"The earlier export is damaged: {path} is not there as it was written",
                    kept="The site is as it was",
                    todo="Export again",
                )
        with _reported("The site could not be written", "The site is as it was"):
            left = self._others(set(self._old))
            trees.drop(ledger.others(before), files.previous)
            trees.carry(left, self.out, files.previous)
            ledger.begin(made, ended, tree=files.previous.stat().st_ino, others=left, back=True)
            files.swap(files.previous)
            ledger.settle()


def _stands(path: str, entry: Entry) -> bool:
    """Return whether a file stands in a tree as we wrote it."""
    try:
        found = os.stat(path)  # noqa: PTH116  (three times as fast, ten thousand times)
    except OSError:
        return False
    return found.st_size == entry.size and found.st_mtime_ns == entry.time


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entry(path: Path, digest: str, stamp: str) -> Entry:
    found = path.stat()
    return Entry(digest, found.st_size, found.st_mtime_ns, stamp)


def _is_ours(path: Path) -> bool:
    """Return whether a file says that this program made it, as after the ledger was lost."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(HEAD)
        return any(mark in head for mark in OURS)
    return False
