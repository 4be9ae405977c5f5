"""The pictures that readers load: upright, sRGB, smaller, with nothing in them but pixels."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, Final

from PIL import Image

from desk.domain import Crop, Unwritable
from desk.photo.framing import straightened
from desk.photo.light import glints
from desk.photo.reading import (
    fit,
    load,
    on_white,
    orientation,
    reading,
    reduced,
    small,
    straight,
    to_srgb,
    upright,
    workable,
)
from desk.photo.rendition import AVIF_QUALITY, JPEG_QUALITY, WEBP_QUALITY, Rendition

_SETTINGS: Final[dict[str, dict[str, Any]]] = {
    "jpg": {"format": "JPEG", "quality": JPEG_QUALITY, "optimize": True, "progressive": True},
    # Method 2 takes 1.3 times as long for files as large and as good, 4 three times for 5 to 8 % less.
    "webp": {"format": "WEBP", "quality": WEBP_QUALITY, "method": 1},
    # Speed 6 takes 3.5 times as long as 8 for files as large. The XMP is a place for words, see `avif`.
    "avif": {
        **{"format": "AVIF", "quality": AVIF_QUALITY, "speed": 8, "max_threads": 1, "autotiling": False},
        "xmp": b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
    },
}
_THUMBNAIL_QUALITY = 80
_ANY = 1 << 20  # pixels of a side that no picture has


def renditions(
    original: Path,
    cuts: Mapping[Crop, Sequence[Rendition]],
    folder: Path,
    *,
    kinds: Sequence[str] = ("webp", "jpg"),
    angle: float = 0.0,
    threads: int = 1,
) -> None:
    """Make the renditions of one original in some formats, decoding it once.

    Of each cut the widest comes from the original and each next from the one before. The same original and
    crop give the same bytes. A file is whole or absent.

    Args:
        original: the picture file.
        cuts: the parts of the upright and straightened picture that are shown, each with what
            `rendition_names` says of it.
        folder: where the files go; made where it is missing.
        kinds: the files' endings, see `formats`.
        angle: degrees clockwise by which it is straightened.
        threads: how many files are encoded at once.

    Raises:
        BadInput: the original cannot be read.
        Unwritable: the folder or disk refuses.
    """
    made = _made(original, cuts, angle)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [(picture, folder / name) for each, picture in made for name in each.files(kinds)]
        if threads == 1:
            for picture, path in files:
                _save(picture, path)
        else:
            with ThreadPoolExecutor(threads) as pool:  # no two of them may encode one object
                jobs = [pool.submit(_save, picture.copy(), path) for picture, path in files]
            for job in jobs:
                job.result()
    except OSError as error:
        raise Unwritable(
            f"The small pictures cannot be written to {folder}: {error.strerror or error}",
            todo="Make room or choose another folder",
        ) from error


def _made(
    original: Path, cuts: Mapping[Crop, Sequence[Rendition]], angle: float, *, fine: bool = False
) -> list[tuple[Rendition, Image.Image]]:
    """Return each rendition's picture; the original's, which is larger than all of them, is let go."""
    with reading(original) as image:
        turn, profile = orientation(image), image.info.get("icc_profile")
        size = image.size if turn < 5 else (image.height, image.width)
        left, _ = straightened(*size, angle)
        least = _enough(cuts, turn, size[0] / left)
        rough = load(image, least, fine=fine)
        shown = workable(image)
        light = glints(shown)
        if light and rough:
            return _made(original, cuts, angle, fine=True)
        shown = shown if light else reduced(shown, least)
        whole = straight(upright(shown, turn), angle)
        return list(_cascade(whole, profile, cuts, light=light))


def _cascade(
    whole: Image.Image, profile: bytes | None, cuts: Mapping[Crop, Sequence[Rendition]], *, light: bool
) -> Iterator[tuple[Rendition, Image.Image]]:
    """Yield each rendition's picture: the widest of a cut from the whole, each next from the one before."""
    for crop, wanted in cuts.items():
        picture, box = whole, _pixels(crop, whole.size)
        for number, each in enumerate(wanted):
            picture = fit(picture, (each.width, each.height), None if number else box, light=light)
            if not number:
                picture = to_srgb(picture, profile)
                picture.info.clear()
            yield each, picture


def _enough(cuts: Mapping[Crop, Sequence[Rendition]], turn: int, lost: float) -> tuple[int, int]:
    """Return the size (width, height in the file) under which a JPEG must not be decoded.

    Straightening leaves of it a share of 1 / `lost`.
    """
    shown = [(crop, each) for crop, wanted in cuts.items() for each in wanted]
    across = max(lost * each.width / (crop.right - crop.left) for crop, each in shown)
    down = max(lost * each.height / (crop.bottom - crop.top) for crop, each in shown)
    lying = turn >= 5
    return (ceil(down), ceil(across)) if lying else (ceil(across), ceil(down))


def _pixels(crop: Crop, size: tuple[int, int]) -> tuple[float, float, float, float]:
    width, height = size
    return crop.left * width, crop.top * height, crop.right * width, crop.bottom * height


def _save(picture: Image.Image, path: Path) -> None:
    out, kind = BytesIO(), path.suffix[1:]
    shown = on_white(picture) if kind == "jpg" else picture
    shown.save(out, **_SETTINGS[kind])
    _put(path, out.getvalue())


def _put(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def thumbnail(source: Path | bytes, pixels: int, angle: float = 0.0) -> bytes:
    """Return an upright small picture as JPEG, or PNG where it has transparency.

    Args:
        source: the picture file.
        pixels: the longer side at most; never enlarged.
        angle: degrees clockwise by which it is straightened.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    shown = _shrunk(source, pixels, angle)
    out = BytesIO()
    if shown.mode == "RGBA":
        shown.save(out, "PNG")
    else:
        shown.save(out, "JPEG", quality=_THUMBNAIL_QUALITY)
    return out.getvalue()


def pixels(source: Path | bytes, most: int, angle: float = 0.0) -> tuple[int, int, str, bytes]:
    """Return an upright picture as width, height, `RGB` or `RGBA` and its bytes, line after line.

    Args:
        source: the picture file.
        most: the longer side at most, 0 for any; never enlarged.
        angle: degrees clockwise by which it is straightened.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    shown = _shrunk(source, most or _ANY, angle)
    return shown.width, shown.height, shown.mode, shown.tobytes()


def _shrunk(source: Path | bytes, pixels: int, angle: float) -> Image.Image:
    with reading(source) as image:
        turn, profile = orientation(image), image.info.get("icc_profile")
        whole = max(image.size)
        # Turned, less of it is left: enough of it is made for that rest to be as large as asked.
        scale = min(1.0, pixels / max(straightened(*image.size, angle)))
        asked = ceil(whole * scale)
        least = (max(1, image.width * asked // whole), max(1, image.height * asked // whole))
        shown = workable(small(image, least))
        scale = min(1.0, asked / max(shown.size))
        size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
        shown = straight(upright(to_srgb(fit(shown, size), profile), turn), angle)
        shown.info.clear()
        return shown
