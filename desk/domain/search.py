"""What searching gives beside rows."""

from dataclasses import dataclass

from desk.domain.listing import StoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that a person named."""

    id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Context:
    """Where a story has what is searched for: one line of it.

    Attributes:
        field: `headline`, `standfirst`, `body`, `byline`, `tags`, `source`, `caption`; empty for none.
        words: the line, cut around the first place.
        marks: start and end of each place in `words`.
        headline: start and end of each place in the headline.
    """

    field: str = ""
    words: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    headline: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in a typed search from `start` to `end` instead, and how it is shown."""

    start: int
    end: int
    words: str
    shown: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A story like another.

    Attributes:
        shared: what both have as the other one writes it: names first, then tags (with a #), then words.
        score: how rare what they share is; it grows without a bound.
    """

    row: StoryRow
    shared: tuple[str, ...] = ()
    score: float = 0.0
