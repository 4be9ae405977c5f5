"""The pictures that pages load: which there are of a photo, and making those that are missing."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from desk.domain import BadInput, Cancelled, Crop, Photo
from desk.domain.source_type import told
from desk.photo import Rendition, frame, rendition_names
from desk.site.sandbox import Plain
from desk.site.theme import SHARES, Use

_USUAL = 700
_SOCIAL = 1200


@dataclass(frozen=True, slots=True)
class Picture(Plain):
    """A photo in one place of a page.

    Attributes:
        files: every width, narrowest first; each is `NAME.jpg` in the site's `pictures` and more formats.
        kinds: those, the endings of their names, what browsers should take first.
        file: the one for browsers that choose none themselves.
        made: the label that says that it is no plain photograph (`made_ai`), or empty.
        tall: higher than it is wide.
    """

    files: tuple[Rendition, ...]
    kinds: tuple[str, ...]
    file: Rendition
    sizes: str
    alt: str
    caption: str = ""
    credit: str = ""
    made: str = ""

    @property
    def tall(self) -> bool:
        """Return whether it is higher than wide."""
        return self.file.height > self.file.width

    @property
    def social(self) -> Rendition:
        """Return the one to show where a link is shared."""
        return next((file for file in self.files if file.width >= _SOCIAL), self.files[-1])


def cuts(shown: Iterable[tuple[Photo, Use]]) -> dict[Crop, tuple[Rendition, ...]]:
    """Return the renditions that the uses of one photo ask for, widest first, by the part they show.

    What only search engines and networks ask for is made as JPEG alone.

    Args:
        shown: the photo, as a slot may crop it otherwise, and each use.
    """
    found: dict[Crop, dict[str, Rendition]] = {}
    for photo, use in shown:
        crop = frame(photo, use.ratio)
        files = found.setdefault(crop, {})
        for file in rendition_names(photo, crop, use.widths):
            if use.name not in SHARES:
                files[file.name] = file
            else:
                files.setdefault(file.name, replace(file, only="jpg"))
    return {
        crop: tuple(sorted(files.values(), key=lambda file: file.width, reverse=True))
        for crop, files in found.items()
    }


def picture(
    photo: Photo, use: Use, kinds: Sequence[str], *, alt: str = "", caption: str = "", credit: str = ""
) -> Picture:
    """Return how a photo is shown in a place; an alternative text that repeats the caption is left out.

    `kinds` are the formats of its files, see `desk.photo.formats`.
    """
    files = rendition_names(photo, frame(photo, use.ratio), use.widths)[::-1]
    usual = next((file for file in files if file.width >= min(_USUAL, max(use.widths))), files[-1])
    repeated = alt.strip().casefold() == caption.strip().casefold()
    better = tuple(kind for kind in kinds if kind != "jpg")
    told_ = told(photo.source_type)
    return Picture(files, better, usual, use.sizes, "" if repeated else alt, caption, credit, told_)


def file_names(pictures: dict[Crop, tuple[Rendition, ...]], kinds: Sequence[str]) -> list[str]:
    """Return the names of the files of some renditions in some formats."""
    return [name for files in pictures.values() for each in files for name in each.files(kinds)]


def make(
    wanted: Iterable[tuple[Photo, dict[Crop, tuple[Rendition, ...]]]],
    originals: Callable[[Photo], Path],
    cache: Path,
    kinds: Sequence[str],
    *,
    jobs: int,
    full: bool,
    cancelled: Callable[[], bool],
) -> Generator[tuple[Photo, BadInput | None]]:
    """Make the pictures of some formats that the cache lacks, one photo on a thread; few photos on several.

    Yields each photo once it is done.

    Raises:
        Cancelled: between two photos.
        Unwritable: the cache cannot be written.
    """
    from desk.photo import apart, renditions  # late, for most exports make none

    have = {path.name for path in cache.iterdir()} if cache.is_dir() and not full else set[str]()
    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="pictures") as pool:
        running: dict[Future[None], Photo] = {}
        todo = [(photo, pictures, _lacking(pictures, kinds, have)) for photo, pictures in wanted]
        threads = max(1, jobs // max(1, sum(1 for *_, lacking in todo if lacking)))
        for photo, pictures, lacking in todo:
            if not lacking:
                yield photo, None
                continue
            if cancelled():
                raise Cancelled("The export was stopped", kept="The site is as it was")
            if len(running) > jobs:
                yield from _done(running)
            original = originals(photo)
            job = pool.submit(
                apart,
                renditions,
                original,
                pictures,
                cache,
                kinds=lacking,
                angle=photo.angle,
                threads=threads,
            )
            running[job] = photo
        while running:
            if cancelled():
                raise Cancelled("The export was stopped", kept="The site is as it was")
            yield from _done(running)


def _lacking(pictures: dict[Crop, tuple[Rendition, ...]], kinds: Sequence[str], have: set[str]) -> list[str]:
    return [kind for kind in kinds if not have.issuperset(file_names(pictures, [kind]))]


def _done(running: dict[Future[None], Photo]) -> Iterator[tuple[Photo, BadInput | None]]:
    """Wait for some of the work and yield what it came to."""
    finished, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in finished:
        photo = running.pop(future)
        try:
            future.result()
        except BadInput as error:
            yield photo, error
        else:
            yield photo, None
