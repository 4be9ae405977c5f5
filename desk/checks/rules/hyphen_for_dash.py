"""A hyphen between spaces, which stands for a dash."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_HYPHEN = re.compile(r"(?<=[^\W\d_] )--?(?= [^\W\d_])|(?<=[^\W\d_][,.)”»\"] )--?(?= [^\W\d_])")
_LONG = ("ru", "hy")
_PLACE = 80  # characters before the text of an agency: ANKARA (AA) - …


def _find(words: Words) -> Iterator[Found]:
    if " -" not in words.prose:
        return
    dash = "—" if words.language in _LONG else "–"
    for hyphen in _HYPHEN.finditer(words.prose):
        if not _dateline(words.prose[: hyphen.start()].rstrip()):
            yield Found(hyphen.start(), hyphen.end(), "A hyphen stands for a dash.", dash)


def _dateline(before: str) -> bool:
    """Return whether a paragraph begins with the place and the agency that it comes from."""
    return len(before) < _PLACE and (
        before.isupper()
        or (before.endswith(")") and before.partition("(")[0].strip(" ,").split(",")[0].isupper())
    )


RULE = Rule(
    name="hyphen-for-dash",
    title="A hyphen for a dash",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="A hyphen joins two words, a dash parts them; next to real dashes it looks like a mistake.",
    languages=("en", "ru", "az", "hy", "ka", "fr", "de", "tr"),  # Arabic sets no other dash
    reads=_find,
    wrong=(
        "The end [[-|–]] at last.",
        Example("Москва [[-|—]] столица.", language="ru"),
    ),
    right=(
        "A well-known end. From 3 - 4 and A–B.",
        "The end – at last.",
        "LONDON, Nov 26 (Reuters) - Prices rose.",
        Example("ANKARA (AA) - Fiyatlar arttı.", language="tr"),
    ),
)
