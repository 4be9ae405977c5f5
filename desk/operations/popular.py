"""What readers read most: figures of the publication's statistics taken in, matched to stories, ranked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desk.domain import Change, Done, Figure, Intake, OwnSite, new_id
from desk.operations.desk import Desk, zone
from desk.operations.edition import most_read


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file of figures.

    Attributes:
        matched: addresses that are a story's, present or former.
        unmatched: the others, each with its views, most first: fronts, sections, pages of elsewhere.
        wrong: rows that could not be read.
    """

    intake: Intake
    matched: int
    unmatched: tuple[tuple[str, int], ...]
    wrong: tuple[str, ...]


def take_in(desk: Desk, file: Path, *, day: dt.date | None = None) -> Done[Taken]:
    """Take in a file of figures; those of the same source and days that came before give way.

    Args:
        desk: the open desk.
        file: CSV or JSON, see `desk.exchange.figures`.
        day: the day of figures that name none; today where not given.

    Raises:
        BadInput: it cannot be read, or no row of it; nothing is changed.
    """
    from desk import exchange

    found = exchange.figures(exchange.load(file))
    now = dt.datetime.now(dt.UTC)
    today = day or now.astimezone(zone(desk.store.publication())).date()
    site = OwnSite(desk.store.publication())
    led = {figure.path: site.led(figure.path, anywhere=True) for figure in found.rows}
    slugs = {path: one.name for path, one in led.items() if one}
    stories = desk.store.stories_by_slug(sorted(set(slugs.values())))
    rows = [(figure, stories.get(slugs.get(figure.path, ""), "")) for figure in found.rows]
    latest = max(figure.day or today for figure in found.rows)
    intake = Intake(
        id=new_id(), source=found.source, file=file.name, latest=latest, at=now, author=desk.who.author
    )
    desk.store.take_figures(intake, rows, desk.who)
    matched = {figure.path for figure, story in rows if story}
    taken = Taken(intake, len(matched), _others(rows), found.wrong)
    return Done(taken, Change.of("list", "popular"))


def _others(rows: list[tuple[Figure, str]]) -> tuple[tuple[str, int], ...]:
    counted: defaultdict[str, int] = defaultdict(int)
    for figure, story in rows:
        if not story:
            counted[figure.path] += figure.views
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def ranked(desk: Desk, at: dt.datetime) -> Callable[[int], list[str]]:
    """Return the function that gives the most read stories of so many hours before an instant."""
    return most_read(desk.store, desk.store.publication(), at)


def newest(desk: Desk) -> Intake | None:
    """Return the file of figures that was taken in last."""
    return desk.store.newest_figures()


def stale(intake: Intake, at: dt.datetime, hours: int) -> bool:
    """Return whether figures are older than the window that they are to rank."""
    return at.date() - intake.latest > dt.timedelta(hours=max(hours, 48))
