"""A page that was made, and which of it stands on other pages too, so that that is looked at once."""

from collections.abc import Mapping
from typing import NamedTuple

GAP = "\x00"
"""Stands in a page's own words for a part; no page holds it."""


class Made(NamedTuple):
    """A page.

    Attributes:
        html: the whole of it.
        own: the same with a gap for each part.
        parts: what stands in the gaps, by name: parts that many pages share, and a body.
    """

    html: str
    own: str
    parts: Mapping[str, str] = {}


def told_apart(html: str, parts: Mapping[str, str]) -> Made:
    """Return a page with those of some parts that stand in it, given in the order of most themes."""
    own: list[str] = []
    found: dict[str, str] = {}
    end = 0
    for name, part in parts.items():
        at = html.find(part, end) if part else -1
        if at >= 0:
            own += html[end:at], GAP
            end = at + len(part)
            found[name] = part
    return Made(html, "".join([*own, html[end:]]) if found else html, found)
