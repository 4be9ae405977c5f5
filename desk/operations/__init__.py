"""One function for each thing a person can do; the window and the terminal call these, nothing below."""

from desk.operations import (
    backups,
    comparing,
    curation,
    desk,
    exporting,
    finding,
    history,
    importing,
    journal,
    photo,
    searching,
    spelling,
    story,
)
from desk.operations.desk import Desk, Progress

__all__ = [
    "Desk",
    "Progress",
    "backups",
    "comparing",
    "curation",
    "desk",
    "exporting",
    "finding",
    "history",
    "importing",
    "journal",
    "photo",
    "searching",
    "spelling",
    "story",
]
