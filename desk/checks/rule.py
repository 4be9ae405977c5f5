"""What a rule is: one file of `desk/checks/rules` whose `RULE` says what it looks for, with examples."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desk.checks.words import Part, Words
from desk.domain import Level

if TYPE_CHECKING:
    from desk.checks.case import Case

TYPED: Final = ("en", "ru", "az", "hy", "ka", "fr", "de", "tr", "ar")
"""The languages that the rules of typing know."""


class Group(StrEnum):
    """What rules are about, in the order in which people read of them."""

    TYPING = "Typing"
    FACTS = "Facts"
    QUOTES = "Quotes kept"
    STYLE = "House style"
    PHOTOS = "Photos"
    LINKS = "Links and curation"
    SPELLING = "Spelling"


class Found(NamedTuple):
    """Where a rule found something, and what.

    Attributes:
        start, end: in the words that it was given; of a finding in a `field`, in all its words.
        message: one plain sentence.
        fix: words to put there, or None.
        field: of a rule that looks at the whole story.
        about: what a finding about no words depends on.
    """

    start: int
    end: int
    message: str
    fix: str | None = None
    field: str = ""
    about: str = ""


def at(part: Part, start: int, end: int, message: str, fix: str | None = None) -> Found:
    """Return a finding in a part of a story, for a rule that looks at the whole."""
    return Found(part.at + start, part.at + end, message, fix, part.field)


def whole(name: str, message: str, about: str = "") -> Found:
    """Return a finding about a field as a whole, or about what is missing there."""
    return Found(0, 0, message, None, name, about)


@dataclass(frozen=True, eq=False)
class Example:
    """A story on which a rule finds something, or nothing.

    Attributes:
        body: what it says; `[[words]]` are those that the rule names, `[[words|fix]]` with what it offers.
        said: what the example shows where the words do not say it.
        language: the story's.
        story, publication: fields that differ from the defaults.
        more: fields of the case.
        field: where it is found; the body where empty.
    """

    body: str = ""
    said: str = ""
    language: str = "en"
    story: Mapping[str, Any] = field(default_factory=dict[str, Any])
    publication: Mapping[str, Any] = field(default_factory=dict[str, Any])
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])
    field: str = ""


@dataclass(frozen=True, eq=False)
class Rule:
    """One thing that the copy desk looks for.

    Attributes:
        name: as the settings and the terminal say it; never changed.
        title: what it finds, in a few words.
        group: what it is about.
        level: what it is where a publication says nothing.
        why: one sentence on why a finding matters.
        wrong, right: examples, which are its tests; words alone are an English body.
        languages: first parts of BCP 47 tags that it serves; in others it is silent. Empty for any.
        reads: looks at one paragraph by itself.
        looks: looks at the whole story. A rule has one of the two.
    """

    name: str
    title: str
    group: Group
    level: Level
    why: str
    wrong: tuple[str | Example, ...]
    right: tuple[str | Example, ...]
    languages: tuple[str, ...] = ()
    reads: Callable[[Words], Iterable[Found]] | None = None
    looks: Callable[["Case"], Iterable[Found]] | None = None

    def serves(self, language: str) -> bool:
        """Return whether it knows a language, given by the first part of its tag."""
        return not self.languages or language in self.languages
