"""The words and rights of a photo as forms and the terminal name them."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a field holds, and so how it is written."""

    LINE = "words on one line"
    TEXT = "words on several lines"
    SEVERAL = "several words, with semicolons between"
    TIME = "a time"
    YES = "yes or no"
    CLEARANCE = "whether the newsroom may use it"
    SOURCE_TYPE = "one of the IPTC's digital source types"


@dataclass(frozen=True, slots=True)
class PhotoField:
    """One field of `Photo` that a person writes."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""


_COMMON = (
    PhotoField("caption", "Caption", Kind.TEXT, "Who, what, where, when"),
    PhotoField("alt", "Alt text", Kind.LINE, "What the picture shows, for those who cannot see it"),
    PhotoField("extended", "Extended description", Kind.TEXT, "What alt text has no room for"),
    PhotoField("credit", "Credit", Kind.LINE, "Photographer / agency"),
    PhotoField("rights", "Rights", Kind.LINE, "Editorial use"),
)
_WHAT = (
    PhotoField("headline", "Headline"),
    PhotoField("persons", "Persons shown", Kind.SEVERAL, "Names, with semicolons between"),
    PhotoField("taken", "Date", Kind.LINE, "2026-12-24"),
    PhotoField("place", "Place", Kind.LINE, "Where exactly"),
    PhotoField("city", "City"),
    PhotoField("state", "State or province"),
    PhotoField("country", "Country"),
    PhotoField("country_code", "Country code", Kind.LINE, "GEO"),
    PhotoField("keywords", "Keywords", Kind.SEVERAL, "With semicolons between"),
)
_WHOSE = (
    PhotoField("creator", "Creator", Kind.LINE, "With semicolons between several"),
    PhotoField("jobtitle", "Creator’s job title"),
    PhotoField("source", "Source"),
    PhotoField("copyright", "Copyright notice"),
    PhotoField("source_type", "How it was made", Kind.SOURCE_TYPE),
)
_MAY = (
    PhotoField("clearance", "Clearance", Kind.CLEARANCE),
    PhotoField("embargo", "Embargo until", Kind.TIME, "2026-12-24 18:00"),
    PhotoField("licence_from", "Licence from", Kind.TIME, "2026-12-24"),
    PhotoField("licence_until", "Licence until", Kind.TIME, "2026-12-24"),
    PhotoField("one_use", "One use only", Kind.YES),
    PhotoField("usage_terms", "Usage terms", Kind.TEXT),
    PhotoField("web_statement", "Web statement of rights", Kind.LINE, "https://…"),
    PhotoField("licensors", "Licensor", Kind.SEVERAL, "Name and address"),
)
_DESK = (
    PhotoField("title", "Title"),
    PhotoField("instructions", "Instructions", Kind.TEXT),
    PhotoField("caption_writer", "Caption writer"),
    PhotoField("job", "Job number"),
)

GROUPS: Final = {"": _COMMON, "What it shows": _WHAT, "Whose it is": _WHOSE, "Rights": _MAY, "Desk": _DESK}
"""The fields as forms group them; the first group is always at hand."""

PHOTO_FIELDS: Final = {field.name: field for group in GROUPS.values() for field in group}
