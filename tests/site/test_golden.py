"""Whole pages of each theme as they once were, so that a change to a template shows what it changes.

`DESK_GOLDEN=1` writes them anew; look at the difference before it is committed.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from desk import site
from desk.domain import Byline, Correction, Placement, Role, Section, Source
from tests.site.editions import HOUR, NOW, Newsroom

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "front": "index.html",
    "story": "news/the-harbour-freezes.html",
    "arabic": "culture/mqhy.html",
    "section": "news/index.html",
    "missing": "404.html",
}
BODY = """It began at *night*.

## What was seen

- boats
- birds

> “Nobody moved.”

![](photo:{photo})
"""


def fill(room: Newsroom) -> None:
    """Publish one of everything that a theme shows."""
    photo = room.photo(caption="Ice on the quay", credit="M. Ohlsen", alt="Boats in ice")
    room.story(
        "The harbour freezes",
        standfirst="For the first time in forty years.",
        kicker="Weather",
        bylines=(Byline("Marta Ohlsen", "harbour desk"),),
        tags=("ice", "harbour"),
        body=BODY.format(photo=photo.id),
        photos=(Placement(photo=photo.id), Placement(photo=photo.id, role=Role.INLINE)),
        corrections=(Correction("An earlier version named another quay.", NOW - HOUR),),
        source=Source("Harbour office"),
    )
    room.story("Ferries wait", body="They wait.")
    room.story(
        "مقهى",
        slug="mqhy",
        language="ar",
        section="culture",
        body="نص قصير.\n\nAn English line.",
    )
    room.put("lead", room.stories[0])
    room.put("editors-choice", room.stories[1], room.stories[2])


def plain(page: str) -> str:
    """Return a page without what follows the content of styles and pictures: their marks."""
    return re.sub(r"(-[0-9a-f]{10})(?=\.css)|(?<=pictures/)[0-9a-f]+", "", page)


@pytest.mark.parametrize("theme", site.themes())
def test_pages_are_as_they_were(tmp_path: Path, theme: str) -> None:
    room = Newsroom(tmp_path, theme=theme)
    room.publication = replace(
        room.publication, sections=(Section("news", "News"), Section("culture", "Culture")), footer="*Ours.*"
    )
    fill(room)
    room.export()
    for name, path in PAGES.items():
        made = plain((room.out / path).read_text(encoding="utf-8"))
        golden = GOLDEN / theme / f"{name}.html"
        if os.environ.get("DESK_GOLDEN"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(made, encoding="utf-8")
        assert made == golden.read_text(encoding="utf-8"), f"{path} in the theme {theme}"


def test_each_theme_has_pages_here() -> None:
    assert set(site.themes()) == {folder.name for folder in GOLDEN.iterdir()}
