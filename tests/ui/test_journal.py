"""Typing reaches a second place within a moment, and leaves it when the store has the words."""

import json

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.ui import menu
from desk.ui.editor import BodyEditor
from desk.ui.journal import locked
from desk.ui.recovery import _search
from desk.ui.window import Window
from tests.ui.test_window import look, stored, stories, window  # noqa: F401


@pytest.fixture
def journal(session, window, settle):  # noqa: F811
    settle()

    def files():
        folder = ops.journal.folder(session.desk)
        return sorted(folder.glob("*/*.json"))

    return files


def test_a_long_paste_is_written_down_once_it_has_its_place(qtbot, window, journal):  # noqa: F811
    window.open_story._pause.stop()
    data = QMimeData()
    data.setHtml("<p>Paragraph</p>" * 900)
    window.body.insertFromMimeData(data)
    assert window.body.is_coming()
    window.open_story._pause.stop()
    qtbot.waitUntil(lambda: bool(journal()) and journal()[0].read_text().count("Paragraph") == 900)
    qtbot.waitUntil(lambda: journal() == [], timeout=20_000)


def test_typed_words_are_there_before_any_save(qtbot, window, journal, stored):  # noqa: F811
    window.open_story._pause.stop()
    QTest.keyClicks(window.body, "At once. ")
    qtbot.waitUntil(lambda: bool(journal()))
    window.open_story._pause.stop()
    window.sheet.headline.textCursor().insertText("New ")
    qtbot.waitUntil(lambda: "New Alpha" in journal()[0].read_text(encoding="utf-8"))
    kept = json.loads(journal()[0].read_text(encoding="utf-8"))
    assert json.loads(kept["story"])["body"] == "At once. Words of Alpha.\n"
    assert stored().body == "At once. Words of Alpha.\n"
    qtbot.waitUntil(lambda: journal() == [])


def test_the_source_is_kept_too(qtbot, window, journal):  # noqa: F811
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "**Bold** ")
    qtbot.waitUntil(lambda: bool(journal()) and "**Bold** Words" in journal()[0].read_text(encoding="utf-8"))


@pytest.fixture
def left(session, window, stories, settle):  # noqa: F811
    """Leave words as a window that was killed does."""
    from dataclasses import replace

    folder = ops.journal.folder(session.desk) / "killed"
    folder.mkdir(parents=True)
    story = ops.story.get(session.desk, stories["Beta"].id)
    ops.journal.keep(folder / "x.json", session.desk.folder, replace(story, body="Typed last.\n"))
    return story


@pytest.fixture
def again(qtbot, session, left, look, settle):  # noqa: F811
    made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands, welcome=False)
    made.show()
    settle()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    settle()
    made.deleteLater()


def press(window, name):  # noqa: F811
    from PySide6.QtWidgets import QPushButton

    next(b for b in window.recovery.findChildren(QPushButton) if b.text() == name).click()


@pytest.mark.parametrize(
    ("button", "body", "count"),
    [
        ("Keep these words", "Typed last.\n", 3),
        ("Keep the stored", "Words of Beta.\n", 3),
        ("Keep both", "Words of Beta.\n", 4),
    ],
)
def test_the_next_start_asks_and_does_as_told(again, session, settle, left, button, body, count):
    assert again.recovery.isVisible()
    assert "“Beta”" in again.recovery.words.text()
    press(again, button)
    settle()
    settle()
    assert not again.recovery.isVisible()
    assert ops.story.get(session.desk, left.id).body == body
    from desk.domain import StoryQuery

    rows = ops.story.rows(session.desk, StoryQuery()).rows
    assert len(rows) == count
    bodies = {ops.story.get(session.desk, row.id).body for row in rows}
    assert button == "Keep the stored" or "Typed last.\n" in bodies


def test_both_versions_are_shown_word_by_word(qtbot, again, left):
    press(again, "Show")
    qtbot.waitUntil(lambda: again.history.on, timeout=10_000)
    qtbot.wait(50)
    shown = again.history.page.findChild(BodyEditor).document().toPlainText()
    assert "Words of Beta" in shown and "Typed last" in shown
    assert again.open_story.story.id == left.id
    press(again, "Keep the stored")


def test_nobody_asks_for_the_words_of_a_window_that_stands(session, window, journal):  # noqa: F811
    mine = window.journal._folder
    ops.journal.keep(mine / "x.json", session.desk.folder, window.open_story.story)
    assert locked(mine) is None
    assert _search(session.desk) == []
    assert journal() == [mine / "x.json"]


def test_a_refusing_place_costs_the_journal_alone(qtbot, window, journal, stored, monkeypatch):  # noqa: F811
    folder = window.journal._folder
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    QTest.keyClicks(window.body, "Go on. ")
    qtbot.wait(400)
    assert stored().body == "Go on. Words of Alpha.\n"
