"""The site's folder: new files are written aside, then each takes its place. Others' files stay."""

import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from desk.domain import Conflict, Unwritable
from desk.site.manifest import Entry, Manifest
from desk.store.held import held

_ASIDE = ".desk-new-"
_LOCK = ".lock"
_FRESH_SECONDS = 10
_OURS = (
    *(b'<meta name="generator" content="Desk"', b"<generator>Desk</generator>", b"<!-- Desk -->"),
    *(b'"_desk": {"generator": "Desk"}', b"# Desk\n"),
)
_HEAD = 8_192


@contextmanager
def _reported(what: str, kept: str) -> Generator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = "the disk is full" if full else error.strerror or str(error)
        todo = "Make room and export again" if full else "Choose another folder or change its permissions"
        raise Unwritable(f"{what}: {reason}", kept=kept, todo=todo) from error


class Output:
    """One export into a folder.

    `put` each file, then `finish`. Until then nothing of the old site changes; use as a context manager, so
    that what was written aside goes away whatever happens.
    """

    def __init__(self, out: Path, manifest: Path, *, full: bool) -> None:
        self.out = out.resolve()
        self.full = full
        self.kept = 0
        with _reported(f"{out} cannot be written to", "Nothing was changed"):
            self.out.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self.out))
            self._hold = held(self._aside / _LOCK)
        self._manifest = Manifest.load(manifest)
        self._old = self._manifest.folders.get(str(self.out), {})
        self._begun = self._manifest.begun.get(str(self.out), {})
        self._new: dict[str, Entry] = {}
        self._staged: dict[str, tuple[Path, str, str]] = {}
        self._numbers = count()
        self._foreign: list[str] = []

    def __enter__(self) -> "Output":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was written aside."""
        if self._hold is not None:
            self._hold.close()
        shutil.rmtree(self._aside, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what an export that was killed left aside; that of one under way stays."""
        for path in self.out.glob(f"{_ASIDE}*"):
            hold = held(path / _LOCK) if time.time() - path.stat().st_mtime > _FRESH_SECONDS else None
            if hold is not None:
                hold.close()
                shutil.rmtree(path, ignore_errors=True)

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
        self._staged[path] = (aside, digest, stamp)

    def _is_others(self, path: str) -> bool:
        """Return whether a file stands in a place that we did not write, or that somebody changed since."""
        target = self.out / path
        return target.is_file() and not (self._own(path, target) if path in self._old else _is_ours(target))

    def _keep(self, path: str, entry: Entry) -> None:
        self._new[path] = entry
        self.kept += 1

    def _untouched(self, path: str, entry: Entry) -> bool:
        try:
            found = os.stat(f"{self.out}/{path}")  # noqa: PTH116  (three times as fast, ten thousand times)
        except OSError:
            return False
        return found.st_size == entry.size and found.st_mtime_ns == entry.time

    def _same(self, target: Path, content: bytes) -> bool:
        try:
            return target.stat().st_size == len(content) and target.read_bytes() == content
        except OSError:
            return False

    def finish(self) -> tuple[int, int, int]:
        """Let the new files take their places in the order they came, then remove ours that ended.

        Returns:
            How many files were written, kept and removed.

        Raises:
            Conflict: a file that we did not write stands where one of ours must; nothing is changed.
            Unwritable: the disk refuses; every file is whole, old or new.
        """
        if self._foreign:
            raise Conflict(
                f"{self.out} holds {len(self._foreign)} files of others where the site's must stand,"
                f" such as {self._foreign[0]}",
                kept="Nothing was changed",
                todo="Choose an empty folder, or move them away",
            )
        removed: list[str] = []
        try:
            with _reported("The site could not be written", "Every page is whole, some new and some old"):
                if self._staged:
                    digests = {path: digest for path, (_, digest, _) in self._staged.items()}
                    self._manifest.begin(str(self.out), digests)
                self._switch()
                removed = self._remove({*self._old, *self._begun} - set(self._new))
        finally:
            left = {path: entry for path, entry in self._old.items() if path not in (*removed, *self._new)}
            if self._staged or removed or self._begun or self._new != self._old:
                with _reported("The list of exported files could not be written", "The site is whole"):
                    self._manifest.save(str(self.out), left | self._new)
        return len(self._staged), self.kept, len(removed)

    def _switch(self) -> None:
        for path, (aside, digest, stamp) in self._staged.items():
            target = self.out / path
            folder = target.parent
            if not folder.resolve().is_relative_to(self.out):
                raise OSError(errno.EPERM, f"{path} leads out of the folder")
            folder.mkdir(parents=True, exist_ok=True)
            aside.replace(target)
            self._new[path] = _entry(target, digest, stamp)

    def _remove(self, ended: Iterable[str]) -> list[str]:
        """Remove files of ours whose bytes are still ours, and the folders that this empties."""
        removed: list[str] = []
        for path in sorted(ended):
            target = self.out / path
            if not target.is_file() or not target.parent.resolve().is_relative_to(self.out):
                removed.append(path)
            elif self._own(path, target):
                target.unlink()
                self._prune(target.parent)
                removed.append(path)
        return removed

    def _own(self, path: str, target: Path) -> bool:
        entry = self._old.get(path)
        if entry and self._untouched(path, entry):
            return True
        return _digest(target.read_bytes()) in {entry.digest if entry else "", self._begun.get(path)}

    def _prune(self, folder: Path) -> None:
        while folder != self.out:
            try:
                folder.rmdir()
            except OSError:
                return  # something else is in it
            folder = folder.parent


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entry(path: Path, digest: str, stamp: str) -> Entry:
    found = path.stat()
    return Entry(digest, found.st_size, found.st_mtime_ns, stamp)


def _is_ours(path: Path) -> bool:
    """Return whether a file says that this program made it, as after the manifest was lost."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return any(mark in head for mark in _OURS)
