"""A person with two offices."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import Found, Group, Rule, at
from desk.checks.words import Part
from desk.domain import Level

_OFFICES = (
    "deputy prime minister|prime minister|foreign minister|defen[cs]e minister|interior minister"
    "|finance minister|justice minister|vice president|president|chancellor|secretary of state"
    "|secretary general|governor|mayor|senator|ambassador|king|queen|speaker"
)
_HELD = re.compile(
    r"(?<![\w-])(?P<former>(?i:former |ex-|then[- ]|now |new |future |incoming |outgoing |acting |late "
    r"|deputy |vice[- ]))?"
    rf"(?P<office>(?i:{_OFFICES})),? "
    r"(?P<name>(?:[A-Z][\w’'-]+ ){0,2}[A-Z][\w’'-]{2,})(?![\w-])"
)
_ANY = re.compile(
    r"minister|president|chancellor|secretary|governor|mayor|senator|ambassador|king|queen|speak"
)


def _find(case: Case) -> Iterator[Found]:
    held: defaultdict[str, list[tuple[str, Part, re.Match[str]]]] = defaultdict(list)
    for part in case.parts:
        for found in _offices(part.words.prose):
            if not found["former"]:
                surname = found["name"].split()[-1].removesuffix("’s").removesuffix("'s")
                held[surname].append((found["office"].lower().replace("defence", "defense"), part, found))
    for name, offices in held.items():
        first = offices[0][0]
        if len({found["name"] for _, _, found in offices if " " in found["name"]}) > 1:
            continue  # two people of one surname
        for office, part, found in offices[1:]:
            if office != first:
                said = f"{name} is called {first} before and {office} here."
                yield at(part, found.start("office"), found.end("office"), said)


@lru_cache(maxsize=8192)
def _offices(prose: str) -> tuple[re.Match[str], ...]:
    """Return where a paragraph names an office with who holds it."""
    return tuple(_HELD.finditer(prose)) if _ANY.search(prose.lower()) else ()


RULE = Rule(
    name="title-twice",
    title="A person with two offices",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="One of the two is wrong, or they are two people.",
    languages=("en",),
    looks=_find,
    wrong=("Foreign Minister Ann Lee met him. Later [[Prime Minister]] Lee left.",),
    right=(
        "President Ann Lee met Prime Minister Bo Li. President Lee left.",
        "Former President Lee met President Li.",
        "Governor Ann Lee, now Senator Lee, won.",
        "Foreign Minister Ali Lee met Interior Minister Ann Lee.",
    ),
)
