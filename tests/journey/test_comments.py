"""A comment written with real keys outlives a killed program, and is resolved by keyboard alone."""

import json
from pathlib import Path

import pytest

from desk.app import main
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "Lake Post.desk"
    assert main(["new", str(folder), "--title", "Lake Post", "--base-url", "https://lake.example"]) == 0
    page = tmp_path / "ferry.txt"
    page.write_text("Ferry returns\n\nForty people were on board, the port says.\n")
    assert main(["import", str(page), "--desk", str(folder)]) == 0
    return folder


def test_a_comment_by_keyboard_outlives_a_killed_program(
    screen: Desktop, home: Path, desk: Path, capsys: pytest.CaptureFixture[str]
):
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))

    def comments() -> list[dict]:
        capsys.readouterr()
        assert main(["show", "ferry-returns", "--desk", str(desk), "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)["comments"]

    program = screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.click(window.left + window.width // 2, window.top + 330)
    screen.keys("ctrl+Home", "ctrl+shift+Right", "ctrl+shift+Right", "ctrl+alt+m")
    screen.still(window.box)
    screen.type("Քանի՞ մարդ։ Ask the port")
    until(lambda: [c["words"] for c in comments()] == ["Քանի՞ մարդ։ Ask the port"], "the comment")
    screen.kill(program)

    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    (comment,) = comments()
    assert comment["passage"]["quote"].split() == ["Forty", "people"]
    assert comment["author"] == "Nino Arveladze" and comment["resolved"] is None
    screen.keys("ctrl+alt+Next")
    screen.still(window.box)
    screen.keys("ctrl+k")
    screen.type("resolve or reopen")
    screen.still(window.box)
    screen.keys("Return")
    until(lambda: comments()[0]["resolved_by"] == "Nino Arveladze", "the comment resolved")
