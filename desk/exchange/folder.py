"""A publication folder: publication.toml, stories/, lists.toml."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.domain import BadInput, NotFound, Publication, Section, Slot, Target, slugify
from desk.exchange.files import files, load
from desk.exchange.found import Draft, FoundPublication
from desk.exchange.reading import read
from desk.exchange.times import parse_time

_SETTINGS = "publication.toml"


def is_publication(folder: Path) -> bool:
    """Return whether a folder is a publication folder."""
    return (folder / _SETTINGS).is_file()


def publication(folder: Path, *, at: dt.datetime | None = None) -> FoundPublication:
    """Read a publication folder.

    `publication.toml` holds title, base_url, language, timezone, theme, footer, search, `[[sections]]` of
    slug and name, and `[[targets]]` of name and path, folders that the site is published to. `stories/` holds
    texts; a story's key is its file's name without the ending. `lists.toml` holds `[[LIST]]` tables, and
    `[[related.KEY]]` tables for the links of a story, each with `story` (a key) or `url`, and optionally
    headline, kicker, teaser, source, `from` and `until`.

    Args:
        folder: the folder.
        at: now, for times such as `2d4h ago`; the clock's time where None.

    Raises:
        BadInput: a file is missing or cannot be read.
        NotFound: a list names a story that is not there.
    """
    now = at or dt.datetime.now(dt.UTC)
    settings = _publication(toml(folder / _SETTINGS))
    texts, skipped = files(folder / "stories")
    found = [read(text, root=folder, zone=settings.timezone, at=now) for text in texts]
    drafts = _unique(draft for one in found for draft in one.stories)
    lists, related = _lists(folder, {draft.key for draft in drafts}, settings.timezone, now)
    return FoundPublication(
        publication=settings,
        stories=drafts,
        lists=lists,
        related=related,
        skipped=skipped + tuple(line for one in found for line in one.skipped),
    )


def _publication(settings: Mapping[str, Any]) -> Publication:
    words = {
        name: settings[name]
        for name in ("title", "base_url", "language", "timezone", "theme", "footer")
        if isinstance(settings.get(name), str)
    }
    if not words.get("title"):
        raise BadInput(f"{_SETTINGS} names no title")
    rows = cast("list[dict[str, str]]", settings.get("sections", []))
    try:
        sections = tuple(Section(row.get("slug") or slugify(row["name"]), row["name"]) for row in rows)
        ZoneInfo(words.get("timezone", "UTC"))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{_SETTINGS}: each section needs a name") from error
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"{_SETTINGS}: “{words['timezone']}” is no time zone") from error
    search = settings.get("search") is True
    targets = _targets(settings)
    return Publication(id="", sections=sections, targets=targets, search=search, story_files=True, **words)


def _targets(settings: Mapping[str, Any]) -> tuple[Target, ...]:
    rows = cast("list[dict[str, str]]", settings.get("targets", []))
    try:
        return tuple(Target(str(row["name"]), path=str(row["path"])) for row in rows)
    except (KeyError, TypeError) as error:
        raise BadInput(f"{_SETTINGS}: each target needs a name and a path") from error


def _lists(
    folder: Path, keys: set[str], zone: str, at: dt.datetime
) -> tuple[dict[str, tuple[Slot, ...]], dict[str, tuple[Slot, ...]]]:
    path = folder / "lists.toml"
    tables = toml(path) if path.is_file() else {}
    related = tables.pop("related", {})
    if not isinstance(related, dict):
        raise BadInput("lists.toml: related links are written as [[related.STORY]] tables")
    related = cast("dict[str, object]", related)
    if unknown := set(related) - keys:
        raise NotFound(f"lists.toml names a story that is not there: {min(unknown)}")
    return (
        {slug: _slots(rows, keys, zone, at) for slug, rows in tables.items()},
        {key: _slots(rows, keys, zone, at) for key, rows in related.items()},
    )


def _slots(rows: object, keys: set[str], zone: str, at: dt.datetime) -> tuple[Slot, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in cast("list[object]", rows)):
        raise BadInput("lists.toml: a list is written as [[LIST]] tables")
    return tuple(_slot(row, keys, zone, at) for row in cast("list[dict[str, Any]]", rows))


def _slot(row: Mapping[str, Any], keys: set[str], zone: str, at: dt.datetime) -> Slot:
    words: dict[str, Any] = {
        name: str(row[name])
        for name in ("story", "url", "headline", "kicker", "teaser", "source")
        if name in row
    }
    story = words.get("story", "")
    if story and story not in keys:
        raise NotFound(f"lists.toml names a story that is not there: {story}")
    if not story and not (words.get("url") and words.get("headline")):
        raise BadInput("lists.toml: a place needs a story, or a url and a headline")
    try:
        starts, ends, added = (
            parse_time(str(row[key]), zone=zone, at=at) if key in row else None
            for key in ("from", "until", "placed")
        )
    except (ValueError, TypeError) as error:
        raise BadInput(f"lists.toml: the time of {story or words['url']} is none") from error
    return Slot(id="", **words, starts=starts, ends=ends, added=added)


def toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds; raises BadInput where it is none."""
    try:
        return tomllib.loads(load(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path.name} is no TOML: {error}") from error
    except RecursionError as error:
        raise BadInput(f"{path.name} is no TOML") from error


def _unique(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if draft.key in found:
            raise BadInput(f"Two stories are called {draft.key}")
        found[draft.key] = draft
    return tuple(found.values())
