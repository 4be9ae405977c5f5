"""The words inside picture files: read from XMP, IPTC IIM and EXIF, written as XMP and IIM."""

from desk.photo.metadata.fields import Words
from desk.photo.metadata.found import Found, found
from desk.photo.metadata.iim import block
from desk.photo.metadata.segments import with_words
from desk.photo.metadata.xmp import packet

__all__ = ["Found", "Words", "found", "written"]


def written(content: bytes, words: Words) -> bytes:
    """Return a JPEG, PNG or WebP file that carries these words as XMP, in JPEG as IIM too; no pixel changes.

    Raises:
        BadInput: it is no such file, or cannot hold the words.
    """
    return with_words(content, packet(words), block(words))
