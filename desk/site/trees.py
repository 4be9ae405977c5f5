"""The site's folder and, hidden beside it, the trees that stood or will stand in its place.

    hour site/                  what readers see
    .hour site.desk/previous    the export before, for going back to
    .hour site.desk/next        the one that is being made
    .hour site.desk/spare       an older one, of which the next is made

Files that two trees share are one file with several names, so that they take no room and no time.
"""

import ctypes
import os
import shutil
import stat
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD
_ALIVE = ("desk.sqlite", "-wal", "-journal")
"""How files end that a program may have open as a database: a second name would part them from its log."""


class CannotCarry(OSError):  # noqa: N818  (as what the system says)
    """Something that is not ours cannot stand in two trees at once."""


class Trees:
    """The trees of a site. What the system refuses is raised as OSError."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.beside = out.with_name(f".{out.name}.desk")
        self.previous, self.next, self.spare, self.aside, self._old = (
            self.beside / name for name in ("previous", "next", "spare", "aside", "old")
        )

    def mend(self) -> None:
        """Put the site back in its place where a program was killed in the middle of two renames."""
        if self._old.is_dir():
            self._old.rename(self.next if self.out.is_dir() else self.out)

    def rotate(self) -> None:
        """Keep the tree that stood in the site's place as the previous one, and that one as the spare."""
        if self.next.is_dir():
            if self.previous.is_dir():
                remove(self.spare)
                self.previous.rename(self.spare)
            self.next.rename(self.previous)

    def swap(self, other: Path) -> None:
        """Let a tree take the site's place, and the site its; where the system can, at one instant.

        Where it cannot, the site is not there between two renames; whoever is killed then finds it again by
        `mend`.
        """
        if not _exchanged(self.out, other):
            self.out.rename(self._old)
            try:
                other.rename(self.out)
            except OSError:
                self._old.rename(self.out)
                raise
            self._old.rename(other)


def _exchanged(one: Path, other: Path) -> bool:
    """Have two folders take each other's place at one instant; return whether the system can."""
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            rename = ctypes.CDLL(None, use_errno=True).renameat2
            failed = rename(_HERE, paths[0], _HERE, paths[1], _SWAP)
        elif sys.platform == "darwin":
            failed = ctypes.CDLL(None, use_errno=True).renamex_np(*paths, _SWAP)
        else:
            return False
    except AttributeError:  # an older system
        return False
    return failed == 0


def share(source: Path | str, target: Path | str) -> None:
    """Have a file stand in a second place too, whose folder is made; a copy where no disk can have both."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  (see `share_here`)
        share_here(source, target)
    except OSError:
        share_here(source, target)


def share_here(source: Path | str, target: Path | str) -> None:
    """Have a file stand in a second place, over what is there."""
    with suppress(FileNotFoundError):
        os.unlink(target)  # noqa: PTH108  (a Path costs more than the call, ten thousand times)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def remove(folder: Path) -> None:
    """Remove a tree of ours, where there is one."""
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)


def like(source: Path, target: Path) -> None:
    """Give a folder the rights, and where that is allowed the owner, of another."""
    shutil.copystat(source, target)
    if sys.platform != "win32":
        found = source.stat()
        with suppress(OSError):
            os.chown(target, found.st_uid, found.st_gid)


def prune(folder: Path, top: Path) -> None:
    """Remove a folder and those above it that hold nothing."""
    with suppress(OSError):  # something else is in it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def folders(files: Iterable[str]) -> set[str]:
    """Return the folders that files stand in, and those above them; `""` is the tree itself."""
    found = {""}
    for path in files:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def now(place: Path) -> int:
    """Return the time as the disk of a folder has it, in nanoseconds."""
    mark = place / ".now"
    mark.write_bytes(b"")
    found = mark.stat().st_ctime_ns
    mark.unlink()
    return found


def times(top: Path, folders: Sequence[str]) -> Sequence[int]:
    """Return when something last came into each of some folders of a tree, or went.

    In nanoseconds as its disk has the time; `sys.maxsize` where that cannot be told.
    """
    found = array("q", [sys.maxsize]) * len(folders)
    if sys.platform == "win32":  # which does not say when a folder changed
        return found
    stat = os.stat
    here = os.open(top, os.O_RDONLY)  # from which the system has a shorter way to each
    try:
        for number, one in enumerate(folders):
            try:
                found[number] = stat(one or ".", dir_fd=here).st_ctime_ns
            except OSError:
                continue
    finally:
        os.close(here)
    return found


def touched(top: Path, folders: Iterable[str], since: int) -> set[str]:
    """Return those folders of a tree into which something may have come since a time of its disk."""
    looked = [*folders]
    return {folder for folder, at in zip(looked, times(top, looked), strict=True) if at >= since}


def others(
    top: Path, is_ours: Callable[[str], bool], folders: set[str], among: set[str] | None = None
) -> Iterator[str]:
    """Yield what stands in a tree that is not ours, relative to it; of a folder of others' the folder alone.

    Args:
        top: the tree.
        is_ours: of a file's path.
        folders: those that hold files of ours, `""` for the tree itself.
        among: those of them that are looked into; None for all.
    """
    for folder in sorted(folders if among is None else among):
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(top / folder) as found:
            for one in found:
                path = f"{folder}/{one.name}" if folder else one.name
                if one.is_dir(follow_symlinks=False):
                    if path not in folders:
                        yield path
                elif not is_ours(path):
                    yield path


def carry(paths: Iterable[str], source: Path, target: Path) -> None:
    """Have what is not ours stand in a second tree too; raises CannotCarry."""
    for path in paths:
        _carried(source / path, target / path)


def _carried(source: Path, target: Path) -> None:
    kind = source.lstat().st_mode
    if stat.S_ISLNK(kind):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(source.readlink())
    elif stat.S_ISREG(kind) and not source.name.endswith(_ALIVE):
        share(source, target)
    elif stat.S_ISDIR(kind) and not source.is_mount():
        target.mkdir(parents=True, exist_ok=True)
        for one in source.iterdir():
            _carried(one, target / one.name)
        shutil.copystat(source, target)
    else:
        raise CannotCarry(f"{source} is neither a file at rest nor a folder")


def drop(paths: Iterable[str], top: Path) -> None:
    """Remove from a tree that readers do not see what is not ours; the others have it."""
    for path in paths:
        target = top / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
