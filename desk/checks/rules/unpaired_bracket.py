"""A bracket that nothing opens or closes."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import TYPED, Example, Found, Group, Rule, at
from desk.checks.words import Part
from desk.domain import Level

_SIGN = re.compile(r"[()\[\]]")
_OPENS = {")": "(", "]": "["}
_LIST = re.compile(r"(?:^|[\s;,:.(])(?:\d{1,3}|[^\W\d_]|[ivx]{1,4})$", re.IGNORECASE)
_FACE = re.compile(r"[:;=8]['-]?$")
_NEAR = 6  # characters before a bracket that tell a list or a face
_FAR = 3  # paragraphs that a bracket may span


def _find(case: Case) -> Iterator[Found]:
    for name in dict.fromkeys(part.field for part in case.parts):
        open_: list[tuple[int, Part, int]] = []
        for number, part in enumerate(part for part in case.parts if part.field == name):
            while open_ and number - open_[0][0] > _FAR:
                yield _unclosed(*open_.pop(0)[1:])
            yield from _of(part, number, open_)
        for _, part, place in open_:
            yield _unclosed(part, place)


def _of(part: Part, number: int, open_: list[tuple[int, Part, int]]) -> Iterator[Found]:
    text = part.words.prose
    for sign in _SIGN.finditer(text) if "(" in text or ")" in text or "[" in text or "]" in text else ():
        place = sign.start()
        if sign[0] in "([":
            if not _FACE.search(text, max(place - _NEAR, 0), place):
                open_.append((number, part, place))
            continue
        wanted = _OPENS[sign[0]]
        match = next((at for at in range(len(open_) - 1, -1, -1) if _sign(open_[at]) == wanted), None)
        if match is not None:
            del open_[match]
        elif not (
            sign[0] == ")"
            and (
                _LIST.search(text, max(place - _NEAR, 0), place)
                or _FACE.search(text, max(place - _NEAR, 0), place)
            )
        ):
            yield at(part, place, place + 1, f"Nothing opens the bracket “{sign[0]}”.")


def _sign(held: tuple[int, Part, int]) -> str:
    return held[1].words.prose[held[2]]


def _unclosed(part: Part, place: int) -> Found:
    return at(part, place, place + 1, f"Nothing closes the bracket “{part.words.prose[place]}”.")


RULE = Rule(
    name="unpaired-bracket",
    title="A bracket without its other half",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="Readers wait for an aside to end that never does.",
    languages=TYPED,
    looks=_find,
    wrong=(
        "He left [[(]]at last.",
        "He left at last[[)]].",
    ),
    right=(
        "He left (at last). [They] stayed.",
        "1) Bread, 2) butter. a) Salt :)",
        "(It starts here.\n\nAnd it ends here.)",
        Example("(Он ушёл.)", language="ru"),
    ),
)
