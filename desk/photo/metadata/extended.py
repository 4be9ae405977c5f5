"""Extended XMP: a packet that one segment of a JPEG cannot hold goes on in others (Adobe's XMP, part 3)."""

import hashlib
import re
import struct
from collections.abc import Iterable
from typing import Final

from desk.photo.metadata.xmp import LARGEST, Packet, parted

XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
MORE: Final = b"http://ns.adobe.com/xmp/extension/\0"
_GUID: Final = 32  # hexadecimal digits of an MD5
_HEAD: Final = struct.Struct(f">{_GUID}sII")  # of which packet, its length, where this part of it begins
_PART: Final = 65_400  # bytes of a packet in one segment
_MOST: Final = 4 * LARGEST  # bytes
_NAMED: Final = re.compile(rb"""HasExtendedXMP(?:\s*=\s*["']|\s*>)\s*([0-9A-Fa-f]{32})\b""")


def joined(packet: Packet, segments: Iterable[bytes]) -> bytes:
    """Return the packet in which another goes on; empty where that is not there whole and as it was written.

    Args:
        packet: the first one, which names the other.
        segments: data of a JPEG's APP1 segments, any of them.
    """
    named = _NAMED.search(packet.encode() if isinstance(packet, str) else packet)
    if not named:
        return b""
    parts: dict[int, bytes] = {}
    lengths: set[int] = set()
    for data in segments:
        if data.startswith(MORE) and len(data) > len(MORE) + _HEAD.size:
            guid, length, at = _HEAD.unpack_from(data, len(MORE))
            if guid.upper() == named[1].upper():
                lengths.add(length)
                parts[at] = data[len(MORE) + _HEAD.size :]
    return _checked(parts, lengths, named[1])


def _checked(parts: dict[int, bytes], lengths: set[int], guid: bytes) -> bytes:
    end = 0
    for at in sorted(parts):
        if at != end:
            return b""
        end += len(parts[at])
    if lengths != {end} or end > _MOST:
        return b""
    whole = b"".join(parts[at] for at in sorted(parts))
    return whole if _guid(whole) == guid.decode().upper() else b""


def segments(packet: bytes, most: int) -> list[bytes]:
    """Return the data of the APP1 segments that hold a packet, of so many bytes at most each."""
    if len(XMP) + len(packet) <= most:
        return [XMP + packet]
    note = "0" * _GUID
    first, second = parted(packet, most - len(XMP), note)
    guid = _guid(second)
    out = [XMP + first.replace(note.encode(), guid.encode(), 1)]
    for at in range(0, len(second), _PART):
        out.append(MORE + _HEAD.pack(guid.encode(), len(second), at) + second[at : at + _PART])
    return out


def _guid(packet: bytes) -> str:
    return hashlib.md5(packet, usedforsecurity=False).hexdigest().upper()
