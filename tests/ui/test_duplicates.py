"""A headline close to another story's is said under it, and the other story opens from there."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Status


@pytest.fixture
def ferry(session, stories):
    story = ops.story.new(session.desk, headline="The night ferry returns to Poti").value
    ops.searching.prepare(session.desk)
    return story


def test_a_close_headline_is_said_while_it_is_written(qtbot, window, settle, stories, ferry):
    line = window.duplicates
    assert line.isHidden()
    window.sheet.headline.selectAll()
    QTest.keyClicks(window.sheet.headline, "Night ferry returns to Poti")
    qtbot.waitUntil(line.isVisible)
    assert "Close to “The night ferry returns to Poti” (draft)" in line.link.text()
    line.link.click()
    settle()
    qtbot.waitUntil(lambda: window.open_story.story.id == ferry.id)
    settle()
    kept = ops.story.get(window.session.desk, stories["Alpha"].id).headline
    assert kept == "Night ferry returns to Poti", "nothing of what was typed is lost on the way"


def test_a_headline_of_its_own_is_let_be(qtbot, window, settle, ferry):
    window.sheet.headline.selectAll()
    QTest.keyClicks(window.sheet.headline, "Night ferry returns to Poti")
    qtbot.waitUntil(window.duplicates.isVisible)
    window.sheet.headline.selectAll()
    QTest.keyClicks(window.sheet.headline, "Rain over the harbour")
    qtbot.waitUntil(window.duplicates.isHidden)


def test_what_was_passed_over_is_not_said_again(qtbot, window, settle, ferry):
    window.sheet.headline.selectAll()
    QTest.keyClicks(window.sheet.headline, "Night ferry returns to Poti")
    qtbot.waitUntil(window.duplicates.isVisible)
    window.duplicates.cross.click()
    qtbot.waitUntil(window.duplicates.isHidden)
    QTest.keyClicks(window.sheet.headline, "s")
    qtbot.wait(600)
    settle()
    assert window.duplicates.isHidden()


def test_a_published_story_is_left_in_peace(qtbot, window, session, settle, ferry):
    twin = ops.story.new(session.desk, headline=ferry.headline).value
    ops.story.save(session.desk, replace(twin, status=Status.PUBLISHED))
    window.open(twin.id)
    settle()
    qtbot.wait(600)
    settle()
    assert window.open_story.story.id == twin.id and window.duplicates.isHidden()
