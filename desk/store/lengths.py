"""How many words stories have: counted at each save, and by and by where an older version saved them."""

from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from desk.domain import DeskError
from desk.store import stories
from desk.store.heads import STORY
from desk.store.tables import story

AT_ONCE: Final = 200
"""So many stories at most are counted in one go."""

_NONE = story.c.words.is_(None)
_PUT = update(story).where(story.c.number == bindparam("of")).values(words=bindparam("counted"))


def waiting(connection: Connection) -> int:
    """Return how many stories are not counted yet."""
    return connection.execute(select(func.count()).select_from(story).where(_NONE)).scalar_one()


def fill(connection: Connection, most: int = AT_ONCE) -> int:
    """Count stories that are not counted yet; return how many. Those that are being saved are left."""
    columns = (story.c.number, story.c.content, story.c.revision, story.c.updated)
    query = select(*columns).where(_NONE).limit(min(most, AT_ONCE))
    counted: list[dict[str, int]] = []
    for row in connection.execute(query.with_for_update(skip_locked=True)).all():
        try:
            words = stories.counted(STORY.read(row.content, row.revision, row.updated))
        except DeskError:
            words = 0  # verify names it
        counted.append({"of": row.number, "counted": words})
    if counted:
        connection.execute(_PUT, counted)
    return len(counted)
