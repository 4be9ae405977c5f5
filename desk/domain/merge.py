"""Two versions of one record made one, field by field."""

import unicodedata
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")


def merge_fields(base: T, mine: T, theirs: T) -> tuple[T, tuple[str, ...]]:
    """Take each field from the side that changed it; words beat another way to write the same letters.

    Returns:
        The merged dataclass and the names of the fields that both sides changed differently; those hold mine.
    """
    values: dict[str, Any] = {}
    clashes: list[str] = []
    for field in fields(cast("Any", base)):
        was, left, right = (getattr(side, field.name) for side in (base, mine, theirs))
        said, answered = not _alike(left, was), not _alike(right, was)
        values[field.name] = right if left == was or (answered and not said) else left
        if said and answered and not _alike(left, right):
            clashes.append(field.name)
    return cast("T", replace(cast("Any", mine), **values)), tuple(clashes)


def _alike(one: object, other: object) -> bool:
    """Return whether two values are the same; a letter, or the end of a line, may be written in two ways."""
    if one == other or not (isinstance(one, str) and isinstance(other, str)):
        return one == other
    first, second = (unicodedata.normalize("NFC", words.replace("\r\n", "\n")) for words in (one, other))
    return first == second
