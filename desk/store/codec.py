"""Dataclasses to canonical JSON and back, strict both ways.

Keys are sorted and a field that equals its default is left out, so that a field added later changes neither
the content nor the hash of what was saved before it existed. A default must therefore never change.
"""

import dataclasses
import datetime as dt
import enum
import functools
import json
import math
import types
import typing
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

from desk.domain import BadInput, NewerDesk, NotADesk

T = TypeVar("T")

_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

VOLATILE = frozenset({"updated", "revision"})
"""Fields that belong to the revision and not to the content."""


def instant(value: dt.datetime) -> str:
    """Return an aware time in the one form in which times are stored."""
    return _written(value.astimezone(dt.UTC))  # of other zones two times can be equal that are an hour apart


@functools.lru_cache(maxsize=64)  # a save asks again for when the story was made and issued
def _written(value: dt.datetime) -> str:
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclasses.dataclass(frozen=True, slots=True)
class _Coder:
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    coder: _Coder
    default: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """A thing's content, with what it was made from, so that the next one is made from what changed.

    Attributes:
        values: the thing's fields in the order of their names, without `VOLATILE`.
        parts: what stands of each in the content, empty for a default.
        text, content: canonical JSON, and its UTF-8.
    """

    values: tuple[object, ...]
    parts: tuple[str, ...]
    text: str
    content: bytes


def encode(thing: object) -> bytes:
    """Return a thing's content as canonical JSON in UTF-8, without `updated` and `revision`.

    Raises:
        BadInput: see `written`.
    """
    return written(thing).content


def written(thing: object, before: Written | None = None) -> Written:
    """Write a thing as `encode` does; a field that is the very one written before is not written anew.

    Raises:
        BadInput: a value that cannot be stored: a wrong type, a time without zone, half a character, NUL.
    """
    take, writers = _writers(type(thing))
    values: tuple[object, ...] = take(thing)
    if before is None:
        parts = tuple([write(value) for write, value in zip(writers, values, strict=True)])
    else:
        fields = zip(writers, values, before.values, before.parts, strict=True)
        parts = tuple([part if value is known else write(value) for write, value, known, part in fields])
    text = f"{{{','.join(filter(None, parts))}}}"
    try:
        return Written(values, parts, text, text.encode())
    except UnicodeEncodeError as error:
        raise _unfit("half a character, which no file can hold") from error


def decode(cls: type[T], content: bytes | str, **known: object) -> T:
    """Return the thing that a content describes, with the fields that the content leaves out.

    Raises:
        NewerDesk: a field that this version does not know.
        NotADesk: anything else that `encode` would not have written.
    """
    try:
        packed: Any = json.loads(content)
        return _record(cls).unpack(
            packed if not known else {**packed, **{k: _Known(v) for k, v in known.items()}}
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotADesk(
            f"A stored {cls.__name__.lower()} cannot be read: {error}",
            kept="The rest of the desk is untouched",
            todo="Run desk verify, or restore the newest backup",
        ) from error


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """A value given from outside the content, taken as it is."""

    value: object


def _unfit(why: str) -> BadInput:
    return BadInput(f"A value cannot be stored: it holds {why}", todo="Put it right and save again")


def _need(condition: bool, value: object, wanted: str) -> None:
    if not condition:
        raise _unfit(f"{type(value).__name__} {str(value)[:40]!r} where {wanted} belongs")


def _scalar(kind: type, name: str) -> _Coder:
    def pack(value: Any) -> Any:  # noqa: ANN401
        _need(type(value) is kind, value, name)
        return value

    def unpack(value: Any) -> Any:  # noqa: ANN401
        if type(value) is not kind:
            raise TypeError(f"{name} expected")
        return value

    return _Coder(pack, unpack)


def _pack_text(value: Any) -> str:  # noqa: ANN401
    _need(isinstance(value, str), value, "text")
    if "\0" in value:
        raise _unfit("a NUL character")
    return str(value)


def _pack_share(value: Any) -> float:  # noqa: ANN401
    _need(type(value) in (int, float) and math.isfinite(value), value, "a number")
    return float(value)


def _unpack_share(value: Any) -> float:  # noqa: ANN401
    if type(value) not in (int, float):
        raise TypeError("number expected")
    return float(value)


def _pack_time(value: Any) -> str:  # noqa: ANN401
    _need(isinstance(value, dt.datetime) and value.utcoffset() is not None, value, "a time with its zone")
    return instant(value)


def _unpack_time(value: Any) -> dt.datetime:  # noqa: ANN401
    moment = dt.datetime.fromisoformat(value)
    if moment.utcoffset() is None or instant(moment) != value:
        raise ValueError("time not in its stored form")
    return moment


def _pack_day(value: Any) -> str:  # noqa: ANN401
    _need(type(value) is dt.date, value, "a day")
    return value.isoformat()


_CODERS: dict[object, _Coder] = {
    str: _Coder(_pack_text, _scalar(str, "text").unpack),
    int: _scalar(int, "a whole number"),
    bool: _scalar(bool, "yes or no"),
    float: _Coder(_pack_share, _unpack_share),
    dt.datetime: _Coder(_pack_time, _unpack_time),
    dt.date: _Coder(_pack_day, lambda value: dt.date.fromisoformat(value)),
}


@functools.cache
def _coder(hint: Any) -> _Coder:  # noqa: ANN401
    if hint in _CODERS:
        return _CODERS[hint]
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        (inner,) = (_coder(kind) for kind in arguments if kind is not types.NoneType)
        return _Coder(_or_none(inner.pack), _or_none(inner.unpack))
    if typing.get_origin(hint) is tuple:
        return _rows(_coder(arguments[0])) if arguments[-1] is ... else _pair([_coder(a) for a in arguments])
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast("type", hint))
    if issubclass(hint, enum.Enum):
        return _Coder(lambda value: _member(hint, value).value, hint)
    raise TypeError(f"no stored form for {hint}")


