"""What a picture file is: format, size, hash, and the words it carries. The whole file is read once."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from desk.photo.metadata import Found, found
from desk.photo.reading import orientation, reading

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Info:
    """A good picture file.

    Attributes:
        format: `JPEG`, `PNG`, `WEBP`, `GIF`, `TIFF` or `AVIF`; the content decides, not the file's name.
        width, height: pixels, orientation applied.
        size: bytes.
        hash: SHA-256 of the file, hex.
        found: the words that the file carries.
    """

    format: str
    width: int
    height: int
    size: int
    hash: str
    found: Found = field(default_factory=Found)


def probe(source: Path | bytes) -> Info:
    """Read a picture file to its end.

    Raises:
        BadInput: no picture, truncated, damaged, RAW, HEIC, over MAX_PIXELS or MAX_BYTES, empty, unreadable.
    """
    with reading(source) as image:
        turn = orientation(image)
        width, height = image.size if turn < 5 else image.size[::-1]  # 5 to 8 lie on their side
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        words = found(image)
        if kind == "JPEG":
            # Every byte is still read, so a cut file shows, at an eighth of the pixels.
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    digest, size = _digest(source)
    return Info(kind, width, height, size, digest, words)


def _digest(source: Path | bytes) -> tuple[str, int]:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest(), len(source)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
