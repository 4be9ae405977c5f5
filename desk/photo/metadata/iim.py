"""IPTC IIM: the datasets that newsroom programs have read since 1991, each with a limit in bytes."""

import re
import struct
from collections.abc import Iterable, Mapping
from typing import Any, Final

from desk.photo.metadata.fields import FIELDS, Field, Words, several, value_of

_UTF8: Final = b"\x1b%G"
_DAY, _TIME = 55, 60
_VERSION: Final = 0
_BINARY: Final = 200  # from here on, datasets of record 2 hold a small picture
_LONGEST: Final = 0x7FFF  # bytes of a value that says its length in two
_OURS: Final = {(1, 90), (2, _VERSION), (2, _TIME), *((2, field.iim) for field in FIELDS if field.iim)}
_RESOURCE: Final = 0x0404
_WHOLE: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?"
)


def read(datasets: Mapping[tuple[int, int], Any]) -> Words:
    """Return what datasets say; keys are (record, dataset), values bytes or lists of bytes."""
    utf8 = datasets.get((1, 90)) == _UTF8

    def values(dataset: int) -> list[str]:
        raw: bytes | list[bytes] = datasets.get((2, dataset), [])
        return [decoded(value, utf8=utf8) for value in (raw if isinstance(raw, list) else [raw])]

    words: Words = {}
    for field in FIELDS:
        found = values(field.iim) if field.iim else []
        if found:
            words[field.name] = value_of(field, found)
    words["taken"] = _taken("".join(values(_DAY)[:1]), "".join(values(_TIME)[:1]))
    return words


def decoded(value: bytes, *, utf8: bool = False) -> str:
    """Return bytes as text: UTF-8 where they are, else what Western programs wrote before it."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "cp1252", "replace")


def _taken(day: str, time: str) -> str:
    """Return `20211020` and `210101+0000` as ISO 8601."""
    if not re.fullmatch(r"\d{8}", day):
        return ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    parts = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", time)
    if not parts:
        return date
    zone = f"{parts[4]}:{parts[5]}" if parts[4] else ""
    return f"{date}T{parts[1]}:{parts[2]}:{parts[3]}{zone}"


def block(words: Words, beside: Mapping[tuple[int, int], Any] | None = None) -> bytes:
    """Return these words as a Photoshop image resource; too long ones are cut at a character.

    Args:
        words: what is said of the fields of a photo.
        beside: datasets as `read` takes them, of which those that are none of these fields are kept.
    """
    sets = [(1, 90, _UTF8), (2, _VERSION, struct.pack(">H", 4)), *_others(beside or {})]
    for field in FIELDS:
        value = words.get(field.name)
        if not value or not field.iim:
            continue
        if field.name == "taken":
            sets += _when(str(value))
            continue
        sets += [(2, field.iim, one) for one in held(field, several(field, value))]
    sets.sort(key=lambda one: one[:2])
    return _resource(b"".join(_dataset(*one) for one in sets))


def held(field: Field, texts: Iterable[str]) -> tuple[bytes, ...]:
    """Return texts as the datasets of a field hold them."""
    return tuple(dict.fromkeys(cut(one, field.most).rstrip() for one in texts))


def _others(datasets: Mapping[tuple[int, int], Any]) -> list[tuple[int, int, bytes]]:
    """Return the datasets that are not ours, their texts as UTF-8."""
    utf8 = datasets.get((1, 90)) == _UTF8
    found: list[tuple[int, int, bytes]] = []
    several: dict[tuple[int, int], list[bytes]] = {
        key: raw if isinstance(raw, list) else [raw] for key, raw in datasets.items() if key not in _OURS
    }
    for (record, dataset), values in several.items():
        texts = record == 2 and dataset < _BINARY
        for value in values:
            said = decoded(value, utf8=utf8).encode() if texts else value
            if len(said) <= _LONGEST:
                found.append((record, dataset, said))
    return found


def _dataset(record: int, dataset: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value


def _when(taken: str) -> list[tuple[int, int, bytes]]:
    """Return the day, and the time where it has a zone, which IIM asks for."""
    parts = _WHOLE.fullmatch(taken)
    if not parts:
        return []
    year, month, day, hour, minute, second, zone = parts.groups()
    sets = [(2, _DAY, f"{year}{month}{day}".encode())]
    if hour and zone:
        offset = "+0000" if zone == "Z" else zone.replace(":", "")
        sets.append((2, _TIME, f"{hour}{minute}{second or '00'}{offset}".encode()))
    return sets


def cut(text: str, most: int) -> bytes:
    """Return text as UTF-8 of so many bytes at most, no character cut in two."""
    return text.encode()[:most].decode("utf-8", "ignore").encode()


def _resource(data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", _RESOURCE, 0, len(data)) + data + b"\0" * (len(data) % 2)


def bare(resource: bytes) -> bytes:
    """Return the datasets that a Photoshop image resource of `block` holds."""
    (length,) = struct.unpack_from(">I", resource, 8)
    return resource[12 : 12 + length]


def without_iim(resources: bytes) -> bytes:
    """Return Photoshop's image resources without the IIM and its digest."""
    out, at = b"", 0
    while resources[at : at + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", resources, at + 4)
        name = 1 + resources[at + 6]
        head = 6 + name + name % 2
        (length,) = struct.unpack_from(">I", resources, at + head)
        end = at + head + 4 + length + length % 2
        if number not in (0x0404, 0x0425):
            out += resources[at:end]
        at = end
    return out
