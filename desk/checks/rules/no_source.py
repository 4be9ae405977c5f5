"""Quoted matter of which nothing says where it comes from."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.quoting import pairs
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import SAID
from desk.domain import Level, Source

_LONG = 12  # words of a quotation that must come from somewhere


_QUOTED = "“We have never seen such a winter in these hills and hope never to.”"


def _find(case: Case) -> Iterator[Found]:
    if case.story.source.name or any(part.words.links for part in case.body):
        return
    parts = case.body
    said = SAID.get(case.language)
    text = "\n".join(part.words.prose for part in parts)
    if said is None or said.search(text):
        return
    for quotation in pairs(parts).quotations:
        words = parts[quotation.first].words
        if quotation.first == quotation.last:
            inside = words.text[quotation.start : quotation.end]
            if len(inside.split()) >= _LONG:
                yield at(
                    parts[quotation.first],
                    quotation.start,
                    quotation.end,
                    "Nothing says where this is quoted from.",
                )
                return


RULE = Rule(
    name="no-source",
    title="Quoted matter without a source",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="What is quoted must be found again, by readers and by the next editor.",
    languages=tuple(SAID),
    looks=_find,
    wrong=(f"[[{_QUOTED}]] That was it.",),
    right=(
        f"{_QUOTED} he said.",
        Example(f"{_QUOTED} That was it.", story={"source": Source("An agency")}),
        "“A few words” are nothing.",
    ),
)
