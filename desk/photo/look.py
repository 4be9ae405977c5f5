"""What a picture looks like, in 64 bits: two files of one picture differ in few of them.

The bits say which of the lowest frequencies of a small grey copy lie above their median (the pHash of Zauner,
2010): resizing, recompression and another brightness leave them, another picture has others.
"""

from functools import cache
from math import cos, pi, sqrt
from typing import Any, Final

from PIL import Image

ALIKE: Final = 10
"""So many bits at most differ in two files of one picture."""

_SIDE, _LOW = 32, 8
_FAINT: Final = 2.0  # by so little waves differ for no reason
_FEWEST: Final = (
    16  # waves stand out of a picture that is known by them: not of a blank page or a plain gradient
)


def look(image: Image.Image) -> str:
    """Return the look of an upright picture as 16 hex digits; empty where it shows next to nothing."""
    grey: Any = image.convert("L")
    grey = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    values = list(grey.tobytes())
    waves = _waves()
    rows = [values[at : at + _SIDE] for at in range(0, _SIDE * _SIDE, _SIDE)]
    across = [[_sum(wave, row) for wave in waves] for row in rows]
    down = [[_sum(wave, [row[x] for row in across]) for x in range(_LOW)] for wave in waves]
    found = [value for row in down for value in row][1:]  # the first is the brightness of the whole
    middle = sorted(found)[len(found) // 2] + _FAINT
    bits = sum(1 << place for place, value in enumerate(found) if value > middle)
    return f"{bits:016x}" if bits.bit_count() >= _FEWEST else ""


def _sum(wave: tuple[float, ...], values: list[Any]) -> float:
    return sum(map(float.__mul__, wave, map(float, values)))


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    """Return the lowest cosines, those of the discrete cosine transform."""
    return tuple(
        tuple(
            sqrt((2 if number else 1) / _SIDE) * cos(pi * number * (2 * place + 1) / (2 * _SIDE))
            for place in range(_SIDE)
        )
        for number in range(_LOW)
    )


def differing(one: str, two: str) -> int:
    """Return in how many of 64 bits two looks differ."""
    return (int(one, 16) ^ int(two, 16)).bit_count()
