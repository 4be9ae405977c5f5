"""A page that was made, and which of it stands on other pages too, so that that is looked at once."""

from collections.abc import Sequence
from typing import NamedTuple

GAP = "\x00"
"""Stands in a page's own words for a part; no page holds it."""


class Made(NamedTuple):
    """A page.

    Attributes:
        html: the whole of it.
        own: the same with a gap for each part.
        parts: what stands there: parts that many pages share, and bodies.
    """

    html: str
    own: str
    parts: tuple[str, ...] = ()


def told_apart(html: str, parts: Sequence[str]) -> Made:
    """Return a page with those of some parts that stand in it, given in the order of most themes."""
    own: list[str] = []
    found: list[str] = []
    end = 0
    for part in parts:
        at = html.find(part, end) if part else -1
        if at >= 0:
            own += html[end:at], GAP
            end = at + len(part)
            found.append(part)
    return Made(html, "".join([*own, html[end:]]) if found else html, tuple(found))
