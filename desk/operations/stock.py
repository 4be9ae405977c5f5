"""The stories that fronts fill themselves from, read from the store only as far as they are needed."""

from collections.abc import Callable, Iterable, Iterator
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
        ids = self._sought(pick)
        if ids is not None and len(ids) <= _FEW:
            found = self._desk.store.issued(self._at, section=pick.section, ids=ids, most=_FEW)
            yield from self._fitting(pick, (Candidate(*one) for one in found))
            return
        among = None if ids is None else set(ids)
        yield from self._fitting(
            pick, (one for one in self._all(pick.section) if among is None or one.story in among)
        )

    def _all(self, section: str) -> Iterator[Candidate]:
        start, page = 0, [("", self._at, "")]
        while page:
            page = self._desk.store.issued(self._at, section=section, start=start, most=_PAGE)
            yield from (Candidate(*one) for one in page)
            start += _PAGE

    def _sought(self, pick: Pick) -> list[str] | None:
        """Return the ids of stories that may fit, or None where all may."""
        words = [
            pick.search,
            f'tag:"{_plain(pick.tag)}"' if pick.tag else "",
            f'by:"{_plain(pick.author)}"' if pick.author else "",
        ]
        search = " ".join(word for word in words if word)
        return (
            self._desk.store.story_ids(StoryQuery(statuses=(Status.PUBLISHED,), search=search))
            if search
            else None
        )

    def _fitting(self, pick: Pick, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield those whose tags and names are the wanted ones: a search also finds longer ones."""
        for one in found:
            if not (pick.tag or pick.author) or pick.fits(self._desk.store.story(one.story)):
                yield one

    def popular(self, hours: int) -> list[str]:
        """Return the stories that were read most, most first."""
        if self._ranked is None:
            self._ranked = ranked(self._desk, self._at)
        return self._ranked(hours)


def _plain(words: str) -> str:
    return words.replace('"', " ")
