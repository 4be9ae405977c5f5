"""What is typed right after a new story was asked for goes into it, however slow the disk."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.domain import DeskError


@pytest.fixture
def slow(session):
    """Let the store take nothing until the test says so."""
    go_on = threading.Event()
    session.tasks.store(lambda: go_on.wait(30))
    yield go_on
    go_on.set()


def press(window, *keys):
    """Press keys as a keyboard does: the window gets them, and hands them to what has the focus."""
    for key in keys:
        if isinstance(key, str):
            for letter in key:
                QTest.keyClick(window.windowHandle(), letter)
        else:
            QTest.keyClick(window.windowHandle(), key)


@pytest.fixture
def writing(qtbot, window):
    """Return the window, its cursor in the body of a story."""
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    return window


def test_words_wait_for_the_new_story(qtbot, writing, slow):
    before, body = writing.open_story.story.id, writing.body.markdown()
    writing.deeds.new()
    press(writing, "Harbour opens", Qt.Key.Key_Tab, "At last")
    commit = QInputMethodEvent()
    commit.setCommitString("漢字")
    QApplication.sendEvent(QGuiApplication.focusObject(), commit)
    assert writing.body.markdown() == body
    slow.set()
    qtbot.waitUntil(lambda: writing.open_story.story.id != before)
    story = writing.open_story.story
    assert (story.headline, story.standfirst) == ("Harbour opens", "At last漢字")
    press(writing, "!")
    assert writing.open_story.story.standfirst == "At last漢字!"


def test_two_new_stories_at_once_leave_the_words_to_the_last(qtbot, writing, slow):
    before = writing.open_story.story.id
    writing.deeds.new()
    press(writing, "Har")
    writing.deeds.new()
    press(writing, "bour")
    slow.set()
    qtbot.waitUntil(lambda: writing.open_story.story.headline == "Harbour")
    assert writing.open_story.story.id != before


def test_words_are_not_swallowed_where_no_story_can_be_made(qtbot, writing, session, slow):
    writing.deeds.new()
    press(writing, "Zq")
    session.tasks.failed.emit(DeskError("The disk is full", kept="Your words", todo="Make room"))
    assert "Zq" in writing.body.markdown(), "where the cursor stood, to be seen and taken from there"
    press(writing, "x")
    assert "Zqx" in writing.body.markdown()
