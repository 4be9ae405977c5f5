"""Small pictures, made once and kept in the person's cache, which may be emptied at any time."""

import contextlib
import os
from itertools import count
from pathlib import Path
from uuid import uuid4

from desk import paths
from desk import photo as files
from desk.operations.desk import Desk

_KEPT = 30_000  # files, of about 15 KB: a library of 20,000 photos and what is seen larger
_LOOKED = 500  # files are made between two looks at how many there are

_made = count(1)


def get(desk: Desk, photo: str, pixels: int, *, straight: bool = True) -> bytes:
    """Return an encoded small picture of a photo, its longer side at most so many pixels.

    Without `straight` it is the upright picture before its angle is applied, as one sees it while setting it.
    """
    shown = desk.store.photo(photo)
    angle = shown.angle if straight else 0.0
    file = _folder() / (f"{shown.hash}-{pixels}" + (f"-{angle:.3f}" if angle else ""))
    with contextlib.suppress(OSError):
        return file.read_bytes()
    picture = files.apart(files.thumbnail, desk.store.media_path(shown), pixels, angle)
    with contextlib.suppress(OSError):  # a full disk costs time, not the picture
        _keep(file, picture)
    return picture


def large(desk: Desk, photo: str, most: int = 0) -> tuple[int, int, str, bytes]:
    """Return a photo's picture as its pixels: width, height, `RGB` or `RGBA`, and the bytes; nothing is kept.

    `most` bounds the longer side; 0 gives every pixel.
    """
    shown = desk.store.photo(photo)
    return files.apart(files.pixels, desk.store.media_path(shown), most, shown.angle)


def _folder() -> Path:
    return paths.cache() / "thumbnails"


def _keep(file: Path, picture: bytes) -> None:
    """Write a file whole or not at all: other windows read the same folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{uuid4().hex}.new")
    try:
        beside.write_bytes(picture)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    if next(_made) % _LOOKED == 0:
        _thin()


def _thin() -> None:
    """Take the oldest away where there are too many."""
    with os.scandir(_folder()) as found:
        by_age = sorted(found, key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in by_age[_KEPT:]:
        Path(entry).unlink(missing_ok=True)
