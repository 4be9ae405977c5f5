"""Which findings a person has let stand: until their words change."""

from collections.abc import Callable, Sequence

from desk.domain import Dismissal, Finding, Passage, Scope
from desk.text import CONTEXT, LONGEST, passage


def dismissal(
    finding: Finding, dismissals: Sequence[Dismissal], text: Callable[[str], str]
) -> Dismissal | None:
    """Return by what a finding was dismissed, None where it is open.

    Args:
        finding: as the story now has it.
        dismissals: the story's and the publication's.
        text: returns all the words of a field.
    """
    for one in dismissals:
        if one.rule != finding.rule or one.words != finding.words[:LONGEST]:
            continue
        if one.scope is not Scope.PLACE or _there(finding, one, text):
            return one
    return None


def _there(finding: Finding, one: Dismissal, text: Callable[[str], str]) -> bool:
    if one.field != finding.field:
        return False
    if one.passage is None or finding.start == finding.end:
        return True
    kept = one.passage
    found = passage(text(finding.field), kept.quote, kept.before, kept.after, kept.at)
    return found is not None and found[0] == finding.start


def place(finding: Finding, words: str) -> Passage | None:
    """Return the place of a finding in the words of its field; None where it is about no words."""
    if finding.start == finding.end:
        return None
    start, end = finding.start, finding.end
    return Passage(
        quote=words[start:end][:LONGEST],
        before=words[max(start - CONTEXT, 0) : start],
        after=words[end : end + CONTEXT],
        at=start,
    )
