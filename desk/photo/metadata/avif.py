"""XMP in AVIF: a file that has some gets other words in its place, and no pixel moves.

An AVIF is boxes (ISO/IEC 14496-12): `iinf` names its items, of which the XMP is one, and `iloc` says where in
the file each lies. New words are put behind all else, and `iloc` then says that.
"""

import struct
from collections.abc import Iterator
from typing import Final

_META_HEAD: Final = 4  # version and flags before the boxes of `meta`
_XMP_TYPE: Final = b"application/rdf+xml\0"
_SIZES: Final = {4: ">I", 8: ">Q"}

Box = tuple[bytes, int, int]
"""Its kind, and where its content begins and ends."""


def is_avif(content: bytes) -> bool:
    """Return whether a file begins as AVIF does."""
    return content[4:12] == b"ftypavif"


def put(content: bytes, xmp: bytes) -> bytes | None:
    """Return the file with a packet in place of its own; None where it has none to be replaced.

    Raises:
        struct.error, IndexError: it is cut short, or not as it should be.
    """
    meta = _box(content, 0, len(content), b"meta")
    if meta is None:
        return None
    start, end = meta[1] + _META_HEAD, meta[2]
    item, iloc = _xmp_item(content, start, end), _box(content, start, end, b"iloc")
    place = _place(content, iloc, item) if item is not None and iloc else None
    if place is None:
        return None
    at, offsets, lengths = place
    out = bytearray(content)
    (old,) = struct.unpack_from(offsets, content, at)
    (length,) = struct.unpack_from(lengths, content, at + struct.calcsize(offsets))
    if old + length > len(content):
        raise IndexError
    out[old : old + length] = bytes(length)
    struct.pack_into(offsets, out, at, len(content) + 8)
    struct.pack_into(lengths, out, at + struct.calcsize(offsets), len(xmp))
    return bytes(out) + struct.pack(">I", len(xmp) + 8) + b"mdat" + xmp


def _boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        size = size or end - at
        if size < head or at + size > end:
            raise IndexError
        yield kind, at + head, at + size
        at += size


def _box(content: bytes, at: int, end: int, kind: bytes) -> Box | None:
    return next((box for box in _boxes(content, at, end) if box[0] == kind), None)


def _xmp_item(content: bytes, at: int, end: int) -> int | None:
    """Return the number of the item that is the XMP."""
    iinf = _box(content, at, end, b"iinf")
    if iinf is None:
        return None
    first = iinf[1] + (6 if content[iinf[1]] == 0 else 8)
    for kind, start, stop in _boxes(content, first, iinf[2]):
        wide = content[start] == 3
        (number,) = struct.unpack_from(">I" if wide else ">H", content, start + 4)
        named = content[start + (10 if wide else 8) : stop]  # type, name, what it holds
        if kind == b"infe" and named[:4] == b"mime" and _XMP_TYPE in named:
            return number
    return None


def _place(content: bytes, iloc: Box, item: int) -> tuple[int, str, str] | None:
    """Return where an item's offset stands, with the length behind it, and how both are written.

    None for one in several parts, beside the file, or that counts from elsewhere.
    """
    _, at, end = iloc
    version = content[at]
    sizes, more = content[at + 4 : at + 6]
    offset, length, base, index = sizes >> 4, sizes & 15, more >> 4, more & 15
    number, counts = (">I", ">I") if version == 2 else (">H", ">H")
    (items,) = struct.unpack_from(counts, content, at + 6)
    at += 6 + struct.calcsize(counts)
    for _ in range(items):
        (found,) = struct.unpack_from(number, content, at)
        at += struct.calcsize(number)
        method = struct.unpack_from(">H", content, at)[0] & 15 if version else 0
        at += 4 if version else 2  # the way it is built, the file in which it lies
        origin = int.from_bytes(content[at : at + base], "big")
        (parts,) = struct.unpack_from(">H", content, at + base)
        at += base + 2
        if found == item:
            fits = parts == 1 and not method and not origin and {offset, length} <= _SIZES.keys()
            return (at + (index if version else 0), _SIZES[offset], _SIZES[length]) if fits else None
        at += parts * (offset + length + (index if version else 0))
        if at > end:
            raise IndexError
    return None
