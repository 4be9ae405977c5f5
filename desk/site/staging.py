"""Where the files of a new site lie until they take their places."""

import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from desk.site import trees

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OVER = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Aside:
    """A folder of files called by numbers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()

    def write(self, _path: str, content: bytes) -> tuple[str, os.stat_result]:
        """Write a file of the site; return where it lies and how it stands there. Raises OSError."""
        place = f"{self.folder}/{next(self._numbers)}"
        return place, _written(os.open(place, _NEW, 0o666), content)

    def forget(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.folder, ignore_errors=True)


class InTree:
    """The tree that will take the site's place, made from a spare one; each file at its own place in it.

    Args:
        tree: where it is to stand.
        spare: one of an earlier site; it is moved there when the first file comes.
        others: what in that is not ours, and goes.
    """

    def __init__(self, tree: Path, spare: Path | None, others: list[str]) -> None:
        self.tree = tree
        self._top = str(tree)
        self._spare, self._others = spare, others
        self._begun = self._filled = False
        self._bare = False
        self._made: list[str] = []
        self._folders: set[str] = set()

    def begin(self) -> None:
        """See that the tree is there, with nothing in it that is not ours. Raises OSError."""
        if self._begun:
            return
        self._begun = True
        if self._spare is not None and self._spare.is_dir():
            self._spare.rename(self.tree)
            trees.drop(self._others, self.tree)
        else:
            self.tree.mkdir(exist_ok=True)
            self._bare = True

    def write(self, path: str, content: bytes) -> tuple[str, os.stat_result]:
        """Write a file of the site; return where it lies and how it stands there. Raises OSError."""
        self.begin()
        place = f"{self._top}/{path}"
        self._made.append(path)
        folder = place.rpartition("/")[0]
        new = False
        if self._bare and folder not in self._folders:
            self._folders.add(folder)
            with suppress(OSError):
                os.mkdir(folder)  # noqa: PTH102  (a Path costs more than the call)
                new = True
        try:
            file, size = _opened(place, new=new)
            return place, _written(file, content, size)
        except (FileNotFoundError, NotADirectoryError, FileExistsError, IsADirectoryError):
            self._bare = True  # or has been emptied: the next folders are asked for first
            self._make_way(path)
            with suppress(FileNotFoundError):
                os.unlink(place)  # noqa: PTH108  (a Path costs more than the call)
            return place, _written(os.open(place, _NEW, 0o666), content)

    def _make_way(self, path: str) -> None:
        """Make the folder of a file, where an earlier site may have had a file; or its file a folder."""
        steps = path.split("/")
        for end in range(1, len(steps)):
            folder = "/".join([self._top, *steps[:end]])
            with suppress(FileExistsError):
                os.mkdir(folder)  # noqa: PTH102  (a Path costs more than the call)
                continue
            if not os.path.isdir(folder):  # noqa: PTH112  (a Path costs more than the call)
                os.unlink(folder)  # noqa: PTH108  (a Path costs more than the call)
                os.mkdir(folder)  # noqa: PTH102  (a Path costs more than the call)
        trees.remove(self.tree / path)

    def take(self, path: str, source: str) -> None:
        """Have a file of the present site stand in the tree too. Raises OSError."""
        self._made.append(path)
        place = f"{self._top}/{path}"
        try:
            trees.share(source, place)
        except (NotADirectoryError, FileExistsError, IsADirectoryError):
            self._make_way(path)
            trees.share(source, place)

    def fill(self) -> None:
        """See that the tree is there; what else it gets from now on makes it no spare one any more."""
        self.begin()
        self._filled = True

    def forget(self) -> None:
        """Let the tree be the spare one again, if it still is as it was; else it goes."""
        if not self._begun or not self.tree.is_dir():
            return
        if self._filled or self._made or self._spare is None or self._spare.exists():
            trees.remove(self.tree)
        else:
            self.tree.rename(self._spare)


def _opened(place: str, *, new: bool) -> tuple[int, int]:
    """Open a file of a tree that nobody reads, and say its size; one that others share is left to them."""
    if new:
        return os.open(place, _NEW, 0o666), 0
    try:
        file = os.open(place, _OVER)
    except FileNotFoundError:
        return os.open(place, _NEW, 0o666), 0
    found = os.fstat(file)
    if found.st_nlink == 1:
        return file, found.st_size
    os.close(file)
    os.unlink(place)  # noqa: PTH108  (a Path costs more than the call)
    return os.open(place, _NEW, 0o666), 0


def _written(file: int, content: bytes, size: int = 0) -> os.stat_result:
    """Write a file of so many bytes anew; return how it stands."""
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        if size > len(content):
            os.ftruncate(file, len(content))
        return os.fstat(file)
    finally:
        os.close(file)
