"""Words as a dictionary takes them, found in a person's text."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 60
"""Characters of the longest word that is looked up: hunspell's own bound is 100."""

_MARKS: Final = "\u00ad\u0300-\u036f\u0483-\u0487\u055a-\u055f\u0591-\u05c7\u064b-\u065f\u0670\u200c\u200d"
_LETTER: Final = rf"[\w{_MARKS}]"
_WORD: Final = rf"(?P<word>{_LETTER}+(?:['’ʼ\-‐‑]{_LETTER}+)*)"
_ONLY_WORDS = re.compile(_WORD)
_MORE = re.compile(r"[@#/]|\w\.[a-z]", re.IGNORECASE)
"""What all that is no word has in it: a text without it is taken apart four times as fast."""
_TOKEN = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+"  # an address
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail
    r"|[@#]\w+"  # handles and tags
    r"|\w+(?:\.[a-z]{2,})+\b(?:/\S*)?"  # hosts and files
    rf"|{_WORD}",
    re.IGNORECASE,
)
# Written into words and held by no dictionary: soft hyphens, stress, Armenian emphasis and question.
_DROPPED = re.compile("[\u00ad\u0300\u0301\u055b-\u055e\u0591-\u05c7\u064b-\u065f\u0670]")
_SCRIPTS: Final = {
    "CYRILLIC": "be bg kk ky mk mn ru sr tg uk",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "ARABIC": "ar fa ps ug ur",
    "HEBREW": "he yi",
    "DEVANAGARI": "hi mr ne",
}
_SCRIPT_OF: Final = {tag: script for script, tags in _SCRIPTS.items() for tag in tags.split()}


def script_of(language: str) -> str:
    """Return the script of a language (BCP 47) as Unicode names its letters: `CYRILLIC`, `LATIN`."""
    return _SCRIPT_OF.get(language.split("-", maxsplit=1)[0].lower(), "LATIN")


@lru_cache(maxsize=1024)
def words(text: str, script: str) -> tuple[tuple[int, int, str], ...]:
    """Return each word to look up in a text: first character, the one behind it, and its `bare` form.

    Left out are addresses, mail, handles, numbers and words with digits, single letters, words in capitals
    alone, and words with no letter of the script. A word that mixes scripts is kept: that is a mistake.
    """
    found: list[tuple[int, int, str]] = []
    for match in (_TOKEN if _MORE.search(text) else _ONLY_WORDS).finditer(text):
        if match["word"] is not None:
            word = _looked_up(match["word"], script)
            if word:
                found.append((match.start(), match.end(), word))
    return tuple(found)


def bare(word: str) -> str:
    """Return a word as dictionaries hold it: no stress marks, no soft hyphens, straight apostrophes."""
    plain = unicodedata.normalize("NFC", word)
    if plain.isascii():
        return plain
    kept = unicodedata.normalize("NFC", re.sub("[‐‑]", "-", re.sub("[’ʼ]", "'", plain)))
    return _DROPPED.sub("", kept)


@lru_cache(maxsize=32_768)  # a paragraph is taken apart anew at each key, and only one of its words is new
def _looked_up(written: str, script: str) -> str:
    """Return a word's `bare` form, empty where it is not to be looked up."""
    word = bare(written)
    if not 1 < len(word) <= LONGEST or word.isupper() or any(sign.isdigit() or sign == "_" for sign in word):
        return ""
    return (
        word if any(unicodedata.name(sign, "").startswith(script) for sign in word if sign.isalpha()) else ""
    )
