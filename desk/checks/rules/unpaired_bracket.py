"""A bracket that nothing opens or closes."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import chain

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
_Open = dict[str, deque[tuple[int, Part, int]]]  # brackets that wait, by sign: paragraph and place in it


def _find(case: Case) -> Iterator[Found]:
    for parts in case.fields.values():
        open_: _Open = {"(": deque(), "[": deque()}
        for number, part in enumerate(parts):
            for waiting in open_.values():
                while waiting and number - waiting[0][0] > _FAR:
                    yield _unclosed(*waiting.popleft()[1:])
            yield from _of(part, number, open_)
        for _, part, place in chain.from_iterable(open_.values()):
            yield _unclosed(part, place)


def _of(part: Part, number: int, open_: _Open) -> Iterator[Found]:
    text = part.words.prose
    for sign in _SIGN.finditer(text) if "(" in text or ")" in text or "[" in text or "]" in text else ():
        place = sign.start()
        if sign[0] in "([":
            if not _FACE.search(text, max(place - _NEAR, 0), place):
                open_[sign[0]].append((number, part, place))
        elif waiting := open_[_OPENS[sign[0]]]:
            waiting.pop()
        elif not (
            sign[0] == ")"
            and (
                _LIST.search(text, max(place - _NEAR, 0), place)
                or _FACE.search(text, max(place - _NEAR, 0), place)
            )
        ):
            yield at(part, place, place + 1, f"Nothing opens the bracket “{sign[0]}”.")


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
