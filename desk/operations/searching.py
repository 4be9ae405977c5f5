"""Search: best answers, hits in their context, completions, saved searches, stories like another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desk import text
from desk.domain import (
    Change,
    Completion,
    Context,
    Done,
    Likeness,
    NotFound,
    SavedSearch,
    Story,
    StoryQuery,
    StoryRow,
)
from desk.operations.desk import Desk, Progress
from desk.store import Sought
from desk.store.words import name_key

_BEFORE, _AFTER = 32, 160  # characters shown around the first place
_AT_ONCE = 50  # stories indexed between two looks at whether a person wants to stop


@dataclass(frozen=True, slots=True)
class Answer:
    """A story and where it has what was searched for."""

    row: StoryRow
    context: Context


def best(desk: Desk, query: StoryQuery) -> list[Answer]:
    """Return the best answers to a search, each with its context; one of filters alone, the newest."""
    rows = desk.store.search(query) or desk.store.rows(query)
    return [Answer(row, context(desk, row.id, query.search)) for row in rows]


def context(desk: Desk, story: str, search: str) -> Context:
    """Return the first line of a story that has a searched word, its places marked there and in the headline.

    A line that has more of the words goes before others. Raises NotFound.
    """
    sought = Sought(search)
    if not sought:
        return Context()
    found = desk.store.story(story)
    headline = sought.places(found.headline, begun=True)
    best, field, line = 0, "", ""
    for part, said in _lines(desk, found):
        kinds = sought.kinds(said, begun=part == "byline")
        if kinds > best:
            best, field, line = kinds, part, said
        if best == sought.most:
            break
    return replace(_cut(field, line, sought.places(line, begun=field == "byline")), headline=headline)


def _cut(field: str, line: str, places: tuple[tuple[int, int], ...]) -> Context:
    """Return a line from a little before the first place on."""
    if not places:
        return Context()
    first = places[0][0]
    start = max(0, first - _BEFORE)
    start = line.find(" ", start, first) + 1 if start else 0
    end = first + _AFTER
    ahead = "…" if start else ""
    moved = len(ahead) - start
    marks = tuple((one + moved, other + moved) for one, other in places if other <= end)
    return Context(field, ahead + line[start:end], marks)


def _lines(desk: Desk, story: Story) -> Iterator[tuple[str, str]]:
    """Yield the lines of a story, each with its field."""
    ids = [place.photo for place in story.photos if place.photo]
    photos = {photo.id: photo for photo in desk.store.photos(ids)}
    captions = [
        place.caption or (photos[place.photo].caption if place.photo else "") for place in story.photos
    ]
    fields = (
        ("standfirst", [story.standfirst]),
        ("body", text.searchable(story.body).split("\n")),
        ("caption", captions),
        ("byline", [", ".join(part for one in story.bylines for part in (one.name, one.role) if part)]),
        ("tags", [", ".join(story.tags)]),
        ("source", [story.source.name]),
    )
    for field, lines in fields:
        yield from ((field, line) for line in lines if line)


def hints(desk: Desk, search: str) -> tuple[str, ...]:
    """Return what of a search could not be understood, a sentence each."""
    return desk.store.hints(search)


def completions(desk: Desk, search: str, cursor: int) -> list[Completion]:
    """Return what may stand where the cursor is in a search: filters and what they take."""
    return desk.store.completions(search, cursor)


def saved(desk: Desk) -> list[SavedSearch]:
    """Return the desk's saved searches by name."""
    return desk.store.saved_searches()


def named(desk: Desk, name: str) -> SavedSearch:
    """Return the saved search of a name, however its letters are written; raises NotFound."""
    known = desk.store.saved_searches()
    found = next((one for one in known if name_key(one.name) == name_key(name)), None)
    if found is None:
        names = ", ".join(one.name for one in known)
        todo = f"The saved searches are {names}" if names else "None is saved yet"
        raise NotFound(f"There is no saved search “{name[:80]}”", todo=todo)
    return found


def save(desk: Desk, name: str, search: str) -> Done[SavedSearch]:
    """Keep a search under a name; raises BadInput where one is missing or the name is taken."""
    return _saved(desk.store.save_search(name, search))


def rename(desk: Desk, id_: str, name: str) -> Done[SavedSearch]:
    """Give a saved search another name; raises BadInput or NotFound."""
    search = next((one.query for one in desk.store.saved_searches() if one.id == id_), "-")
    return _saved(desk.store.save_search(name, search, id_))


def delete(desk: Desk, id_: str) -> Done[None]:
    """Forget a saved search; raises NotFound."""
    desk.store.delete_search(id_)
    return Done(None, Change.of("search", id_))


def _saved(made: SavedSearch) -> Done[SavedSearch]:
    return Done(made, Change.of("search", made.id))


def similar(desk: Desk, story: str, most: int = 6) -> list[Likeness]:
    """Return stories that share a story's rarest words, names and tags, best first; raises NotFound."""
    return desk.store.similar(desk.store.story(story), most)


def close_headlines(desk: Desk, headline: str, story: str = "") -> list[Likeness]:
    """Return the stories whose headlines are close to these words, closest first."""
    return desk.store.close_headlines(headline, story)


def waiting(desk: Desk) -> int:
    """Return how many stories no search finds yet."""
    return desk.store.unindexed()


def prepare(
    desk: Desk, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Done[int]:
    """Index the stories that no search finds yet, newest first; return how many were left by a cancel.

    Each step is a short transaction, so that saving goes on beside it.
    """
    total = left = desk.store.unindexed()
    while left and not (cancelled and cancelled()):
        desk.store.index_some(_AT_ONCE)
        left = max(0, left - _AT_ONCE)
        if progress is not None:
            progress(total - left, total)
    while total and not left and not (cancelled and cancelled()) and desk.store.index_some(_AT_ONCE):
        pass
    return Done(left, Change(kinds=frozenset({"search"})) if total else Change())
