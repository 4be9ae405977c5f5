"""Where a text has the words of a search."""

from collections.abc import Sequence

from desk.store.query import SHORT, Term, parse
from desk.store.words import fold, spans

Places = tuple[tuple[int, int], ...]


class Sought:
    """The words that a typed search wants, to be found in texts as the index finds them."""

    def __init__(self, search: str) -> None:
        self._terms = parse(search).words

    def __bool__(self) -> bool:
        """Return whether any word is wanted."""
        return bool(self._terms)

    @property
    def most(self) -> int:
        """Return how many terms there are."""
        return len(self._terms)

    def kinds(self, line: str, *, begun: bool = False) -> int:
        """Return how many of the wanted terms a line has; see `places`."""
        words = fold(line)
        return sum(any(_here(term, words, at, begun) for at in range(len(words))) for term in self._terms)

    def places(self, line: str, *, begun: bool = False) -> Places:
        """Return the start and end of each word in a line that a wanted term finds.

        With `begun`, as in headlines and bylines, also words of which a person has typed a letter or two.
        """
        found = list(spans(line))
        words = [word for word, _, _ in found]
        marked = {
            at + step
            for term in self._terms
            for at in range(len(words))
            if _here(term, words, at, begun)
            for step in range(len(term.words))
        }
        return tuple(found[at][1:] for at in sorted(marked) if at < len(found))


def _here(term: Term, words: Sequence[str], at: int, begun: bool) -> bool:
    """Return whether a term stands at a word."""
    *before, last = term.words
    end = at + len(before)
    if end >= len(words) or list(words[at:end]) != before:
        return False
    if term.prefix and (begun or len(last) > SHORT):
        return words[end].startswith(last)
    return words[end] == last
