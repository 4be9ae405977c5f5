"""Text as the search compares it: one form for both engines, so that both give the same answers.

Letters are decomposed, stripped of their marks and folded; whatever is neither letter, digit nor vowel sign
parts words. The engines then only split at spaces.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

BOUNDARY = "\ue000"
"""Stands between the fields of an indexed text, so that no phrase is found across two of them."""

_LONGEST_WORD = 100
_LONGEST_TEXT = 500_000  # bytes; a server's index holds no more than a million for one text
_LONGEST_QUERY = 1_000
_MOST_TERMS = 32

_SPECIAL = {0x131: "i", 0x640: None}  # dotless i; the Arabic line-filler


class _Folds(dict[int, str | None]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        group = unicodedata.category(character)
        if code in _SPECIAL:
            fold = _SPECIAL[code]
        elif group == "Cf" or (group[0] == "M" and unicodedata.combining(character)):
            fold = None
        elif group[0] in "LNM" and character != "ʼ":
            fold = character
        else:
            fold = " "
        self[code] = fold
        return fold


_folds = _Folds()


def fold(text: str) -> list[str]:
    """Return the words of a text in the form in which they are compared."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return [word[:_LONGEST_WORD] for word in plain.translate(_folds).split()]


def indexed(fields: list[str]) -> str:
    """Return fields as one text of folded words, `BOUNDARY` between them."""
    text = f" {BOUNDARY} ".join(_folded(field) for field in fields if field)
    raw = text.encode()
    return (
        text if len(raw) <= _LONGEST_TEXT else raw[:_LONGEST_TEXT].decode(errors="ignore").rsplit(" ", 1)[0]
    )


def _folded(field: str) -> str:
    return " ".join(words for line in field.split("\n") if (words := _folded_line(line)))


@lru_cache(maxsize=8192)  # after an edit only the lines that changed are folded anew
def _folded_line(line: str) -> str:
    return " ".join(fold(line))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; the last may be the start of a longer one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """A query: everything of `wanted` is found and nothing of `unwanted`."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Return whether the query asks for anything at all."""
        return bool(self.wanted or self.unwanted)


_PIECE = re.compile(r'(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))')


def parse(query: str) -> Terms:
    """Return the terms of a typed query; any text is a query, and one without words asks for nothing."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    pieces = list(_PIECE.finditer(query[:_LONGEST_QUERY]))
    for number, piece in enumerate(pieces):
        excluded, phrase, word = piece.groups()
        words = tuple(fold(phrase if word is None else word))
        if words and len(wanted) + len(unwanted) < _MOST_TERMS:
            typing = number == len(pieces) - 1 and word is not None and not excluded
            (unwanted if excluded else wanted).append(Term(words, typing))
    return Terms(tuple(wanted), tuple(unwanted))
