"""A day that no calendar has."""

import re
from collections.abc import Iterator
from datetime import date

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.tongues import OLD_CALENDAR, dates
from desk.checks.words import Words
from desk.domain import Level

_LEAP = 2024
_MOST = 31
_COUNTS = re.compile(r"\s+[^\W\d_]")


def _find(words: Words) -> Iterator[Found]:
    for dated in dates(words.prose, words.language):
        number = words.prose[dated.start].isdigit() or not _COUNTS.match(words.prose, dated.end)
        if dated.day > _MOST or not number:
            continue  # in May 40 people came
        try:
            date(dated.year if dated.year >= OLD_CALENDAR else _LEAP, dated.month, dated.day)
        except ValueError:
            said = words.text[dated.start : dated.end]
            yield Found(dated.start, dated.end, f"There is no {said}.")


RULE = Rule(
    name="impossible-date",
    title="A day that does not exist",
    group=Group.FACTS,
    level=Level.READY,
    why="Some other day was meant.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "It ends on [[31 November]].",
        "It ended on [[February 29, 2023]].",
        Example("Das war am [[31.11.2018]].", language="de"),
        Example("Это было [[31 ноября]].", language="ru"),
    ),
    right=(
        "It ends on 30 November, or on 29 February 2024.",
        "In May 40 people came; in April 31 soldiers went; in February 30-year-old Ann Lee won.",
        Example("В начале ноября 31-летний житель города пропал.", language="ru"),
    ),
)
