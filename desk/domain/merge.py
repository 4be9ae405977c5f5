"""Two versions of one record made one, field by field."""

from dataclasses import fields, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")


def merge_fields(base: T, mine: T, theirs: T) -> tuple[T, tuple[str, ...]]:
    """Take each field from the side that changed it.

    Returns:
        The merged dataclass and the names of the fields that both sides changed differently; those hold mine.
    """
    values: dict[str, Any] = {}
    clashes: list[str] = []
    for field in fields(cast("Any", base)):
        was, left, right = (getattr(side, field.name) for side in (base, mine, theirs))
        values[field.name] = right if left == was else left
        if left != was and right not in (was, left):
            clashes.append(field.name)
    return cast("T", replace(cast("Any", mine), **values)), tuple(clashes)
