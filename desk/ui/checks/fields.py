"""The names that people have for the places of findings."""

from typing import Final

_NAMES: Final = {
    "kicker": "Kicker",
    "headline": "Headline",
    "standfirst": "Standfirst",
    "body": "Text",
    "bylines": "Byline",
    "dateline": "Dateline",
    "source": "Source",
    "section": "Section",
    "language": "Language",
    "slug": "Address",
    "tags": "Tags",
    "publish_at": "Not before",
    "photos": "Photos",
    "related": "Related links",
    "places": "Places on fronts",
}


def parts(field: str) -> tuple[str, int, str]:
    """Return name, number (-1 for none) and part of a field: `photos/1/caption`."""
    name, _, rest = field.partition("/")
    number, _, part = rest.partition("/")
    return name, int(number) if number.isdigit() else -1, part


def where(field: str) -> str:
    """Return what people call a field: `photos/1/caption` is the caption of photo 2."""
    name, number, part = parts(field)
    if number < 0:
        return _NAMES.get(name, name.capitalize() or "Story")
    what = {"photos": "Photo", "related": "Related link"}.get(name, name.capitalize())
    part = {"alt": "alt text"}.get(part, part.replace("_", " "))
    return f"{what} {number + 1}" + (f", {part}" if part else "")
