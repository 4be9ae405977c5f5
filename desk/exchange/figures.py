"""Figures of readers as Google Analytics 4, Matomo, Plausible and GoatCounter give them, or plain.

Columns are known by their names, so that a file in another order or with more columns is read too.
"""

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from desk.domain import BadInput, Figure

_PATHS = (
    "page path and screen class",
    "page path + query string",
    "page path",
    "pagepath",
    "metadata: url",
    "page url",
    "url",
    "page",
    "path",
    "label",
    "name",
)
_VIEWS = ("views", "screenpageviews", "pageviews", "nb_hits", "hits", "count", "total")
_DAYS = ("date", "day")
_MOST = 1_000_000  # rows


@dataclass(frozen=True, slots=True)
class Figures:
    """What a file of figures says.

    Attributes:
        source: the program that wrote it, or `Figures`.
        wrong: rows that could not be read, each with its number.
    """

    source: str
    rows: tuple[Figure, ...]
    wrong: tuple[str, ...] = ()


def figures(text: str) -> Figures:
    """Read a file of figures.

    Raises:
        BadInput: neither CSV nor JSON of a known shape.
    """
    if text.lstrip("\ufeff \r\n\t")[:1] in {"{", "["}:
        return _from_json(text.lstrip("\ufeff"))
    return _from_csv(text.lstrip("\ufeff"))


def _unknown(why: str) -> BadInput:
    return BadInput(
        f"These are no figures that can be read: {why}",
        kept="Nothing was changed",
        todo="Give CSV with the columns url, views and perhaps date, or an export of your statistics",
    )


def _from_csv(text: str) -> Figures:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise _unknown("the file is empty")
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=_delimiter(lines[0])))
    except csv.Error as error:
        raise _unknown(str(error)) from error
    names = [_name(cell) for cell in rows[0]]
    if "useragent" in names and "path" in names:
        return _hits(names, rows[1:])
    path, views = _column(names, _PATHS), _column(names, _VIEWS)
    if path is None and views is None and len(rows[0]) in (2, 3) and _number(rows[0][1]) is not None:
        names, rows = ["url", "views", "date"][: len(rows[0])], [[], *rows]  # no head at all
        path, views = 0, 1
    if path is None or views is None:
        raise _unknown(f"no column of addresses and of views among {', '.join(names)[:120]}")
    day = _column(names, _DAYS)
    return _read(_source(names), _cells(rows[1:], path, views, day))


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _name(cell: str) -> str:
    """Return a column's name; GoatCounter puts the number of its format before the first."""
    return re.sub(r"^\d(?=path$)", "", cell.strip().casefold())


