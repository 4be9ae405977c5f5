"""An acronym with a number, with a space here and without there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Found, Group, Rule, at
from desk.checks.words import DIGITS, Part, signs_in
from desk.domain import Level

_FORM = re.compile(r"(?<![^\W_])([A-ZА-ЯԱ-Ֆ]{2,6}|G|Covid)([ \u00a0-]?)(\d{1,3})(?![\w.,:]*\d)(?![^\W_])")


def _find(case: Case) -> Iterator[Found]:
    parts = [part for part in case.parts if not signs_in(part.words.prose).isdisjoint(DIGITS)]
    found: defaultdict[str, list[tuple[Part, re.Match[str]]]] = defaultdict(list)
    for part in parts:
        for form in _FORM.finditer(part.words.prose):
            found[form[1].upper()].append((part, form))
    for forms in found.values():
        ways = Counter(form[2] for _, form in forms)
        best = max(ways, key=lambda way: (ways[way], way == ""))
        for part, form in forms:
            if form[2] != best:
                fix = f"{form[1]}{best}{form[3]}"
                yield at(part, *form.span(), f"“{form[0]}” is written otherwise elsewhere: “{fix}”.", fix)


RULE = Rule(
    name="acronym-spacing",
    title="A name with a number written two ways",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="Readers and search take them for two.",
    looks=_find,
    wrong=(
        "EXPO31 comes after EXPO30, but [[EXPO 31|EXPO31]] is far.",
        "The G-20 met; the [[G20|G-20]] and G-20.",
    ),
    right=("EXPO31 comes after EXPO30.", "On 12 MAY 2020, from A4 to B 52, at TV 5."),
)
