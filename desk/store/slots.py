"""The rules that slots keep, on fronts and among related links."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, select

from desk.domain import BadInput, Slot
from desk.store import tables


def check_slots(connection: Connection, slots: Sequence[Slot]) -> None:
    """See that slots can be stored.

    Raises:
        BadInput: two have one id, an outside link lacks address or headline, times are crossed, or a story or
            photo is not there.
    """
    ids = [slot.id for slot in slots]
    if len(set(ids)) != len(ids):
        raise BadInput("Two places of a list have the same id", kept="Nothing was changed")
    for slot in slots:
        if not slot.story and not (slot.url and slot.headline):
            raise BadInput("An outside link needs an address and a headline", todo="Give both")
        if slot.starts and slot.ends and slot.ends <= slot.starts:
            raise BadInput("A place in a list ends before it starts", todo="Put its times right")
    _known(
        connection, tables.story.c.id, "story", [id_ for slot in slots for id_ in (slot.story, slot.fallback)]
    )
    _known(connection, tables.photo.c.id, "photo", [slot.photo for slot in slots])


def _known(connection: Connection, column: Column[str], what: str, ids: Iterable[str]) -> None:
    wanted = {id_ for id_ in ids if id_}
    if wanted:
        missing = wanted.difference(connection.execute(select(column).where(column.in_(wanted))).scalars())
        if missing:
            raise BadInput(f"There is no {what} {min(missing)[:80]}", kept="Nothing was changed")
