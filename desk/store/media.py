"""Originals by the hash of their bytes: written once, complete or not at all, never rewritten."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from desk.domain import ENDINGS, BadInput, Photo
from desk.store.faults import disk_faults

_HASH = re.compile(r"[0-9a-f]{64}")
_INCOMING = ".incoming-"
_PIECE = 1 << 20


class Media:
    """The folder `media/` of a desk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, photo: Photo) -> Path:
        """Return where a photo's original lies.

        Raises:
            BadInput: the hash or format is none.
        """
        ending = ENDINGS.get(photo.format, ("",))[0]
        if not ending or not _HASH.fullmatch(photo.hash):
            raise BadInput(f"“{photo.name[:80]}” has no format or hash that photos are kept by")
        return self._folder / photo.hash[:2] / f"{photo.hash}{ending}"

    def put(self, photo: Photo, original: Path | bytes) -> None:
        """Keep an original; one that is there already, whole, is left alone.

        Raises:
            BadInput: it cannot be read, or its bytes are not those of the photo's hash.
            Unwritable: the disk refused.
        """
        target = self.path(photo)
        with suppress(OSError):  # there is none, or another program deletes it just now
            if target.stat().st_size == photo.size:
                return
        try:
            source = original.open("rb") if isinstance(original, Path) else BytesIO(original)
        except OSError as error:
            raise BadInput(
                f"{original} cannot be read: {error.strerror}", kept="Nothing was changed"
            ) from error
        with source, disk_faults():
            make(target.parent)
            self._write(source, photo, target)

    def _write(self, source: BinaryIO, photo: Photo, target: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=_INCOMING, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as copy:
                seen = hashlib.sha256()
                while piece := source.read(_PIECE):
                    seen.update(piece)
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            if seen.hexdigest() != photo.hash:
                raise BadInput(f"“{photo.name}” changed while it was read", todo="Add the photo again")
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        settle(target.parent)

    def bring_back(self, photo: Photo) -> bool:
        """Put an original that is lost or damaged back from the backups; return whether they hold it whole.

        One that is damaged stays beside it, for whoever wants to look.
        """
        path = self.path(photo)
        kept = self._folder.parent / "backups" / "media" / path.parent.name / path.name
        try:
            if not intact(kept, photo.hash):
                return False
            make(path.parent)
            if path.exists():
                path.replace(path.with_name(f"{path.name}.damaged"))
            second(kept, path)
            settle(path.parent)
        except OSError:
            return False
        return True

    def discard(self, photo: Photo) -> int:
        """Delete an original that no photo has any more; return how many bytes it had.

        Raises:
            Unwritable: the disk refused; it stays.
        """
        path = self.path(photo)
        with disk_faults():
            size = path.stat().st_size if path.is_file() else 0
            path.unlink(missing_ok=True)
        return size

    def files(self) -> Iterator[Path]:
        """Yield every file in the folder, whosever it is."""
        yield from (path for path in sorted(self._folder.rglob("*")) if not path.is_dir())


def originals(folder: Path) -> dict[str, Path]:
    """Return the files of a media folder by their hash."""
    if not folder.is_dir():
        return {}
    files = (file for inner in folder.iterdir() if inner.is_dir() for file in inner.iterdir())
    return {file.stem: file for file in files if _HASH.fullmatch(file.stem)}


def keep(source: Path, target: Path, hashes: set[str]) -> set[str]:
    """Have the originals of these hashes in another media folder too; return those that neither has.

    They are never rewritten, so that a second name for the same file does, and takes no room.
    """
    there, here = originals(target), originals(source)
    wanted = hashes.difference(there)
    changed = set[Path]()
    for file in (here[hash_] for hash_ in wanted if hash_ in here):
        folder = target / file.parent.name
        make(folder)
        second(file, folder / file.name)
        changed.add(folder)
    for folder in changed:
        settle(folder)
    return wanted.difference(here)


def second(file: Path, name: Path) -> None:
    """Give a file a second name; where the disk knows no such thing, a copy."""
    try:
        name.hardlink_to(file)
    except FileExistsError:
        pass
    except OSError:
        part = name.with_name(f"{_INCOMING}{name.name}")
        shutil.copyfile(file, part)
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        part.replace(name)


def intact(path: Path, hash_: str) -> bool:
    """Return whether a file holds the bytes of a hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == hash_


def make(folder: Path) -> None:
    """Make a folder, where it is not there, and those above it, so that they outlast a power cut."""
    if not folder.is_dir():
        make(folder.parent)
        folder.mkdir(exist_ok=True)
        settle(folder.parent)


def settle(folder: Path) -> None:
    """See that the names in a folder outlast a power cut, where the system can promise that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def discard(folder: Path) -> None:
    """Remove a folder that was being made, as far as the disk lets us."""
    shutil.rmtree(folder, ignore_errors=True)
