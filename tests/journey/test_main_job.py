"""The one job that everything serves, done in the real window with real keys and mouse."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from desk.app import main
from tests.journey.conftest import OTHERS
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


def test_from_an_empty_sheet_to_the_finished_site(
    screen: Desktop, home: Path, tmp_path: Path, desk: Path, ask
):
    out = tmp_path / "site"
    photo = tmp_path / "ferry at dawn.jpg"
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(photo)
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze", f"out:{desk}": str(out)}))
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)

    def story() -> dict:
        rows = ask("list", "--search", "ferry returns")
        return ask("show", rows[0]["id"]) if rows else {}

    def saved(what: str, look) -> None:
        until(lambda: look(story()), what)

    screen.keys("ctrl+n")
    until(lambda: len(ask("list")) == 3, "a third story")
    screen.still(window.box)
    screen.type("The ferry returns")
    screen.keys("Return")
    screen.type("After two years it crosses the lake again.")
    screen.keys("Return")
    screen.type("It left at dawn with ")
    screen.keys("ctrl+b")
    screen.type("forty")
    screen.keys("ctrl+b")
    screen.type(" people on board.")
    screen.keys("Return")
    screen.type("Read the timetable")
    screen.keys("ctrl+shift+Left", "ctrl+k")
    screen.type("lake.example/times")
    screen.keys("Return")
    screen.still(window.box)
    screen.keys("End")
    screen.type(" before you go.")
    saved(
        "the words",
        lambda s: s and "**forty** people" in s["body"] and s["body"].endswith("before you go.\n"),
    )
    assert "[timetable](https://lake.example/times) before" in story()["body"]
    assert story()["standfirst"] == "After two years it crosses the lake again."

    well = (window.left + window.width - 170, window.top + 170)
    screen.drop(photo, *well)
    saved("the photo", lambda s: s["photos"] and s["photos"][0]["photo"])
    screen.still(window.box)
    screen.keys("ctrl+shift+c")
    screen.type("The ferry leaves the pier.")
    screen.keys("Tab")
    screen.type("A white ship on grey water")
    saved("the caption", lambda s: s["photos"][0]["file"]["alt"] == "A white ship on grey water")
    assert story()["photos"][0]["file"]["caption"] == "The ferry leaves the pier."

    screen.keys("ctrl+l")
    screen.still(window.box)
    for words in ("harbour", "winter"):
        screen.type(words)
        screen.still(window.box)
        screen.keys("Return")
        screen.still(window.box)
    saved("two related links", lambda s: len(s["related"]) == 2)
    screen.keys("Escape", "ctrl+shift+e")
    saved("the editor's choice", lambda s: [p["list"] for p in s["lists"]] == ["editors-choice"])

    screen.keys("F6", "F6", "ctrl+k")
    screen.type("publish")
    screen.still(window.box)
    screen.keys("Return")
    saved("publication", lambda s: s["status"] == "published")
    screen.keys("ctrl+shift+x")
    screen.window("What the export changes")
    screen.keys("Return")
    page = out / "news" / "the-ferry-returns.html"
    until(page.is_file, "the exported page")
    html = page.read_text(encoding="utf-8")
    for words in (
        "<strong>forty</strong>",
        "A white ship on grey water",
        "The ferry leaves the pier.",
        *OTHERS,
    ):
        assert words in html
    screen.still(window.box)

    screen.keys("alt+F4")
    screen.gone("Lake Post")
    before = story()
    log = home / "desk.log"
    screen.env["DESK_LOG"] = "info"
    program = screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    until(lambda: re.search(r"opened \w+-", log.read_text(encoding="utf-8")), "the story in its sheet")
    screen.still(window.box)
    screen.click(window.left + window.width // 2, window.top + 420)
    screen.keys("ctrl+End", "Return")
    screen.type("Typed after the start.")
    saved("more words", lambda s: "Typed after the start." in s["body"])
    screen.kill(program)

    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    after = story()
    assert after["body"] == before["body"].rstrip("\n") + "\n\nTyped after the start.\n"
    assert {name: after[name] for name in ("headline", "photos", "related", "lists", "status")} == {
        name: before[name] for name in ("headline", "photos", "related", "lists", "status")
    }
    assert main(["verify", "--desk", str(desk)]) == 0


def test_the_first_start_asks_for_a_name_and_opens_the_sample(screen: Desktop, home: Path):
    screen.start(home=home)
    page = screen.window("Welcome to Desk")
    screen.still(page.box)
    assert not (home / "Sample.desk").exists(), "nothing is made before somebody asks for it"
    screen.type("Nino Arveladze")
    screen.keys("Return")
    window = screen.window("The Caucasus Monitor", 60)
    screen.still(window.box)
    assert (home / "Sample.desk" / "desk.sqlite").is_file()
    assert json.loads((home / "settings.json").read_text())["person"] == "Nino Arveladze"
    screen.keys("ctrl+q")
    screen.gone("The Caucasus Monitor")

    screen.start(home=home)
    screen.window("The Caucasus Monitor")
    screen.keys("ctrl+q")
    screen.gone("The Caucasus Monitor")
