"""A hyphen between spaces, which stands for a dash."""

import re
from collections.abc import Iterator

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_HYPHEN = re.compile(r"(?<=[^\W\d_] )--?(?= [^\W\d_])|(?<=[^\W\d_][,.)”»\"] )--?(?= [^\W\d_])")
_LONG = ("ru", "hy")


def _find(words: Words) -> Iterator[Found]:
    if " -" not in words.prose:
        return
    dash = "—" if words.language in _LONG else "–"
    for hyphen in _HYPHEN.finditer(words.prose):
        yield Found(hyphen.start(), hyphen.end(), "A hyphen stands for a dash.", dash)


RULE = Rule(
    name="hyphen-for-dash",
    title="A hyphen for a dash",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="A hyphen joins two words, a dash parts them; next to real dashes it looks like a mistake.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "The end [[-|–]] at last.",
        Example("Москва [[-|—]] столица.", language="ru"),
    ),
    right=("A well-known end. From 3 - 4 and A–B.", "The end – at last."),
)
