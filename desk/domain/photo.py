"""A photo as the newsroom knows it: the original file and the words that go with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

ENDINGS: Final = {
    "JPEG": (".jpg", ".jpeg", ".jpe"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "AVIF": (".avif",),
    "HEIC": (".heic", ".heif"),
}
"""The formats in which photos come, and how their files' names end, the usual ending first."""

PICTURES: Final = frozenset(ending for endings in ENDINGS.values() for ending in endings)
"""How the names of picture files end."""


class Clearance(StrEnum):
    """Whether the newsroom may use a photo, as a person has said."""

    UNKNOWN = ""
    CLEARED = "cleared"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of the upright and straightened picture, each side as a share of it (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photo. Words are plain text; empty means not set.

    Attributes:
        id: UUIDv7.
        hash: SHA-256 of the original file, hex; names it in `media/`.
        format: one of `ENDINGS`.
        width, height: pixels of the upright picture (orientation applied).
        size: bytes of the original.
        name: the file's name when it came.
        creator: who made it; several names stand with semicolons between.
        extended: what a blind reader needs beyond `alt`.
        place: where exactly; `city` and the others where that is.
        persons: who is shown. caption_writer: who wrote the caption. job: the newsroom's own number.
        licensors: who grants a licence, a name and an address each. source_type: how the picture came to be,
            an address of the IPTC's list of digital source types.
        taken: the day or time as the file or the person gives it (ISO 8601, may be a year alone).
        rights: who may use it; usage_terms: on what terms.
        clearance: whether it may be used at all, as a person said.
        licence_from, licence_until: readers may see it from then (inclusive) and before then, UTC.
        embargo: nobody outside may see it before then, UTC.
        one_use: the licence covers one story alone.
        angle: degrees clockwise by which the upright picture is turned about its centre to stand straight
            (-45 to 45). What is left is the largest rectangle of the same shape that shows no empty corner;
            focal point and crops are shares of that.
        focal: the point that crops keep, shares of width and height from the upper left.
        crops: pairs of ratio (`16:9`) and rectangle, where a person set one.
        former: hash and format, with a blank between, of each file that it had before, oldest first.
    """

    id: str
    hash: str
    format: str
    width: int
    height: int
    size: int
    name: str = ""
    headline: str = ""
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    source: str = ""
    alt: str = ""
    taken: str = ""
    place: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    usage_terms: str = ""
    title: str = ""
    jobtitle: str = ""
    extended: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    persons: tuple[str, ...] = ()
    instructions: str = ""
    caption_writer: str = ""
    job: str = ""
    web_statement: str = ""
    licensors: tuple[str, ...] = ()
    source_type: str = ""
    clearance: Clearance = Clearance.UNKNOWN
    licence_from: datetime | None = None
    licence_until: datetime | None = None
    embargo: datetime | None = None
    one_use: bool = False
    angle: float = 0.0
    focal: tuple[float, float] = (0.5, 0.5)
    crops: tuple[tuple[str, Crop], ...] = ()
    former: tuple[str, ...] = ()
    created: datetime | None = None
    updated: datetime | None = None
    revision: str = ""
