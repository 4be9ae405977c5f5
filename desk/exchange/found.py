"""What an import found, before anything of it is stored."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desk.domain import Placement, Publication, Slot, Status, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a draft.

    Attributes:
        path: the file to take in; None while the words wait for it.
        place: role, caption, alt, credit and `ref`, the body's own name for it; `photo` is empty.
    """

    path: Path | None = None
    place: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A story as a file gives it.

    Attributes:
        story: every field the file fills; `id` and `photos` are empty, `origin` is set. `created` and
            `published` are the file's date, where it has one; `revision` is that of the story that some desk
            made the file of.
        status: what the file says; None where it is silent.
        pictures: lead and inline pictures in order.
        key: what lists and related links of the same import call it: the file's name, or the headline.
    """

    story: Story
    status: Status | None = None
    pictures: tuple[Picture, ...] = ()
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file or publication folder holds.

    Attributes:
        stories: no two with the same headline (from one file) or key (from a folder).
        lists: places by list slug; a slot's `id` is empty and its `story` is a draft's key.
        related: related links by the draft's key, in the same form.
        skipped: what was left out and why, one line each.
    """

    stories: tuple[Draft, ...] = ()
    lists: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict[str, tuple[Slot, ...]])
    related: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict[str, tuple[Slot, ...]])
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPublication(Found):
    """A whole publication folder; the publication's `id` and `revision` are empty."""

    publication: Publication


def origin(*words: str) -> str:
    """Return `text:SHA256` of words, alike for texts that differ in spacing or Unicode form alone."""
    text = unicodedata.normalize("NFC", "\n".join(words))
    return "text:" + hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode()).hexdigest()
