"""Quoted matter of which nothing says where it comes from."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.kept import quotations
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import SAID
from desk.domain import Level, Source

_LONG = 12  # words of a quotation that must come from somewhere


_QUOTED = "“We have never seen such a winter in these hills and hope never to.”"


def _find(case: Case) -> Iterator[Found]:
    parts = case.body
    long = [said for said in quotations(parts) if len(said.words.split()) >= _LONG]
    if not long or case.story.source.name or any(part.words.links for part in parts):
        return
    if not any(SAID[case.language].search(part.words.prose) for part in parts):
        first = long[0]
        yield at(first.part, first.start - 1, first.end + 1, "Nothing says where this is quoted from.")


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
