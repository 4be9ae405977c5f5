"""The small pictures of previewed pages, each made when a browser first asks for it."""

import re
import threading
from pathlib import Path

from desk.domain import Cancelled, Crop, NotFound, Photo, Story
from desk.photo import Rendition, apart, renditions
from desk.site.pictures import cuts
from desk.site.snapshot import Snapshot

_FILE = re.compile(r"pictures/([0-9a-f]{20}-\d{1,6})\.(jpg|webp|avif)")

Cut = tuple[Photo, Crop, tuple[Rendition, ...]]
"""A photo, the part of it that is shown, and every width of that: they are made as one, as an export does."""


class Watching(Snapshot):
    """Remembers which photos its pages show."""

    @property
    def shown(self) -> dict[str, Photo]:
        """Return them by id."""
        return self.__dict__.setdefault("shown_photos", {})

    def photo(self, key: str, story: Story, *, elsewhere: bool = False) -> Photo | None:
        """Return a photo that a story can show; see `Snapshot.photo`."""
        found = super().photo(key, story, elsewhere=elsewhere)
        if found is not None:
            self.shown[found.id] = found
        return found


class Pictures:
    """Makes them into the folder where exports keep theirs, one after the other: the rest is for typing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Cut] = {}
        self._turn = threading.Lock()
        self._ended = False

    @staticmethod
    def is_one(path: str) -> bool:
        """Return whether a path of the site is a picture's."""
        return _FILE.fullmatch(path) is not None

    def kept(self, path: str) -> bytes | None:
        """Return a picture that was made already."""
        file = self._folder / path.removeprefix("pictures/")
        return file.read_bytes() if file.is_file() else None

    def cut(self, path: str, snapshot: Watching) -> Cut:
        """Return what a picture shows; raises NotFound where no page that was asked for shows it."""
        name = path.removeprefix("pictures/").rpartition(".")[0]
        if name not in self._known:
            for photo in (*snapshot.shown.values(), *snapshot.slot_photos()):
                for crop, files in cuts((photo, use) for use in snapshot.theme.uses.values()).items():
                    self._known |= {file.name: (photo, crop, files) for file in files}
        if name not in self._known:
            raise NotFound(f"No page shows {path}")
        return self._known[name]

    def make(self, path: str, cut: Cut, original: Path) -> bytes:
        """Make a picture, and the same in other widths, which a browser may ask for next.

        Raises:
            BadInput: the original cannot be read.
            Cancelled: nobody looks any more.
            Unwritable: the folder refuses.
        """
        photo, crop, files = cut
        with self._turn:
            if self._ended:
                raise Cancelled("The preview has ended")
            if found := self.kept(path):  # another width of it was asked for meanwhile
                return found
            kind = path.rpartition(".")[2]
            apart(renditions, original, {crop: files}, self._folder, kinds=[kind], angle=photo.angle)
        return (self._folder / path.removeprefix("pictures/")).read_bytes()

    def end(self) -> None:
        """Make no more."""
        self._ended = True
