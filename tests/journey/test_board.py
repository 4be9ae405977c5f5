"""A front filled in the real window: by dragging, and the same by the keyboard alone."""

import json
from pathlib import Path

import pytest

from tests.journey.conftest import OTHERS
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


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
