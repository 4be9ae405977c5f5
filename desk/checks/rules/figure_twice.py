"""The same figure written two ways."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import TYPED, Example, Found, Group, Rule, at
from desk.checks.words import BODY, DIGITS, Words, signs_in
from desk.domain import Level
from desk.text import Kind

_FIGURE = re.compile(
    r"(?<![\w.,:/+-])(?<![\dA-Z][ \u00a0\u202f])(?P<number>\d{1,3}(?:[,. \u00a0\u202f’]\d{3}){1,4}|\d{4,9})"
    r"(?![\w:/-]|[.,]\d|[ \u00a0\u202f]\d)"
)
_SHARE = re.compile(
    r"(?<![\w.,:/+(-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?P<unit>[ \u00a0\u202f]?(?:%|per ?cent\b"
    r"|pour cent\b|Prozent\b|процент\w*|faiz\b|տոկոս\w*|პროცენტ\w*))"
)
_YEARS = range(1000, 2200)
_PROSE = (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING)
_UNIT = re.compile(r"[^\W\d_]+|%")


def _find(case: Case) -> Iterator[Found]:
    ways: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seen = [(part, one) for part in case.parts for one in _figures(part.words, shares=part.field == BODY)]
    for _, (_, _, value, way) in seen:
        ways[value][way] += 1
    for part, (start, end, value, way) in seen:
        best = max(ways[value], key=ways[value].__getitem__)
        if way != best:
            said = part.words.text[start:end]
            yield at(part, start, end, f"“{said}” is written otherwise elsewhere in the story.")


@lru_cache(maxsize=8192)
def _figures(words: Words, *, shares: bool) -> tuple[tuple[int, int, tuple[str, str], str], ...]:
    """Return where figures stand, what each is worth, and how it is written."""
    if words.kind not in _PROSE or signs_in(words.prose).isdisjoint(DIGITS):
        return ()
    text = words.prose
    found: list[tuple[int, int, tuple[str, str], str]] = []
    for one in _FIGURE.finditer(text):
        bare = re.sub(r"\D", "", one["number"])
        way = one["number"].lstrip("0123456789")[:1].replace("\u202f", " ").replace("\u00a0", " ")
        if int(bare) not in _YEARS:
            found.append((*one.span(), (bare, ""), way))
    for one in _SHARE.finditer(text) if shares else ():
        unit = _UNIT.search(one["unit"])
        number = one["number"].replace(",", ".")
        found.append((*one.span(), (number, "%"), "%" if unit and unit[0] == "%" else "word"))
    return tuple(found)


RULE = Rule(
    name="figure-twice",
    title="A figure written two ways",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="It reads as two figures, or as two hands; the story keeps to one way.",
    languages=TYPED,
    looks=_find,
    wrong=(
        "Some 12,500 came; of the 12,500 half stayed; the other [[12500]] left.",
        "It rose by 5 per cent, and 5 per cent is much; [[5%]] is too much.",
        Example("Пришли 12 500 человек. Из 12 500 ушла половина. [[12500]] остались.", language="ru"),
    ),
    right=(
        "Some 12,500 came, and 1,500 left in 1500. It rose by 5 per cent, then by 6%, half (5%) of it.",
        Example(
            "It rose by 5 per cent.", story={"headline": "Prices up 5%"}, said="A headline has less room."
        ),
        "Fly BA 12345 or call 12 345 67 89. The model 20-12345 costs 12,345 pounds.",
    ),
)
