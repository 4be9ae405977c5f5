"""Examples for rules about photos: a story with one photo, which has all that a photo should have."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from desk.checks.rule import Example
from desk.domain import Photo, Placement, Role

_WELL: Final = Photo(
    id="photo",
    hash="hash",
    format="JPEG",
    width=3000,
    height=2000,
    size=1,
    caption="Ann Lee opens the bridge.",
    alt="A woman cuts a ribbon before a bridge.",
    credit="Bo Li",
    rights="The Daily",
)
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


def pictured(
    said: str,
    field: str = "",
    *,
    photo: Mapping[str, Any] = _NONE,
    place: Mapping[str, Any] = _NONE,
    **example: Any,  # noqa: ANN401  (the example's own)
) -> Example:
    """Return an example whose lead photo differs from a good one in some fields."""
    placed = replace(Placement(photo="photo", role=Role.LEAD), **place)
    story = {"photos": (placed,), **example.pop("story", {})}
    more = {"photos": {"photo": replace(_WELL, **photo)}, **example.pop("more", {})}
    return Example(said=said, field=field, story=story, more=more, **example)
