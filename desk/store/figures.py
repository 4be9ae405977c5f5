"""How often stories were read: the figures that people took in, row by row as the statistics gave them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from desk.domain import Figure, Intake, Reading, Who
from desk.store import revisions, tables
from desk.store.engine import Database

_FIGURE, _INTAKE = tables.figure, tables.figure_intake
_AT_ONCE = 500  # values in one query: every engine takes that many


class Figures:
    """The figures of a desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, intake: Intake, rows: Sequence[tuple[Figure, str]], who: Who) -> None:
        """See `Store.take_figures`."""
        revisions.check_who(who)
        held: dict[tuple[str, dt.date], tuple[int, str]] = {}
        for figure, story in rows:
            key = figure.path, figure.day or intake.latest
            before, _ = held.get(key, (0, ""))
            held[key] = before + figure.views, story
        days = sorted({day for _, day in held})
        values = [
            {
                "source": intake.source,
                "path": path,
                "day": day.isoformat(),
                "views": views,
                "story": story or None,
            }
            for (path, day), (views, story) in held.items()
        ]
        with self._database.write() as connection:
            for start in range(0, len(days), _AT_ONCE):
                some = [day.isoformat() for day in days[start : start + _AT_ONCE]]
                connection.execute(
                    delete(_FIGURE).where(_FIGURE.c.source == intake.source, _FIGURE.c.day.in_(some))
                )
            connection.execute(insert(_FIGURE), values)
            connection.execute(
                insert(_INTAKE).values(
                    id=intake.id,
                    source=intake.source,
                    file=intake.file,
                    latest=intake.latest.isoformat(),
                    at=intake.at,
                    author=who.author,
                    device=who.device,
                )
            )

    def readings(self, first: dt.date, last: dt.date) -> list[Reading]:
        """See `Store.readings`."""
        query = select(_FIGURE.c.story, _FIGURE.c.day, _FIGURE.c.views).where(
            _FIGURE.c.day.between(first.isoformat(), last.isoformat()), _FIGURE.c.story.is_not(None)
        )
        with self._database.read() as connection:
            return [
                Reading(row.story, dt.date.fromisoformat(row.day), row.views)
                for row in connection.execute(query)
            ]

    def newest(self) -> Intake | None:
        """See `Store.newest_figures`."""
        with self._database.read() as connection:
            row = connection.execute(
                select(_INTAKE).order_by(_INTAKE.c.at.desc(), _INTAKE.c.id.desc()).limit(1)
            ).first()
        if row is None:
            return None
        latest = dt.date.fromisoformat(row.latest)
        return Intake(
            id=row.id, source=row.source, file=row.file, latest=latest, at=row.at, author=row.author
        )

    def stories(self, slugs: Sequence[str]) -> dict[str, str]:
        """See `Store.stories_by_slug`."""
        slug, found = tables.slug, dict[str, str]()
        with self._database.read() as connection:
            for start in range(0, len(slugs), _AT_ONCE):
                query = select(slug.c.slug, slug.c.story).where(
                    slug.c.slug.in_(slugs[start : start + _AT_ONCE])
                )
                found |= {row.slug: row.story for row in connection.execute(query)}
        return found
