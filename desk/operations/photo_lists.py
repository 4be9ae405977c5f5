"""The lists of the settings that photos' words follow, as rows and as CSV."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from desk.domain import BadInput, PhotoTemplate, storable
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.operations import photo_words
from desk.photo import captions


def read(words: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a list in CSV, with commas, semicolons or tabs between.

    Raises:
        BadInput: a row has not so many columns.
    """
    words = storable(words).lstrip("\ufeff")
    first = words.split("\n", maxsplit=1)[0]
    comma = max(",;\t", key=first.count)
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(StringIO(words), delimiter=comma)]
    except csv.Error as error:
        raise BadInput(f"The list is no CSV: {error}", kept="Nothing was changed") from error
    rows = [row for row in rows if any(row)]
    for number, row in enumerate(rows, start=1):
        if len(row) != columns:
            raise BadInput(
                f"Row {number} has {len(row)} columns where {columns} belong",
                kept="Nothing was changed",
                todo="Put words that hold a comma into quotation marks",
            )
    return tuple(rows)


def write(rows: Iterable[Sequence[str]]) -> str:
    """Return a list as CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def as_templates(rows: Iterable[Sequence[str]]) -> tuple[PhotoTemplate, ...]:
    """Return templates from rows of name, field and pattern; rows of one name are one template.

    Raises:
        BadInput: a field that no photo has, or a pattern that says nothing.
    """
    made: dict[str, dict[str, str]] = {}
    for name, field, pattern in rows:
        known_as = {one.label.casefold(): one.name for one in PHOTO_FIELDS.values()}
        field = known_as.get(field.casefold(), field)
        if not name:
            raise BadInput("A template has no name", todo="Give it one")
        captions.check(pattern)
        if "{" not in pattern:
            photo_words.value(field, pattern)
        elif field not in PHOTO_FIELDS:
            photo_words.value(field, "")
        made.setdefault(name, {})[field] = pattern
    return tuple(PhotoTemplate(name, tuple(words.items())) for name, words in made.items())


def as_rows(templates: Iterable[PhotoTemplate]) -> tuple[tuple[str, str, str], ...]:
    """Return the rows that `as_templates` reads."""
    return tuple((one.name, field, pattern) for one in templates for field, pattern in one.words)


def as_codes(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Return codes and what they stand for, sorted; raises BadInput where one cannot be typed."""
    made: dict[str, str] = {}
    for code, full in rows:
        bare = code.strip("\\").strip()
        if not bare or "\\" in bare or len(bare) > 60 or not full:
            raise BadInput(
                f"“{code[:60]}” cannot be a code", todo="Use letters and figures, and say what they stand for"
            )
        made[bare] = full
    return tuple(sorted(made.items()))


def as_rules(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Return credit rules; raises BadInput where one says nothing."""
    rules = tuple((phrase, house) for phrase, house in rows)
    for phrase, house in rules:
        captions.check_rule(phrase, house)
    return rules
