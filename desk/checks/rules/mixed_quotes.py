"""Straight quotation marks among curly ones."""

from collections import Counter
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.quoting import signs
from desk.checks.rule import TYPED, Example, Found, Group, Rule, at
from desk.domain import Level
from desk.text.typography import quotes


def _find(case: Case) -> Iterator[Found]:
    marks = [(part, sign) for part in case.parts for sign in signs(part.words)]
    kinds = Counter(sign.sign == '"' for _, sign in marks)
    if len(kinds) < 2:
        return
    style = quotes(case.story.language)
    for part, sign in marks:
        text = part.words.prose
        if sign.sign == '"' and not text[sign.at - 1 : sign.at].isdigit():
            fix = style.opening if sign.opens else style.closing
            yield at(part, sign.at, sign.at + 1, "A straight quotation mark stands among curly ones.", fix)


RULE = Rule(
    name="mixed-quotes",
    title="Straight and curly quotation marks",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="One story keeps to one kind; the other was pasted in.",
    languages=TYPED,
    looks=_find,
    wrong=(
        'He said “yes” and [["|“]]no[["|”]].',
        Example('Он сказал «да» и [["|«]]нет[["|»]].', language="ru"),
    ),
    right=('"Yes," he said, "and no."', "“Yes,” he said.", 'A 19" screen is “big”.'),
)
