"""Zips of texts and pictures: foreign, so nothing of them is believed."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from desk.domain import PICTURES, BadInput
from desk.exchange.files import MARKDOWN, TEXT

ARCHIVE = ".zip"
_TAKEN = {*TEXT, *MARKDOWN, *PICTURES}
_MOST_FILES, _LARGEST, _LARGEST_ALL = 5_000, 300_000_000, 2_000_000_000
_CHUNK = 1 << 20
_TODO = "Unpack it yourself and import its folder"


def unpack(archive: Path, folder: Path) -> None:
    """Write the texts and pictures of a zip into an empty folder; everything else in it is passed over.

    Raises:
        BadInput: it is no zip, is damaged or locked, holds too much, or a name in it leads out of the folder.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            found = [one for one in opened.infolist() if _wanted(one)]
            if len(found) > _MOST_FILES:
                raise BadInput(f"{archive.name} holds more than {_MOST_FILES:,} files", todo=_TODO)
            room = _LARGEST_ALL
            for one in found:
                room -= _write(opened, one, folder / _place(archive.name, one.filename), min(room, _LARGEST))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise BadInput(f"{archive.name} cannot be unpacked: {error}", todo=_TODO) from error


def _wanted(one: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(one.filename)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    link = stat.S_ISLNK(one.external_attr >> 16)
    return not (one.is_dir() or hidden or link) and path.suffix.lower() in _TAKEN


def _place(archive: str, name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or len(name) > 500:
        raise BadInput(f"A name in {archive} leads out of it: {name[:100]}", todo="Do not use this file")
    return Path(*path.parts)


def _write(opened: zipfile.ZipFile, one: zipfile.ZipInfo, file: Path, room: int) -> int:
    """Write one file; return its bytes, counted as they come: what a zip says of them may be a lie."""
    file.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(one) as source, file.open("xb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > room:
                raise BadInput(f"What {one.filename[:100]} holds is too large", todo=_TODO)
            target.write(chunk)
    return size
