"""Text as the search compares it: one form for both engines, so that both give the same answers.

Letters are decomposed, stripped of their marks and folded; whatever is neither letter, digit nor vowel sign
parts words. In scripts that leave no blanks each letter stands alone. The engines then only split at spaces.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

BOUNDARY = "\ue000"
"""Stands between the fields of an indexed text, so that no phrase is found across two of them."""

_THREE = 3
_LONGEST_WORD = 100
_LONGEST_KEY = 80
_LONGEST_TEXT = 500_000  # bytes; a server's index holds no more than a million for one text

_SPECIAL = {0x131: "i", 0x640: None}  # dotless i; the Arabic line-filler
_MORE = {
    **{ord(one): other for one, other in zip("łøđħŧ", "lodht", strict=True)},
    **{ord("æ"): "ae", ord("œ"): "oe"},
    # One word is typed with any of these on Arabic, Persian and Urdu keyboards, or with vowels (the last).
    **{ord(one): other for one, other in zip("ىیےکةہەٱ", "يييكههها", strict=True)},
    **dict.fromkeys(map(ord, "՛՜՞"), ""),  # stand over a letter within an Armenian word
}
"""Letters that people type for each other; lists keep them apart."""

_ALONE = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
    "\u231a\u231b\u23e9-\u23f3\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff]"
)
"""Letters of scripts without blanks (Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese), and emoji."""

_EMOJI = re.compile("[\u231a\u231b\u23e9-\u23f3\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff]")
_SHADES = re.compile("[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
"""What tells one emoji's looks and skin from another's: all are found by the same."""

_VOICED = (0x3099, 0x309A)  # they make other syllables of Japanese ones, as no accent does


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


class _Sought(_Folds):
    """The same for what is searched: letters that blanks do not part stand alone, a phrase finds them."""

    def __missing__(self, code: int) -> str | None:
        fold = super().__missing__(code)
        if code in _MORE:
            fold = _MORE[code]
        elif code in _VOICED:
            fold = f" {chr(code)} "
        elif _SHADES.match(chr(code)):
            fold = None
        elif _EMOJI.match(chr(code)):
            fold = f" {chr(code)} "
        elif fold and _ALONE.match(fold):
            fold = f" {fold} "
        elif (digit := unicodedata.decimal(chr(code), None)) is not None:
            fold = str(digit)
        self[code] = fold
        return fold


_folds, _sought = _Folds(), _Sought()


def fold(text: str) -> list[str]:
    """Return the words of a text in the form in which they are compared."""
    return [_word(word) for word in _plain(text).translate(_sought).split()]


def _word(word: str) -> str:
    """Return a word as it is compared; in Armenian capitals և is written with another second letter."""
    return word[:_LONGEST_WORD].replace("եվ", "եւ")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def alone(word: str) -> bool:
    """Return whether a folded word is a letter of a script that leaves no blanks."""
    return _ALONE.match(word) is not None


def by_threes(words: Iterable[str]) -> Iterator[str]:
    """Yield folded words; of letters that stand alone, each three that follow each other."""
    run = ""
    for word in words:
        run = run + word if alone(word) else ""
        if not run:
            yield word
        elif len(run) >= _THREE:
            yield run[-_THREE:]


def folded(words: str) -> str:
    """Return words as filters compare them."""
    return " ".join(fold(words))


def name_key(name: str) -> str:
    """Return by what a name is told from another: its words, or its signs where it has none."""
    return folded(name) or name.casefold()


def named(value: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Return the keys of those whose key or name starts with a folded value; one that is it stands alone."""
    known = [(key, folded(key), folded(name)) for key, name in names]
    exact = [key for key, slug, name in known if value in (slug, name)]
    return exact or [key for key, slug, name in known if slug.startswith(value) or name.startswith(value)]


@lru_cache(maxsize=1024)
def order_key(line: str) -> str:
    """Return by what a headline or byline is sorted, in any language: the beginning of its folded words."""
    return " ".join(_plain(line).translate(_folds).split())[:_LONGEST_KEY]


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
                    yield _word(word), start, end
                word = ""
            else:
                start = start if word else at
                word += letter
                end = at + 1
        if word and end == at:  # a mark or joiner that folds away belongs to its word
            end = at + 1
    if word:
        yield _word(word), start, end


@lru_cache(maxsize=4096)
def _folded_letter(character: str) -> str:
    return _plain(character).translate(_sought)
