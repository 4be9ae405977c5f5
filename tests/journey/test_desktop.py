"""The journeys' own hands and eyes, tried on a small program before they are trusted with the real one."""

from pathlib import Path

import pytest
from PIL import Image

from tests.journey.desktop import Desktop, region, until

pytestmark = pytest.mark.journey
NOTEPAD = Path(__file__).with_name("notepad.py")


def test_keys_mouse_and_eyes(screen: Desktop, home: Path):
    words, order = home / "words", home / "order"
    program = screen.start(home=home, program=NOTEPAD)
    window = screen.window("^Notepad$")
    screen.type("Lead: Севан, Երևան, ქართული")
    screen.keys("Return")
    screen.paste("عاجل — “quoted”")
    expected = "Lead: Севан, Երևան, ქართული\nعاجل — “quoted”"
    until(lambda: words.exists() and words.read_text("utf-8") == expected, "the words as typed")

    screen.still(window.box)
    rows = screen.find((0xC0, 0xFF, 0xEE), within=window.box)
    assert rows is not None
    left, top = rows[0] + 40, rows[1] + 20
    screen.click(left, top)
    screen.drag((left, top), (left, top + 95))
    until(order.exists, "a new order")
    assert order.read_text().split().index("one") > 0

    screen.keys("alt+F4")
    screen.gone("^Notepad$")
    assert program.wait(10) == 0


def test_a_file_is_dropped(screen: Desktop, home: Path, tmp_path: Path):
    photo = tmp_path / "harbour at dawn.jpg"
    Image.new("RGB", (8, 8)).save(photo)
    screen.start(home=home, program=NOTEPAD)
    window = screen.window("^Notepad$")
    screen.drop(photo, window.left + 100, window.top + 60)
    dropped = home / "dropped"
    until(lambda: dropped.exists() and dropped.read_text("utf-8") == str(photo), "the dropped file")


def test_a_killed_program_is_gone(screen: Desktop, home: Path):
    program = screen.start(home=home, program=NOTEPAD)
    screen.window("^Notepad$")
    screen.kill(program)
    screen.gone("^Notepad$")


def test_a_colour_is_found_where_it_is():
    picture = Image.new("RGB", (40, 30), "white")
    picture.paste((10, 20, 30), (5, 6, 15, 9))
    assert region(picture, (12, 20, 30)) == (5, 6, 15, 9)
    assert region(picture, (90, 20, 30)) is None
