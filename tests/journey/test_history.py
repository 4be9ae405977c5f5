"""An earlier version is seen, named, brought back and let go again, in the real window by keys alone."""

import json
from pathlib import Path

import pytest

from desk.app import main
from desk.ui.theme import LIGHT
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


def test_an_earlier_version_is_compared_named_and_brought_back(
    screen: Desktop, home: Path, desk: Path, ask
):  # fmt: skip
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze", "look": "light"}))
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)

    def body() -> str:
        return ask("show", "harbour-closes-for-a-week")["body"].strip()

    def shown(token: str) -> bool:
        colour = bytes.fromhex(LIGHT[token].removeprefix("#"))
        return screen.find((colour[0], colour[1], colour[2]), within=window.box, tolerance=1) is not None

    screen.keys("ctrl+k")
    screen.type("Harbour closes")
    screen.still(window.box)
    screen.keys("Return")
    screen.still(window.box)
    screen.keys("ctrl+f")
    screen.type("port")
    screen.keys("Return", "Escape")
    screen.type("mayor")
    until(lambda: body() == "The mayor says so.", "the new word in the store")

    screen.keys("alt+6")
    screen.still(window.box)
    screen.keys("Down", "Down")
    until(lambda: shown("came-ground") and shown("gone-ground"), "what came and what went")
    screen.keys("ctrl+k")
    screen.type("Name this version")
    screen.still(window.box)
    screen.keys("Return")
    screen.still(window.box)
    screen.type("As filed")
    screen.keys("Return")

    def names() -> list[str]:
        return [one["name"] for one in ask("story", "history", "harbour-closes-for-a-week")]

    until(lambda: "As filed" in names(), "the name")
    screen.keys("Tab", "space")
    until(lambda: body() == "The port says so.", "the earlier words")
    until(lambda: not shown("came-ground"), "the sheet")
    screen.keys("ctrl+shift+u")
    until(lambda: body() == "The mayor says so.", "the later words again")
    screen.keys("ctrl+q")
    screen.gone("Lake Post")
    assert main(["verify", "--desk", str(desk)]) == 0
