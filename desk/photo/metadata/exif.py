"""EXIF: the few tags that mirror the words of the IPTC."""

import re
import struct
from collections.abc import Collection
from typing import Final

from PIL import Image

from desk.photo.metadata.fields import FIELDS, Words, value_of
from desk.photo.metadata.iim import decoded

_FOLDER, _TAKEN = 0x8769, 0x9003
_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_BYTES: Final = (1, 2, 7, 129)  # types of one byte an item: numbers, ASCII, anything, UTF-8


def read(exif: Image.Exif) -> Words:
    """Return what the tags say."""
    words: Words = {}
    for field in FIELDS:
        said = _text(exif.get(field.exif)) if field.exif else ""
        if said:
            words[field.name] = value_of(field, said.split(";") if field.name == "creator" else [said])
    taken = re.fullmatch(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)", _text(exif.get_ifd(_FOLDER).get(_TAKEN)))
    if taken:
        words["taken"] = f"{taken[1]}-{taken[2]}-{taken[3]}T{taken[4]}"
    return words


def _text(value: object) -> str:
    """Return an ASCII tag's text, which cameras and editors also fill with UTF-8."""
    if isinstance(value, str):
        value = value.encode("latin-1", "ignore")
    return decoded(value).split("\0")[0] if isinstance(value, bytes) else ""


def silenced(tiff: bytes, tags: Collection[int]) -> bytes:
    """Return EXIF with the words of some tags blotted out in place, so that nothing in it moves.

    Raises:
        struct.error: it is cut short.
    """
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return tiff
    out = bytearray(tiff)
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, at)
    for entry in range(at + 2, at + 2 + 12 * entries, 12):
        tag, kind, length, where = struct.unpack_from(f"{order}HHII", tiff, entry)
        start = entry + 8 if length <= 4 else where
        if tag in tags and kind in _BYTES and start + length <= len(out):
            out[start : start + length] = bytes(length)
    return bytes(out)