def _column(names: list[str], known: Iterable[str]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


def _source(names: Iterable[str]) -> str:
    held = set(names)
    if held & {"page path and screen class", "screenpageviews", "pagepath"}:
        return "Google Analytics"
    if held & {"nb_hits", "metadata: url"}:
        return "Matomo"
    if "pageviews" in held and held & {"name", "page"}:
        return "Plausible"
    return "Figures"


def _cells(rows: list[list[str]], path: int, views: int, day: int | None) -> Iterable[tuple[Any, Any, Any]]:
    for row in rows:
        last = max(path, views)
        yield (
            (row[path], row[views], row[day] if day is not None and day < len(row) else None)
            if last < len(row)
            else (None, None, None)
        )


def _hits(names: list[str], rows: list[list[str]]) -> Figures:
    """Read GoatCounter's export, a row for each time that a page was read."""
    path, day, event = names.index("path"), _column(names, _DAYS), _column(names, ("event",))
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if len(row) == len(names) and not (event is not None and row[event] in {"1", "true"}):
            counted[row[path], row[day][:10] if day is not None else ""] += 1
    return _read("GoatCounter", ((where, number, when or None) for (where, when), number in counted.items()))


def _from_json(text: str) -> Figures:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unknown(str(error)) from error
    if isinstance(found, Mapping):
        whole = cast("Mapping[str, Any]", found)
        if "dimensionHeaders" in whole:
            return _analytics(whole)
        if isinstance(whole.get("hits"), list):
            return _goat(cast("list[Any]", whole["hits"]))
        found = whole.get("results") or whole.get("rows")
        if isinstance(whole.get("query"), Mapping):
            return _plausible(whole, cast("list[Any]", found or []))
    if not isinstance(found, list) or not found:
        raise _unknown("no list of pages")
    rows = [cast("Mapping[str, Any]", row) for row in cast("list[Any]", found) if isinstance(row, Mapping)]
    names = {str(name).casefold(): str(name) for row in rows[:1] for name in row}
    path = next((names[name] for name in _PATHS if name in names), None)
    views = next((names[name] for name in _VIEWS if name in names), None)
    day = next((names[name] for name in _DAYS if name in names), None)
    if path is None or views is None:
        raise _unknown(f"no addresses and views among {', '.join(names)[:120]}")
    return _read(_source(names), ((row.get(path), row.get(views), row.get(day or "")) for row in rows))


def _analytics(whole: Mapping[str, Any]) -> Figures:
    try:
        names = [str(one["name"]).casefold() for one in whole["dimensionHeaders"]]
        metrics = [str(one["name"]).casefold() for one in whole["metricHeaders"]]
        path, views, day = _column(names, _PATHS), _column(metrics, _VIEWS), _column(names, _DAYS)
        if path is None or views is None:
            raise _unknown("the report has no page path and views")
        rows = [
            (
                row["dimensionValues"][path]["value"],
                row["metricValues"][views]["value"],
                row["dimensionValues"][day]["value"] if day is not None else None,
            )
            for row in whole.get("rows", [])
        ]
    except (KeyError, TypeError, IndexError) as error:
        raise _unknown("the report lacks its headers or values") from error
    return _read("Google Analytics", rows)


def _plausible(whole: Mapping[str, Any], found: list[Any]) -> Figures:
    try:
        query = whole["query"]
        views = [str(one) for one in query["metrics"]].index("pageviews")
        names = [str(one).rpartition(":")[2] for one in query["dimensions"]]
        path, day = names.index("page"), _column(names, ("day", "date"))
        rows: list[tuple[Any, Any, Any]] = []
        for row in found:
            said, numbers = row["dimensions"], row["metrics"]
            rows.append((said[path], numbers[views], said[day] if day is not None else None))
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise _unknown("the answer lacks pages and pageviews") from error
    return _read("Plausible", rows)


def _goat(hits: list[Any]) -> Figures:
    rows: list[tuple[Any, Any, Any]] = []
    try:
        for hit in hits:
            days: list[Any] = hit.get("stats") or []
            rows += [(hit["path"], one["daily"], one["day"]) for one in days]
            rows += [] if days else [(hit["path"], hit["count"], None)]
    except (KeyError, TypeError, AttributeError) as error:
        raise _unknown("the hits lack paths and counts") from error
    return _read("GoatCounter", rows)


def _read(source: str, cells: Iterable[tuple[Any, Any, Any]]) -> Figures:
    rows: list[Figure] = []
    wrong: list[str] = []
    for number, (path, views, day) in enumerate(cells, 1):
        if number > _MOST:
            raise _unknown(f"more than {_MOST:,} rows")
        many, when = _number(views), _day(day)
        if not isinstance(path, str) or not path.strip() or many is None or (day and when is None):
            wrong.append(f"row {number}: {path!s:.80}, {views!s:.20}, {day or ''!s:.20}".rstrip(", "))
        else:
            rows.append(Figure(path.strip(), many, when))
    if not rows:
        raise _unknown("no row has an address and a number of views")
    return Figures(source, tuple(rows), tuple(wrong))


def _number(value: object) -> int | None:
    """Read a whole number from 0 as statistics write it: `4 120`, `4,120`, `4.120`, 4120."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    words = re.sub(r"[\s\u00a0\u202f’']", "", str(value))
    words = re.sub(r"^(\d{1,3})(?:[.,](\d{3}))+$", lambda found: re.sub(r"[.,]", "", found[0]), words)
    words = re.sub(r"[.,]0+$", "", words)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else None


def _day(value: object) -> dt.date | None:
    words = str(value or "").strip()
    try:
        return (
            dt.datetime.strptime(words, "%Y%m%d").date()
            if words.isdigit()
            else dt.date.fromisoformat(words[:10])
        )
    except ValueError:
        return None
