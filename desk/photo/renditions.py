"""The pictures that readers load: upright, sRGB, smaller, with nothing in them but pixels."""

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image

from desk.domain import Crop, Unwritable
from desk.photo.frame import widths_for
from desk.photo.reading import fit, on_white, orientation, reading, to_srgb, upright

JPEG_QUALITY = 82
WEBP_QUALITY = 80
SETTINGS = f"jpeg{JPEG_QUALITY}-webp{WEBP_QUALITY}-1"
"""Part of a rendition's name: what is made differently is another file."""

_THUMBNAIL_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Rendition:
    """One width of a picture, in two files: `NAME.jpg` and `NAME.webp`."""

    name: str
    width: int
    height: int


def rendition_names(
    digest: str, width: int, height: int, crop: Crop, wanted: Sequence[int]
) -> tuple[Rendition, ...]:
    """Return what `renditions` makes of an original, widest first, without opening it.

    Args:
        digest: the original's SHA-256, hex.
        width: of the upright original, pixels.
        height: of the upright original, pixels.
        crop: the part of it that is shown.
        wanted: the widths asked for.
    """
    sides = ",".join(f"{side:.6f}" for side in (crop.left, crop.top, crop.right, crop.bottom))
    key = hashlib.sha256(f"{digest} {sides} {SETTINGS}".encode()).hexdigest()[:20]
    return tuple(
        Rendition(f"{key}-{across}", across, down) for across, down in widths_for(width, height, crop, wanted)
    )


def renditions(original: Path, cuts: Mapping[Crop, Sequence[Rendition]], folder: Path) -> None:
    """Make the renditions of one original in both formats, decoding it once.

    Of each cut the widest comes from the original and each next from the one before. The same original and
    crop give the same bytes. A file is whole or absent.

    Args:
        original: the picture file.
        cuts: the parts of the upright picture that are shown, each with what `rendition_names` says of it.
        folder: where the files go; made where it is missing.

    Raises:
        BadInput: the original cannot be read.
        Unwritable: the folder or disk refuses.
    """
    made: list[tuple[str, Image.Image]] = []
    with reading(original) as image:
        turn, profile = orientation(image), image.info.get("icc_profile")
        image.draft(None, _enough(cuts, turn))
        whole = upright(to_srgb(image, profile), turn)
        for crop, wanted in cuts.items():
            picture, box = whole, _pixels(crop, whole.size)
            for each in wanted:
                picture, box = fit(picture, (each.width, each.height), box), None
                made.append((each.name, picture))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in made:
            _save(picture, folder / name)
    except OSError as error:
        raise Unwritable(
            f"The small pictures cannot be written to {folder}: {error.strerror or error}",
            todo="Make room or choose another folder",
        ) from error


def _enough(cuts: Mapping[Crop, Sequence[Rendition]], turn: int) -> tuple[int, int]:
    """Return the size (width, height in the file) under which a JPEG must not be decoded."""
    across = max(each.width / (crop.right - crop.left) for crop, wanted in cuts.items() for each in wanted)
    down = max(each.height / (crop.bottom - crop.top) for crop, wanted in cuts.items() for each in wanted)
    lying = turn >= 5
    return (ceil(down), ceil(across)) if lying else (ceil(across), ceil(down))


def _pixels(crop: Crop, size: tuple[int, int]) -> tuple[float, float, float, float]:
    width, height = size
    return crop.left * width, crop.top * height, crop.right * width, crop.bottom * height


def _save(picture: Image.Image, stem: Path) -> None:
    webp, jpeg = BytesIO(), BytesIO()
    picture.save(webp, "WEBP", quality=WEBP_QUALITY, method=4)
    on_white(picture).save(jpeg, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    for suffix, content in ((".webp", webp), (".jpg", jpeg)):
        _put(stem.with_name(stem.name + suffix), content.getvalue())


def _put(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def thumbnail(source: Path | bytes, pixels: int) -> bytes:
    """Return an upright small picture as JPEG, or PNG where it has transparency.

    Args:
        source: the picture file.
        pixels: the longer side at most; never enlarged.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    with reading(source) as image:
        turn, profile = orientation(image), image.info.get("icc_profile")
        image.draft(None, (pixels, pixels))
        scale = min(1.0, pixels / max(image.size))
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        small = upright(fit(to_srgb(image, profile), size), turn)
    out = BytesIO()
    if small.mode == "RGBA":
        small.save(out, "PNG")
    else:
        small.save(out, "JPEG", quality=_THUMBNAIL_QUALITY)
    return out.getvalue()
