"""A photo as the newsroom knows it: the original file and the words that go with it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of the upright picture, each side as a share of it (0 to 1)."""

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
        format: `JPEG`, `PNG`, `WEBP`, `GIF`, `TIFF`, `AVIF`.
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
        focal: the point that crops keep, shares of width and height from the upper left.
        crops: pairs of ratio (`16:9`) and rectangle, where a person set one.
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
    focal: tuple[float, float] = (0.5, 0.5)
    crops: tuple[tuple[str, Crop], ...] = ()
    created: datetime | None = None
    updated: datetime | None = None
    revision: str = ""
