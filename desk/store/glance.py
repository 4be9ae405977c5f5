"""A first look into a desk folder: the masthead and the newest rows, before the store itself is loaded.

It reads by sqlite3 alone, which is there in a few milliseconds, and writes nothing beside the database.
Whatever stands in the way is left for the store to say.
"""

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from desk.domain import Masthead, Status, StoryRow
from desk.store import own

_SHOWN = "id, slug, headline, status, section, language, byline, lead, updated, publish_at, published, words"


def glance(folder: Path, statuses: Sequence[Status], limit: int) -> tuple[Masthead, list[StoryRow]] | None:
    """Return the masthead and the newest rows of some statuses, or None where only the store can tell."""
    file = folder.absolute() / "desk.sqlite"
    log, log_index = Path(f"{file}-wal"), Path(f"{file}-shm")
    try:
        logged = log.exists() and log.stat().st_size > 0
        if logged and not log_index.exists():
            return None  # SQLite would write it anew
        locked = logged or own.is_open(file)
        source = f"{file.as_uri()}?mode=ro{'' if locked else '&immutable=1'}"
        with closing(sqlite3.connect(source, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return _masthead(connection), _rows(connection, statuses, limit)
    except (OSError, sqlite3.Error, AttributeError, LookupError, TypeError, ValueError):
        return None


def _masthead(connection: sqlite3.Connection) -> Masthead:
    content = json.loads(connection.execute("SELECT content FROM publication ORDER BY id").fetchone()[0])
    sections = {section["slug"]: str(section["name"]) for section in content.get("sections", ())}
    return Masthead(str(content["title"]), str(content.get("timezone", "UTC")), sections)


def _rows(connection: sqlite3.Connection, statuses: Sequence[Status], limit: int) -> list[StoryRow]:
    newest = "ORDER BY updated DESC, id DESC LIMIT ?"
    # Each part is read off an index that every desk has; only rows that are shown are fetched, text and all.
    part = f"SELECT * FROM (SELECT rowid, updated, id FROM story WHERE status = ? {newest})"  # noqa: S608  (values are bound)
    among = f"SELECT rowid FROM ({' UNION ALL '.join([part] * len(statuses))} {newest})"  # noqa: S608  (of the part above)
    query = f"SELECT {_SHOWN} FROM story WHERE rowid IN ({among}) {newest}"  # noqa: S608  (columns of ours)
    values = [value for status in statuses for value in (str(status), limit)]
    held = _held(connection)
    return [_row(row, held) for row in connection.execute(query, [*values, limit, limit])]


def _row(row: sqlite3.Row, held: dict[str, list[tuple[str, int]]]) -> StoryRow:
    return StoryRow(
        id=row["id"],
        slug=row["slug"],
        headline=row["headline"],
        status=Status(row["status"]),
        section=row["section"],
        language=row["language"],
        byline=row["byline"],
        photo=row["lead"],
        updated=dt.datetime.fromisoformat(row["updated"]),
        publish_at=_time(row["publish_at"]),
        published=_time(row["published"]),
        lists=tuple(held.get(row["id"], ())),
        words=row["words"] or 0,
    )


def _time(stored: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(stored) if stored else None


def _held(connection: sqlite3.Connection) -> dict[str, list[tuple[str, int]]]:
    held: dict[str, list[tuple[str, int]]] = defaultdict(list)
    query = """SELECT slot.story, slot.container, slot.position FROM front_slot AS slot
        WHERE slot.revision IN (
            SELECT live.revision FROM front_version AS live
            WHERE live.cancelled IS NULL AND live.at <= :now AND NOT EXISTS (
                SELECT 1 FROM front_version AS newer
                WHERE newer.front = live.front AND newer.cancelled IS NULL AND newer.at <= :now
                AND (newer.at, newer.id) > (live.at, live.id)))
        ORDER BY slot.container, slot.position"""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    for story, container, position in connection.execute(query, {"now": now}):
        held[story].append((container, position + 1))
    return held
