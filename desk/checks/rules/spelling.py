"""Words that the dictionary does not know, counted."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level

_SHOWN = 5


def _find(case: Case) -> Iterator[Found]:
    wrong = sorted(case.misspelt or ())
    if wrong:
        shown = ", ".join(f"“{word}”" for word in wrong[:_SHOWN]) + (" …" if len(wrong) > _SHOWN else "")
        many = "1 word is" if len(wrong) == 1 else f"{len(wrong)} words are"
        yield whole("body", f"{many} not in the dictionary: {shown}.", " ".join(wrong))


RULE = Rule(
    name="spelling",
    title="Words that the dictionary does not know",
    group=Group.SPELLING,
    level=Level.ADVICE,
    why="Each is marked in the text, with what was perhaps meant; a name goes on the newsroom’s list.",
    looks=_find,
    wrong=(Example("The briige.", more={"misspelt": frozenset({"briige"})}, field="body"),),
    right=(
        Example("The bridge.", more={"misspelt": frozenset()}),
        Example("The briige.", said="Nobody asked the dictionary."),
    ),
)
