"""Who did what: the person and device on every write, what a write changed and where two met."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Who:
    """The person and the device that stand on every revision."""

    author: str
    device: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a write changed, announced once to every pane.

    Attributes:
        kinds: of `story`, `photo`, `list`, `related`, `publication`, `search`; `gone` where stories were
            deleted, to which others may lead.
        ids: the ids of what changed (a list's slug stands beside its id).
        origin: the pane that asked for it, so that it can ignore its own; empty for none.
    """

    kinds: frozenset[str] = field(default_factory=frozenset[str])
    ids: frozenset[str] = field(default_factory=frozenset[str])
    origin: str = ""

    @staticmethod
    def of(kind: str, *ids: str, origin: str = "") -> "Change":
        """Return the change of things of one kind."""
        return Change(frozenset({kind}), frozenset(ids), origin)

    def __or__(self, other: "Change") -> "Change":
        """Return both changes as one."""
        return Change(self.kinds | other.kinds, self.ids | other.ids, self.origin or other.origin)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people set to different things at the same time; both are in the revisions.

    Of a story's body, in which both stand, it is one place; of all else mine stands.

    Attributes:
        kind: `story`, `photo`, `list`, `front` or `publication`.
        id: of the thing.
        field: its name.
        mine: the revision that holds what stands now.
        theirs: the revision that holds the other's.
        slot: the place on a list whose field it is, or empty.
        said: of a story's body, my paragraphs and theirs, as Markdown.
    """

    kind: str
    id: str
    field: str
    mine: str
    theirs: str
    slot: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an operation made, what it changed, and what somebody else had set otherwise meanwhile."""

    value: T
    change: Change
    clashes: tuple[Clash, ...] = ()
