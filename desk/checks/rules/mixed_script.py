"""Letters of two scripts in one word."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words, signs_in
from desk.domain import Level

_JOINT = re.compile(  # where one script meets another
    "[A-Za-zÀ-ɏ][\u0400-\u04ff\u0530-\u058f]|[\u0400-\u04ff\u0530-\u058f][A-Za-zÀ-ɏ]"
)
_FROM_LATIN = frozenset(map(chr, (*range(65, 91), *range(97, 123), *range(0xC0, 0x250))))
_OTHERS = frozenset(map(chr, (*range(0x400, 0x500), *range(0x530, 0x590))))
_WORD = re.compile(r"[^\W\d_]{2,}")
_ALONE = re.compile(r"(?<=[а-яё,] )[coa](?= [а-яё]{2})")  # c, which lies on the key of с
_LATIN = "aceopxykijsəhABCEHKMOPTXISƏ"
_CYRILLIC = "асеорхукіјѕәһАВСЕНКМОРТХІЅӘ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_ARMENIAN = {"o": "օ", "օ": "o", "u": "ս", "h": "հ", "հ": "h", "n": "ո", "ո": "n", "g": "ց", "q": "զ"}
_ALIKE = {
    ("LATIN", "CYRILLIC"): _TO_CYRILLIC,
    ("CYRILLIC", "LATIN"): _TO_LATIN,
    ("LATIN", "ARMENIAN"): str.maketrans({k: v for k, v in _ARMENIAN.items() if k.isascii()}),
    ("ARMENIAN", "LATIN"): str.maketrans({k: v for k, v in _ARMENIAN.items() if not k.isascii()}),
}


def _find(words: Words) -> Iterator[Found]:
    signs = signs_in(words.prose)
    if signs.isdisjoint(_FROM_LATIN) or signs.isdisjoint(_OTHERS):
        return
    yield from _mixed(words)
    for letter in _ALONE.finditer(words.prose) if words.language == "ru" else ():
        fix = letter[0].translate(_TO_CYRILLIC)
        yield Found(*letter.span(), f"This “{letter[0]}” is Latin, in a Russian sentence.", fix)


def _mixed(words: Words) -> Iterator[Found]:
    for word in _WORD.finditer(words.prose) if _JOINT.search(words.prose) else ():
        fix = None if word[0].isascii() else _mended(word[0])
        if fix:
            yield Found(*word.span(), f"“{word[0]}” has letters of two scripts in it.", fix)


@lru_cache(maxsize=32_768)
def _mended(word: str) -> str | None:
    """Return a word in the script of most of its letters; None where that is all or none look alike."""
    scripts = [_script(letter) for letter in word]
    kinds = set(scripts)
    if len(kinds) != 2:
        return None
    fewer, more = sorted(kinds, key=scripts.count)
    table = _ALIKE.get((fewer, more))
    if table is None:
        return None
    if scripts.count(fewer) == scripts.count(more):
        return None
    letters = [letter for letter, script in zip(word, scripts, strict=True) if script == fewer]
    if any(ord(letter) not in table for letter in letters):
        return None
    return "".join(
        letter.translate(table) if script == fewer else letter
        for letter, script in zip(word, scripts, strict=True)
    )


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ", maxsplit=1)[0]


RULE = Rule(
    name="mixed-script",
    title="Letters of two scripts in one word",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="It looks right and is not: nobody finds the word by searching, and screen readers break it.",
    languages=TYPED,
    reads=_find,
    wrong=(
        Example("Он живёт в [[Mоскве|Москве]].", said="The M is Latin.", language="ru"),
        Example("Она вышла [[c|с]] работы.", said="The c is Latin.", language="ru"),
        Example("The [[Kremlіn|Kremlin]] said.", said="The second i is Ukrainian."),
        Example("[[Azәrbaycan|Azərbaycan]] xalqı.", said="The ә is Cyrillic.", language="az"),
        Example("Այս [[գoրծը|գօրծը]]։", said="The o is Latin.", language="hy"),
    ),
    right=(
        Example("IT-компания, Wi-Fi и Telegram-канал, 3D-печать.", language="ru"),
        Example("Сдали пункты a и b, витамин C и план B.", language="ru"),
        Example("HTMLը և PDFը։", language="hy"),
    ),
)
