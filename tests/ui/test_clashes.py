"""Where two people set the same thing, the window says so, with the other's words at hand."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.ui.clashes import ClashBar
from desk.ui.settings import Settings
from tests.operations.conftest import paint


@pytest.fixture
def bar(window):
    return window.clashes


def both_set_titles(window, desk, settle, mine="My Hour", theirs="Their Hour"):
    now = ops.desk.publication(desk)
    ops.desk.save_publication(desk, replace(now, title=theirs, footer="By Bob"))
    page = window.settings_page
    page.title.selectAll()
    QTest.keyClicks(page.title, mine)
    page.flush()
    settle()


def test_settings_that_both_changed_are_asked_about_and_theirs_is_taken(
    window,
    session,
    settle,
    other,
    bar,
    qtbot,
):
    both_set_titles(window, other, settle)
    assert bar.isVisibleTo(window)
    assert bar.words.text() == (
        "Bob set the publication’s title while you did. Yours stands: “My Hour”. Theirs: “Their Hour”."
    )
    assert not bar.buttons["Keep both"].isVisibleTo(bar)
    window.commands["clash-theirs"].trigger()
    qtbot.waitUntil(lambda: not bar.isVisibleTo(window))
    settle()
    assert ops.desk.publication(session.desk).title == "Their Hour"
    assert window.settings_page.title.text() == "Their Hour"


def test_a_caption_of_both_and_the_question_outlives_the_window(
    window,
    session,
    settle,
    other,
    bar,
    qtbot,
    tmp_path,
):
    photo = ops.photo.take_in(session.desk, paint(tmp_path / "pier.jpg", (9, 9, 9))).value
    ops.photo.save(other, replace(photo, caption="By Bob"))
    session.do(lambda: ops.photo.save(session.desk, replace(photo, caption="By Ann")))
    settle()
    assert "By Bob" in bar.words.text() and bar.isVisibleTo(window)
    later = ClashBar(session)  # as the next start makes it
    qtbot.addWidget(later)
    settle()
    assert later.words.text() == bar.words.text()
    later.deleteLater()
    bar.buttons["Keep both"].click()
    settle()
    assert ops.photo.get(session.desk, photo.id).caption == "By Ann / By Bob"
    assert session.settings.get("clashes") == {}


def test_words_of_a_story_that_both_changed_are_asked_about_again_at_the_next_start(
    window, session, settle, other, bar, qtbot, stories
):
    story = ops.story.save(session.desk, replace(stories["Alpha"], body="It left at dawn.\n")).value
    ops.story.save(other, replace(story, body="It left at noon.\n"))
    session.do(lambda: ops.story.save(session.desk, replace(story, body="It left at dusk.\n")))
    settle()
    said = (
        "Bob changed the same words of “Alpha” while you did. "
        "Both stand, yours first: “It left at dusk”. Theirs: “It left at noon”."
    )
    assert bar.words.text() == said and bar.isVisibleTo(window)
    Settings().set(scale=1.0)  # another program of this person remembers something
    later = ClashBar(session)  # as the start after a kill makes it
    qtbot.addWidget(later)
    settle()
    assert later.words.text() == said
    later.take_theirs()
    settle()
    assert ops.story.get(session.desk, story.id).body == "It left at noon.\n"
    assert not bar.isVisibleTo(window) and Settings().get("clashes") == {}


def test_mine_is_kept_and_nothing_is_asked_again(window, session, settle, other, bar):
    both_set_titles(window, other, settle)
    window.commands["clash-mine"].trigger()
    settle()
    assert not bar.isVisibleTo(window) and session.settings.get("clashes") == {}
    assert ops.desk.publication(session.desk).title == "My Hour"


def test_what_was_settled_elsewhere_is_not_asked_any_more(window, session, settle, other, bar):
    both_set_titles(window, other, settle)
    now = ops.desk.publication(session.desk)
    session.do(lambda: ops.desk.save_publication(session.desk, replace(now, title="Our Hour")))
    settle()
    assert not bar.isVisibleTo(window)


def test_long_words_are_shown_from_where_they_part(session, settle, stories, other, bar):
    alike = "The ferry left at dawn and came back at noon. " * 6
    story = ops.story.get(other, stories["Beta"].id)
    ops.story.save(other, replace(story, body=f"{alike}Bob waved."))
    bar.take(ops.story.save(session.desk, replace(story, body=f"{alike}Everybody waved.")).clashes)
    settle()
    assert "Everybody waved" in bar.words.text()
    assert "Bob waved" in bar.words.text()
    assert len(bar.words.text()) < 300
