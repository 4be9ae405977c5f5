"""How far a desk's chain of revisions has come, and what was saved since, whatever else it holds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

_MOST = 100
"""More changes than that are not worth telling one by one."""

Ask = Callable[[str, Mapping[str, object]], Sequence[Any]]
"""Asks SQLite in words, with values by their names; returns rows."""


class Trail(NamedTuple):
    """How far it has come.

    Attributes:
        row, revision: the newest revision's number in the file, and its id.
        stories, photos: how many there are: what is deleted leaves no revision.
    """

    row: int
    revision: str
    stories: int
    photos: int


def trail(ask: Ask) -> Trail | None:
    """See `Store.trail`."""
    counts = "(SELECT count(*) FROM story), (SELECT count(*) FROM photo)"
    query = f"SELECT rowid, id, {counts} FROM revision ORDER BY rowid DESC LIMIT 1"  # noqa: S608  (ours)
    found = ask(query, {})
    return Trail(*found[0]) if found else None


def since(ask: Ask, before: Sequence[object]) -> tuple[Trail, frozenset[tuple[str, str]]] | None:
    """See `Store.trail_since`."""
    row, revision = before[:2]
    end, known = trail(ask), ask("SELECT id FROM revision WHERE rowid = :row", {"row": row})
    if end is None or not known or known[0][0] != revision:
        return None
    later = (
        "SELECT CASE WHEN kind <> 'photo' OR EXISTS (SELECT 1 FROM revision AS old WHERE"
        " old.subject = revision.subject AND old.rowid <= :row) THEN kind ELSE 'new photo' END, subject"
        " FROM revision WHERE rowid > :row LIMIT :most"
    )
    rows = ask(later, {"row": row, "most": _MOST + 1})
    return (end, frozenset((kind, subject) for kind, subject in rows)) if len(rows) <= _MOST else None
