"""Words as a store can keep them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter, is_
from typing import Any, TypeVar, cast

T = TypeVar("T")

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: T) -> T:
    """Return a record without what no file can hold: NUL and halves of characters, in any of its words."""
    return value if _fits(_words(value)) else cast("T", _kept(value))


def _words(value: object) -> str:
    """Return all words of a record in one: nearly always they are fit, which is seen at a glance."""
    found: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is str:
            found.append(one)
        elif (parts := _parts(type(one))) is not None:
            waiting += parts(one)
    return "".join(found)


@cache
def _parts(kind: type[Any]) -> Callable[[Any], Iterable[Any]] | None:
    """Return what gives the values of a record or row of values, None for what holds none."""
    if issubclass(kind, tuple):
        return iter
    if not is_dataclass(kind):
        return None
    names = _names(kind)
    return attrgetter(*names) if len(names) > 1 else lambda record: [getattr(record, name) for name in names]


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
