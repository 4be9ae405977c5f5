"""The pictures that there are of a photo, by name and size: what pages ask for, told without a picture."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.domain import Crop, Photo
from desk.photo.framing import straightened, widths_for

JPEG_QUALITY = 82
WEBP_QUALITY = 80
AVIF_QUALITY = 50
SETTINGS = f"jpeg{JPEG_QUALITY}-webp{WEBP_QUALITY}-avif{AVIF_QUALITY}-3"
"""Part of a rendition's name: what is made differently is another file. Whoever has any of them made
differently by other than its quality raises the last number."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One width of a picture, in a file for each format: `NAME.jpg`, `NAME.webp` …

    Attributes:
        name: of its files.
        width, height: pixels.
        only: the one format that anybody asks it in, empty for all.
    """

    name: str
    width: int
    height: int
    only: str = ""

    def files(self, kinds: Iterable[str]) -> list[str]:
        """Return the names of its files in those of some formats that it is asked in."""
        return [f"{self.name}.{kind}" for kind in kinds if self.only in {"", kind}]


def formats(*, avif: bool) -> tuple[str, ...]:
    """Return the endings of a rendition's files, the best first; AVIF where it can be made."""
    from PIL import features

    return ("avif", "webp", "jpg") if avif and features.check("avif") else ("webp", "jpg")


def rendition_names(photo: Photo, crop: Crop, wanted: Sequence[int]) -> tuple[Rendition, ...]:
    """Return what `renditions` makes of an original, widest first, without opening it.

    Args:
        photo: the photo, of which the original and the angle count.
        crop: the part of it that is shown.
        wanted: the widths asked for.
    """
    sides = ",".join(f"{side:.6f}" for side in (crop.left, crop.top, crop.right, crop.bottom))
    turned = f" {photo.angle:.3f}" if photo.angle else ""
    key = hashlib.sha256(f"{photo.hash} {sides} {SETTINGS}{turned}".encode()).hexdigest()[:20]
    size = straightened(photo.width, photo.height, photo.angle)
    return tuple(
        Rendition(f"{key}-{across}", across, down) for across, down in widths_for(*size, crop, wanted)
    )
