"""What an export is made from: plain data and two ways to reach what is large."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk import text
from desk.domain import CuratedList, Photo, Publication, Story


def written(story: Story) -> str:
    """Return the HTML of a story's body as its Markdown says, not yet cleaned."""
    return text.html(story.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The whole publication as it stands in the desk.

    Attributes:
        publication: its settings.
        stories: all of them, in any status; what readers may see is decided here.
        photos: by id.
        originals: where a photo's original file lies.
        lists: by slug, `related:STORY` ones too.
        html: the HTML of a story's body, not yet cleaned.
    """

    publication: Publication
    stories: Sequence[Story]
    photos: Mapping[str, Photo]
    originals: Callable[[Photo], Path]
    lists: Mapping[str, CuratedList]
    html: Callable[[Story], str] = written
