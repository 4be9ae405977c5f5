"""What is typed for a story that was asked for goes into it, however slow the store, and into no other."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desk import operations as ops
from desk.domain import StoryQuery, Unwritable
from desk.ui.notice import Notice

pytestmark = pytest.mark.usefixtures("hurried")


def press(window, *keys):
    """Press keys as a keyboard does: the window gets them, and hands them to what has the focus."""
    for key in keys:
        if isinstance(key, str):
            for letter in key:
                QTest.keyClick(window.windowHandle(), letter)
        else:
            QTest.keyClick(window.windowHandle(), key)


@pytest.fixture
def lock(session):
    """Let another program write, and go on for long, until it is told to end."""
    file = session.desk.folder / "desk.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("ROLLBACK")


def left(desk, window):
    """Return the headlines and standfirsts that the window's journal would bring back after a crash."""
    folder = window.journal.folder
    found = ops.journal.left(desk, folder) if folder else []
    return sorted((one.thing.headline, one.thing.standfirst) for one in found)


@pytest.fixture
def kept(writing, session):
    """Return what the window's journal would bring back after a crash."""
    return lambda: ops.journal.left(session.desk, writing.journal.folder) if writing.journal.folder else []


def opened(window):
    """Return the id of the story on the sheet."""
    story = window.open_story.story
    return story.id if story else ""


def late(qtbot, window):
    """Wait until the window says that a story is on its way."""
    qtbot.waitUntil(lambda: window.empty.isVisible() and "not open yet" in window.empty.title.text())


# A story that is there already


def test_words_for_a_story_on_its_way_go_into_it(qtbot, writing, stories, held):
    writing.open(stories["Beta"].id)
    press(writing, "One ")  # at once
    late(qtbot, writing)
    assert "“Beta” is not open yet" in writing.empty.title.text()
    assert writing.open_story.story is None, "no command can change the story that was left"
    press(writing, "two ")
    commit = QInputMethodEvent()
    commit.setCommitString("漢字 ")
    QApplication.sendEvent(QGuiApplication.focusObject(), commit)
    held.set()
    qtbot.waitUntil(lambda: opened(writing) == stories["Beta"].id)
    assert writing.open_story.story.headline == "Beta"
    assert writing.body.markdown() == "One two 漢字 Words of Beta.\n"
    press(writing, "three ")
    assert writing.body.markdown() == "One two 漢字 three Words of Beta.\n"
    assert writing.sheet.isVisible() and not writing.empty.isVisible()


@pytest.mark.parametrize("name", ["kicker", "headline", "standfirst"])
def test_words_for_a_line_go_before_its_words_wherever_the_cursor_was(
    qtbot, writing, session, stories, settle, name
):
    said = "After ten in the evening"
    session.bus.changed.emit(ops.story.save(session.desk, replace(stories["Beta"], **{name: said})).change)
    field = getattr(writing.sheet, name)
    field.setFocus()
    press(writing, "and more")
    writing.open(stories["Beta"].id)
    settle()
    press(writing, "Now ")
    assert getattr(writing.open_story.story, name) == f"Now {said}"


def test_nothing_goes_into_the_story_that_was_left(qtbot, writing, session, stories, held, settle):
    writing.open(stories["Beta"].id)
    press(writing, "Quick ")
    late(qtbot, writing)
    press(writing, "slow ")
    held.set()
    settle()
    writing.open_story.flush()
    settle()
    assert ops.story.get(session.desk, stories["Alpha"].id) == stories["Alpha"]
    assert ops.story.get(session.desk, stories["Beta"].id).body == "Quick slow Words of Beta.\n"


def test_the_command_field_opens_while_another_program_writes(qtbot, writing, session, stories, lock):
    press(writing, "Mine. ")
    writing.open_story.flush()  # refused, again and again
    qtbot.waitUntil(lambda: "Another program" in writing.notice.words.text(), timeout=15_000)
    writing.field.story_wanted.emit(stories["Beta"].id)
    press(writing, "Yours. ")
    qtbot.waitUntil(lambda: "Yours. Words of Beta" in writing.body.markdown(), timeout=15_000)
    lock()
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=15_000)
    assert ops.story.get(session.desk, stories["Alpha"].id).body == "Mine. Words of Alpha.\n"


