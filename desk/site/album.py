"""The small pictures of the photos that a site shows: made where they are lacking, put among its files."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desk.domain import Crop, Photo, Story
from desk.photo import Rendition
from desk.site import worded
from desk.site.output import Output
from desk.site.pictures import cuts, file_names, make
from desk.site.printing import Printing
from desk.site.snapshot import Snapshot, placed

Pictures = dict[Crop, tuple[Rendition, ...]]


@dataclass
class Album:
    """The pictures of an export.

    Attributes:
        snapshot: whose photos they are.
        printing: of its pages; it is told what did not go into a picture.
        cache: the folder in which pictures are kept from one export to the next.
        jobs: how many are made at once.
        full: make all anew.
        cancelled: asked between two photos.
        photos: by the paths of their pictures in the site, once these were made.
    """

    snapshot: Snapshot
    printing: Printing
    cache: Path
    jobs: int = 1
    full: bool = False
    cancelled: Callable[[], bool] = lambda: False
    photos: dict[str, Photo] = field(default_factory=dict[str, Photo])

    def wanted(self, stories: Iterable[Story], slots: Iterable[Photo] = ()) -> list[tuple[Photo, Pictures]]:
        """Return each photo that some stories show, once, with the renditions that pages may ask for.

        `slots` are those that cards on fronts show in place of their stories' own.
        """
        uses, photos = self.snapshot.theme.uses, self.snapshot.edition.photos
        wanted: dict[str, list[tuple[Photo, str]]] = {}
        for story in stories:
            for key, lead in placed(story).items():
                if key in photos and not self.snapshot.right(photos[key], story):
                    wanted.setdefault(key, []).extend(
                        (photos[key], name) for name in (uses if lead else ["article"])
                    )
        for photo in slots:
            wanted.setdefault(photo.id, []).extend((photo, name) for name in ("card", "thumb", "lead"))
        return [
            (photos[key], cuts((photo, uses[name]) for photo, name in shown)) for key, shown in wanted.items()
        ]

    def paths(self, wanted: Iterable[tuple[Photo, Pictures]]) -> dict[str, list[str]]:
        """Return the paths of the pictures of photos, by the photos' ids."""
        kinds = self.snapshot.kinds
        return {
            photo.id: [f"pictures/{name}" for name in file_names(pictures, kinds)]
            for photo, pictures in wanted
        }

    def make(
        self, output: Output, wanted: Sequence[tuple[Photo, Pictures]], step: Callable[[], None]
    ) -> None:
        """Make pictures and put them; a photo of which none can be made is `Snapshot.broken`.

        Raises:
            Cancelled, Unwritable: the site is as it was.
        """
        snapshot, paths = self.snapshot, self.paths(wanted)
        self.photos = {path: photo for photo, _ in wanted for path in paths[photo.id]}
        work = make(
            wanted,
            snapshot.edition.originals,
            self.cache,
            snapshot.kinds,
            jobs=self.jobs,
            full=self.full,
            cancelled=self.cancelled,
        )
        with closing(work) as made:  # a failure here ends its threads too
            for photo, error in made:
                if error:
                    snapshot.broken.add(photo.id)
                    snapshot.warn(f"A photo was left out: {error}")
                else:
                    self.put(output, photo, paths[photo.id])
                step()

    def put(self, output: Output, photo: Photo, paths: Iterable[str]) -> None:
        """Put pictures of a photo that were made."""
        place = self.snapshot.edition.publication.photo_place
        self.printing.left_out |= worded.put(output, photo, paths, self.cache, place=place)
