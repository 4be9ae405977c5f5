"""`photos.toml` of a publication folder: the rules of its photos, and what its texts cannot say of each."""

from collections.abc import Mapping
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


def take(desk: Desk, folder: Path) -> None:
    """Take over templates, codes and the fields, focal points and frames of photos where the file is there.

    `[[templates]]` has `name` and fields with patterns, `[codes]` a code and its words,
    `[photos."bridge.jpg"]` fields of the photo as the terminal writes them, `focal` (x, y) and `crops` (a
    shape with its left, top, right and bottom).

    Raises:
        BadInput: the file cannot be read, or names what no photo has.
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
    except NotFound:
        return  # its file could not be taken in, which was said then
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