def test_escape_stays_with_the_story_before_and_gives_the_words_back(qtbot, writing, stories, held, settle):
    press(writing, "Kept ")
    writing.open(stories["Beta"].id)
    late(qtbot, writing)
    press(writing, "Hello")
    assert "Stay with “Alpha”" in writing.empty.button.text()
    press(writing, Qt.Key.Key_Escape)
    assert writing.open_story.story.headline == "Alpha"
    assert writing.body.markdown() == "Kept Words of Alpha.\n"
    assert "“Hello”" in writing.notice.words.text()
    writing.notice.button.click()
    assert QGuiApplication.clipboard().text() == "Hello"
    held.set()
    settle()
    assert writing.open_story.story.headline == "Alpha", "the wish is dropped"


def test_another_story_asked_for_meanwhile_gets_its_own_words(qtbot, writing, session, stories, held, settle):
    writing.open(stories["Beta"].id)
    press(writing, "For Beta. ")
    writing.open(stories["Gamma"].id)
    late(qtbot, writing)
    press(writing, "For Gamma. ")
    writing.deeds.new()
    press(writing, "Fresh")
    held.set()
    qtbot.waitUntil(lambda: writing.open_story.story and writing.open_story.story.headline == "Fresh")
    writing.open_story.flush()
    settle()
    assert ops.story.get(session.desk, stories["Beta"].id).body == "For Beta. Words of Beta.\n"
    assert ops.story.get(session.desk, stories["Gamma"].id).body == "For Gamma. Words of Gamma.\n"
    assert ops.story.get(session.desk, stories["Alpha"].id) == stories["Alpha"]


def test_of_two_wishes_without_words_the_last_is_fulfilled(qtbot, writing, stories, held, settle):
    writing.open(stories["Beta"].id)
    writing.open(stories["Gamma"].id)
    late(qtbot, writing)
    held.set()
    settle()
    assert writing.open_story.story.headline == "Gamma"


def test_a_story_that_cannot_be_read_yet_opens_by_itself(qtbot, writing, stories, monkeypatch):
    def gone(*_):
        raise Unwritable("The disk refused to read or write", kept="", todo="")

    with monkeypatch.context() as away:
        away.setattr(ops.story, "get", gone)
        writing.open(stories["Beta"].id)
        press(writing, "Later. ")
        qtbot.waitUntil(lambda: "The disk refused to read" in writing.empty.words.text(), timeout=15_000)
    qtbot.waitUntil(lambda: writing.body.markdown() == "Later. Words of Beta.\n", timeout=15_000)


def test_a_story_that_is_no_more_leaves_the_one_before(qtbot, writing, stories, held, settle):
    writing.open("gone")
    press(writing, "For nobody")
    late(qtbot, writing)
    held.set()
    settle()
    assert writing.open_story.story.headline == "Alpha"
    assert writing.body.markdown() == stories["Alpha"].body
    assert writing.open_story.wanted == stories["Alpha"].id


