"""A folder as a target: on this device, on a stick, on a network share."""

import errno
import os
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from desk.domain import BadInput, Unreachable, Unwritable
from desk.publish.storage import PART

_KEPT = "What was published before is still there"


class Folder:
    """See `Storage`."""

    lanes = 4

    def __init__(self, path: str) -> None:
        """Raises Unreachable where there is no such folder, nor one to make it in."""
        self._top = Path(path).expanduser()
        if not self._top.is_absolute():
            raise BadInput(f"“{path}” is no whole path", todo="Give the folder's whole path")
        if not self._top.is_dir():
            if not self._top.parent.is_dir():
                raise Unreachable(
                    f"The folder {self._top} is not there, nor is {self._top.parent}",
                    kept="Nothing was changed",
                    todo="Attach the disk or the network share",
                )
            with _faults():
                self._top.mkdir(exist_ok=True)

    def _at(self, path: str) -> Path:
        return self._top / path

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """See `Storage`."""
        found: dict[str, int] = {}
        with _faults():
            self._top.stat()  # a share that is gone is no empty one
            for path in paths:
                with suppress(FileNotFoundError, NotADirectoryError):
                    one = self._at(path)
                    one.lstat()
                    found[path] = one.stat().st_size if one.is_file() else -1
        return found

    def read(self, path: str) -> bytes:
        """See `Storage`."""
        with _faults(FileNotFoundError):
            return self._at(path).read_bytes()

    def write(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        target = self._at(path)
        part = target.with_name(f".{target.name}{PART}")
        with _faults():
            try:
                part.write_bytes(content)
            except FileNotFoundError:
                step = (
                    self._top
                )  # is not made anew: where a share went away, that would be somebody's own disk
                for name in target.parent.relative_to(self._top).parts:
                    step /= name
                    step.mkdir(exist_ok=True)
                part.write_bytes(content)
            if not target.parent.resolve().is_relative_to(self._top.resolve()):
                part.unlink()
                raise OSError(errno.EPERM, "a link leads out of the folder", str(target.parent))
            if part.stat().st_size != len(content):
                raise OSError(errno.EIO, "the file is not as it was written", str(target))
            part.replace(target)

    def create(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        with _faults(FileExistsError):
            self._at(path).parent.mkdir(exist_ok=True)
            with self._at(path).open("xb") as file:
                file.write(content)

    def remove(self, path: str) -> None:
        """See `Storage`."""
        target = self._at(path)
        with _faults():
            target.unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it
            while (target := target.parent) != self._top:
                target.rmdir()

    def tidy(self, paths: Collection[str]) -> None:
        """See `Storage`."""
        with _faults():
            for path in paths:
                target = self._at(path)
                with suppress(NotADirectoryError):
                    target.with_name(f".{target.name}{PART}").unlink(missing_ok=True)

    def settle(self) -> None:
        """See `Storage`."""
        if hasattr(os, "sync"):
            os.sync()

    def close(self) -> None:
        """See `Storage`."""


@contextmanager
def _faults(*told: type[OSError]) -> Generator[None]:
    """Say what the system refuses, but for what the caller takes itself."""
    try:
        yield
    except OSError as error:
        if isinstance(error, told):
            raise
        where = f"{error.filename} cannot be used" if error.filename else "The folder cannot be used"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unwritable(
                "The target's disk is full", kept=_KEPT, todo="Make room there and publish again"
            ) from error
        raise Unwritable(
            f"{where}: {error.strerror or error}",
            kept=_KEPT,
            todo="See that it is attached and that you may write there, then publish again",
        ) from error
