"""What fronts fill themselves by: the tags and names of each published story, with when it came.

A label is a tag or a name, its kind before it and case aside, as a number of 63 bits: it is compared,
never shown.
"""

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from desk.domain import Status, Story
from desk.store import tables

_LABEL = tables.story_label


def tagged(tag: str) -> int:
    """Return the label of a tag."""
    return _number(f"tag:{tag.casefold()}")


def signed(name: str) -> int:
    """Return the label of a byline's name."""
    return _number(f"by:{name.casefold()}")


def _number(label: str) -> int:
    return int.from_bytes(hashlib.blake2b(label.encode(), digest_size=8).digest(), signed=True) >> 1


def named(story: Story) -> tuple[object, ...]:
    """Return what a story's labels are made from."""
    return story.status, story.issued, story.tags, story.bylines


def of(story: Story) -> set[tuple[int, dt.datetime]]:
    """Return a story's labels, each with when it came; none of one that readers never see."""
    if story.status is not Status.PUBLISHED or story.issued is None:
        return set()
    numbers = [*map(tagged, story.tags), *(signed(byline.name) for byline in story.bylines)]
    return {(number, story.issued) for number in numbers}


def put(connection: Connection, story: Story) -> None:
    """Write a story's labels in place of those that were there."""
    connection.execute(delete(_LABEL).where(_LABEL.c.story == story.id))
    rows = [{"label": label, "issued": issued, "story": story.id} for label, issued in of(story)]
    if rows:
        connection.execute(insert(_LABEL), rows)


def newest(wanted: list[int], at: dt.datetime) -> Select[*tuple[Any, ...]]:
    """Return the query of the stories that have all of some labels, newest first: id, when, lead photo."""
    story, walked = tables.story, _LABEL.alias("walked")
    query = select(story.c.id, walked.c.issued, story.c.lead).join(walked, walked.c.story == story.c.id)
    query = query.where(walked.c.label == wanted[0], walked.c.issued <= at)
    for number, label in enumerate(wanted[1:]):
        other = _LABEL.alias(f"other_{number}")
        same = (other.c.label == label, other.c.issued == walked.c.issued, other.c.story == walked.c.story)
        query = query.where(select(other.c.story).where(*same).exists())
    return query.order_by(walked.c.issued.desc(), walked.c.story.desc())
