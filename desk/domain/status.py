"""Where stories stand."""

from enum import StrEnum


class Status(StrEnum):
    """Where a story stands on its way to the reader."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return "In review" if self is Status.REVIEW else self.value.capitalize()
