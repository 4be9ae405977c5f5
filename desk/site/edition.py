"""What an export is made from: plain data and ways to reach what is large."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Never, TypeVar

from desk.domain import CuratedList, Front, NotFound, Photo, Publication, Story

T = TypeVar("T")
_ONE_BY_ONE = "these are read one by one"


def unread(_hours: int) -> Sequence[str]:
    """Return nothing: no figures are known."""
    return ()


class Asked(Mapping[str, T]):
    """Things that are read one by one as they are asked for; how many there are is not known."""

    def __init__(self, read: Callable[[str], T]) -> None:
        """`read` raises NotFound for what is not there."""
        self._read = cache(read)

    def __getitem__(self, key: str) -> T:
        """Return one; raises KeyError."""
        try:
            return self._read(key)
        except NotFound as error:
            raise KeyError(key) from error

    def __iter__(self) -> Iterator[str]:
        """Raise TypeError, as `__len__`: whoever wants all of them wants an edition that has read them."""
        raise TypeError(_ONE_BY_ONE)

    def __len__(self) -> Never:
        """Raise TypeError."""
        raise TypeError(_ONE_BY_ONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The whole publication as it stands in the desk.

    Attributes:
        publication: its settings.
        stories: all of them, in any status; what readers may see is decided here.
        photos: by id.
        originals: where a photo's original file lies.
        lists: related links by their slug, `related:STORY`.
        fronts: by slug, as readers see them at the instant of the export.
        found: the ids that each search of a container finds.
        popular: the ids of the stories that were read most in so many hours, most first.
        theme: the newsroom's own folder, which stands over the theme file by file; None for none.
    """

    publication: Publication
    stories: Sequence[Story]
    photos: Mapping[str, Photo]
    originals: Callable[[Photo], Path]
    lists: Mapping[str, CuratedList]
    fronts: Mapping[str, Front] = field(default_factory=dict[str, Front])
    found: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    popular: Callable[[int], Sequence[str]] = unread
    theme: Path | None = None
