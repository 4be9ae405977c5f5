"""A copy of an original with other words inside: the pixels and all else stay as they are."""

import hashlib
import os
from pathlib import Path

from PIL import Image

from desk.domain import BadInput, Photo, Unwritable
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.photo.metadata import exif, iim, xmp
from desk.photo.metadata.fields import FIELDS, Words
from desk.photo.metadata.found import LONGEST, MOST, Found, cleaned, datasets, found, packets, same
from desk.photo.metadata.segments import WRITTEN, put
from desk.photo.reading import reading

_BAND = 256  # lines of a picture that are looked at together
_CAMERA = {"taken"}
"""What EXIF says by itself, and may say otherwise: when the camera's clock was read."""


def every_word(photo: Photo) -> Words:
    """Return all that a photo says of itself in the fields that picture files have.

    Raises:
        BadInput: a word is longer than files hold them.
    """
    words: Words = {field.name: getattr(photo, field.name) for field in FIELDS}
    for name, value in words.items():
        texts = (value,) if isinstance(value, str) else value
        if len(texts) > MOST or any(len(text) > LONGEST for text in texts):
            raise BadInput(
                f"{PHOTO_FIELDS[name].label} has more than the {LONGEST} signs or {MOST} entries that a"
                " picture takes along",
                kept="No copy was written",
                todo="Shorten it",
            )
    return cleaned(words)


def copied(original: Path, words: Words, to: Path) -> None:
    """Write a copy of a JPEG, PNG, WebP or TIFF file that says these words in place of its own.

    Other properties of its XMP and other datasets of its IIM stay, where they can be read; EXIF that says
    otherwise is blotted out.
    What was written is read back from the disk and compared, words and pixels.

    Args:
        original: a picture file.
        words: as `every_word` returns them; a field that is not among them is taken out of the copy.
        to: a file that is not there yet; left behind only whole.

    Raises:
        BadInput: the original cannot be read or carry the words, or the copy is not what it should be.
        Unwritable: the folder or disk refuses.
    """
    with reading(original) as image:
        if image.format not in (*WRITTEN, "MPO"):
            raise BadInput(f"A {image.format} picture cannot carry the words", kept="No copy was written")
        image.load()  # in PNG words may stand behind the pixels
        before, sets = packets(image), datasets(image)
        mirrored = cleaned(exif.read(image.getexif()))
        pixels = _hash(image)
    stays = _standing(before, words)
    wrong = {
        field.exif
        for field in FIELDS
        if field.exif and field.name in mirrored and not _says(words, mirrored, field.name)
    }
    packet = _renewed(before, words, stays)
    out = put(original.read_bytes(), packet, iim.block(words, sets), silent=wrong)
    _write(out, to)
    try:
        with reading(to) as image:
            good = _good(found(image), words) and _hash(image) == pixels
        if not good:
            raise BadInput("The copy did not come out as the words say", kept="No copy was written")
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def _standing(before: list[xmp.Packet], words: Words) -> set[str]:
    """Return the fields that XMP says already, which may be more than we hold: other languages, addresses."""
    try:
        said = cleaned(xmp.read(*before))
    except Exception:  # noqa: BLE001  (what cannot be read is replaced)
        before.clear()
        return set()
    return {name for name, value in words.items() if said.get(name) == value}


def _renewed(before: list[xmp.Packet], words: Words, stays: set[str]) -> bytes:
    try:
        if all(len(packet) <= xmp.LARGEST for packet in before):
            return xmp.renewed(before, words, stays)
    except RecursionError:
        pass
    raise BadInput(
        "The picture's XMP is larger or deeper than can be taken over",
        kept="No copy was written",
        todo="Export the picture anew in the program that made it",
    )


def _says(words: Words, mirrored: Words, name: str) -> bool:
    return name in words and same(name, words[name], mirrored[name])


def _hash(image: Image.Image) -> str:
    """Return the hash of what a picture shows."""
    frames = int(getattr(image, "n_frames", 1))
    digest = hashlib.sha256(f"{image.format} {image.size} {frames}".encode())
    for frame in range(frames if image.format == "MPO" else 1):  # phones put a second picture behind
        if frame:
            image.seek(frame)
        for top in range(0, image.height, _BAND):
            band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
            digest.update(band.mode.encode() + band.tobytes())
    return digest.hexdigest()


def _write(content: bytes, to: Path) -> None:
    try:
        file = to.open("xb")
        try:
            with file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            to.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unwritable(
            f"{to.parent} cannot be written to: {error.strerror or error}",
            kept="No copy was written",
            todo="Make room or choose another folder",
        ) from error


def _good(back: Found, words: Words) -> bool:
    """Return whether a file says these words, all in XMP, and nowhere anything else."""
    ours = {name: value for name, value in back.words.items() if back.places[name] == "XMP"}
    strays = {*back.others, *(back.words.keys() - ours.keys())}
    return ours == words and strays <= _CAMERA
