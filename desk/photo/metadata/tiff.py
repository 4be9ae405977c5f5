"""Words in a TIFF: a new first directory at the end of the file, which names all that the old one named.

Nothing that was in the file moves, so that every offset stays true; the old directory is no longer read.
"""

import struct
from collections.abc import Collection
from typing import Final

from desk.domain import BadInput
from desk.photo.metadata import exif
from desk.photo.metadata.iim import bare, without_iim

_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_XMP, _IIM, _RESOURCES = 700, 33723, 34377
_BYTE, _UNDEFINED = 1, 7
_LARGEST: Final = 1 << 32


def is_tiff(content: bytes) -> bool:
    """Return whether a file is a TIFF of the usual kind, whose offsets have 32 bits."""
    return content[:4] in _ORDERS


def put(content: bytes, xmp: bytes, iim: bytes, silent: Collection[int]) -> bytes:
    """Return a TIFF with this XMP and IIM in place of what its first picture had of both.

    Args:
        content: the file.
        xmp: a packet.
        iim: a Photoshop image resource; others that the file has stay.
        silent: tags whose words are blotted out.

    Raises:
        struct.error: it is cut short.
        BadInput: it would be too large.
    """
    order = _ORDERS[content[:4]]
    out = bytearray(exif.silenced(content, silent))
    (at,) = struct.unpack_from(f"{order}I", content, 4)
    (number,) = struct.unpack_from(f"{order}H", content, at)
    end = at + 2 + 12 * number
    (following,) = struct.unpack_from(f"{order}I", content, end)
    entries = {
        struct.unpack_from(f"{order}H", content, place)[0]: content[place : place + 12]
        for place in range(at + 2, end, 12)
    }
    added = {_XMP: (_BYTE, xmp), _IIM: (_UNDEFINED, bare(iim))}
    if (old := entries.pop(_RESOURCES, None)) is not None:
        _, kind, length, where = struct.unpack(f"{order}HHII", old)
        left = without_iim(content[where : where + length]) if length > 4 else b""
        added |= {_RESOURCES: (kind, left)} if len(left) > 4 else {}
    for tag, (kind, data) in added.items():
        out += bytes(len(out) % 2)
        entries[tag] = struct.pack(f"{order}HHII", tag, kind, len(data), len(out))
        out += data
    out += bytes(len(out) % 2)
    struct.pack_into(f"{order}I", out, 4, len(out))
    out += struct.pack(f"{order}H", len(entries))
    out += b"".join(entries[tag] for tag in sorted(entries))
    out += struct.pack(f"{order}I", following)
    if len(out) >= _LARGEST:
        raise BadInput("The picture is too large to carry the words", kept="Nothing was changed")
    return bytes(out)
