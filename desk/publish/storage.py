"""What a target must be able to do, whatever kind it is."""

from collections.abc import Collection
from typing import Protocol

PART = ".desk-part"
"""How the name of a file ends that is being written beside the one whose place it will take."""


class Storage(Protocol):
    """A folder somewhere, of files named by paths relative to it; threads may use it side by side.

    Whatever the world does is raised as a `DeskError`, but for what a method names.

    Attributes:
        lanes: how many threads may use it at once with profit.
    """

    lanes: int

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """Return the size in bytes of each of these files that is there; -1 for what is no file."""
        ...

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises FileNotFoundError."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Have a file hold these bytes, whole or not at all, and see that it does."""
        ...

    def create(self, path: str, content: bytes) -> None:
        """Write a file that is not there; raises FileExistsError where it is."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty; one that is not there is no error."""
        ...

    def tidy(self, paths: Collection[str]) -> None:
        """Remove what was left of writing these files when a program was killed."""
        ...

    def settle(self) -> None:
        """See that what was written outlives a loss of power, as far as that can be asked for."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
