"""A finding as the window shows it: what is found, under a name that lasts while its words do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desk.domain import Finding


@dataclass(frozen=True, slots=True)
class Point:
    """One finding; `key` names it among those of a story, from one check to the next."""

    key: str
    finding: Finding


def points(findings: Iterable[Finding]) -> list[Point]:
    """Name findings by what they are about, so that one that only moves stays the same."""
    seen = Counter[tuple[str, str, str]]()
    found: list[Point] = []
    for one in findings:
        about = (one.rule, one.field, one.words)
        found.append(Point("\0".join((*about, str(seen[about]))), one))
        seen[about] += 1
    return found
