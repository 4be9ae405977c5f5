"""The screen that a journey is driven on, and a desk for it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.app import main
from tests.journey.desktop import Desktop, desktop

OTHERS = ("Harbour closes for a week", "Ferry timetable for the winter")
"""Headlines of the stories that are there already."""

_PROGRAMS = ("Xvfb", "openbox", "xdotool", "xmodmap", "xclip")


@pytest.fixture
def screen() -> Iterator[Desktop]:
    """Return a screen of 1440 by 900 with nothing on it."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with desktop(1440, 900) as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "Lake Post.desk"
    assert main(["new", str(folder), "--title", "Lake Post", "--base-url", "https://lake.example"]) == 0
    for name in OTHERS:
        page = tmp_path / f"{name}.txt"
        page.write_text(f"{name}\n\nThe port says so.\n")
        assert main(["import", str(page), "--desk", str(folder), "--status", "published"]) == 0
    return folder


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], desk: Path):
    """Ask the terminal about the desk while the window is open."""

    def show(*words: str) -> object:
        capsys.readouterr()
        assert main([*words, "--desk", str(desk), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return show
