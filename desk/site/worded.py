"""Pictures go into a site with the words that go with them wherever they go: credit, licence, place."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from desk.domain import BadInput, Photo
from desk.photo import carried, stamp_of, with_words
from desk.site.output import Output


def put(
    output: Output, photo: Photo, paths: Iterable[str], cache: Path, *, place: bool
) -> dict[str, Sequence[str]]:
    """Put a photo's small pictures into a site; return what did not go into them, a line each, by path.

    Args:
        output: where they go.
        photo: whose words go with them.
        paths: relative to the site.
        cache: where the pictures lie by their names.
        place: whether the place goes too.

    Raises:
        OSError: one is not there.
        Unwritable: the disk refuses; the old site stands.
    """
    words = carried(photo, place=place)
    stamp = stamp_of(words)
    left_out: dict[str, Sequence[str]] = {}
    for path in paths:
        if not output.keep(path, stamp):
            picture = (cache / path.rpartition("/")[2]).read_bytes()
            try:
                picture = with_words(picture, words) if words else picture
            except BadInput as error:
                left_out[path] = [f"{photo.name or photo.id} goes without its credit inside: {error}"]
            output.put(path, picture, stamp)
    return left_out
