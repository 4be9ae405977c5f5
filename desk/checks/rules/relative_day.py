"""A day that only its own week understands."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import any_of, dates, days, weekdays_alone
from desk.checks.words import BODY
from desk.domain import Dateline, Level

# Words of their own, and what stands before and after a weekday that is one day and not each such day.
_WORDS = {
    "en": (r"yesterday|last night", r"(?:on|this|last|next) ", ""),
    "de": (r"gestern|vorgestern", r"(?:am|diesen|letzten|nächsten) ", ""),
    "fr": (
        r"hier|avant-hier",
        r"(?<!\b[lcd]e )(?<!\b[lcd]es )(?<!\b(?:un|du|au) )(?<!\bchaque )",
        r"(?! (?:des|saint|noir)\b)",
    ),
    "ru": (r"вчера|позавчера", r"(?:в|во|на) ", ""),
    "tr": (r"dün", r"(?<!\bher )", r" günü"),
    "az": (r"dünən", r"(?<!\bhər )", r" günü"),
    "hy": (r"երեկ", r"(?<!\bամեն )", r" օրը"),
    "ka": (r"გუშინ", r"(?<!\bყოველ )", r"ს"),
}


def _find(case: Case) -> Iterator[Found]:
    if case.story.dateline.date or case.story.issued:
        return
    words, before, after = _WORDS[case.language]
    known = days(case.language).weekdays if after.strip(" ") != after else weekdays_alone(case.language)
    weekday, names = any_of(known), (*words.split("|"), *known)
    day = re.compile(
        rf"(?<![^\W\d_-])(?:{words}|{before}(?:{weekday}){after})(?![\w-])(?!s\b)", re.IGNORECASE
    )
    for part in case.parts:
        text = part.words.prose
        low = text.lower()
        found = day.search(text) if part.field == BODY and any(name in low for name in names) else None
        if found and not _quoted(text, found.start()):
            if not any(dates(one.words.prose, case.language) for one in case.body):
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
        Example("Они встретились [[во вторник]].", language="ru"),
        Example("Ils se sont vus [[mercredi]] à Porto.", language="fr"),
        Example("[[Salı günü]] görüştüler.", language="tr"),
    ),
    right=(
        Example(
            "They met on Wednesday.",
            story={"dateline": Dateline("Porto", date(2018, 12, 12))},
        ),
        "They met on Wednesday, 12 December.\n\nThey left on Thursday.",
        Example(
            "They met on Wednesday.",
            story={"published": datetime(2018, 12, 12, tzinfo=UTC)},
            said="Published: the page gives its day.",
        ),
        "“I saw her yesterday,” he said. Tomorrow is another day.",
        Example("Le mercredi, jour des enfants, ils se voient.", language="fr"),
        Example("Her salı günü görüşürler.", language="tr"),
    ),
)
