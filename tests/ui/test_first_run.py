"""The first start asks who is here and with which desk to begin, and makes nothing before."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QRadioButton

from desk import operations as ops
from desk import paths
from desk.ui.first_run import FirstRun


@pytest.fixture
def page(qtbot, starter) -> FirstRun:
    starter._person = ""
    starter.begin(None)
    assert starter._first_run is not None and list(paths.desks().glob("*.desk")) == []
    return starter._first_run


def choose(page: FirstRun, kind: str) -> None:
    page.findChild(QRadioButton, kind).setChecked(True)


def opened(qtbot, starter):
    qtbot.waitUntil(lambda: starter._window is not None, timeout=30_000)
    assert starter._first_run is None
    return starter._window.session


def test_an_empty_desk_is_made_as_it_was_asked_for(qtbot, page, starter):
    choose(page, "new")
    page.title.setText("Ժամ: Gyumri/Kapan")
    page.title.textEdited.emit(page.title.text())
    page.language.setCurrentIndex(page.language.findData("hy"))
    page.name.setText("Ани")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    session = opened(qtbot, starter)
    publication = ops.desk.publication(session.desk)
    assert (publication.title, publication.language) == ("Ժամ: Gyumri/Kapan", "hy")
    assert session.desk.folder == paths.desks() / "Ժամ Gyumri Kapan.desk"
    assert session.desk.who.author == "Ани" and session.settings.get("person") == "Ани"


def test_a_desk_that_is_here_is_opened(qtbot, page, starter, folder, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    choose(page, "open")
    page.name.setText("Ann")
    page.start.click()
    assert opened(qtbot, starter).desk.folder == folder


def test_without_a_name_nothing_begins(page, starter):
    page.start.click()
    assert "name" in page.said.text() and page.start.isEnabled() and starter._window is None


def test_what_cannot_be_opened_is_said_and_another_choice_works(
    qtbot,
    page,
    starter,
    tmp_path: Path,
    folder,
    monkeypatch,
):
    (tmp_path / "no desk").mkdir()
    chosen = [tmp_path / "no desk", folder]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen.pop(0)))
    choose(page, "open")
    page.name.setText("Ann")
    page.start.click()
    qtbot.waitUntil(lambda: page.start.isEnabled(), timeout=20_000)
    assert "no desk" in page.said.text()
    page._ask_old()
    page.start.click()
    assert opened(qtbot, starter).desk.folder == folder
