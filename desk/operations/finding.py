"""Find and replace over all stories."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from desk import text
from desk.domain import BadInput, Cancelled, Change, Done, Status, Story, StoryQuery
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress
from desk.text import BadSearch, Doc, Finder, Hit, Search
from desk.text.find import UNSEARCHED, put, replaced, searched

FIELDS = ("headline", "kicker", "standfirst", "body", "captions")
"""Where words are looked for. `captions` are those that a story itself gives its photos."""

_AT_ONCE = 100
_AROUND = 48  # characters shown on each side of a hit
_LINES = ("headline", "kicker", "standfirst")


@dataclass(frozen=True, slots=True)
class Found:
    """One hit in its context.

    Attributes:
        part: `headline`, `kicker`, `standfirst`, `body N` for a block, `caption N` for a photo.
        start, end: characters of that part's words.
        before, words, after: what stands around it and what was found, on one line.
        new: what a replacement would put there.
    """

    part: str
    start: int
    end: int
    before: str
    words: str
    after: str
    new: str

    @property
    def field(self) -> str:
        """Return the part without its number."""
        return self.part.split(" ", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class StoryHits:
    """A story as it was searched and where the words stand in it."""

    story: str
    revision: str
    headline: str
    status: Status
    hits: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a replacement did.

    Attributes:
        hits: how many places.
        revisions: each changed story's id with the revision before and the one made.
        published: headlines of the changed stories that readers see: their pages are to be exported anew.
        passed: headlines of the stories left alone because somebody changed them since the search.
    """

    hits: int
    revisions: tuple[tuple[str, str, str], ...]
    published: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def find(
    desk: Desk,
    search: Search,
    new: str = "",
    *,
    fields: Sequence[str] = FIELDS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[StoryHits]:
    """Find words in all stories, newest change first; `new` is shown as what would replace each hit.

    Raises:
        BadInput: no words, or an expression that is none or takes too long.
        Cancelled: the person stopped it.
    """
    finder = _finder(search, new)
    found: list[StoryHits] = []
    every = desk.store.story_ids(StoryQuery(statuses=tuple(Status)))
    for at, story in enumerate(_read(desk, every)):
        if cancelled is not None and cancelled():
            raise Cancelled("The search was stopped")
        if progress is not None and at % 20 == 0:
            progress(at, len(every))
        hits = tuple(_found(finder, story, fields))
        if hits:
            found.append(StoryHits(story.id, story.revision, story.headline, story.status, hits))
    return found


def replace_all(desk: Desk, search: Search, new: str, found: Sequence[StoryHits]) -> Done[Replaced]:
    """Replace hits that `find` gave, all or a choice of them: one revision a story, all kept or none.

    Raises:
        BadInput: an expression that is none or takes too long, or words that cannot be stored.
    """
    finder = _finder(search, new)
    revisions: list[tuple[str, str, str]] = []
    published: list[str] = []
    passed: list[str] = []
    count = 0
    with desk.store.batch():
        for wanted in found:
            story = desk.store.story(wanted.story)
            if story.revision != wanted.revision:
                passed.append(story.headline)
                continue
            saved = stories.save(desk, _changed(finder, story, wanted.hits)).value
            if saved.revision != story.revision:
                count += len(wanted.hits)
                revisions.append((story.id, story.revision, saved.revision))
                published += [saved.headline] if saved.status is Status.PUBLISHED else []
    done = Replaced(count, tuple(revisions), tuple(published), tuple(passed))
    return Done(done, Change.of("story", *(id_ for id_, _, _ in revisions)))


def take_back(desk: Desk, done: Replaced) -> Done[Replaced]:
    """Bring back the words from before a replacement; a story that was changed since stays as it is."""
    revisions: list[tuple[str, str, str]] = []
    passed: list[str] = []
    with desk.store.batch():
        for id_, before, after in done.revisions:
            now = desk.store.story(id_)
            if now.revision != after:
                passed.append(now.headline)
                continue
            restored = stories.restore(desk, before).value
            revisions.append((id_, after, restored.revision))
    back = Replaced(0, tuple(revisions), (), tuple(passed))
    return Done(back, Change.of("story", *(id_ for id_, _, _ in revisions)))


def _read(desk: Desk, ids: Sequence[str]) -> Iterator[Story]:
    """Yield those of some stories that are still there, few in memory at once.

    All of a large desk would fill it, and Python's collector would go through them each time.
    """
    for start in range(0, len(ids), _AT_ONCE):
        some = StoryQuery(ids=tuple(ids[start : start + _AT_ONCE]), statuses=tuple(Status))
        yield from desk.store.stories(desk.store.story_ids(some))


def _finder(search: Search, new: str) -> Finder:
    if not search.words:
        raise BadInput("There is nothing to look for", todo="Write the words to find")
    try:
        return Finder(search, new)
    except BadSearch as error:
        raise BadInput(str(error)) from error


def _hits(finder: Finder, story: Story, words: str) -> list[Hit]:
    try:
        return finder.hits(words)
    except BadSearch as error:
        raise BadInput(f"In “{story.headline or 'Untitled'}”: {error}", kept="Nothing was changed") from error


def _found(finder: Finder, story: Story, fields: Sequence[str]) -> Iterator[Found]:
    for part, words in _parts(finder, story, fields):
        for hit in _hits(finder, story, words):
            before, after = words[max(0, hit.start - _AROUND) : hit.start], words[hit.end :][:_AROUND]
            said = _line(words[hit.start : hit.end])
            yield Found(part, hit.start, hit.end, _line(before), said, _line(after), hit.new)


def _line(words: str) -> str:
    return words.replace("\n", " ").replace(UNSEARCHED, "")


def _parts(finder: Finder, story: Story, fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and words of each part of a story that is searched."""
    for name in _LINES:
        if name in fields:
            yield name, str(getattr(story, name))
    if "body" in fields and finder.maybe_in(story.body):
        for at, block in enumerate(text.read(story.body).blocks):
            yield f"body {at}", searched(block)
    if "captions" in fields:
        for at, place in enumerate(story.photos):
            yield f"caption {at}", place.caption


def _changed(finder: Finder, story: Story, wanted: Sequence[Found]) -> Story:
    """Return a story with its chosen hits replaced."""
    chosen: dict[str, set[tuple[int, int]]] = {}
    for found in wanted:
        chosen.setdefault(found.part, set()).add((found.start, found.end))

    def hits(part: str, words: str) -> list[Hit]:
        places = chosen.get(part)
        return [hit for hit in _hits(finder, story, words) if (hit.start, hit.end) in (places or ())]

    lines = {name: put(line, hits(name, line)) for name in _LINES for line in [str(getattr(story, name))]}
    body = story.body
    if any(part.startswith("body ") for part in chosen):
        blocks = (
            replaced(block, hits(f"body {at}", searched(block)))
            for at, block in enumerate(text.read(body).blocks)
        )
        body = text.write(Doc(tuple(blocks)))
    photos = tuple(
        replace(place, caption=put(place.caption, hits(f"caption {at}", place.caption)))
        for at, place in enumerate(story.photos)
    )
    return replace(story, body=body, photos=photos, **lines)
