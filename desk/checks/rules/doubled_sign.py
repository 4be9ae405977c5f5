"""A comma or full stop too many."""

import re
from collections.abc import Iterator

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_SIGNS = re.compile(
    r"(?<=[\w\"”») ])(?:,{2,}|;{2,}|،{2,}|։{2,})|(?<=[\w\"”»)])(?:,\.(?!\.)|(?<![.?!…])\.\.(?![.?!])|,;|;,)"
)
_MAYBE = re.compile("[,;،։.][,;،։.]")


def _find(words: Words) -> Iterator[Found]:
    if not _MAYBE.search(words.prose):
        return
    for signs in _SIGNS.finditer(words.prose):
        fix = "." if "." in signs[0] else signs[0][0]
        yield Found(signs.start(), signs.end(), f"“{signs[0]}” is one sign too many.", fix)


RULE = Rule(
    name="doubled-sign",
    title="Doubled punctuation",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="It looks like what it is, a sentence that was edited in haste.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "One[[,,|,]] two.",
        "It ends[[..|.]] Really.",
        "It ends[[,.|.]]",
        Example("Այո[[։։|։]]", language="hy"),
    ),
    right=(
        "Wait… and wait... he said.",
        "Apples, pears, etc., of the U.S., and so on.",
        Example("Что?.. Как!..", language="ru"),
    ),
)
