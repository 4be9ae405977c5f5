"""Text as the search compares it: one form for both engines, so that both give the same answers.

Letters are decomposed, stripped of their marks and folded; whatever is neither letter, digit nor vowel sign
parts words. The engines then only split at spaces.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

BOUNDARY = "\ue000"
"""Stands between the fields of an indexed text, so that no phrase is found across two of them."""

_LONGEST_WORD = 100
_LONGEST_KEY = 80
_LONGEST_TEXT = 500_000  # bytes; a server's index holds no more than a million for one text

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


def folded(words: str) -> str:
    """Return words as filters compare them."""
    return " ".join(fold(words))


def named(value: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Return the keys of those whose key or name starts with a folded value; one that is it stands alone."""
    known = [(key, folded(key), folded(name)) for key, name in names]
    exact = [key for key, slug, name in known if value in (slug, name)]
    return exact or [key for key, slug, name in known if slug.startswith(value) or name.startswith(value)]


@lru_cache(maxsize=1024)
def order_key(line: str) -> str:
    """Return by what a headline or byline is sorted, in any language: the beginning of its folded words."""
    return " ".join(fold(line))[:_LONGEST_KEY]


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


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text as `fold` gives them, each with where it starts and ends in the text."""
    word, start, end = "", 0, 0
    for at, character in enumerate(text):
        for letter in _folded_letter(character):
            if letter == " ":
                if word:
                    yield word[:_LONGEST_WORD], start, end
                word = ""
            else:
                start = start if word else at
                word += letter
                end = at + 1
        if word and end == at:  # a mark or joiner that folds away belongs to its word
            end = at + 1
    if word:
        yield word[:_LONGEST_WORD], start, end


@lru_cache(maxsize=4096)
def _folded_letter(character: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return plain.translate(_folds)
