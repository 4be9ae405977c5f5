"""What is typed right after a new story was asked for goes into it, however slow the disk."""

import sqlite3
from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desk import operations as ops
from desk.domain import DeskError, StoryQuery


def press(window, *keys):
    """Press keys as a keyboard does: the window gets them, and hands them to what has the focus."""
    for key in keys:
        if isinstance(key, str):
            for letter in key:
                QTest.keyClick(window.windowHandle(), letter)
        else:
            QTest.keyClick(window.windowHandle(), key)


def test_words_wait_for_the_new_story(qtbot, writing, held):
    before, body = writing.open_story.story.id, writing.body.markdown()
    writing.deeds.new()
    press(writing, "Harbour opens", Qt.Key.Key_Tab, "At last")
    commit = QInputMethodEvent()
    commit.setCommitString("漢字")
    QApplication.sendEvent(QGuiApplication.focusObject(), commit)
    assert writing.body.markdown() == body
    held.set()
    qtbot.waitUntil(lambda: writing.open_story.story.id != before)
    story = writing.open_story.story
    assert (story.headline, story.standfirst) == ("Harbour opens", "At last漢字")
    press(writing, "!")
    assert writing.open_story.story.standfirst == "At last漢字!"


def test_two_new_stories_at_once_leave_the_words_to_the_last(qtbot, writing, held):
    before = writing.open_story.story.id
    writing.deeds.new()
    press(writing, "Har")
    writing.deeds.new()
    press(writing, "bour")
    held.set()
    qtbot.waitUntil(lambda: writing.open_story.story.headline == "Harbour")
    assert writing.open_story.story.id != before


def test_words_are_not_swallowed_where_no_story_can_be_made(qtbot, writing, session, held, monkeypatch):
    def full(*_, **__):
        raise DeskError("The disk is full", kept="Your words", todo="Make room")

    monkeypatch.setattr(ops.story, "new", full)
    writing.deeds.new()
    press(writing, "Zq")
    held.set()
    qtbot.waitUntil(lambda: "The disk is full" in writing.notice.words.text())
    assert "Zq" in writing.body.markdown(), "where the cursor stood, to be seen and taken from there"
    press(writing, "x")
    assert "Zqx" in writing.body.markdown()


def test_words_for_a_story_that_the_store_refuses_stand_in_one_of_their_own(
    qtbot, writing, session, settle, tmp_path, monkeypatch
):
    before, body, desk = writing.open_story.story.id, writing.body.markdown(), session.desk
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with closing(sqlite3.connect(desk.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # another program writes, and goes on for long
        writing.deeds.new()
        press(writing, "Harbour opens", Qt.Key.Key_Tab, "At last")
        qtbot.waitUntil(lambda: writing.open_story.story.id != before, timeout=15_000)
        story = writing.open_story.story
        assert (story.headline, story.standfirst) == ("Harbour opens", "At last")
        assert "Another program is writing" in writing.notice.words.text()
        assert "in a journal" in writing.notice.words.text()
        qtbot.waitUntil(lambda: left(desk, writing) == ["At last"], timeout=15_000)
        writing.notice.button.click()
        assert "At last" in (tmp_path / "harbour-opens.md").read_text("utf-8")
        writing.open(before)
        qtbot.waitUntil(lambda: writing.open_story.story.id == before)
        assert writing.body.markdown() == body
        writing.open(story.id)
        assert writing.open_story.story.standfirst == "At last"
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=15_000)
    kept = ops.story.get(desk, story.id)
    assert (kept.headline, kept.standfirst, kept.slug) == ("Harbour opens", "At last", "harbour-opens")
    assert writing.open_story.story == kept
    settle()
    assert "Another program" not in writing.notice.words.text()
    assert writing.stories.model.place(story.id) is not None


def test_a_story_begun_while_the_folder_is_away_comes_into_the_desk_when_it_is_back(
    qtbot, writing, session, tmp_path
):
    before, folder = writing.open_story.story.id, session.desk.folder
    folder.rename(tmp_path / "away")
    writing.deeds.new()
    press(writing, "Harbour opens")
    qtbot.waitUntil(lambda: writing.open_story.story.headline == "Harbour opens")
    assert "moved, removed or replaced" in writing.notice.words.text()
    (tmp_path / "away").rename(folder)
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=15_000)
    story = ops.story.get(session.desk, writing.open_story.story.id)
    assert story.id != before and story.headline == "Harbour opens"


def left(desk, window):
    """Return the standfirst of each story that the window's journal would bring back after a crash."""
    folder = window.journal.folder
    return [one.thing.standfirst for one in ops.journal.left(desk, folder)] if folder else []


def test_a_wait_is_said_while_it_lasts(qtbot, writing, held):
    writing.deeds.new()
    qtbot.waitUntil(lambda: writing.notice.isVisible() and "on its way" in writing.notice.words.text())
    held.set()
    qtbot.waitUntil(lambda: not writing.notice.isVisible())


def test_who_leaves_meanwhile_loses_no_word(qtbot, writing, session, held):
    closed = []
    writing.closed.connect(lambda _: closed.append(session.desk.store.rows(StoryQuery(limit=1))[0].headline))
    writing.deeds.new()
    press(writing, "Harbour")
    writing.close()
    assert writing.isVisible()
    held.set()
    qtbot.waitUntil(lambda: closed == ["Harbour"])
