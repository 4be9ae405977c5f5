"""A place or person under two names in one story."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.places import GROUPS
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    held = {name for part in case.parts for name in _held(part.words.prose, case.language)}
    for names in GROUPS[case.language] if len(held) > 1 else ():
        if len(held.intersection(names)) > 1:
            yield from _of(case, names)


@lru_cache(maxsize=8192)
def _held(prose: str, language: str) -> tuple[str, ...]:
    """Return which of the names a paragraph may hold."""
    return tuple(name for names in GROUPS[language] for name in names if name in prose)


def _of(case: Case, names: tuple[str, ...]) -> Iterator[Found]:
    any_ = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    form = re.compile(rf"(?<![\w-])(?:{any_})(?![\w-])")
    found = [(part, one) for part in case.parts for one in form.finditer(part.words.prose)]
    ways = Counter(one[0] for _, one in found)
    best = max(ways, key=lambda way: ways[way], default="")
    for part, one in found:
        if one[0] != best:
            yield at(part, *one.span(), f"“{one[0]}” is called “{best}” elsewhere in the story.", best)


RULE = Rule(
    name="two-names",
    title="One place under two names",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="Readers ask whether they are two; a name is also a stand that the newsroom takes once.",
    languages=tuple(GROUPS),
    looks=_find,
    wrong=(
        "Mumbai hosts it. Mumbai won over [[Bombay|Mumbai]].",
        Example(
            "Kiew und Kyjiw; [[Kyjiw|Kiew]], Kiew.".replace("und Kyjiw", "und [[Kyjiw|Kiew]]"), language="de"
        ),
    ),
    right=("Mumbai hosts it.", "Bombay hosts it."),
)
