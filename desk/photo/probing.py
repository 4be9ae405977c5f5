"""What a picture file is: format, size, hash, and the words it carries. The whole file is read once."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from desk.domain import BadInput, Limits
from desk.photo.look import look
from desk.photo.metadata import Found, found
from desk.photo.reading import NOTHING, named, orientation, reading, small, to_srgb, upright, workable

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Info:
    """A good picture file.

    Attributes:
        format: `JPEG`, `PNG`, `WEBP`, `GIF`, `TIFF`, `AVIF` or `HEIC`, by its content, not by its name.
        width, height: pixels, orientation applied.
        size: bytes.
        hash: SHA-256 of the file, hex.
        found: the words that the file carries.
        look: what it looks like, see `look`; empty where it shows next to nothing.
    """

    format: str
    width: int
    height: int
    size: int
    hash: str
    found: Found = field(default_factory=Found)
    look: str = ""


_NAMES = {"MPO": "JPEG", "HEIF": "HEIC"}
_LOOKED_AT = 64  # pixels of the longer side


def probe(source: Path | bytes, limits: Limits = Limits()) -> Info:
    """Read a picture file to its end.

    Raises:
        BadInput: no picture, truncated, damaged, RAW, over a limit, empty, unreadable.
    """
    with reading(source, limits) as image:
        turn, profile = orientation(image), image.info.get("icc_profile")
        width, height = image.size if turn < 5 else image.size[::-1]  # 5 to 8 lie on their side
        kind = _NAMES.get(str(image.format), str(image.format))
        _check_frames(image, source, limits)
        words = found(image)
        # Of a JPEG every byte is still read, so a cut file shows, at an eighth of the pixels.
        shown = small(image, (max(1, image.width // 8), max(1, image.height // 8)))
        shown = workable(shown)
        shown.thumbnail((_LOOKED_AT, _LOOKED_AT))
        looks = look(upright(to_srgb(shown, profile), turn))
    digest, size = _digest(source)
    return Info(kind, width, height, size, digest, words, looks)


def _check_frames(image: Image.Image, source: Path | bytes, limits: Limits) -> None:
    frames = int(getattr(image, "n_frames", 1))
    if frames > limits.frames:
        raise BadInput(
            f"{named(source)} has {frames} frames, more than the {limits.frames} that are taken",
            kept=NOTHING,
            todo="Export its first frame as a picture first",
        )


def _digest(source: Path | bytes) -> tuple[str, int]:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest(), len(source)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
