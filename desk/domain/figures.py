"""How often stories were read, as a publication's statistics say it, and the ranking that follows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """How often one address was read.

    Attributes:
        path: as the statistics give it: an address or its path.
        views: how often.
        day: on which day; None where the file does not say.
    """

    path: str
    views: int
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How often a story was read on a day."""

    story: str
    day: dt.date
    views: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A file of figures that was taken in.

    Attributes:
        source: what wrote it, such as `Plausible`; the file's name is `file`.
        latest: the newest day that it has figures of.
        at: when it was taken in, UTC, by `author`.
    """

    id: str
    source: str
    file: str
    latest: dt.date
    at: dt.datetime
    author: str


def ranking(readings: Iterable[Reading], day: dt.date, hours: int) -> list[str]:
    """Return the ids of the stories that were read most, most first.

    Views count half as much for each half of the window that they are old, so that what is read now is above
    what was read as often before.

    Args:
        readings: any; those after the day or before the window do not count.
        day: the day of the instant in question.
        hours: the window.
    """
    days = max(1, round(hours / 24))
    scores: defaultdict[str, float] = defaultdict(float)
    for one in readings:
        age = (day - one.day).days
        if 0 <= age < days or (days == 1 and age == 1):  # the figures of a day come when it is over
            scores[one.story] += one.views * 0.5 ** (2 * age / days)
    return sorted(
        (story for story, score in scores.items() if score > 0), key=lambda one: (-scores[one], one)
    )
