"""The marks before Word's items, which are lists in looks alone: a bullet, `3.`, `c)`, `iv.`."""

import re

_MARK = re.compile(r"\(?(?:[^\W_]{1,9}[.\-])*?([^\W_]{1,9})([.):\-]{0,2})")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def number(mark: str, before: int) -> int:
    """Return the number that an item's mark says, 0 for a bullet.

    Args:
        mark: as Word draws it.
        before: the number of the item before it, 0 for none: it tells `i.` after `h.` from a Roman one.
    """
    found = _MARK.fullmatch(mark.strip().strip("\xa0").lower())
    if not found:
        return 0
    word, end = found[1], found[2]
    if word.isdecimal():
        return int(word)
    if not end or not word.isalpha():
        return 0
    roman = _roman(word)
    if roman and (roman == before + 1 or (len(word) > 1 and len(set(word)) > 1)):
        return roman
    if len(set(word)) == 1 and "a" <= word[0] <= "z":  # z is followed by aa
        letter = ord(word[0]) - ord("a") + 1 + 26 * (len(word) - 1)
        return roman if roman and len(word) > 1 and letter != before + 1 else letter
    return before + 1 if len(word) == 1 else 0


def _roman(word: str) -> int:
    if not _ROMAN.fullmatch(word):
        return 0
    values = [_VALUES[letter] for letter in word]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
