"""A photo framed by real mouse and keys, its words written, and what readers then get."""

import json
from pathlib import Path

import pytest
from PIL import Image

from desk import photo as files
from desk.app import main
from tests.journey.conftest import OTHERS
from tests.journey.desktop import Box, Desktop, until

pytestmark = pytest.mark.journey

RED = (230, 60, 40)


def test_crop_focal_point_and_caption_reach_the_reader(
    screen: Desktop, home: Path, tmp_path: Path, desk: Path, ask
):
    photo = tmp_path / "pier.jpg"
    picture = Image.new("RGB", (1200, 800), (40, 60, 90))
    picture.paste((230, 60, 40), (900, 100, 1100, 300))
    picture.save(photo)
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    story = ask("list", "--search", "harbour")[0]["id"]
    assert main(["photo", "add", story, str(photo), "--desk", str(desk)]) == 0

    def now() -> dict:
        return ask("show", story)["photos"][0]["file"]

    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+k")
    screen.type("harbour")
    screen.still(window.box)
    screen.keys("Return")
    screen.still(window.box)
    screen.keys("ctrl+alt+c")
    screen.still(window.box)

    # Straighten by keys, size and move the frame, then the focal ring; each reaches the store by itself.
    screen.keys("bracketright", "bracketright", "bracketright")
    until(lambda: now()["angle"] == pytest.approx(0.3), "the angle")
    screen.keys("3", "minus", "minus", "shift+Right")
    until(lambda: now()["crops"], "a frame")
    (ratio, frame) = now()["crops"][0]
    assert ratio == "1:1"
    wide = (frame["right"] - frame["left"]) * 1200
    assert wide == pytest.approx((frame["bottom"] - frame["top"]) * 800, abs=2)
    screen.keys("space", "shift+Right", "shift+Right")
    until(lambda: now()["focal"][0] > 0.53, "the focal point")
    aimed = now()["focal"]
    screen.keys("ctrl+z", "ctrl+z")
    until(lambda: now()["focal"][0] == pytest.approx(0.5, abs=0.01), "the undo")
    screen.keys("ctrl+shift+z", "ctrl+shift+z")
    until(lambda: now()["focal"] == aimed, "the redo")
    screen.keys("Escape")
    screen.still(window.box)

    screen.keys("ctrl+shift+c")
    screen.type("The pier at noon")
    screen.keys("Tab")
    screen.type("A red buoy beside a grey pier")
    until(lambda: now()["alt"] == "A red buoy beside a grey pier", "the words")
    assert now()["caption"] == "The pier at noon"
    screen.keys("alt+F4")
    screen.gone("Lake Post")

    out = tmp_path / "site"
    assert main(["export", "--desk", str(desk), "--out", str(out)]) == 0
    page = next(out.glob("*/harbour*.html")).read_text("utf-8")
    assert "The pier at noon" in page
    assert 'alt="A red buoy beside a grey pier"' in page


def test_frame_and_focal_ring_are_dragged(screen: Desktop, home: Path, tmp_path: Path, desk: Path, ask):
    picture = tmp_path / "pier.png"
    Image.new("RGB", (1200, 800), RED).save(picture)
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    story = ask("list", "--search", "harbour")[0]["id"]
    assert main(["photo", "add", story, str(picture), "--desk", str(desk)]) == 0
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+k")
    screen.type(OTHERS[0])
    screen.still(window.box)
    screen.keys("Return")
    screen.still(window.box)
    screen.keys("ctrl+alt+c")
    screen.still(window.box)
    screen.keys("3")  # one to one
    screen.still(window.box)

    def now() -> dict:
        return ask("show", story)["photos"][0]["file"]

    def frame() -> Box:
        """Find the part that no veil covers, of the large view: beside it readers' views are red too."""
        large = (window.left + 400, window.top + 160, window.left + 800, window.top + window.height - 40)
        return until(lambda: screen.find(RED, large), "the frame")

    left, top, right, bottom = frame()
    middle = ((left + right) // 2, (top + bottom) // 2)
    high = bottom - top
    grip = (middle[0], middle[1] + high // 4)  # away from the ring, which lies in the middle
    screen.drag(grip, (grip[0] - high // 8, grip[1]))
    ((ratio, moved),) = until(lambda: now()["crops"], "a frame that was dragged")
    assert ratio == "1:1"
    assert moved["left"] == pytest.approx(1 / 6 - 1 / 12, abs=0.02)
    assert now()["focal"] == [0.5, 0.5]

    screen.drag(middle, (middle[0] + high // 4, middle[1] + high // 8))
    x, y = until(lambda: (aim := now()["focal"]) != [0.5, 0.5] and aim, "the ring that was dragged")
    assert (x, y) == pytest.approx((0.5 + 1 / 6, 0.5 + 1 / 8), abs=0.03)

    left, top, right, bottom = frame()
    screen.drag((right, bottom), (right - high // 4, bottom - high // 4))
    small = until(lambda: (one := now()["crops"][0][1]) != moved and one, "a corner that was dragged")
    across, down = (small["right"] - small["left"]) * 1200, (small["bottom"] - small["top"]) * 800
    assert across == pytest.approx(down, abs=2) and down == pytest.approx(600, abs=20)
    screen.keys("ctrl+z", "ctrl+z", "ctrl+z")
    until(lambda: now()["crops"] == [] and now()["focal"] == [0.5, 0.5], "the undo of three drags")


def test_many_photos_are_captioned_at_once_and_copied_with_their_words(
    screen: Desktop, home: Path, tmp_path: Path, desk: Path, ask
):
    for number in range(3):
        colour = RED if number == 0 else (60 * number, 90, 160)
        Image.new("RGB", (300, 200), colour).save(tmp_path / f"{number}.jpg", quality=95, subsampling=0)
    assert main(["photo", "import", *map(str, tmp_path.glob("*.jpg")), "--desk", str(desk)]) == 0
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+3")
    left, top, right, bottom = until(lambda: screen.find(RED, window.box), "the photos")
    screen.still(window.box)
    screen.click((left + right) // 2, (top + bottom) // 2)
    screen.still(window.box)
    screen.keys("ctrl+a")
    screen.still(window.box)
    screen.keys("F6")
    screen.type("Երևան at noon")
    screen.keys("Tab")
    screen.type("A grey pier")
    screen.keys("ctrl+Return")

    def said(name: str) -> set[str]:
        return {photo[name] for photo in ask("photo", "list")}

    until(lambda: said("alt") == {"A grey pier"}, "the words of all")
    assert said("caption") == {"Երևան at noon"}
    screen.still(window.box)

    folder = tmp_path / "copies"
    folder.mkdir()
    screen.keys("ctrl+k")
    screen.type("save copies")
    screen.still(window.box)
    screen.keys("Return")
    asking = screen.window("into which folder")
    screen.still(asking.box)
    screen.type(str(folder))
    screen.keys("Return")
    until(lambda: len(list(folder.glob("*.jpg"))) == 3, "three copies")
    for copy in folder.glob("*.jpg"):
        assert files.probe(copy).found.words["caption"] == "Երևան at noon"
