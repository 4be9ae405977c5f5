"""The site's folder, held by one export alone, with what the exports before wrote into it."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from desk.domain import BadInput, Conflict, Unwritable
from desk.site import trees
from desk.site.ledger import Entry, Ledger, Tree
from desk.site.trees import Trees
from desk.store.held import held

_INSIDE = ".desk-new"  # where there is no place beside the folder


@contextmanager
def reported(what: str, kept: str) -> Generator[None]:
    """Say in the person's words what the disk refuses, and what was kept."""
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


def stands(path: str, entry: Entry) -> bool:
    """Return whether a file stands in a tree as we wrote it."""
    try:
        found = os.stat(path)  # noqa: PTH116  (three times as fast, ten thousand times)
    except OSError:
        return False
    return found.st_size == entry.size and found.st_mtime_ns == entry.time


class Hold:
    """The folder, the trees beside it and the list of our files, held by nobody else.

    Use as a context manager. What an export that was killed had begun is brought to its end or taken back.

    Attributes:
        whole: whether the new site takes the old one's place at once; otherwise file after file does.
    """

    def __init__(self, out: Path, ledger: Path) -> None:
        """Take hold of the folder.

        Args:
            out: the folder.
            ledger: where the list of what we wrote is kept.

        Raises:
            Conflict: another export into it is under way.
            Unwritable: it cannot be.
        """
        self.out = out.resolve()
        self.whole = True
        self._was = self.out.exists()
        self._trees = Trees(self.out)
        with reported(f"{out} cannot be written to", "Nothing was changed"):
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self._hold()
        try:
            with reported(f"{out} cannot be written to", "Nothing was changed"):
                self._trees.mend()
                self.out.mkdir(exist_ok=True)
                self._aside.mkdir(exist_ok=True)
                self._ledger = Ledger(ledger, self.out)
                self._recover()
                self._old = self._entries()
                self._begun = self._ledger.begun()
        except BaseException:
            self._release()
            raise

    def _entries(self) -> dict[str, Entry]:
        return self._ledger.entries()

    @property
    def generation(self) -> int:
        """Return which generation of the site stands."""
        return self._ledger.live

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
        """Let go of the folder."""
        self._ledger.close()
        self._release()

    def _release(self) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)
        if not self.whole:
            self._lock.unlink(missing_ok=True)
        if not self._was:
            with suppress(OSError):  # where nothing came into it, it goes again
                self.out.rmdir()
        self._held.close()

    def _others(self, ours: set[str]) -> list[str]:
        """Return what stands in the site that is not ours."""
        if not any(self.out.iterdir()):
            return []
        folders = trees.folders(ours)
        known, since = self._ledger.others(self._ledger.live), self._ledger.built
        if since is None or trees.now(self._trees.beside) < since:  # not known, or the clock was set back
            return list(trees.others(self.out, ours.__contains__, folders))
        touched = trees.touched(self.out, folders, since)
        stayed = [path for path in known if path.rpartition("/")[0] not in touched]
        found = trees.others(self.out, ours.__contains__, folders, touched)
        return [*(path for path in stayed if path not in ours), *found]

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
            if not stands(f"{files.previous}/{path}", entry):
                raise BadInput(
                    f"The earlier export is damaged: {path} is not there as it was written",
                    kept="The site is as it was",
                    todo="Export again",
                )
        with reported("The site could not be written", "The site is as it was"):
            left = self._others(set(self._old))
            trees.drop(ledger.others(before), files.previous)
            trees.carry(left, self.out, files.previous)
            tree = Tree(files.previous.stat().st_ino, left, trees.now(files.beside))
            ledger.begin(made, ended, tree, back=True)
            files.swap(files.previous)
            ledger.settle()
