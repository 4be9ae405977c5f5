"""EXIF: the few tags that mirror the words of the IPTC."""

import re

from PIL import Image

from desk.photo.metadata.fields import FIELDS, Words, value_of
from desk.photo.metadata.iim import decoded

_FOLDER, _TAKEN = 0x8769, 0x9003


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