def test_keys_of_the_list_stay_the_lists(qtbot, writing, stories, held):
    writing.stories.take_focus()
    writing.open(stories["Beta"].id)
    press(writing, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert writing.stories.view.currentIndex().row() == 1


def test_who_leaves_meanwhile_loses_no_word(qtbot, writing, session, stories, held):
    closed = []
    beta = stories["Beta"].id
    writing.closed.connect(lambda _: closed.append(ops.story.get(session.desk, beta).body))
    writing.open(beta)
    press(writing, "Last. ")
    writing.close()
    assert writing.isVisible()
    held.set()
    qtbot.waitUntil(lambda: closed == ["Last. Words of Beta.\n"])


# What the journal has of it meanwhile


def test_words_for_a_story_on_its_way_are_in_the_journal_until_the_store_has_them(
    qtbot, writing, session, stories, held, kept
):
    writing.open(stories["Beta"].id)
    press(writing, "Onw", Qt.Key.Key_Backspace, "e two", Qt.Key.Key_Return, "Three")
    qtbot.waitUntil(lambda: [one.thing.body for one in kept()] == ["One two\n\nThree\n\nWords of Beta.\n"])
    (one,) = kept()
    assert (one.thing.id, one.thing.revision) == (stories["Beta"].id, stories["Beta"].revision)
    held.set()
    qtbot.waitUntil(lambda: "Three" in writing.body.markdown())
    writing.open_story.flush()
    qtbot.waitUntil(lambda: not list(writing.journal.folder.glob("*.json")))
    assert "One two\n\nThree" in ops.story.get(session.desk, stories["Beta"].id).body


def test_a_paste_and_moves_of_the_cursor_are_in_the_journal_and_another_copy_does_not_change_them(
    qtbot, writing, stories, held, kept
):
    QGuiApplication.clipboard().setText("pasted.")
    writing.open(stories["Beta"].id)
    press(writing, "One ")
    QTest.keyClick(writing.windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(writing, Qt.Key.Key_Home, "X")
    QGuiApplication.clipboard().setText("Secret")
    words = "XOne pasted."
    qtbot.waitUntil(lambda: [one.thing.body for one in kept()] == [f"{words}\n\nWords of Beta.\n"])
    held.set()
    qtbot.waitUntil(lambda: opened(writing) == stories["Beta"].id)
    assert writing.body.markdown() == f"{words}Words of Beta.\n"


def test_words_for_three_stories_on_their_way_are_each_in_its_own(qtbot, writing, stories, held, kept):
    writing.open(stories["Beta"].id)
    press(writing, "For Beta.")
    writing.deeds.new()
    press(writing, "Fresh", Qt.Key.Key_Tab, "At last", Qt.Key.Key_Return, "Body")
    writing.open(stories["Gamma"].id, field=writing.sheet.headline)
    press(writing, "Great")
    told = [
        ("Beta", "", "For Beta.\n\nWords of Beta.\n"),
        ("Fresh", "At last", "Body\n"),
        ("Great Gamma", "", "Words of Gamma.\n"),
    ]
    qtbot.waitUntil(
        lambda: sorted((one.thing.headline, one.thing.standfirst, one.thing.body) for one in kept()) == told
    )
    held.set()
    qtbot.waitUntil(lambda: opened(writing) == stories["Gamma"].id)


def test_words_that_were_given_back_leave_the_journal(qtbot, writing, stories, held, kept):
    writing.open(stories["Beta"].id)
    press(writing, "Hello")
    qtbot.waitUntil(lambda: len(kept()) == 1)
    late(qtbot, writing)
    press(writing, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: kept() == [])
    assert "“Hello”" in writing.notice.words.text()


# A new story, which no store has to take first


def test_a_new_story_stands_at_once(qtbot, writing, session, stories, held, settle):
    body = writing.body.markdown()
    writing.deeds.new()
    press(writing, "Harbour opens", Qt.Key.Key_Tab, "At last")
    story = writing.open_story.story
    assert (story.headline, story.standfirst) == ("Harbour opens", "At last")
    held.set()
    settle()
    writing.open_story.flush()
    settle()
    kept = ops.story.get(session.desk, story.id)
    assert (kept.headline, kept.standfirst, kept.slug) == ("Harbour opens", "At last", "harbour-opens")
    assert ops.story.history(session.desk, story.id)[0].reason == "create"
    assert writing.stories.model.place(story.id) is not None
    assert not writing.notice.isVisible()
    assert ops.story.get(session.desk, stories["Alpha"].id).body == body


def test_a_new_story_behind_a_save_under_way_is_no_fault(qtbot, writing, held, settle):
    press(writing, "More. ")
    writing.open_story.flush()
    writing.deeds.new()
    held.set()
    settle()
    assert not writing.notice.isVisible(), writing.notice.words.text()


def test_each_of_two_new_stories_keeps_its_own_words_while_the_store_refuses(qtbot, writing, session, lock):
    desk = session.desk
    writing.deeds.new()
    press(writing, "Harbour", Qt.Key.Key_Tab, "At last")
    writing.deeds.new()
    press(writing, "Bridge", Qt.Key.Key_Tab, "No more")
    ids = [*writing.open_story.waiting(), writing.open_story.story.id]
    told = [("Bridge", "No more"), ("Harbour", "At last")]
    qtbot.waitUntil(lambda: left(desk, writing) == told, timeout=15_000)
    lock()
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=25_000)
    kept = {ops.story.get(desk, id_) for id_ in ids}
    assert sorted((story.headline, story.standfirst) for story in kept) == told


def test_a_story_that_the_store_refuses_is_kept_apart_and_can_be_copied(
    qtbot, writing, session, settle, tmp_path, monkeypatch, lock
):
    before, body, desk = writing.open_story.story.id, writing.body.markdown(), session.desk
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    writing.deeds.new()
    press(writing, "Harbour opens", Qt.Key.Key_Tab, "At last")
    story = writing.open_story.story
    qtbot.waitUntil(lambda: "Another program is writing" in writing.notice.words.text(), timeout=15_000)
    assert "in a journal" in writing.notice.words.text()
    qtbot.waitUntil(lambda: left(desk, writing) == [("Harbour opens", "At last")], timeout=15_000)
    writing.notice.button.click()
    assert "At last" in (tmp_path / "harbour-opens.md").read_text("utf-8")
    writing.open(before)
    qtbot.waitUntil(lambda: opened(writing) == before, timeout=15_000)
    assert writing.body.markdown() == body
    writing.open(story.id)
    assert writing.open_story.story.standfirst == "At last"
    lock()
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=15_000)
    assert writing.open_story.story == ops.story.get(desk, story.id)
    settle()
    assert "Another program" not in writing.notice.words.text()


