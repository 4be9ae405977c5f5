"""Pictures made smaller by the light of their pixels, for those whose values would make them darker.

Values of sRGB are no amounts of light: half the light of white is 188 of 255 and not 128. To average values
is quick, and right but for fine detail of much contrast, which then comes out too dark.
"""

from functools import cache
from math import sqrt
from typing import Any

from PIL import Image, ImageChops

# A picture glints where of more than a hundredth the mean of values is so many of 255 darker than its light.
_SEEN, _GLINTS = 8, 0.01
_LOOKED_AT = 400  # blocks of pixels of the longer side
_FEW = 90  # rows of blocks are all looked at
_SQUARES = [round(value * value / 255) for value in range(256)]
_ROOTS = [round(sqrt(255 * value)) for value in range(256)]
_DEEP = 65535
_LINEAR_PIXELS = 50_000_000  # more take more memory than a process may have


def glints(image: Image.Image) -> bool:
    """Return whether a picture has so much fine light beside dark that the mean of its values is too dark.

    Values are no amounts of light: the mean of black and white, 128, is as bright as a fifth of white, and
    half of white is 188. Only much contrast within few pixels makes that seen: lamps at night, print, mesh.
    """
    if image.mode not in {"RGB", "L"} or image.width * image.height > _LINEAR_PIXELS:
        return False
    block = max(2, round(max(image.size) / _LOOKED_AT))
    grey: Any = _strips(image, block).convert("L")
    values = grey.reduce(block)
    light = grey.point(_SQUARES).reduce(block).point(_ROOTS)  # values are about roots of light
    darker = ImageChops.subtract(light, values).histogram()
    return sum(darker[_SEEN:]) > _GLINTS * sum(darker)


def _strips(image: Image.Image, height: int) -> Image.Image:
    """Return every third strip of a picture, each so high: enough of it to be judged by."""
    whole = image.height // height
    if whole < _FEW:
        return image
    chosen = range(0, whole, 3)
    strips = Image.new(image.mode, (image.width, len(chosen) * height))
    for number, strip in enumerate(chosen):
        top = strip * height
        strips.paste(image.crop((0, top, image.width, top + height)), (0, number * height))
    return strips


def _linear(value: float) -> float:
    """Return the light, 0 to 1, of an sRGB value, 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _value(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


@cache
def _lights() -> tuple[list[float], list[int]]:
    """Return the light of each of 256 values, times 65,535, and the value of each of so many lights."""
    return (
        [_DEEP * _linear(value / 255) for value in range(256)],
        [round(255 * _value(light / _DEEP)) for light in range(_DEEP + 1)],
    )


def fit_light(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None
) -> Image.Image:
    """Return a part of an RGB or grey picture at another size, the light of pixels averaged."""
    lights, values = _lights()
    bands: list[Image.Image] = []
    made: Any
    for made in image.split():
        made = made.point(lights, "F")
        made = made.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
        bands.append(made.convert("I").point(values, "L"))
    return Image.merge(image.mode, bands)
