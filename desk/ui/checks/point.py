"""A finding as the window shows it: with the words about it, under a name that lasts while its words do."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desk.domain import Finding

_AROUND: Final = 28
"""Characters of a field that are shown before and behind the words of a finding."""


_FROM_RIGHT: Final = re.compile("(?:\\d[\\d\\s.,/:-]*)?[\u0590-\u08ff](?:[^A-Za-z“”]*[\u0590-\u08ff\\d])?")
"""Words of a message that run from the right, with the numbers that belong to them."""


def readable(message: str) -> str:
    """Return a message that runs from the left as a whole, whatever words it names."""
    apart = _FROM_RIGHT.sub("\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}", message)
    return message if apart == message else "\N{LEFT-TO-RIGHT MARK}" + apart


@dataclass(frozen=True, slots=True)
class Point:
    """One finding.

    Attributes:
        key: names it among those of a story, from one check to the next.
        finding: what is found.
        before, after: what stands about its words, on the same line.
    """

    key: str
    finding: Finding
    before: str = ""
    after: str = ""


def points(findings: Iterable[Finding], said: Mapping[str, str]) -> list[Point]:
    """Name findings by what they are about, so that one that only moves stays the same.

    Args:
        findings: in their order.
        said: the words of fields.
    """
    seen = Counter[tuple[str, str, str]]()
    found: list[Point] = []
    for one in findings:
        about = (one.rule, one.field, one.words)
        words = said.get(one.field, "")
        before = words[max(one.start - _AROUND, 0) : one.start].rpartition("\n")[2]
        after = words[one.end : one.end + _AROUND].partition("\n")[0]
        if one.start - len(before) > 0 and before and words[one.start - len(before) - 1] != "\n":
            before = "…" + before.partition(" ")[2]
        if after and words[one.end + len(after) : one.end + len(after) + 1].strip("\n"):
            after = after.rpartition(" ")[0] + "…"
        found.append(Point("\0".join((*about, str(seen[about]))), one, before, after))
        seen[about] += 1
    return found
