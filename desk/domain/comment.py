"""Comments on words of a story: notes from one person of the desk to another."""

import datetime as dt
from dataclasses import dataclass, replace

from desk.domain.merge import merge_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a story, kept so that they are found again where they moved or were edited.

    Attributes:
        quote: the words themselves, a line end between blocks.
        before, after: a few words on both sides; empty where the text starts or ends.
        at: about how many characters of the story's words stand before it; tells alike passages apart.
    """

    quote: str
    before: str = ""
    after: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a person says to the desk about a passage; readers never see it.

    Attributes:
        id: UUIDv7.
        passage: the words that it is about, as they stood when the story was last saved.
        words: plain text, line ends kept.
        author: who wrote it, at `created` (UTC).
        resolved: when it was settled, UTC; None while it is open. `resolved_by` is who did.
    """

    id: str
    passage: Passage
    words: str
    author: str
    created: dt.datetime
    resolved: dt.datetime | None = None
    resolved_by: str = ""


_Row = tuple[Comment, ...]


def merge_comments(base: _Row, mine: _Row, theirs: _Row) -> _Row:
    """Join two people's comments: each new one stays, each change to one stays.

    A comment that one side deleted goes, unless the other did more to it than follow its words.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    was, left, right = ({comment.id: comment for comment in side} for side in (base, mine, theirs))
    found = [_joined(was.get(id_), left.get(id_), right.get(id_)) for id_ in {**left, **right}]
    return tuple(comment for comment in found if comment is not None)


def _joined(was: Comment | None, mine: Comment | None, theirs: Comment | None) -> Comment | None:
    if mine is None or theirs is None:
        kept = mine or theirs
        followed = was and kept and replace(kept, passage=was.passage) == was
        return None if followed else kept
    merged, _ = merge_fields(was or theirs, mine, theirs)
    if mine.words != theirs.words and (was is None or was.words not in (mine.words, theirs.words)):
        merged = replace(merged, words=f"{mine.words}\n{theirs.words}")
    side = mine if merged.resolved == mine.resolved else theirs
    merged = replace(merged, resolved_by=side.resolved_by)
    if was and mine.passage.quote == was.passage.quote != theirs.passage.quote:
        merged = replace(merged, passage=theirs.passage)  # they edited the words themselves
    return merged
