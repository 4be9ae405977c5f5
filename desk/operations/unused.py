"""Photos that nothing shows any more, deleted from the library for good once a person has seen which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.domain import Change, Done, Photo
from desk.operations import backups
from desk.operations.desk import Desk, Progress, never, nothing

_AT_ONCE = 50  # photos in one transaction: other windows save in between


@dataclass(frozen=True, slots=True)
class Unused:
    """Which of some photos can be deleted.

    Attributes:
        photos: those that no story shows and no card on a front ever showed.
        kept: how many others there are.
    """

    photos: tuple[Photo, ...] = ()
    kept: int = 0

    @property
    def size(self) -> int:
        """Return how many bytes their originals have."""
        return sum(photo.size for photo in self.photos)


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted, and the backup that still has it.

    Attributes:
        photos: how many.
        size: bytes of their originals.
        kept: how many came into use meanwhile and stay, or were left because the work was stopped.
        backup: its file; None where there was nothing to delete.
    """

    photos: int = 0
    size: int = 0
    kept: int = 0
    backup: Path | None = None


def among(desk: Desk, ids: Sequence[str] | None = None) -> Unused:
    """Return which of some photos, or of all, nothing shows; in the order given."""
    photos = desk.store.photos() if ids is None else [row.photo for row in desk.store.photo_rows(ids)]
    shown = desk.store.shown_photos()
    free = tuple(photo for photo in photos if photo.id not in shown)
    return Unused(free, len(photos) - len(free))


def delete(
    desk: Desk, ids: Sequence[str], progress: Progress = nothing, cancelled: Callable[[], bool] = never
) -> Done[Gone]:
    """Delete those of some photos that nothing shows, with their originals; a backup is made first.

    What was said of them stays in the desk's history. A story that is brought back from its history has their
    words in their places.

    Raises:
        Unwritable: the backup cannot be made, and nothing is deleted; or the disk refused an original.
    """
    free = [photo.id for photo in among(desk, ids).photos]
    if not free:
        return Done(Gone(kept=len(ids)), Change())
    backup = backups.make(desk, "before-deleting")
    gone: list[str] = []
    size = 0
    for start in range(0, len(free), _AT_ONCE):
        if cancelled():
            break
        some, bytes_ = desk.store.delete_photos(free[start : start + _AT_ONCE])
        gone += [photo.id for photo in some]
        size += bytes_
        progress(min(start + _AT_ONCE, len(free)), len(free))
    return Done(Gone(len(gone), size, len(ids) - len(gone), backup), Change.of("photo", *gone))
