"""A typed search as terms: words, phrases, what is left out, and filters. Any text is a query."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from desk.domain import Completion
from desk.store.words import alone, fold, folded, order_key

_LONGEST = 1_000
_MOST = 32
_OFFERED = 12
_EXACT = ("before", "after", "taken", "expires")  # filters whose signs count
SHORT = 3
"""Beginnings of so many letters at most are looked up in headline, byline and tags alone: see `indexing`."""

FIELDS = {"by": "byline", "tag": "tags"}
"""Filters that look for words in one field of the index."""

FACTS = ("section", "status", "lang", "before", "after", "in")
"""Filters that ask for what a list knows of a story: see `filters`."""

LACKS = ("photo", "alt", "caption")
NAMES = (*FIELDS, *FACTS, "has", "no")
"""All filters of stories, as they are typed before a colon."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What can be typed to find things of one kind.

    Attributes:
        fields: filters that look for words in one field.
        facts: filters that ask for what is known of a thing beside words.
        states: words that are a filter by themselves (`unused`), unless they stand in quotes.
    """

    fields: Mapping[str, str]
    facts: tuple[str, ...]
    states: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return all filters, as they are typed before a colon."""
        return (*self.fields, *self.facts)


STORIES = Grammar(FIELDS, (*FACTS, "has", "no"))

PHOTO, NO_ALT, NO_CAPTION = "\ue001photo", "\ue001noalt", "\ue001nocaption"
"""Marks that stand in the index beside a story's words; no text folds to them."""

BEGINNINGS = {"": "\ue002", "byline": "\ue003", "tags": "\ue004"}
"""Stands before the indexed beginning of a word: of the headline or a byline, of a byline, of a tag."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, anywhere or in one field; the last may be the start of a longer one."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""

    @property
    def ways(self) -> tuple["Term", ...]:
        """Return the terms by which the index is asked, any of which is an answer.

        A short beginning stands for too much of all that is written, so that it is looked up among the
        beginnings that were indexed; at the end of a phrase it is left open.
        """
        *before, last = self.words
        if not self.prefix or len(last) > SHORT:
            return (self,)
        if before:
            return (Term((*before,), field=self.field),)
        begun = Term((BEGINNINGS[self.field] + last,))
        return (begun,) if self.field else (begun, Term(self.words))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it was typed, its value folded where it names something."""

    name: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted` is found and nothing of `unwanted`, among the stories that `filters` let through."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def words(self) -> tuple[Term, ...]:
        """Return the terms that can be seen in a story's words."""
        return tuple(term for term in self.wanted if not term.words[0].startswith("\ue001"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One blank-free or quoted piece of a typed search: where it stands, what it says, whether it ended."""

    start: int
    end: int
    excluded: bool
    name: str
    value: str
    quoted: bool
    ended: bool


QUOTES = re.compile('["“”„«»]')
_REST = r'(?:["“”„«»](?P<phrase>[^"“”„«»]*)(?P<ended>["“”„«»])?|(?P<word>[^\s"“”„«»]+)|(?(name)|(?!)))'


@cache
def _piece(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<minus>-?)(?:(?P<name>{'|'.join(names)}):)?{_REST}", re.IGNORECASE)


def pieces(query: str, grammar: Grammar = STORIES) -> list[Piece]:
    """Return the pieces of a typed search."""
    return [
        Piece(
            found.start(),
            found.end(),
            bool(found["minus"]),
            (found["name"] or "").lower(),
            found["word"] or found["phrase"] or "",
            found["phrase"] is not None,
            found["ended"] is not None,
        )
        for found in _piece(grammar.names).finditer(query[:_LONGEST])
    ]


def parse(query: str, grammar: Grammar = STORIES) -> Query:
    """Return what a typed search asks for; one without words or filters asks for nothing."""
    asked = Query()
    found = pieces(query, grammar)
    for number, piece in enumerate(found[:_MOST]):
        typing = number == len(found) - 1 and not piece.ended and not piece.excluded
        asked = _with(asked, piece, typing, grammar)
    return asked


def unread(query: str, grammar: Grammar = STORIES) -> tuple[str, ...]:
    """Return what is to be said of a search that is longer than is looked at."""
    if len(query.strip()) <= _LONGEST and len(pieces(query, grammar)) <= _MOST:
        return ()
    return (f"Only the first {_MOST} words and {_LONGEST:,} characters of a search count",)


def _with(asked: Query, piece: Piece, typing: bool, grammar: Grammar) -> Query:
    words = tuple(fold(piece.value))
    if grammar is STORIES and piece.name in ("has", "no"):
        return _marked(asked, piece, words)
    state = not piece.name and not piece.quoted and piece.value.lower() in grammar.states
    if state or piece.name in grammar.facts:
        value = piece.value.strip() if piece.name in _EXACT else " ".join(words)
        if piece.name == "story":
            value = order_key(piece.value)  # as headlines are kept for lists
        named = Filter("is" if state else piece.name, value, piece.excluded)
        return replace(asked, filters=(*asked.filters, named))
    if not words:
        return asked
    term = Term(words, typing and not alone(words[-1]), grammar.fields.get(piece.name, ""))
    if piece.excluded:
        return replace(asked, unwanted=(*asked.unwanted, term))
    return replace(asked, wanted=(*asked.wanted, term))


def _marked(asked: Query, piece: Piece, words: tuple[str, ...]) -> Query:
    """Add `has:` or `no:`; of what is none of `LACKS` a filter remains, which says so."""
    what = words[0] if len(words) == 1 else ""
    if what not in LACKS:
        return replace(asked, filters=(*asked.filters, Filter(piece.name, " ".join(words), piece.excluded)))
    present = (piece.name == "has") is not piece.excluded
    if what == "photo":
        wanted, unwanted = ([PHOTO], []) if present else ([], [PHOTO])
    else:
        lack = {"alt": NO_ALT, "caption": NO_CAPTION}[what]
        wanted, unwanted = ([PHOTO], [lack]) if present else ([lack], [])
    return replace(
        asked,
        wanted=(*asked.wanted, *(Term((mark,)) for mark in wanted)),
        unwanted=(*asked.unwanted, *(Term((mark,)) for mark in unwanted)),
    )


def quoted(value: str) -> str:
    """Return a filter's value as it is typed: in quotes where it has blanks."""
    plain = QUOTES.sub("", value)
    return f'"{plain}"' if any(sign.isspace() for sign in plain) else plain


Values = Callable[[Piece], Iterable[tuple[str, str]]]
"""Gives what a filter can take, each with how it is shown."""


def offers(typed: str, cursor: int, grammar: Grammar, values: Values) -> list[Completion]:
    """Return what may stand in a typed search where the cursor is: filters, and what they take."""
    piece = next((one for one in pieces(typed, grammar) if one.start < cursor <= one.end), None)
    if piece is None:
        return []
    minus = "-" if piece.excluded else ""
    if not piece.name:
        begun = piece.value.lower()
        if len(begun) < 2 or piece.quoted:
            return []
        named = [f"{minus}{name}:" for name in grammar.names if name.startswith(begun)]
        states = [f"{minus}{name}" for name in grammar.states if name.startswith(begun) and name != begun]
        return [
            *(Completion(piece.start, piece.end, offer, offer) for offer in named),
            *(Completion(piece.start, piece.end, f"{offer} ", offer) for offer in states),
        ]
    typed_now = folded(piece.value)
    return [
        Completion(piece.start, piece.end, f"{minus}{piece.name}:{quoted(value)} ", shown)
        for value, shown in list(values(piece))[:_OFFERED]
        if folded(value) != typed_now or (value.startswith("<") and value != piece.value)
    ]
