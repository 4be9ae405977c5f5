"""The board shows what readers saw at a past minute, how that differs from now, and gives it to the draft."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Fill
from desk.ui import dates
from tests.ui.front.boards import draft, panel, put, told


def emptied(front):
    held = (replace(one, slots=(), fill=Fill.MANUAL) for one in front.containers)
    return replace(front, containers=tuple(held))


@pytest.fixture
def versions(board, session, published, again):
    """Alpha led, and then Beta; Gamma is in the draft."""
    alpha, beta, gamma = published.values()
    desk, made = session.desk, []
    for story in (alpha, beta):
        ops.fronts.edit(
            desk,
            "front",
            lambda now, story=story: ops.fronts.put(emptied(now), "lead", ops.fronts.slot_of(desk, story.id)),
        )
        made.append(ops.fronts.make_live(desk, "front").value)
    put(session, "top-stories", gamma)
    again()
    return made


def past(board, again, at):
    board.show_past(at)
    again()


def test_a_version_is_shown_compared_and_given_to_the_draft(
    board, session, published, versions, again, settle
):
    board.head.states.buttons["past"].click()
    again()
    assert [one[1] for one in told(board, "lead")] == ["Beta"], "the newest version"
    assert board.head.when.isVisible() and board.head.waiting.text() == "0 changes since then…"
    assert board.head.when.count() == 3, "with the one that the desk was made with"
    board.head.when.activated.emit(1)
    again()
    assert [one[1] for one in told(board, "lead")] == ["Alpha"] and told(board, "top-stories") == []
    assert board.head.waiting.text() == "2 changes since then…"
    board.head.waiting.click()
    said = [
        one.text()
        for line in range(board.back.area.list.count())
        if (widget := board.back.area.list.itemAt(line).widget())
        for one in widget.findChildren(type(board.foot))
        if one.text()
    ]
    assert said == ["“Beta” comes into Lead, place 1", "“Alpha” goes out of Lead"]
    board.back.press.click()
    settle()
    again()
    assert draft(session, "lead") == [published["Alpha"].id] and draft(session, "top-stories") == []
    assert not board.is_live and board.at is None
    assert ops.fronts.live(session.desk, "front").container("lead").slots[0].story == published["Beta"].id
    board.undo()
    settle()
    assert draft(session, "lead") == [published["Beta"].id]
    assert draft(session, "top-stories") == [published["Gamma"].id]


def test_a_typed_minute_is_taken_whole_and_what_is_none_is_refused(board, versions, again, session):
    zone = dt.UTC
    said = []
    board.said.connect(lambda words, _: said.append(words))
    board.show_past("yesterday-ish")
    assert "Write a day and a time" in said[0] and board.at is None
    board.head.state_wanted.emit("past")
    again()
    board.head.when.lineEdit().setText("2001-01-01 12:00")
    QTest.keyClick(board.head.when.lineEdit(), Qt.Key.Key_Return)
    again()
    assert board.at == dt.datetime(2001, 1, 1, 12, 0, 59, 999_999, zone)
    assert board.columns.main == [] and "Readers saw the newest" in board.empty.text()
    board.show_past(dates.write_time(versions[1].at, zone))
    again()
    assert [one[1] for one in told(board, "lead")] == ["Beta"], "made live within that minute"


def test_the_past_is_not_changed(board, session, published, versions, again, settle):
    past(board, again, versions[0].at)
    before = ops.fronts.get(session.desk, "front")
    view = panel(board, "lead").view
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    board.undo()
    settle()
    assert ops.fronts.get(session.desk, "front") == before
    assert not board.head.undo.isEnabled() and not board.head.live.isEnabled()
    board.show_live(False)
    again()
    assert not board.head.when.isVisible() and board.head.undo.isEnabled()


def test_popular_says_its_source_and_when_it_is_out_of_date(board, session, published, again, tmp_path):
    assert panel(board, "popular").count.text() == "last 7 days · by hand"
    ops.story.set_slug(session.desk, published["Alpha"].id, "alpha")
    file = tmp_path / "figures.csv"
    today = dt.datetime.now(dt.UTC).date()
    file.write_text(f"url,views,date\n/news/alpha/,10,{today}\n")
    ops.popular.take_in(session.desk, file)
    again()
    count = panel(board, "popular").count
    assert count.text().endswith(f" to {dates.write_day(today)}") and count.property("role") == "mute"
    board._show(replace(board._look, at=board._look.at + dt.timedelta(days=30)))  # a month without new ones
    assert "out of date" in count.text() and count.property("role") == "warn"
