"""The words inside picture files: read from XMP, IPTC IIM and EXIF, written as XMP and IIM."""

import hashlib
from pathlib import Path
from typing import Final

from desk.domain import BadInput, Photo
from desk.photo.metadata.copying import copied, every_word
from desk.photo.metadata.fields import Value, Words
from desk.photo.metadata.found import Found, cleaned, found
from desk.photo.metadata.iim import block
from desk.photo.metadata.segments import WRITTEN, put
from desk.photo.metadata.xmp import packet
from desk.photo.reading import reading

__all__ = [
    "WRITTEN",
    "Found",
    "Words",
    "carried",
    "copied",
    "disagreeing",
    "every_word",
    "found",
    "stamp_of",
    "with_words",
]

_CARRIED: Final = (
    *("headline", "caption", "alt", "credit", "creator", "source", "copyright"),
    *("usage_terms", "web_statement", "licensors", "source_type"),
)
"""What every picture on a page says of itself: nothing of where it was taken, or with what."""

_PLACE: Final = ("place", "city", "state", "country", "country_code")


def carried(photo: Photo, *, place: bool = False) -> Words:
    """Return the words that a photo takes along to its readers; with `place`, where it was taken too."""
    names = (*_CARRIED, *(_PLACE if place else ()))
    return cleaned({name: getattr(photo, name) for name in names})


def disagreeing(source: Path) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Return the fields of which a file says different things, each with all of them, what counts first.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    with reading(source) as image:
        said = found(image)
    return {name: ((said.places[name], said.words[name]), *others) for name, others in said.others.items()}


def stamp_of(words: Words) -> str:
    """Return what tells these words from others."""
    return hashlib.sha256(packet(words)).hexdigest()[:16]


def with_words(content: bytes, words: Words) -> bytes:
    """Return a JPEG, PNG or WebP file, or an AVIF of ours, that carries these words; no pixel changes.

    They stand in XMP, in JPEG in IIM too.

    What is written is read back and compared.

    Raises:
        BadInput: it is no such file, or cannot hold the words.
    """
    words = cleaned(words)
    out = put(content, packet(words), block(words))
    with reading(out) as image:
        back = found(image).words
        if any(back.get(name) != value for name, value in words.items()):
            raise BadInput("The picture does not hold the words as they are", kept="Nothing was changed")
    return out
