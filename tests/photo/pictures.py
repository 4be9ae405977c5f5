"""Picture files made for the tests."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

MATERIAL = Path(__file__).parents[2].parent / "shared" / "material" / "photos"


def quarters(width: int = 80, height: int = 60) -> Image.Image:
    """Return a picture with a red, a green, a blue and a white quarter, from the upper left clockwise."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 160, 0), (width // 2, 0, width, height // 2))
    image.paste((0, 0, 255), (width // 2, height // 2, width, height))
    image.paste((255, 255, 255), (0, height // 2, width // 2, height))
    return image


def encoded(image: Image.Image, kind: str, **settings: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    out = BytesIO()
    image.save(out, kind, **settings)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return a decoded picture."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def near(colour: object, wanted: tuple[int, ...], by: int = 14) -> bool:
    """Return whether a pixel is about a colour."""
    return isinstance(colour, tuple) and all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=False))
