"""What the administrator of a computer settled for everybody who works on it."""

import json
from pathlib import Path

import pytest

from desk import paths
from desk.ui.settings import Settings


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for everybody, on a computer where nothing is kept in one folder."""
    for name, folder in (
        ("HOME", "ann"),
        ("XDG_CONFIG_HOME", "ann/.config"),
        ("XDG_CACHE_HOME", "ann/.cache"),
    ):
        monkeypatch.setenv(name, str(tmp_path / folder))
    # As a desktop has it: a folder of its own that knows nothing of this program goes before.
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{tmp_path}/xdg-desktop:{tmp_path}/xdg")
    monkeypatch.delenv("DESK_HOME")
    made = tmp_path / "xdg/desk"
    made.mkdir(parents=True)
    return made


def settle(computer: Path, **values: object) -> None:
    (computer / "settings.json").write_text(json.dumps(values), "utf-8-sig")


def test_a_person_goes_before_and_nothing_of_everybody_s_is_written_into_theirs(computer: Path):
    settle(computer, look="dark", scale=1.2, person="Newsroom")
    settings = Settings()
    assert (settings.get("look"), settings.get("scale"), settings.get("none", 7)) == ("dark", 1.2, 7)
    settings.set(look="light")
    again = Settings()
    assert (again.get("look"), again.get("scale"), again.get("person")) == ("light", 1.2, "Newsroom")
    own = paths.settings() / "settings.json"
    assert json.loads(own.read_text()) == {"look": "light"} and "ann" in own.parts


@pytest.mark.parametrize("words", ["{", "[1]", "\ufeff"])
def test_a_damaged_file_for_everybody_costs_only_what_is_in_it(computer: Path, words: str, caplog):
    (computer / "settings.json").write_text(words)
    assert Settings().get("look", "system") == "system"
    caplog.clear()


def test_everybody_begins_with_the_desk_named_in_their_own_home(
    computer: Path, qtbot, starter, tmp_path: Path
):
    settle(computer, desk="~/Documents/Newsroom.desk", person="Ann")
    folder = tmp_path / "ann/Documents/Newsroom.desk"
    starter._settings = Settings()
    starter.begin(None)
    page = starter._first_run
    assert page.kind == "new" and page.folder == folder, "not there yet: it is offered to be made there"
    assert page.name.text() == "Ann"
    folder.parent.mkdir(parents=True)
    page.start.click()
    qtbot.waitUntil(lambda: starter._window is not None, timeout=30_000)
    assert starter._window.session.desk.folder == folder

    other = Settings()
    other._values.clear()
    assert other.first_desk() == folder and other.last_desk() is None


def test_one_folder_that_holds_everything_asks_nobody_else(computer: Path, tmp_path: Path, monkeypatch):
    settle(computer, look="dark")
    monkeypatch.setenv("DESK_HOME", str(tmp_path / "stick"))
    assert Settings().get("look") is None
