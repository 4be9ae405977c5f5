"""A photo framed by real mouse and keys, its words written, and what readers then get."""

import json
from pathlib import Path

import pytest
from PIL import Image

from desk.app import main
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


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
    page = next(out.glob("*/harbour*/index.html")).read_text("utf-8")
    assert "The pier at noon" in page
    assert 'alt="A red buoy beside a grey pier"' in page
