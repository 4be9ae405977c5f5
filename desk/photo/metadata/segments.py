"""Metadata put into finished files of JPEG, PNG, WebP, TIFF and AVIF without touching a pixel."""

import struct
import zlib
from collections.abc import Collection, Iterator
from typing import Final

from desk.domain import BadInput
from desk.photo.metadata import avif, exif, extended, tiff
from desk.photo.metadata.iim import without_iim

WRITTEN: Final = ("JPEG", "PNG", "WEBP", "TIFF")
"""The formats into which words can be put, whatever the file has."""

_EXIF: Final = b"Exif\0\0"
_PHOTOSHOP: Final = b"Photoshop 3.0\0"
_JFIF, _APP1, _APP13, _SCAN = 0xE0, 0xE1, 0xED, 0xDA
_LONGEST: Final = 65_533  # bytes that a JPEG's segment holds
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_XMP: Final = b"XML:com.adobe.xmp\0"
_WEBP_XMP: Final = 0x04


def put(content: bytes, xmp: bytes, iim: bytes, *, silent: Collection[int] = ()) -> bytes:
    """Return a picture file with this XMP, and in JPEG and TIFF this IIM, in place of what it had of both.

    Args:
        content: a whole JPEG, PNG, WebP or TIFF file, or an AVIF that has some XMP.
        xmp: a packet; in JPEG one that is longer than a segment goes on in others.
        iim: a Photoshop image resource; it stands beside others that the file has.
        silent: tags of EXIF of which the words are blotted out.

    Raises:
        BadInput: it is none of these, or is broken.
    """
    try:
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content, xmp, iim, silent)
        if content.startswith(_PNG):
            return _png(content, xmp, silent)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content, xmp, silent)
        if tiff.is_tiff(content):
            return tiff.put(content, xmp, iim, silent)
        if avif.is_avif(content) and (made := avif.put(content, xmp)):
            return made
    except (struct.error, IndexError) as error:
        raise BadInput("The picture is damaged or cut short", kept="Nothing was changed") from error
    raise BadInput("Only JPEG, PNG, WebP and TIFF pictures can carry these words", kept="Nothing was changed")


def _jpeg(content: bytes, xmp: bytes, iim: bytes, silent: Collection[int]) -> bytes:
    segments = list(_segments(content))
    rest = content[segments[-1][2] if segments else 2 :]
    resources = [data[len(_PHOTOSHOP) :] for marker, data, _ in segments if _is_resources(marker, data)]
    kept = [
        (marker, _silenced(data, silent) if marker == _APP1 else data)
        for marker, data, _ in segments
        if not _is_words(marker, data)
    ]
    first = next((n for n, (marker, _) in enumerate(kept) if marker != _JFIF), len(kept))
    own = [(_APP1, data) for data in extended.segments(xmp, _LONGEST)]
    whole = iim + without_iim(b"".join(resources))
    room = _LONGEST - len(_PHOTOSHOP)  # what is longer goes on in the next segment
    own += [(_APP13, _PHOTOSHOP + whole[at : at + room]) for at in range(0, len(whole), room)]
    out = [b"\xff\xd8"]
    for marker, data in (*kept[:first], *own, *kept[first:]):
        out.append(struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data)
    return b"".join((*out, rest))


def _segments(content: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield the segments before the first scan: marker, data, and where each ends."""
    at = 2
    while True:
        while content[at] == content[at + 1] == 0xFF:  # bytes that fill up
            at += 1
        if content[at] != 0xFF or content[at + 1] == _SCAN or content[at + 1] < 0xC0:
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        if length < 2 or at + 2 + length > len(content):
            raise IndexError
        yield content[at + 1], content[at + 4 : at + 2 + length], at + 2 + length
        at += 2 + length


def _silenced(data: bytes, silent: Collection[int]) -> bytes:
    """Return EXIF, with its head or without, with the words of some tags blotted out; all else as it is."""
    head = len(_EXIF) if data.startswith(_EXIF) else 0
    return data[:head] + exif.silenced(data[head:], silent) if silent else data


def _is_resources(marker: int, data: bytes) -> bool:
    return marker == _APP13 and data.startswith(_PHOTOSHOP)


def _is_words(marker: int, data: bytes) -> bool:
    return _is_resources(marker, data) or (marker == _APP1 and data.startswith((extended.XMP, extended.MORE)))


def _png(content: bytes, xmp: bytes, silent: Collection[int]) -> bytes:
    out, at = [_PNG], len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise IndexError
        if kind == b"eXIf" and silent:
            out.append(_chunk(kind + _silenced(content[at + 8 : end - 4], silent)))
        elif not (kind == b"iTXt" and content.startswith(_PNG_XMP, at + 8)):
            out.append(content[at:end])
        if kind == b"IHDR":
            out.append(_chunk(b"iTXt" + _PNG_XMP + b"\0\0\0\0" + xmp))
        at = end
    return b"".join(out)


def _chunk(data: bytes) -> bytes:
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def _webp(content: bytes, xmp: bytes, silent: Collection[int]) -> bytes:
    chunks: list[tuple[bytes, bytes]] = []
    at, end = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 8 <= min(end, len(content)):
        kind, length = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        data = content[at + 8 : at + 8 + length]
        if len(data) < length:
            raise IndexError
        if kind != b"XMP ":
            chunks.append((kind, _silenced(data, silent) if kind == b"EXIF" else data))
        at += 8 + length + length % 2
    kind, data = chunks[0]
    if kind == b"VP8X":
        chunks[0] = (kind, bytes([data[0] | _WEBP_XMP]) + data[1:])
    else:
        chunks.insert(0, (b"VP8X", _extended(kind, data)))
    chunks.append((b"XMP ", xmp))
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _extended(kind: bytes, data: bytes) -> bytes:
    """Return the head that a simple WebP needs to carry more than its picture."""
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 1)
        width, height, alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        across, down = struct.unpack_from("<HH", data, 6)
        width, height, alpha = (across & 0x3FFF) - 1, (down & 0x3FFF) - 1, 0
    flags = _WEBP_XMP | (0x10 if alpha else 0)
    return bytes([flags, 0, 0, 0]) + width.to_bytes(3, "little") + height.to_bytes(3, "little")