def _member(kind: type[enum.Enum], value: object) -> enum.Enum:
    try:
        return kind(value)
    except ValueError as error:
        raise _unfit(f"{str(value)[:40]!r} where a {kind.__name__.lower()} belongs") from error


def _or_none(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else inner(value)


def _rows(inner: _Coder) -> _Coder:
    def pack(value: Any) -> list[Any]:  # noqa: ANN401
        _need(isinstance(value, tuple), value, "a row of values")
        return [inner.pack(item) for item in value]

    def unpack(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
        if not isinstance(value, list):
            raise TypeError("row expected")
        return tuple(inner.unpack(item) for item in typing.cast("list[Any]", value))

    return _Coder(pack, unpack)


def _pair(inner: list[_Coder]) -> _Coder:
    def pack(value: Any) -> list[Any]:  # noqa: ANN401
        _need(isinstance(value, tuple), value, "a row of values")
        items = typing.cast("tuple[Any, ...]", value)
        _need(len(items) == len(inner), items, f"{len(inner)} values")
        return [coder.pack(item) for coder, item in zip(inner, items, strict=True)]

    def unpack(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
        return tuple(coder.unpack(item) for coder, item in zip(inner, value, strict=True))

    return _Coder(pack, unpack)


@functools.cache
def _fields(cls: type) -> list[_Field]:
    hints = typing.get_type_hints(cls)
    return [_Field(f.name, _coder(hints[f.name]), f.default) for f in dataclasses.fields(cls)]


@functools.cache
def _writers(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], list[Callable[[Any], str]]]:
    """Return what takes the fields of a class that its contents hold, by their names, and writes each."""
    fields = sorted((one for one in _fields(cls) if one.name not in VOLATILE), key=attrgetter("name"))
    return attrgetter(*(field.name for field in fields)), [_writer(field) for field in fields]


def _writer(field: _Field) -> Callable[[Any], str]:
    pack, default, key = field.coder.pack, field.default, _to_json(field.name)

    def write(value: Any) -> str:  # noqa: ANN401  (whatever the field holds)
        if value is default or value == default:
            return ""
        return f"{key}:{_to_json(pack(value))}"

    return write


def _packer(cls: type) -> Callable[[Any], dict[str, Any]]:
    """Return what packs the records of a class."""
    fields = [(field.name, attrgetter(field.name), field.coder.pack, field.default) for field in _fields(cls)]

    def pack(value: Any) -> dict[str, Any]:  # noqa: ANN401
        _need(type(value) is cls, value, cls.__name__)
        return {
            name: pack(item)
            for name, of, pack, default in fields
            if (item := of(value)) is not default and item != default
        }

    return pack


@functools.cache
def _record(cls: type) -> _Coder:
    named = {field.name: field for field in _fields(cls)}

    def unpack(value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, dict):
            raise TypeError(f"{cls.__name__} expected")
        packed = typing.cast("dict[str, Any]", value)
        if not packed.keys() <= named.keys():
            extra = ", ".join(sorted(packed.keys() - named.keys()))[:80]
            raise NewerDesk(
                f"The desk holds what this version does not know: {extra}",
                kept="Nothing was changed",
                todo="Open it with the newer version of Desk that wrote it",
            )
        return cls(
            **{k: v.value if isinstance(v, _Known) else named[k].coder.unpack(v) for k, v in packed.items()}
        )

    return _Coder(_packer(cls), unpack)
