"""A front filled in the real window: by dragging, and the same by the keyboard alone."""

import json
from pathlib import Path

import pytest
from PIL import Image

from desk.app import main
from tests.journey.conftest import OTHERS
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey
RED = (230, 60, 40)


def test_a_front_is_filled_by_mouse_and_by_keys_and_made_live(screen: Desktop, home: Path, desk: Path, ask):
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+2")
    screen.still(window.box)

    def choice(*words: str) -> list[str]:
        shown = ask("front", "show", "sidebar", *words)
        return [one["story"] for one in shown["containers"][0]["slots"]]

    stories = {one["headline"]: one["id"] for one in ask("list")}
    first = (window.left + 200, window.top + 190)
    screen.drag(first, (window.left + window.width - 150, window.top + 170))
    (dragged,) = until(lambda: choice("--draft"), "the dragged story in the draft")
    assert choice() == []
    screen.still(window.box)  # the board takes the card in before a key can mean it
    (other,) = (id_ for id_ in stories.values() if id_ != dragged)

    screen.keys("ctrl+z")
    until(lambda: choice("--draft") == [], "an empty draft again")
    screen.still(window.box)

    screen.keys("ctrl+1")
    screen.keys("ctrl+k")
    screen.type(next(name for name in OTHERS if stories[name] == other))
    screen.still(window.box)
    screen.keys("Return")
    screen.still(window.box)
    screen.keys("ctrl+alt+p")
    screen.still(window.box)
    screen.keys("Down", "Down", "Return")
    until(lambda: choice("--draft") == [other], "the story placed by keys")
    screen.keys("ctrl+2")
    screen.still(window.box)
    screen.keys("ctrl+alt+l")
    screen.still(window.box)
    screen.keys("Return")
    until(lambda: choice() == [other], "the story for readers")


def test_a_photo_is_dragged_from_the_photos_onto_a_card(
    screen: Desktop, home: Path, tmp_path: Path, desk: Path, ask
):
    picture = tmp_path / "pier.png"
    Image.new("RGB", (1200, 800), RED).save(picture)
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    story, other = (one["id"] for one in ask("list"))
    assert main(["photo", "add", other, str(picture), "--desk", str(desk)]) == 0
    assert main(["front", "place", "editors-choice", story, "--desk", str(desk)]) == 0
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+3")
    screen.still(window.box)
    left, top, right, bottom = until(lambda: screen.find(RED, window.box), "the photo in the library")
    rail = (window.left + 28, window.top + 112)
    card = (window.left + window.width - 150, window.top + 190)
    screen.drag(((left + right) // 2, (top + bottom) // 2), card, over=rail)

    def pictures() -> list[str]:
        shown = ask("front", "show", "sidebar", "--draft")
        return [one.get("photo", "") for one in shown["containers"][0]["slots"]]

    (photo,) = ask("show", other)["photos"]
    until(lambda: pictures() == [photo["photo"]], "the photo on the card")
