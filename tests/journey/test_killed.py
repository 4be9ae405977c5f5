"""Killed in the middle of a word: the next start has it, says so, and lets the person choose."""

import json
from pathlib import Path

import pytest

from desk.app import main
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


def test_what_was_typed_just_before_a_kill_comes_back(screen: Desktop, home: Path, tmp_path: Path, capsys):
    desk = tmp_path / "Post.desk"
    assert main(["new", str(desk), "--title", "Lake Post"]) == 0
    (tmp_path / "one.txt").write_text("Ferry returns\n\nIt left at dawn.\n")
    assert main(["import", str(tmp_path / "one.txt"), "--desk", str(desk)]) == 0
    (home / "settings.json").write_text(json.dumps({"person": "Nino"}))
    program = screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.click(window.left + window.width // 2, window.top + 420)
    screen.keys("ctrl+End")
    # No pause is long enough for a save until the kill, and the journal is written between keys.
    screen.type(" " + "and nobody waved " * 3)
    screen.kill(program)

    def body() -> str:
        capsys.readouterr()
        assert main(["list", "--desk", str(desk), "--json"]) == 0
        key = json.loads(capsys.readouterr().out)[0]["id"]
        assert main(["show", key, "--desk", str(desk), "--json"]) == 0
        return json.loads(capsys.readouterr().out)["body"]

    before = body()
    typed = "It left at dawn. " + "and nobody waved " * 3
    assert before.strip() in typed
    assert len(before) < len(typed), "the kill came before a save of all of it"
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)
    screen.keys("ctrl+k")
    screen.type("recovered words: keep them")
    screen.still(window.box)
    screen.keys("Return")
    until(lambda: body().startswith("It left at dawn. and nobody waved and nobody waved and"), body())
