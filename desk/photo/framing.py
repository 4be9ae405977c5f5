"""Which part of a picture is shown, and in which widths: arithmetic alone, no file is opened."""

from collections.abc import Sequence
from math import cos, radians, sin

from desk.domain import Crop, Photo

_WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
_LEAST = 1e-3
_WORTH = 1.15
"""The picture's own width is made too where it is so much more than the next that was asked for."""


def straightened(width: int, height: int, angle: float) -> tuple[int, int]:
    """Return the pixels (width, height) that are left of a picture turned about its centre.

    It is the largest rectangle of the picture's own shape that shows no empty corner.

    Args:
        width: of the upright picture, pixels.
        height: of the upright picture, pixels.
        angle: degrees, either way round.
    """
    if not angle:
        return width, height
    share = _left(width, height, angle)
    return max(1, int(width * share)), max(1, int(height * share))


def _left(width: int, height: int, angle: float) -> float:
    across, down = abs(cos(radians(angle))), abs(sin(radians(angle)))
    return min(width / (width * across + height * down), height / (width * down + height * across))


def frame(photo: Photo, ratio: str) -> Crop:
    """Return what to show of a photo: the crop a person set, else the largest around its focal point.

    It is a share of the upright and straightened picture, which has the same shape as the upright one.

    Args:
        photo: the photo.
        ratio: `16:9`; empty for the whole picture (or its crop named `free`).
    """
    crops = dict(photo.crops)
    if ratio in crops or (not ratio and "free" in crops):
        return _inside(crops.get(ratio) or crops["free"])
    if not ratio:
        return _WHOLE
    across, down = (float(part) for part in ratio.split(":"))
    wanted, own = across / down, photo.width / photo.height
    width, height = min(1.0, wanted / own), min(1.0, own / wanted)
    left = min(max(photo.focal[0] - width / 2, 0.0), 1.0 - width)
    top = min(max(photo.focal[1] - height / 2, 0.0), 1.0 - height)
    return Crop(left, top, left + width, top + height)


def _inside(crop: Crop) -> Crop:
    """Return a crop that lies in the picture and has an area; the whole where it has none."""
    left, top = max(crop.left, 0.0), max(crop.top, 0.0)
    right, bottom = min(crop.right, 1.0), min(crop.bottom, 1.0)
    if right - left < _LEAST or bottom - top < _LEAST:
        return _WHOLE
    return Crop(left, top, right, bottom)


def widths_for(width: int, height: int, crop: Crop, wanted: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the (width, height) in pixels of each rendition, widest first, none larger than the picture is.

    Args:
        width: of the upright and straightened picture, pixels.
        height: of the upright and straightened picture, pixels.
        crop: the part of it that is shown.
        wanted: the widths that a theme asks for.
    """
    across, down = (crop.right - crop.left) * width, (crop.bottom - crop.top) * height
    own = max(1, int(across))
    fitting = {asked for asked in wanted if asked <= own}
    if own < max(wanted) and own > _WORTH * max(fitting, default=0):
        fitting.add(own)
    return tuple(
        (across_, max(1, round(across_ * down / across))) for across_ in sorted(fitting, reverse=True)
    )
