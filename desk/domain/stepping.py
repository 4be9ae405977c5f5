"""Undo and redo read from a chain of revisions, so that both go back across restarts."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.domain.story import Revision

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True)
class Steps:
    """Which revisions a step back and a step forward bring again; empty where there is none."""

    undo: str = ""
    redo: str = ""


def steps(chain: Sequence[Revision]) -> Steps:
    """Return where undo and redo lead.

    Args:
        chain: a thing's revisions from one of its states to the newest, oldest first. A step back has the
            reason `undo`, a step forward `redo`; every other is an edit, after which nothing can be redone.
    """
    past: list[str] = []
    future: list[str] = []
    for one in chain:
        match one.reason:
            case "undo" if len(past) > 1:
                future.append(past.pop())
            case "redo" if future:
                past.append(future.pop())
            case _:
                past.append(one.id)
                future.clear()
    return Steps(past[-2] if len(past) > 1 else "", future[-1] if future else "")
