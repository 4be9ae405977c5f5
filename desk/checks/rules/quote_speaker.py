"""A quotation of which nobody says whose it is."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.quoting import attributed, pairs
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import SAID
from desk.checks.words import Part
from desk.domain import Level
from desk.text import Kind

_LEAST = 9  # words that make a quotation a saying


def _find(case: Case) -> Iterator[Found]:
    said = SAID[case.language]
    parts = case.body
    for quotation in pairs(parts).quotations:
        part = parts[quotation.first]
        words = part.words
        if quotation.depth or words.quoted or words.kind is not Kind.PARAGRAPH:
            continue
        end = quotation.end if quotation.last == quotation.first else len(words.text)
        inside = words.text[quotation.start + 1 : end].rstrip('”»“"').strip()
        if len(inside.split()) < _LEAST or not _sentence(inside):
            continue
        near = parts[max(quotation.first - 1, 0) : quotation.last + 2]
        around = " ".join(one.words.prose for one in near).replace(inside, "")
        after = parts[quotation.last].words.text[quotation.end :]
        if attributed(words.text[: quotation.start], inside, after):
            continue
        if not (said.search(around) or _before(parts, quotation.first).endswith(":")):
            yield at(part, quotation.start, end, "Nobody near this quotation is said to have spoken it.")


def _sentence(inside: str) -> bool:
    return inside[:1].isupper() and re.search(r"[.!?,…]$", inside) is not None


def _before(parts: tuple[Part, ...], number: int) -> str:
    return parts[number - 1].words.text.rstrip() if number else ""


_LONG = "“We have never seen such a long winter in these hills.”"

RULE = Rule(
    name="quote-speaker",
    title="A quotation without a speaker",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="Readers cannot tell who says so.",
    languages=tuple(SAID),
    looks=_find,
    wrong=(f"Snow fell for a week. [[{_LONG}]] The road is closed.",),
    right=(
        f"{_LONG} said Ann Lee.",
        "“We have never seen such a long winter in these hills,” Ann Lee beamed.",
        f"Ann Lee had one answer:\n\n{_LONG}",
        "The “big one” came.",
        Example("«Мы никогда не видели такой долгой зимы в этих горах», — сказала она.", language="ru"),
    ),
)
