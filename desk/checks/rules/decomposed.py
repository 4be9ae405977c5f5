"""A letter and its accent as two characters where there is one."""

import re
import unicodedata
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_PAIR = re.compile("[^\\W_][\u0300-\u036f]+")


def _find(words: Words) -> Iterator[Found]:
    if unicodedata.is_normalized("NFC", words.prose):
        return
    for pair in _PAIR.finditer(words.prose):
        whole = unicodedata.normalize("NFC", pair[0])
        if whole != pair[0]:
            yield Found(*pair.span(), f"The accent of “{whole}” is a character of its own.", whole)


RULE = Rule(
    name="decomposed",
    title="An accent apart from its letter",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="The word is not found by searching and not known to the dictionary, and some screens show it torn.",
    reads=_find,
    wrong=(
        Example("The caf[[e\u0301|é]].", said="An e with a combining accent."),
        Example("Мо[[и\u0306|й]] дом.", said="An и with a combining breve.", language="ru"),
    ),
    right=("The café.", Example("Пла\u0301чу и плачу\u0301.", said="Stress marks.", language="ru")),
)
