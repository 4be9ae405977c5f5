"""What a picture file says of itself: XMP first, then IPTC IIM, then EXIF, as the IPTC's guidelines say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, cast

from PIL import Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

from desk.photo.metadata import exif, extended, iim, xmp
from desk.photo.metadata.fields import FIELDS, Field, Form, Value, Words, several, value_of

LONGEST: Final = 20_000
"""Signs of one text that are taken."""

MOST: Final = 500
"""Texts of one field that are taken."""

_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a file.

    Attributes:
        words: what counts.
        places: where each of them stands (`XMP`, `IIM`, `EXIF`).
        others: what other places of the file say of the same fields where that is something else: pairs of
            the place (`IIM`, `EXIF`) and its value.
    """

    words: Words = field(default_factory=dict[str, Value])
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    others: Mapping[str, tuple[tuple[str, Value], ...]] = field(
        default_factory=dict[str, tuple[tuple[str, Value], ...]]
    )


def found(image: Image.Image) -> Found:
    """Return the words that an open picture carries; broken metadata says nothing."""
    said = {
        "XMP": _tried(lambda: xmp.read(*packets(image))),
        "IIM": _tried(lambda: iim.read(datasets(image))),
        "EXIF": _tried(lambda: exif.read(image.getexif())),
    }
    words: Words = {}
    places: dict[str, str] = {}
    others: dict[str, tuple[tuple[str, Value], ...]] = {}
    for place, values in said.items():
        for name, value in values.items():
            if name not in words:
                words[name], places[name] = value, place
            elif not same(name, words[name], value):
                others[name] = (*others.get(name, ()), (place, value))
    return Found(words, places, others)


def packets(image: Image.Image) -> list[xmp.Packet]:
    """Return the XMP of an open picture: none, one packet, or two where it goes on in another."""
    first = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not first:
        return []
    segments: list[tuple[str, bytes]] = getattr(image, "applist", [])
    more = extended.joined(first, (data for name, data in segments if name == "APP1"))
    return [first, more] if more else [first]


def datasets(image: Image.Image) -> Mapping[tuple[int, int], Any]:
    """Return the IIM of an open picture by record and dataset, values bytes or lists of bytes."""
    return IptcImagePlugin.getiptcinfo(cast("ImageFile", image)) or {}


def _tried(read: Callable[[], Words]) -> Words:
    try:
        said = read()
    except Exception:  # noqa: BLE001  (hostile metadata fails in any way; the picture is good without it)
        return {}
    return cleaned(said)


def cleaned(words: Words) -> Words:
    """Return words as files hold them: without signs that are none, without empty ones."""
    clean = {name: _plain(value) for name, value in words.items()}
    for one in FIELDS:
        value = clean.get(one.name, "")
        if one.form is Form.ORDERED:
            clean[one.name] = value_of(one, several(one, value))
        elif one.form is Form.LICENSOR:
            clean[one.name] = tuple(" ".join(said.split()) for said in value)
    return {name: value for name, value in clean.items() if value}


def _plain(value: Value) -> Value:
    """Return text without signs that are none, several texts each once."""
    if isinstance(value, str):
        return _line(value)
    texts = map(_line, value[:MOST])
    return tuple(dict.fromkeys(filter(None, texts)))


def _line(text: str) -> str:
    return _NOT_TEXT.sub("", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")).strip()


def same(name: str, first: Value, other: Value) -> bool:
    """Return whether another place says the same, as far as it can hold it."""
    field = next(one for one in FIELDS if one.name == name)
    ours, theirs = several(field, first), several(field, other)
    if field.most and tuple(one.decode() for one in iim.held(field, ours)) == theirs:
        return True
    return len(ours) == len(theirs) and all(map(partial(_alike, field), ours, theirs))


def _alike(field: Field, one: str, two: str) -> bool:
    if field.name == "taken":  # each says as much of the time as it knows
        one, two = (re.sub(r"(?:Z|[+-]\d\d:\d\d)$", "", value) for value in (one, two))
        return one.startswith(two) or two.startswith(one)
    whole, short = " ".join(one.split()), " ".join(two.split())
    return whole == short or (field.most - 4 <= len(two.encode()) and whole.startswith(short))
