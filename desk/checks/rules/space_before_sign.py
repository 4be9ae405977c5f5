"""A space before a comma or a full stop."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_BEFORE = re.compile(r"(?<=[\w)”»\"’])[ \u00a0\u202f]+(?=[,.։،](?:[ \u00a0\n”»\"]|$))")
_CALLS = re.compile(r"(?<=[^\W\d_])[ \u00a0\u202f]+(?=[!?؟]+(?:[ \u00a0\n]|$))")  # French sets them so
_BEHIND = re.compile(r"(?<=[^\W_])[ \u00a0\u202f]+,(?=[^\W\d_])")
_MAYBE = re.compile("[ \u00a0\u202f][,.։،!?؟]")


def _find(words: Words) -> Iterator[Found]:
    if not _MAYBE.search(words.prose):
        return
    for space in _BEFORE.finditer(words.prose):
        sign = words.prose[space.end()]
        if words.prose[space.end() : space.end() + 3] not in ("...", ". ."):
            yield Found(space.start(), space.end(), f"A space stands before “{sign}”.", "")
    for comma in _BEHIND.finditer(words.prose):
        yield Found(comma.start(), comma.end(), "A space stands before “,” and none behind it.", ", ")
    for space in _CALLS.finditer(words.prose) if words.language != "fr" else ():
        sign = words.prose[space.end()]
        yield Found(space.start(), space.end(), f"A space stands before “{sign}”.", "")


RULE = Rule(
    name="space-before-sign",
    title="A space before a comma, full stop or question mark",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="The sign can begin a line, away from the word that it belongs to.",
    languages=("en", "ru", "az", "hy", "ka", "fr", "de", "tr", "ar"),
    reads=_find,
    wrong=(
        "Bread[[ |]], butter.",
        "The end[[ |]].",
        Example("Конец[[ |]].", language="ru"),
        "Is it true[[ |]]?",
        "It is here[[ ,|, ]]and there.",
    ),
    right=(
        "Bread, butter. A .NET team and .com sites.",
        "He waited ... and waited . . . again.",
        Example("Vraiment ?", language="fr"),
    ),
)
