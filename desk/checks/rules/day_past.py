"""Today or tomorrow in a story that comes out on another day."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.words import BODY
from desk.domain import Dateline, Level

_WORDS = {
    "en": r"today|tonight|tomorrow|yesterday|this (?:morning|evening|afternoon)",
    "de": r"heute|morgen früh|gestern",
    "fr": r"aujourd[’']hui|demain|hier",
    "ru": r"сегодня|завтра|вчера",
    "tr": r"bugün|yarın|dün",
    "az": r"bu gün|dünən",
    "hy": r"այսօր|վաղը|երեկ",
    "ka": r"დღეს|ხვალ|გუშინ",
}


def _find(case: Case) -> Iterator[Found]:
    told, out = case.story.dateline.date, case.story.publish_at
    shown = out.astimezone(case.zone).date() if out else None
    if told is None or shown is None or told == shown:
        return
    word = re.compile(rf"(?<!\w)(?:{_WORDS[case.language]})(?!\w)", re.IGNORECASE)
    for part in case.parts:
        for found in word.finditer(part.words.prose) if part.field == BODY else ():
            said = f"“{found[0]}” is told from {told:%-d %B}, and the story comes out on {shown:%-d %B}."
            yield at(part, *found.span(), said)


_LATE = {
    "dateline": Dateline("Porto", date(2026, 11, 26)),
    "publish_at": datetime(2026, 11, 28, 6, tzinfo=UTC),
}
_SOON = {
    "dateline": Dateline("Porto", date(2026, 11, 26)),
    "publish_at": datetime(2026, 11, 26, 18, tzinfo=UTC),
}

RULE = Rule(
    name="day-past",
    title="Today or tomorrow in a story for another day",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="When readers see it, tomorrow is over.",
    languages=tuple(_WORDS),
    looks=_find,
    wrong=(Example("They meet [[tomorrow]].", story=_LATE, said="Written on Thursday, out on Saturday."),),
    right=(Example("They meet tomorrow.", story=_SOON, said="Out on the same day."),),
)
