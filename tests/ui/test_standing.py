"""Where the open story stands is listed beside it, with a way there, off, and to another story's."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import related_slug


@pytest.fixture
def standing(session, window, stories, settle):
    """Alpha leads, live and in the draft, is in the draft of Top stories, and related to Beta."""
    alpha, beta, _ = (one.id for one in stories.values())
    ops.curation.act(session.desk, "lead", "add", [alpha])
    ops.curation.act(session.desk, "editors-choice", "add", [alpha], draft=True)
    ops.curation.relate(session.desk, beta, [alpha])
    window.show_tab(1)
    window.curation.look_again()
    settle()
    return window.curation.standing


def told(pane):
    return [(row.name.accessibleName(), row.fact.text()) for row in pane.found]


ALL = [
    ("Lead", "place 1, live and in the draft"),
    ("Editor's choice", "place 1, only in the draft"),
    ("Related links of “Beta”", "place 1"),
]


def held(session, slug, *, draft=False):
    return [slot.story for slot in ops.curation.get(session.desk, slug, draft=draft).slots]


def test_each_place_is_named_with_its_versions(qtbot, standing, session, window, stories):
    qtbot.waitUntil(lambda: sorted(told(standing)) == sorted(ALL))
    assert not standing.empty.isVisible()
    window.open(stories["Gamma"].id)
    qtbot.waitUntil(lambda: standing.empty.isVisible() and not standing.found)


def row(qtbot, pane, name):
    qtbot.waitUntil(lambda: any(one.name.accessibleName() == name for one in pane.found))
    return next(one for one in pane.found if one.name.accessibleName() == name)


def test_it_is_taken_off_one_place_alone_and_put_back(qtbot, standing, session, window, stories, settle):
    alpha = stories["Alpha"].id
    QTest.keyClick(row(qtbot, standing, "Lead").off, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: held(session, "lead") == [])
    assert held(session, "editors-choice", draft=True) == [alpha], "the other places stay"
    qtbot.waitUntil(lambda: len(standing.found) == 2)
    assert "Taken off Lead" in window.notice.words.text()
    window.commands["take-back"].trigger()
    qtbot.waitUntil(lambda: held(session, "lead") == [alpha])
    qtbot.waitUntil(lambda: sorted(told(standing)) == sorted(ALL))


def test_what_stands_only_in_a_draft_leaves_that_alone(qtbot, standing, session, settle):
    before = ops.fronts.versions(session.desk, "sidebar")
    row(qtbot, standing, "Editor's choice").off.click()
    qtbot.waitUntil(lambda: held(session, "editors-choice", draft=True) == [])
    settle()
    assert ops.fronts.versions(session.desk, "sidebar") == before


def test_another_story_takes_a_place_by_keyboard_and_undo_gives_it_back(
    qtbot, standing, session, window, stories, settle
):
    beta = related_slug(stories["Beta"].id)
    QTest.keyClick(row(qtbot, standing, "Related links of “Beta”").swap, Qt.Key.Key_Space)
    QTest.keyClicks(standing.picker.field, "Gamma")
    qtbot.waitUntil(
        lambda: standing.picker.found.count() == 1 and "Gamma" in standing.picker.found.item(0).text()
    )
    QTest.keyClick(standing.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(session, beta) == [stories["Gamma"].id])
    settle()
    window.commands["take-back"].trigger()
    qtbot.waitUntil(lambda: held(session, beta) == [stories["Alpha"].id])


def test_a_name_leads_to_the_card_on_the_board_and_to_the_story(
    qtbot, standing, session, window, stories, settle
):
    row(qtbot, standing, "Lead").name.click()
    qtbot.waitUntil(lambda: window.board.isVisible() and bool(window.board.columns.main))
    lead = window.board.columns.main[0]
    qtbot.waitUntil(lambda: lead.view.tile() is not None)
    assert lead.view.tile().slot.story == stories["Alpha"].id
    window.go("write")
    settle()
    row(qtbot, standing, "Related links of “Beta”").name.click()
    qtbot.waitUntil(lambda: window.open_story.story.id == stories["Beta"].id)


def test_what_stands_only_live_is_shown_there(qtbot, standing, session, window, stories, settle):
    ops.fronts.remove(session.desk, "front", stories["Alpha"].id)
    window.curation.look_again()
    qtbot.waitUntil(lambda: ("Lead", "place 1, live") in told(standing))
    row(qtbot, standing, "Lead").name.click()
    qtbot.waitUntil(lambda: window.board.isVisible() and window.board.is_live)


def test_the_open_story_is_chosen_until_a_time(qtbot, session, window, stories, settle):
    window.show_tab(1)
    pane = window.curation
    pane.until.setText("no time")
    pane.put.click()
    settle()
    assert pane.until.property("wrong") and held(session, "editors-choice") == []
    pane.until.setText("2001-01-01 12:00")
    pane.put.click()
    settle()
    assert pane.until.property("wrong") and held(session, "editors-choice") == []
    end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2)
    pane.until.setText(end.astimezone(pane._zone).strftime("%Y-%m-%d %H:%M"))
    QTest.keyClick(pane.until, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(session, "editors-choice") == [stories["Alpha"].id])
    (slot,) = ops.curation.get(session.desk, "editors-choice").slots
    assert slot.ends == end and not pane.until.property("wrong")
