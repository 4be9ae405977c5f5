"""One function for each thing a person can do; the window and the terminal call these, nothing below."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.operations import (
        backups,
        bulk,
        checking,
        clashes,
        clearing,
        comparing,
        curation,
        desk,
        exporting,
        finding,
        fronts,
        glance,
        handing,
        history,
        house_style,
        importing,
        intake,
        journal,
        library,
        photo,
        photo_lists,
        photo_words,
        places,
        placing,
        popular,
        previewing,
        pruning,
        publishing,
        renaming,
        searching,
        spelling,
        story,
        suggesting,
        thumbnails,
        touching,
        typed,
        unchanged,
        unused,
        withdrawn,
    )
    from desk.operations.desk import Desk, Progress

__all__ = [
    "Desk",
    "Progress",
    "backups",
    "bulk",
    "checking",
    "clashes",
    "clearing",
    "comparing",
    "curation",
    "desk",
    "exporting",
    "finding",
    "fronts",
    "glance",
    "handing",
    "history",
    "house_style",
    "importing",
    "intake",
    "journal",
    "library",
    "photo",
    "photo_lists",
    "photo_words",
    "places",
    "placing",
    "popular",
    "previewing",
    "pruning",
    "publishing",
    "renaming",
    "searching",
    "spelling",
    "story",
    "suggesting",
    "thumbnails",
    "touching",
    "typed",
    "unchanged",
    "unused",
    "withdrawn",
]


def __getattr__(name: str) -> object:
    """Load what is asked for then, so that the first paint waits for none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in ("Desk", "Progress"):
        return getattr(import_module("desk.operations.desk"), name)
    return import_module(f"{__name__}.{name}")


def load() -> None:
    """Load all of it, so that nobody waits later."""
    for name in __all__:
        __getattr__(name)
