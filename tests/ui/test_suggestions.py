"""Stories like the open one are offered as related links."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import related_slug
from desk.ui.curation.cards import CARD


@pytest.fixture
def bridges(session, stories):
    made = []
    for number in range(3):
        story = ops.story.new(session.desk, headline=f"Samshvilde bridge, part {number}").value
        words = "The viaduct of Samshvilde crosses the gorge of Khrami.\n"
        made.append(ops.story.save(session.desk, replace(story, body=words, tags=("viaducts",))).value)
    ops.searching.prepare(session.desk)
    return made


def offered(window):
    model = window.curation.suggestions.model
    return {model.index(row).data(CARD).slot.story for row in range(model.rowCount())}


def test_they_come_when_they_can_be_seen_and_enter_adds_one(qtbot, window, session, settle, bridges):
    first, *others = (story.id for story in bridges)
    window.open(first)
    settle()
    assert offered(window) == set(), "nobody looks yet"
    window.show_tab(1)
    qtbot.waitUntil(lambda: offered(window) == set(others))
    view = window.curation.suggestions.view
    said = window.curation.suggestions.delegate.said(view.model().index(0).data(CARD))
    assert "#viaducts" in said[1]
    view.setCurrentIndex(view.model().index(0))
    added = view.currentIndex().data(CARD).slot.story
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: offered(window) == set(others) - {added})
    assert [s.story for s in ops.curation.get(session.desk, related_slug(first)).slots] == [added]


def test_a_story_without_its_like_shows_no_empty_heading(qtbot, window, settle, bridges):
    window.show_tab(1)
    qtbot.wait(500)
    settle()
    assert offered(window) == set() and window.curation.suggestions.height() == 0
