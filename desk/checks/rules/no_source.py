"""Quoted matter of which nothing says where it comes from."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.kept import Said, quotations
from desk.checks.quoting import attributed
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.tongues import SAID
from desk.domain import Level, Source

_MARKS = '"“”„«» \u00a0\u202f'
_LONG = 12  # words of a quotation that must come from somewhere


_QUOTED = "“We have never seen such a winter in these hills and hope never to.”"


def _find(case: Case) -> Iterator[Found]:
    parts = case.body
    long = [said for said in quotations(parts) if len(said.words.split()) >= _LONG]
    if not long or case.story.source.name or any(part.words.links for part in parts):
        return
    told = any(SAID[case.language].search(part.words.prose) for part in parts)
    if not told and not any(map(_attributed, long)):
        yield at(long[0].part, long[0].start, long[0].end, "Nothing says where this is quoted from.")


def _attributed(said: Said) -> bool:
    text = said.part.words.text
    return attributed(text[: said.start].rstrip(_MARKS), said.words, text[said.end :].lstrip(_MARKS))


RULE = Rule(
    name="no-source",
    title="Quoted matter without a source",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="What is quoted must be found again, by readers and by the next editor.",
    languages=tuple(SAID),
    looks=_find,
    wrong=(f"“[[{_QUOTED[1:-1]}]]” That was it.",),
    right=(
        f"{_QUOTED} he said.",
        Example(
            "« Nous n’avons jamais vu un tel hiver dans ces monts et ne voulons plus le voir », lance Li.",
            language="fr",
        ),
        Example(f"{_QUOTED} That was it.", story={"source": Source("An agency")}),
        "“A few words” are nothing.",
    ),
)
