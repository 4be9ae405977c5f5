"""Words as a store can keep them."""

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

T = TypeVar("T")

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: T) -> T:
    """Return a record without what no file can hold: NUL and halves of characters, in any of its words."""
    return cast("T", _kept(value))


def _kept(value: Any) -> Any:  # noqa: ANN401  (the records' own fields)
    if isinstance(value, str):
        return value if type(value) is not str or _fits(value) else _UNSTORABLE.sub("", value)
    if isinstance(value, tuple):
        own = cast("tuple[Any, ...]", value)
        kept = tuple(_kept(one) for one in own)
        return own if all(map(is_, kept, own)) else kept
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            name: kept
            for name in _names(type(value))
            if (kept := _kept(own := getattr(value, name))) is not own
        }
        return replace(value, **changed) if changed else value
    return value


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _fits(words: str) -> bool:
    """Return whether words can be stored as they are: far quicker to know than to take out what cannot."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in words