def test_a_story_begun_while_the_folder_is_away_comes_into_the_desk_when_it_is_back(
    qtbot, writing, session, tmp_path
):
    before, folder = writing.open_story.story.id, session.desk.folder
    folder.rename(tmp_path / "away")
    writing.deeds.new()
    press(writing, "Harbour opens")
    qtbot.waitUntil(lambda: "moved, removed or replaced" in writing.notice.words.text(), timeout=15_000)
    (tmp_path / "away").rename(folder)
    qtbot.waitUntil(lambda: writing.open_story.safe, timeout=15_000)
    story = ops.story.get(session.desk, writing.open_story.story.id)
    assert story.id != before and story.headline == "Harbour opens"


def test_who_begins_a_story_and_leaves_loses_no_word(qtbot, writing, session, held):
    closed = []
    writing.closed.connect(lambda _: closed.append(session.desk.store.rows(StoryQuery(limit=1))[0].headline))
    writing.deeds.new()
    press(writing, "Harbour")
    writing.close()
    assert writing.isVisible()
    held.set()
    qtbot.waitUntil(lambda: closed == ["Harbour"])


def test_whatever_pane_is_open_a_new_story_that_cannot_be_stored_yet_is_not_missed(
    qtbot, writing, settle, lock, monkeypatch
):
    said, warn = [], Notice.warn

    def heard(self, error, *more, **named):
        said.append(error)
        warn(self, error, *more, **named)

    monkeypatch.setattr(Notice, "warn", heard)
    writing.inspector.show()
    writing.deeds.new()
    press(writing, "Harbour")
    for tab in range(writing.inspector.count()):
        writing.inspector.setCurrentIndex(tab)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: bool(said), timeout=15_000)
    settle()
    assert {error.what for error in said} == {"Another program is writing to this desk"}
