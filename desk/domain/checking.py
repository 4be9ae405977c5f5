"""What the copy desk finds in a story, what a publication makes of it, and what people said to it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desk.domain.comment import Passage
from desk.domain.status import Status


class Level(StrEnum):
    """What a publication makes of a rule; each level does all that the one before does."""

    OFF = "off"
    ADVICE = "advice"
    PUBLISHED = "published"
    READY = "ready"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            Level.OFF: "Off",
            Level.ADVICE: "Advice",
            Level.PUBLISHED: "Required to publish",
            Level.READY: "Required for Ready",
        }[self]

    @property
    def required(self) -> bool:
        """Return whether a finding must be cleared at some time."""
        return self in (Level.PUBLISHED, Level.READY)

    def stops(self, status: Status) -> bool:
        """Return whether a finding keeps a story from a status."""
        return (self.required and status is Status.PUBLISHED) or (
            self is Level.READY and status is Status.READY
        )


class Scope(StrEnum):
    """How far a dismissal reaches."""

    PLACE = "place"
    STORY = "story"
    ALWAYS = "always"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {Scope.PLACE: "Here", Scope.STORY: "In this story", Scope.ALWAYS: "For good"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the copy desk points out.

    Attributes:
        rule: the name of the rule (`missing-space`).
        level: what the publication makes of it.
        field: where: `headline`, `body`, `photos/0/caption`, `related/1/headline`, `section` …
        start, end: code points of the field's words as a person sees them: the body's blocks without marks,
            a line end between two. The same where the finding is about no words.
        words: the words named; of a finding about no words, what it depends on (a photo's id).
        message: one plain sentence on what is wrong.
        why: one on why that matters.
        fix: words to put in their place, or None.
    """

    rule: str
    level: Level
    field: str
    start: int
    end: int
    words: str
    message: str
    why: str
    fix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A person's word that a finding may stand, until its words change.

    Attributes:
        rule, words: of the finding.
        scope: for its place, its story, or every story of the publication.
        reason: why, as the person wrote it.
        author: who, at `at` (UTC).
        field, passage: where, for a place; the passage's quote is `words`.
    """

    rule: str
    words: str
    scope: Scope
    reason: str
    author: str
    at: dt.datetime
    field: str = ""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An editor's word that a story moves on with required findings open.

    Attributes:
        status: where it moved.
        findings: what was open, a sentence each.
        reason: why, as the editor wrote it.
        author: who, at `at` (UTC).
    """

    status: Status
    findings: tuple[str, ...]
    reason: str
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuote:
    """Words that stood in quotation marks when they were first saved, at `at` (UTC) by `author`."""

    words: str
    at: dt.datetime
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of the house style.

    Attributes:
        wrong: what is not written: words, or with `pattern` a regular expression.
        right: what is written instead, in a pattern with `$1` for its groups; empty where nothing is offered.
        language: a BCP 47 tag that the story's is or begins with; empty for any.
        scope: `headline` (with standfirst and kicker), `body`, `caption`; empty for all.
        exceptions: phrases in which `wrong` is right.
        case: upper and lower case tell.
        note: why, for the person who reads the finding.
    """

    wrong: str
    right: str = ""
    language: str = ""
    scope: str = ""
    exceptions: tuple[str, ...] = ()
    case: bool = False
    pattern: bool = False
    note: str = ""


_Row = TypeVar("_Row")


def merge_said(base: tuple[_Row, ...], mine: tuple[_Row, ...], theirs: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """Join what two people said: all that either added, without what either took back."""
    kept = tuple(one for one in mine if one in theirs or one not in base)
    return (*kept, *(one for one in theirs if one not in mine and one not in base))
