"""The search index is filled behind the window."""

import pytest
from PySide6.QtCore import QObject

from desk import operations as ops
from desk.domain import StoryQuery
from desk.ui import indexing
from desk.ui.indexing import Indexing
from desk.ui.status_line import StatusLine


@pytest.fixture
def status(qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def filler(session, status, monkeypatch):
    monkeypatch.setattr(indexing, "_PAUSE", 10)
    parent = QObject()
    yield Indexing(session, status, parent)
    parent.deleteLater()


def many(desk, count):
    for number in range(count):
        ops.story.new(desk, headline=f"Ferry {number}")


def test_what_is_saved_is_indexed_in_a_pause_and_nothing_is_said(qtbot, session, filler, status, settle):
    session.do(lambda: ops.story.new(session.desk, headline="Ferry"))
    qtbot.waitUntil(lambda: ops.searching.waiting(session.desk) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: ops.searching.waiting(session.desk) == 0, timeout=10_000)
    settle()
    assert status.work.text() == ""


def test_many_stories_are_told_of_and_all_found(qtbot, session, filler, status, settle):
    many(session.desk, 120)
    said: list[str] = []
    filler._came.connect(lambda *_: said.append(status.work.text()))
    filler.begin()
    qtbot.waitUntil(lambda: ops.searching.waiting(session.desk) == 0, timeout=20_000)
    settle()
    assert any("of 120" in one for one in said) and status.work.isHidden()
    assert len(ops.story.rows(session.desk, StoryQuery(search="ferry")).rows) == 120


def test_a_window_that_leaves_goes_on_at_its_next_start(qtbot, session, filler, status, settle):
    many(session.desk, 120)
    filler._came.connect(lambda *_: filler.stop())
    filler.begin()
    settle()
    left = ops.searching.waiting(session.desk)
    assert left < 120
    again = Indexing(session, status, filler)
    again.begin()
    qtbot.waitUntil(lambda: ops.searching.waiting(session.desk) == 0, timeout=20_000)
    settle()
    assert ops.desk.verify(session.desk) == []


def test_indexing_stands_back_while_many_stories_are_changed(qtbot, session, filler, status, settle):
    many(session.desk, 120)
    filler._came.connect(lambda *_: filler.stand_back(True))
    filler.begin()
    settle()
    filler.begin()
    settle()
    assert 0 < ops.searching.waiting(session.desk) < 120 and status.work.isHidden()
    filler._came.disconnect()
    filler.stand_back(False)
    qtbot.waitUntil(lambda: ops.searching.waiting(session.desk) == 0, timeout=20_000)
    settle()
