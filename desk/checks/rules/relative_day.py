"""A day that only its own week understands."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import any_of, dates, weekdays_alone
from desk.checks.words import BODY
from desk.domain import Dateline, Level

_WORDS = {
    "en": (r"yesterday|last night", r"(?:on|this|last|next) "),
    "de": (r"gestern|vorgestern", r"(?:am|diesen|letzten|nächsten) "),
    "fr": (r"hier|avant-hier", r""),
    "ru": (r"вчера|позавчера", r"(?:в|во|на) "),
    "tr": (r"dün", r""),
    "az": (r"dünən", r""),
    "hy": (r"երեկ", r""),
    "ka": (r"გუშინ", r""),
}


def _find(case: Case) -> Iterator[Found]:
    if case.story.dateline.date or case.story.issued:
        return
    words, before = _WORDS[case.language]
    known = weekdays_alone(case.language)
    weekday, names = any_of(known), (*words.split("|"), *known)
    day = re.compile(rf"(?<![^\W\d_-])(?:{words}|{before}(?:{weekday}))(?![\w-])(?!s\b)", re.IGNORECASE)
    for part in case.parts:
        text = part.words.prose
        low = text.lower()
        found = day.search(text) if part.field == BODY and any(name in low for name in names) else None
        if found and not _quoted(text, found.start()):
            if not dates(text, case.language):
                said = f"“{found[0]}” says which day only to who knows when this was written."
                yield at(part, *found.span(), said)
            return


def _quoted(text: str, start: int) -> bool:
    return sum(text.count(sign, 0, start) for sign in "“„«") > sum(text.count(s, 0, start) for s in "”»")


RULE = Rule(
    name="relative-day",
    title="A day without a date",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="The story is read for years; give it a dateline, or the date once.",
    languages=tuple(_WORDS),
    looks=_find,
    wrong=(
        "They met in Porto [[on Wednesday]] to talk.",
        "They left [[yesterday]].",
        Example("Они встретились [[в среду]].", language="ru"),
    ),
    right=(
        Example(
            "They met on Wednesday.",
            story={"dateline": Dateline("Porto", date(2018, 12, 12))},
        ),
        "They met on Wednesday, 12 December.",
        Example(
            "They met on Wednesday.",
            story={"published": datetime(2018, 12, 12, tzinfo=UTC)},
            said="Published: the page gives its day.",
        ),
        "“I saw her yesterday,” he said. Tomorrow is another day.",
    ),
)
