"""Photo lists: what they ask for and what they show."""

from dataclasses import dataclass
from enum import StrEnum

from desk.domain.photo import Photo


class PhotoSort(StrEnum):
    """By what a photo list is sorted; photos without a date or name come last in both directions."""

    ADDED = "added"
    TAKEN = "taken"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoQuery:
    """Which photos a list shows, and in what order.

    Attributes:
        search: words to be found in captions, credits, names, places, keywords; filters.
        sort, descending: the order.
        limit: at most so many; 0 for all.
        after: the id of the last photo already held, for the next page.
    """

    search: str = ""
    sort: PhotoSort = PhotoSort.ADDED
    descending: bool = True
    limit: int = 0
    after: str = ""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """What a photo list shows of a photo.

    Attributes:
        photo: the photo.
        used: in how many stories it stands.
    """

    photo: Photo
    used: int = 0


@dataclass(frozen=True, slots=True)
class PhotoIds:
    """The photos of a query, in order."""

    ids: list[str]
    hints: tuple[str, ...] = ()
    """What in the search says nothing, and why."""
