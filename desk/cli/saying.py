"""How a command says what it did: words, or JSON."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desk import operations as ops
from desk.cli.command import Arguments
from desk.domain import Slot

if TYPE_CHECKING:
    from desk.operations import Desk


def say(arguments: Arguments, value: object, words: str) -> None:
    """Print the value as JSON where that was asked for, else the words."""
    if arguments.json:
        print_json(value)
    else:
        print(words)


def print_json(value: object) -> None:
    """Print a value as JSON has it."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: object) -> object:
    """Return a value as JSON has it: dataclasses as objects, times as ISO 8601, spans as seconds."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in cast("dict[Any, Any]", value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in cast("list[Any]", value)]
    if isinstance(value, Path):
        return str(value)
    return value


def whole_story(desk: "Desk", key: str) -> dict[str, Any]:
    """Return a story with its photos, related links and places on lists, as JSON takes it."""
    story = ops.story.get(desk, key)
    photos = ops.photo.of_story(desk, story)
    whole = cast("dict[str, Any]", plain(story))
    whole["direction"] = story.direction
    whole["photos"] = [
        {**cast("dict[str, Any]", plain(place)), "file": plain(photos.get(place.photo))}
        for place in story.photos
    ]
    whole["related"] = [json_of_slot(desk, slot) for slot in ops.curation.related(desk, story.id).slots]
    places = ops.story.standing(desk, story.id)
    whole["lists"] = [
        {"list": slug, "name": name, "position": place}
        for slug, name, place in places
        if not slug.startswith("related:")
    ]
    return whole


def json_of_slot(desk: "Desk", slot: Slot) -> dict[str, Any]:
    """Return a place on a list, with the words of the story it shows."""
    said = cast("dict[str, Any]", plain(slot))
    if slot.story:
        row = ops.story.row(desk, slot.story)
        said |= {"slug": row.slug, "headline": slot.headline or row.headline}
    return said
