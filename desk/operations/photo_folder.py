"""`photos.toml` of a publication folder: the rules of its photos, and what its texts cannot say of each."""

from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from desk import exchange
from desk.domain import BadInput, Crop, NotFound
from desk.operations import desk as desks
from desk.operations import photo as photos
from desk.operations import photo_lists, photo_words
from desk.operations.desk import Desk

NAME = "photos.toml"


def check(folder: Path, names: Container[str]) -> None:
    """Raise BadInput where the file names a photo of which no text of the folder shows a picture."""
    path = folder / NAME
    said = exchange.toml(path) if path.is_file() else {}
    told = cast("dict[str, Any]", said.get("photos", {}))
    missing = [name for name in told if name not in names]
    if missing:
        raise BadInput(
            f"{NAME} names {', '.join(missing[:5])}, and no story of the folder shows a picture of that name",
            kept="Nothing was made",
            todo="Correct the name there, or put the picture into the folder and into a story",
        )


def take(desk: Desk, folder: Path) -> None:
    """Take over templates, codes and the fields, focal points and frames of photos where the file is there.

    `[[templates]]` has `name` and fields with patterns, `[codes]` a code and its words,
    `[photos."bridge.jpg"]` fields of the photo as the terminal writes them, `focal` (x, y) and `crops` (a
    shape with its left, top, right and bottom).

    Raises:
        BadInput: the file cannot be read, names what no photo has, or a photo that was not taken in.
    """
    path = folder / NAME
    if not path.is_file():
        return
    said = exchange.toml(path)
    publication = desks.publication(desk)
    rows = [
        (str(table.get("name", "")), field, str(pattern))
        for table in cast("list[dict[str, Any]]", said.get("templates", []))
        for field, pattern in table.items()
        if field != "name"
    ]
    codes = cast("dict[str, str]", said.get("codes", {}))
    templates = photo_lists.as_templates(rows)
    rules = replace(publication, photo_templates=templates, photo_codes=photo_lists.as_codes(codes.items()))
    desks.save_publication(desk, rules)
    for name, table in cast("dict[str, dict[str, Any]]", said.get("photos", {})).items():
        _photo(desk, name, table, publication.timezone)


def _photo(desk: Desk, name: str, table: Mapping[str, Any], zone: str) -> None:
    try:
        photo = photo_words.named(desk, name)
    except NotFound as error:
        raise BadInput(
            f"{NAME} names {name}, of which the picture could not be taken in under that name",
            kept="The desk was made, with the photos that stand before it",
            todo="Mend or replace the picture, then make the desk anew in another folder",
        ) from error
    frames = {field: table[field] for field in ("focal", "crops") if field in table}
    values = {
        field: photo_words.value(field, str(words), zone)
        for field, words in table.items()
        if field not in frames
    }
    try:
        if "focal" in frames:
            x, y = (float(share) for share in frames["focal"])
            values["focal"] = (x, y)
        if "crops" in frames:
            values["crops"] = tuple(
                (ratio, Crop(*(float(side) for side in sides))) for ratio, sides in frames["crops"].items()
            )
    except (TypeError, ValueError) as error:
        raise BadInput(f"{NAME}: the frames of {name} are none") from error
    photos.save(desk, replace(photo, **values))
