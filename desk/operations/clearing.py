"""What people say to the copy desk: this may stand, that is cleared, the story moves on all the same."""

from dataclasses import replace
from datetime import UTC, datetime

from desk import checks
from desk.domain import (
    BadInput,
    Dismissal,
    Done,
    Finding,
    Level,
    Override,
    Publication,
    Scope,
    Status,
    Stopped,
    Story,
)
from desk.operations import checking
from desk.operations.desk import Desk, keep
from desk.operations.story import moved, save
from desk.text import LONGEST


def dismiss(
    desk: Desk, key: str, finding: Finding, reason: str, *, scope: Scope = Scope.PLACE
) -> Done[Dismissal]:
    """Let a finding stand until its words change: in its place, its story, or every story.

    Raises:
        BadInput: no reason is given, or the story no longer says what was found.
    """
    story = desk.store.story(key)
    case = checking.case(desk, story)
    if not reason.strip():
        raise BadInput("A finding stands for a reason", todo="Say in a few words why it may")
    about = (finding.rule, finding.field, finding.words)
    same = [one for one in checks.check(case) if (one.rule, one.field, one.words) == about]
    if not same:
        raise BadInput("The words have changed meanwhile", kept="Nothing was changed", todo="Look again")
    finding = min(same, key=lambda one: abs(one.start - finding.start))  # it may have moved
    here = scope is Scope.PLACE
    said = Dismissal(
        rule=finding.rule,
        words=finding.words[:LONGEST],
        scope=scope,
        reason=reason.strip(),
        author=desk.who.author,
        at=datetime.now(UTC),
        field=finding.field if here else "",
        passage=checks.place(finding, checks.field_text(case, finding.field)) if here else None,
    )
    if scope is Scope.ALWAYS:
        publication = desk.store.publication()
        done = keep(desk, replace(publication, dismissals=(*publication.dismissals, said)))
        return Done(said, done.change)
    return Done(said, save(desk, replace(story, dismissals=(*story.dismissals, said))).change)


def bring_back(desk: Desk, key: str, said: Dismissal) -> Done[None]:
    """Take a dismissal back: what it let stand is pointed out again."""
    if said.scope is Scope.ALWAYS:
        publication = desk.store.publication()
        left = tuple(one for one in publication.dismissals if one != said)
        return Done(None, keep(desk, replace(publication, dismissals=left)).change)
    story = desk.store.story(key)
    left = tuple(one for one in story.dismissals if one != said)
    return Done(None, save(desk, replace(story, dismissals=left)).change)


def set_level(desk: Desk, rule: str, level: Level | None) -> Done[Publication]:
    """Say what a rule is in this publication, None for its own; raises BadInput for no rule."""
    if rule not in checks.all_rules():
        raise BadInput(f"There is no rule “{rule}”", todo="See: desk check --rules")
    publication = desk.store.publication()
    levels = {name: one for name, one in publication.checks if name != rule}
    if level is not None and level is not checks.all_rules()[rule].level:
        levels[rule] = level
    return keep(desk, replace(publication, checks=tuple(sorted(levels.items()))))


def move(desk: Desk, key: str, status: Status, *, reason: str = "") -> Done[Story]:
    """Move a story to a status, for a `reason` also with required findings open; see `cleared`."""
    return save(desk, moved(cleared(desk, desk.store.story(key), status, reason), status), reason="status")


def cleared(desk: Desk, story: Story, status: Status, reason: str = "") -> Story:
    """Return a story that may move to a status; with a reason, what was open goes into its overrides.

    Raises:
        Stopped: required findings are open, and no reason is given.
    """
    if story.status is status or status not in (Status.READY, Status.PUBLISHED):
        return story
    open_ = checking.check(desk, story).stopping(status)
    if not open_:
        return story
    if not reason.strip():
        raise Stopped(status, open_)
    said = Override(
        status=status,
        findings=tuple(finding.message for finding in open_),
        reason=reason.strip(),
        author=desk.who.author,
        at=datetime.now(UTC),
    )
    return replace(story, overrides=(*story.overrides, said))
