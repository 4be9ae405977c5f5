"""Draws the sample publication's photos, all of them or those named.

Run it to make them again: python resources/sample/pictures.py [NAME…]
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import land
import rooms
import works
from paint import finish
from PIL import Image

_FOLDER = Path(__file__).parent / "photos"
_LARGEST = 130_000
_SCENES: tuple[Callable[[], Image.Image], ...] = (
    land.mountains,
    works.port,
    works.city,
    land.railway,
    land.wheat,
    works.bridge,
    land.vineyard,
    works.pylons,
    rooms.hall,
    rooms.market,
    land.snow,
    rooms.chess,
    rooms.concert,
    land.reservoir,
    works.stars,
)


def save(scene: Callable[[], Image.Image], seed: int) -> int:
    """Draw one picture and write it as a JPEG under the limit; returns its bytes."""
    picture = finish(scene(), seed)
    buffer = io.BytesIO()
    for quality in range(86, 40, -3):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= _LARGEST:
            break
    (_FOLDER / f"{scene.__name__}.jpg").write_bytes(buffer.getvalue())
    return buffer.tell()


def main(names: list[str]) -> None:
    """Draw the named pictures, or all."""
    for seed, scene in enumerate(_SCENES):
        if not names or scene.__name__ in names:
            print(scene.__name__, save(scene, seed))


if __name__ == "__main__":
    main(sys.argv[1:])
