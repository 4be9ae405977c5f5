"""A caption that names a weekday without a date."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import TYPED, Found, Group, Rule, at
from desk.checks.tongues import any_of, weekdays_alone
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for part in case.parts:
        if part.caption and not _DATE.search(part.words.prose):
            names = any_of(weekdays_alone(case.language))
            day = re.search(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])", part.words.prose, re.IGNORECASE)
            if day:
                yield at(part, *day.span(), f"“{day[0]}” stands in the caption without a date.")


_DATE = re.compile(r"\d")

RULE = Rule(
    name="caption-weekday",
    title="A weekday without a date in a caption",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="The photo is shown again, and then nobody knows which day that was.",
    languages=TYPED,
    looks=_find,
    wrong=(pictured("A caption.", story={"language": "en"}, photo={"caption": "Ann Lee on Wednesday."}),),
    right=(pictured("A caption.", photo={"caption": "Ann Lee on Wednesday, 12 December."}),),
)
