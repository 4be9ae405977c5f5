"""A weekday that does not fit its date."""

import re
from collections.abc import Iterator
from datetime import date

from desk.checks.case import Case
from desk.checks.rule import TYPED, Example, Found, Group, Rule, at
from desk.checks.tongues import OLD_CALENDAR, OTHER_YEAR, Dated, dates, weekday_at
from desk.domain import Dateline, Level

_NEAR = 120  # characters around a date that may say that it is of another year
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def _find(case: Case) -> Iterator[Found]:
    unlike = [(part, *one) for part in case.parts for one in _unlike(part.words.prose, case)]
    years = _years(case) if unlike else set[int]()
    today = case.now.astimezone(case.zone).date()
    for part, dated, day, (start, end, weekday) in unlike:
        text = part.words.prose
        around = text[max(dated.start - _NEAR, 0) : dated.end + _NEAR]
        if not (_julian(day, weekday) if dated.year else _told(years | _beside(around, day), dated, weekday)):
            said = text[dated.start : dated.end] + ("" if dated.year else f" {day.year}")
            verb = "was" if day < today else "is"
            yield at(part, start, end, f"{said} {verb} no {text[start:end]}.")


def _unlike(text: str, case: Case) -> Iterator[tuple[Dated, date, tuple[int, int, int]]]:
    """Yield each date beside which another weekday stands, the day that is meant, and that weekday."""
    for dated in dates(text, case.language):
        named = weekday_at(text, dated, case.language)
        day = _day(dated, case.day) if named else None
        if named and day and day.weekday() != named[2]:
            yield dated, day, named


def _years(case: Case) -> set[int]:
    """Return the years that a story may tell of."""
    years = {int(year) for part in case.parts for year in _YEAR.findall(part.words.prose)}
    near = case.day.year if case.day else 0
    # A year that is not the story's own tells of its time: what it foresees or recalls may be a year away.
    return years | {year + off for year in years if abs(year - near) > 1 for off in (-1, 1)}


def _beside(around: str, day: date) -> set[int]:
    """Return the years before and behind that of a day where the words around it speak of one."""
    return {day.year - 1, day.year + 1} if OTHER_YEAR.search(around) else set()


def _julian(day: date, weekday: int) -> bool:
    """Return whether a day of the old calendar, which Russia kept until 1918, was such a weekday."""
    behind = day.year // 100 - day.year // 400 - 2
    return day.year < OLD_CALENDAR and (day.weekday() + behind) % 7 == weekday


def _told(years: set[int], dated: Dated, weekday: int) -> bool:
    """Return whether in one of some years a day was such a weekday."""
    found = (_made(year, dated) for year in years)
    return any(day is not None and day.weekday() == weekday for day in found)


def _day(dated: Dated, near: date | None) -> date | None:
    """Return the day that is meant; of one without a year, the nearest to the story's own."""
    years = [dated.year] if dated.year else [near.year - 1, near.year, near.year + 1] if near else []
    found = [day for year in years if (day := _made(year, dated))]
    return min(found, key=lambda day: abs((day - near).days) if near else 0, default=None)


def _made(year: int, dated: Dated) -> date | None:
    try:
        return date(year, dated.month, dated.day)
    except ValueError:
        return None


RULE = Rule(
    name="weekday-date",
    title="A weekday that does not fit its date",
    group=Group.FACTS,
    level=Level.READY,
    why="One of the two is wrong, and readers come on the wrong day.",
    languages=TYPED,
    looks=_find,
    wrong=(
        "They met on [[Wednesday]], 13 December 2018.",
        "They met on [[Tuesday]], December 12, 2018.",
        Example(
            "They meet on [[Friday]], 12 December.",
            said="The year is that of the dateline.",
            story={"dateline": Dateline("Porto", date(2018, 12, 10))},
        ),
        "They met on [[Wednesday]], 13/12/2018.",
        Example("Sie trafen sich am [[Mittwoch]], den 13.12.2018.", language="de"),
        Example("Они встретились в [[среду]], 13 декабря 2018 года.", language="ru"),
        Example("Sie trafen sich am [[Mittwoch]], dem 13. Dezember 2018.", language="de"),
        Example("Ils se sont vus [[mercredi]] 13 décembre 2018.", language="fr"),
        Example("Görüş 13 dekabr 2018, [[çərşənbə]] günü oldu.", language="az"),
        Example("13 Aralık 2018 [[Çarşamba]] günü.", language="tr"),
        Example("[[Չորեքշաբթի]], դեկտեմբերի 13, 2018։", language="hy"),
        Example("[[ოთხშაბათს]], 13 დეკემბერს, 2018.", language="ka"),
        Example("يوم [[الأربعاء]] 13 ديسمبر 2018", language="ar"),
    ),
    right=(
        "They met on Wednesday, 12 December 2018, and again in May.",
        Example(
            "They met on Wednesday, 12 December.",
            story={"dateline": Dateline("Porto", date(2018, 12, 10))},
        ),
        Example("It fell on Thursday, 9 November. In 1989 nobody saw it coming.", said="Of another year."),
        Example("They met on Wednesday, 12 December. In 2019 they will again.", said="Told in 2018."),
        "They met on Tuesday, 25 November last year, and on 26 and 27 November, Thursday and Friday.",
        Example("26-27 Kasım Perşembe ve Cuma; 26-27 Kasım Perşembe-Cuma.", language="tr"),
        Example("Они встретились в среду, 12 декабря 2018 года.", language="ru"),
        Example("В среду, 25 октября 1917 года.", said="By the calendar of its time.", language="ru"),
        Example("Հաջորդ շաբաթ, նոյեմբերի 30-ին։", said="Next week.", language="hy"),
        Example("Sie trafen sich am Mittwoch, den 12.12.2018, Version 2.10.2018.", language="de"),
        Example("12 dekabr 2018, çərşənbə günü; 11 dekabr 2018, çərşənbə axşamı.", language="az"),
        Example("ოთხშაბათს, 12 დეკემბერს, 2018.", language="ka"),
    ),
)
