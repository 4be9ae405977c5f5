"""A dash with a space on one side only."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_SPACE = "[ \u00a0\u202f\u2009]"
_TIGHT = re.compile(rf"(?<=[^\W\d_])[–—]{_SPACE}(?=[\w])|(?<=[\w]){_SPACE}[–—](?=[^\W\d_])")


def _find(words: Words) -> Iterator[Found]:
    if "–" not in words.prose and "—" not in words.prose:
        return
    for dash in _TIGHT.finditer(words.prose):
        sign = dash[0].strip()
        yield Found(dash.start(), dash.end(), "The dash has a space on one side only.", f" {sign} ")


RULE = Rule(
    name="dash-spacing",
    title="A dash with one space",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="It hangs on one of its two words; put a space on both sides, or on none.",
    languages=("en", "ru", "az", "hy", "ka", "fr", "de", "tr"),
    reads=_find,
    wrong=(
        "A day[[— | — ]]a holiday.",
        "A day[[ –| – ]]a holiday.",
        Example("Москва[[— | — ]]столица.", language="ru"),
    ),
    right=(
        "A day — a holiday. A day—a holiday. From 1990– to –5 degrees.",
        "Two- and three-year plans, north–south.",
    ),
)
