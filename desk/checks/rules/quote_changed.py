"""Words inside quotation marks that are not as they first stood."""

from collections.abc import Iterator
from datetime import UTC, datetime

from desk.checks.case import Case
from desk.checks.kept import changed, quotations
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import KeptQuote, Level


def _find(case: Case) -> Iterator[Found]:
    for said, was in changed(tuple(quotations(case.body)), case.story.quotes) if case.story.quotes else ():
        message = f"These words stood otherwise when {was.author} first set them: “{was.words}”."
        yield at(said.part, said.start, said.end, message, was.words)


_KEPT = (
    KeptQuote(words="We will not go back to the table.", at=datetime(2026, 1, 1, tzinfo=UTC), author="Ann"),
)

RULE = Rule(
    name="quote-changed",
    title="A quotation that was changed",
    group=Group.QUOTES,
    level=Level.PUBLISHED,
    why="Nobody’s words are edited; if they were wrong at first, say that they may stand now.",
    looks=_find,
    wrong=(
        Example(
            "“[[We will go back to the table.|We will not go back to the table.]]” he said.",
            said="At first he had said “We will not go back to the table.”",
            story={"quotes": _KEPT},
        ),
    ),
    right=(
        Example("“We will not go back to the table,” he said.", story={"quotes": _KEPT}),
        Example("He left.", said="The quotation was taken out.", story={"quotes": _KEPT}),
        Example("“A new thing that she said today,” she said.", said="A new one.", story={"quotes": _KEPT}),
    ),
)
