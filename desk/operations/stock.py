"""The stories that fronts fill themselves from, read from the store only as far as they are needed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from desk.domain import Candidate, Pick, Status, StoryQuery
from desk.operations.desk import Desk
from desk.operations.popular import ranked

_PAGE = 50
_FEW = 500  # ids that one query takes


class DeskStock:
    """What readers may see of a desk at an instant; see `desk.domain.Stock`."""

    def __init__(self, desk: Desk, at: datetime) -> None:
        self._desk = desk
        self._at = at
        self._ranked: Callable[[int], list[str]] | None = None
        self._known: dict[str, Candidate | None] = {}

    def candidate(self, story: str) -> Candidate | None:
        """Return a story that readers may see, or None."""
        if story not in self._known:
            found = self._desk.store.issued(self._at, ids=[story])
            self._known[story] = Candidate(*found[0]) if found else None
        return self._known[story]

    def know(self, stories: Iterable[str]) -> None:
        """Read many stories at once that will be asked for one by one."""
        wanted = [story for story in dict.fromkeys(stories) if story not in self._known]
        for start in range(0, len(wanted), _FEW):
            some = wanted[start : start + _FEW]
            found = {
                one[0]: Candidate(*one) for one in self._desk.store.issued(self._at, ids=some, most=_FEW)
            }
            self._known |= {story: found.get(story) for story in some}

    def newest(self, pick: Pick) -> Iterator[Candidate]:
        """Yield the stories that fit, newest first."""
        if not pick.search:
            yield from self._all(pick)
            return
        query = StoryQuery(statuses=(Status.PUBLISHED,), search=pick.search)
        ids = self._desk.store.story_ids(query)
        if len(ids) <= _FEW:
            yield from map(_candidate, self._issued(pick, ids=ids, most=_FEW))
            return
        among = set(ids)
        yield from (one for one in self._all(pick) if one.story in among)

    def _all(self, pick: Pick) -> Iterator[Candidate]:
        start, page = 0, [("", self._at, "")]
        while page:
            page = self._issued(pick, start=start, most=_PAGE)
            yield from map(_candidate, page)
            start += _PAGE

    def _issued(
        self, pick: Pick, *, ids: Sequence[str] | None = None, start: int = 0, most: int
    ) -> list[tuple[str, datetime, str]]:
        return self._desk.store.issued(
            self._at,
            section=pick.section,
            tag=pick.tag,
            author=pick.author,
            ids=ids,
            start=start,
            most=most,
        )

    def popular(self, hours: int) -> list[str]:
        """Return the stories that were read most, most first."""
        if self._ranked is None:
            self._ranked = ranked(self._desk, self._at)
        return self._ranked(hours)


def _candidate(found: tuple[str, datetime, str]) -> Candidate:
    return Candidate(*found)
