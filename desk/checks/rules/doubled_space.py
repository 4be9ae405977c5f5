"""Two spaces where one is enough."""

import re
from collections.abc import Iterator

from desk.checks.rule import Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


def _find(words: Words) -> Iterator[Found]:
    if "  " not in words.prose and "\u00a0" not in words.prose:
        return
    for spaces in _SPACES.finditer(words.prose):
        yield Found(spaces.start(), spaces.end(), "More than one space stands between two words.", " ")


RULE = Rule(
    name="doubled-space",
    title="More than one space",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="Pages show one; feeds, mails and printed texts show the gap.",
    reads=_find,
    wrong=("One.[[  | ]]Two.", "A[[   | ]]b.", "One.[[\u00a0 | ]]Two."),
    right=("One. Two, and 5\u00a0km.", "Code `a  b` stays as it is."),
)
