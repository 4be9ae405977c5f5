"""Words of a text found again after it changed: by themselves, and by the words around them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

CONTEXT: Final = 32
"""How many characters on each side of a passage are kept to find it again."""

LONGEST: Final = 1000
"""How many characters of a passage are kept: of a longer one, its start."""

_NEAR: Final = (CONTEXT, 16, 8)
_ENOUGH: Final = 16  # characters on one side that are hardly there twice
_ALONE: Final = 24  # characters of a quote that tell it without any others
_LONGER: Final = 80  # characters by which a passage may have grown while it was not looked after
_MOST: Final = 1000  # places looked at
# What a person or the program may exchange without other words coming of it; each stands for one character.
_ALIKE: Final = (
    *((sign, " ") for sign in "\n\u2028\u00a0\u202f\u2009"),
    *((sign, '"') for sign in "“”„«»"),
    *((sign, "'") for sign in "‘’ʼ"),
    *((sign, "i") for sign in "İı"),  # of one language the other case of i, and no other letter is so
)


def passage(words: str, quote: str, before: str = "", after: str = "", at: int = 0) -> tuple[int, int] | None:
    """Find a passage in a text that may have changed since.

    Words that stand as they did between the same neighbours are best, then other words between the same
    neighbours (they were edited), then the same words elsewhere, if they can hardly be others.

    Args:
        words: the text as it is.
        quote: the passage as it was.
        before: some characters ahead of it as they were, best `CONTEXT`; empty where the text starts.
        after: the same behind it.
        at: where it began; of places that fit alike, the nearest is taken.

    Returns:
        The characters where it begins and ends, or None where its words are gone.
    """
    if not quote.strip():
        return None
    words, quote, before, after = (_folded(part) for part in (words, quote, before, after))
    return (
        _standing(words, quote, (before, after), at)
        or _edited(words, quote, (before, after), at)
        or _moved(words, quote, (before, after), at)
    )


@lru_cache(maxsize=4)  # many passages are looked for in one text
def _folded(text: str) -> str:
    """Return a text, as long as it was, in which alike signs and letters in another case are the same."""
    for sign, like in _ALIKE:
        text = text.replace(sign, like)
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _standing(words: str, quote: str, around: tuple[str, str], at: int) -> tuple[int, int] | None:
    """Find the quote between its neighbours, or the nearer of them."""
    for near in _NEAR:
        before, after = around[0][-near:], around[1][:near]
        found = _nearest(words, before + quote + after, at - len(before))
        if found is not None:
            return found + len(before), found + len(before) + len(quote)
    return None


def _edited(words: str, quote: str, around: tuple[str, str], at: int) -> tuple[int, int] | None:
    """Find what stands between the neighbours now."""
    for near in (CONTEXT, _ENOUGH):
        before, after = around[0][-near:], around[1][:near]
        found = _between(words, before, after, 2 * min(len(quote), LONGEST) + _LONGER)
        best = min(found, key=lambda place: abs(place[0] - at), default=None)
        if best is not None:
            return best
    return None


def _between(words: str, before: str, after: str, longest: int) -> Iterator[tuple[int, int]]:
    """Yield where something stands between two texts, the start or end of the words for an empty one."""
    for place in islice(_places(words, before), _MOST if before or after else 0):
        start = place + len(before)
        end = words.find(after, start, start + longest + len(after)) if after else len(words)
        if 0 < end - start <= longest and words[start:end].strip():
            yield start, end


def _moved(words: str, quote: str, around: tuple[str, str], at: int) -> tuple[int, int] | None:
    """Find the quote where no other could stand: beside one of its neighbours, or long and only once."""
    before, after = around[0][-_ENOUGH:], around[1][:_ENOUGH]
    for head, tail in ((before, ""), ("", after)):
        found = _nearest(words, head + quote + tail, at - len(head))
        if found is not None and len(head + tail) == _ENOUGH:
            return found + len(head), found + len(head) + len(quote)
    only = words.find(quote)
    if len(quote) >= _ALONE and only >= 0 and words.find(quote, only + 1) < 0:
        return only, only + len(quote)
    return None


def _nearest(words: str, sought: str, at: int) -> int | None:
    """Return the place of a text that is nearest to one."""
    at = max(at, 0)
    if words.startswith(sought, at):
        return at
    if sought not in words:  # the other way round is a slow way to learn that
        return None
    found = (words.rfind(sought, 0, at + len(sought)), words.find(sought, at))
    return min((place for place in found if place >= 0), key=lambda place: abs(place - at), default=None)


def _places(words: str, sought: str) -> Iterator[int]:
    """Yield where a text stands; the start alone for no text."""
    at = words.find(sought)
    while at >= 0:
        yield at
        at = words.find(sought, at + 1) if sought else -1
