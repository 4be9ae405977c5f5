"""What exports warn of: noted with each file, so that one which stays as it is goes on warning."""

from collections.abc import Mapping
from typing import NamedTuple

_MOST = 20  # lines about links

Lead = tuple[str, bool]
"""A file of the site that a page leads to, and whether the page cannot do without it."""


class Warned(NamedTuple):
    """What is to be said of a file of the site; of the site as a whole, it stands by the path `""`.

    Attributes:
        stamp: what the file is made from.
        lines: what was left out of it and why.
        dead: what it leads to that is not there.
        name: what people know it by.
    """

    stamp: str = ""
    lines: tuple[str, ...] = ()
    dead: tuple[Lead, ...] = ()
    name: str = ""


def said(warned: Mapping[str, Warned]) -> tuple[str, ...]:
    """Return a line for all that was left out, and for each link that leads nowhere."""
    lines = {line: None for path in sorted(warned) for line in warned[path].lines}
    pages: dict[str, str] = {}
    for path in sorted(warned):
        for target, _ in warned[path].dead:
            pages.setdefault(target, warned[path].name or path)
    dead = [f"{page}: the link to {target} leads nowhere" for target, page in pages.items()]
    more = [f"{len(dead) - _MOST} more links lead nowhere"] if len(dead) > _MOST else []
    return (*lines, *dead[:_MOST], *more)
