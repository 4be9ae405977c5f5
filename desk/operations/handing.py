"""Stories handed out as files: a page that opens anywhere, a proof to print, Markdown with its pictures."""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path

from desk import photo as files
from desk.domain import ENDINGS, BadInput, Cancelled, Photo, Story, slugify
from desk.operations import exporting
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing
from desk.site.address import part
from desk.site.proof import Proof, proof
from desk.site.standalone import standalone
from desk.store.faults import disk_faults

__all__ = ["Draw", "Kind", "Proof", "proof_of", "write"]


class Kind(StrEnum):
    """What a story is written as: one HTML file, a proof as PDF, Markdown alone or with its pictures."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "md"
    ZIP = "zip"

    @property
    def ending(self) -> str:
        """Return how its files' names end; the systems know a package of a story by it."""
        return f".desk.{self}" if self is Kind.ZIP else f".{self}"


Draw = Callable[[Desk, Proof, Path], object]
"""Draws a proof into a PDF file; this room knows no Qt."""


def write(
    desk: Desk,
    keys: Sequence[str],
    folder: Path,
    kind: Kind,
    *,
    draw: Draw | None = None,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> list[Path]:
    """Write stories into a folder, a file each, called by their addresses; return the files.

    A file is whole or not there, and none that is there is written over: the new one gets a number.

    Args:
        desk: the open desk.
        keys: ids or slugs.
        folder: made where it is not there.
        kind: what they are written as.
        draw: draws proofs.
        progress: told how many are written.
        cancelled: asked between two stories.

    Raises:
        BadInput: the folder lies in the desk; the theme or a story is at fault.
        Cancelled: the person stopped it; files written before stay.
        NotFound: no such story; nothing is written.
        Unwritable: the folder or disk refuses; files written before stay.
    """
    if desk.folder.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise BadInput("The files cannot stand inside the desk folder", todo="Choose another folder")
    wanted = [desk.store.story(key) for key in keys]
    made: list[Path] = []
    make = _maker(desk, kind, draw)
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
    for number, story in enumerate(wanted, 1):
        if cancelled():
            raise Cancelled("Writing was stopped", kept=f"{len(made)} of {len(wanted)} files were written")
        made.append(_put(folder, part(story.slug or story.headline), kind, partial(make, story)))
        progress(number, len(wanted))
    return made


def proof_of(desk: Desk, key: str) -> Proof:
    """Return what a story's proof shows."""
    story = desk.store.story(key)
    return proof(story, _photos(desk, story), desk.store.publication())


def _maker(desk: Desk, kind: Kind, draw: Draw | None) -> Callable[[Story, Path], object]:
    """Return what writes a story into a file."""
    if kind is Kind.PDF:
        if draw is None:
            raise BadInput("Proofs cannot be drawn here")
        return lambda story, file: draw(desk, proof_of(desk, story.id), file)
    if kind is Kind.ZIP:
        return lambda story, file: _zip(desk, story, file)
    if kind is Kind.MARKDOWN:
        return lambda story, file: file.write_bytes(stories.markdown(desk, story.id).encode())
    now = datetime.now(UTC)
    edition, small = exporting.edition(desk, now), exporting.renditions(desk)
    return lambda story, file: file.write_bytes(standalone(edition, story.id, now, small))


def _put(folder: Path, name: str, kind: Kind, make: Callable[[Path], object]) -> Path:
    """Have a file made beside and let it take a name that is free."""
    with disk_faults(), tempfile.TemporaryDirectory(prefix=".desk-", dir=folder) as beside:
        made = Path(beside) / (name + kind.ending)
        make(made)
        for number in count(1):
            file = folder / (made.name if number == 1 else f"{name}-{number}{kind.ending}")
            with suppress(FileExistsError):
                file.touch(exist_ok=False)  # from here on the name is ours
                made.replace(file)
                return file
    raise AssertionError("unreachable")


# Markdown with pictures


def _zip(desk: Desk, story: Story, file: Path) -> None:
    """Write a story's Markdown and its pictures, which `desk import` takes back."""
    photos = _photos(desk, story)
    names = dict(_names(photos.values()))
    words = stories.markdown(desk, story.id, {id_: f"pictures/{name}" for id_, name in names.items()})
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{file.name.removesuffix(Kind.ZIP.ending)}.md", words)
        for photo in photos.values():
            copy = file.with_name(names[photo.id])
            original = desk.store.media_path(photo)
            if photo.format in files.WRITTEN:
                files.apart(files.copied, original, files.every_word(photo), copy)
            archive.write(copy if copy.exists() else original, f"pictures/{copy.name}", zipfile.ZIP_STORED)
            copy.unlink(missing_ok=True)


def _names(photos: Iterable[Photo]) -> Iterator[tuple[str, str]]:
    """Yield each photo's id and a file name that every system takes, no two alike."""
    taken: set[str] = set()
    for photo in photos:
        stem = part(slugify(Path(photo.name).stem or "photo")[:80] or "photo")
        name = next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if one not in taken)
        taken.add(name)
        yield photo.id, name + ENDINGS[photo.format][0]


def _photos(desk: Desk, story: Story) -> dict[str, Photo]:
    """Return the photos that a story shows, by id."""
    named = dict.fromkeys([place.photo for place in story.photos if place.photo])
    return {photo.id: photo for photo in desk.store.photos(list(named))}
