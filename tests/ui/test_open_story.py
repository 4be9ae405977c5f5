"""The working copy and its way to the store."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desk import operations as ops
from desk.ui.open_story import OpenStory

pytestmark = pytest.mark.usefixtures("hurried")


class Body:
    """What the body editor holds."""

    def __init__(self) -> None:
        self.words: str | None = None

    def take(self) -> str | None:
        words, self.words = self.words, None
        return words


@pytest.fixture
def body() -> Body:
    return Body()


@pytest.fixture
def sheet(session, body, settle) -> Iterator[OpenStory]:
    one = OpenStory(session, body.take)
    story = ops.story.new(session.desk, headline="Ferry returns").value
    one.open(story.id)
    settle()
    yield one
    one.deleteLater()


def stored(session, sheet):
    return ops.story.get(session.desk, sheet.story.id)


def test_what_is_typed_is_stored_after_a_pause(qtbot, session, sheet, body):
    body.words = "First words.\n"
    sheet.touch()
    with qtbot.waitSignal(sheet.saved, timeout=5000):
        sheet.edit("test", kicker="Lake")
    assert stored(session, sheet).body == "First words.\n"
    assert stored(session, sheet).kicker == "Lake"
    assert sheet.safe


def test_one_who_never_pauses_is_stored_all_the_same(qtbot, session, sheet):
    typed = 0
    with qtbot.waitSignal(sheet.saved, timeout=8000) as saved:
        while not saved.signal_triggered and typed < 400:
            typed += 1
            sheet.edit("test", kicker=f"Lake {typed}")
            qtbot.wait(25)
    assert stored(session, sheet).kicker.startswith("Lake ")
    sheet.flush()
    qtbot.waitUntil(lambda: sheet.safe)


def test_a_save_waits_for_what_is_on_its_way_into_the_body(qtbot, session, sheet, body):
    coming = True
    sheet.coming = lambda: coming
    body.words = "Typed, and pasted.\n"
    sheet.touch()
    qtbot.wait(1500)
    assert body.words, "the body was asked for while a paste went into it"
    coming = False
    qtbot.waitUntil(lambda: sheet.safe)
    assert stored(session, sheet).body == "Typed, and pasted.\n"


def test_leaving_a_story_does_not_wait(qtbot, session, sheet, body):
    sheet.coming = lambda: True
    body.words = "Typed, and pasted.\n"
    sheet.touch()
    sheet.flush()
    qtbot.waitUntil(lambda: sheet.safe)
    assert stored(session, sheet).body == "Typed, and pasted.\n"


def test_going_to_another_story_at_once_loses_nothing(qtbot, session, sheet, body, settle):
    first = sheet.story.id
    other = ops.story.new(session.desk, headline="Other").value
    body.words = "Typed just now.\n"
    sheet.touch()
    sheet.open(other.id)
    settle()
    assert sheet.story.id == other.id
    assert ops.story.get(session.desk, first).body == "Typed just now.\n"


def test_typing_while_a_save_is_under_way_goes_with_the_next(qtbot, session, sheet, settle):
    sheet.edit("test", kicker="One")
    sheet.flush()
    sheet.edit("test", kicker="Two")
    sheet.flush()
    sheet.edit("test", kicker="Three")
    sheet.flush()
    settle()
    assert stored(session, sheet).kicker == "Three"
    assert sheet.safe


def test_another_window_and_this_one_both_keep_their_words(qtbot, session, sheet, body, settle):
    other = ops.desk.open_desk(session.desk.folder, ops.desk.person("Bob"))
    try:
        story = ops.story.save(other, replace(sheet.story, body="One.\n\nTwo.\n")).value
        sheet.open(story.id)
        settle()
        ops.story.save(other, replace(ops.story.get(other, story.id), body="One by Bob.\n\nTwo.\n"))
        body.words = "One.\n\nTwo by Ann.\n"
        sheet.touch()
        sheet.flush()
        settle()
        assert stored(session, sheet).body == "One by Bob.\n\nTwo by Ann.\n"
        assert sheet.story.body == "One by Bob.\n\nTwo by Ann.\n"
    finally:
        other.close()


def test_words_typed_while_the_next_story_comes_are_stored(qtbot, session, sheet, body, settle):
    first = sheet.story.id
    other = ops.story.new(session.desk, headline="Other").value
    sheet.open(other.id)
    body.words = "Typed while it came.\n"
    sheet.touch()
    settle()
    settle()
    assert sheet.story.id == other.id
    assert ops.story.get(session.desk, first).body == "Typed while it came.\n"


def test_the_story_asked_for_last_is_the_one_that_comes(qtbot, session, sheet, settle):
    first = sheet.story.id
    other = ops.story.new(session.desk, headline="Other").value
    sheet.edit("test", kicker="Waiting")
    sheet.open(other.id)
    sheet.open(first)
    settle()
    assert (sheet.story.id, sheet.story.kicker) == (first, "Waiting")


def test_a_story_whose_words_are_on_their_way_shows_them(qtbot, session, sheet, settle):
    first = sheet.story.id
    other = ops.story.new(session.desk, headline="Other").value
    lock = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    sheet.edit("test", kicker="Precious")
    sheet.flush()
    sheet.open(other.id)
    sheet.open(first)
    assert sheet.story.kicker == "Precious"
    with qtbot.waitSignal(sheet.failed, timeout=15_000):
        pass
    assert sheet.story.kicker == "Precious"
    lock.rollback()
    lock.close()
    qtbot.waitUntil(lambda: sheet.safe, timeout=15_000)
    assert stored(session, sheet).kicker == "Precious"


def test_a_locked_disk_is_said_and_saving_resumes_by_itself(qtbot, session, sheet):
    lock = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with qtbot.waitSignal(sheet.failed, timeout=15_000):
        sheet.edit("test", kicker="Kept")
        sheet.flush()
    assert not sheet.safe
    assert [story.kicker for story in sheet.unsaved()] == ["Kept"]
    lock.rollback()
    lock.close()
    with qtbot.waitSignal(sheet.saved, timeout=15_000):
        pass
    assert stored(session, sheet).kicker == "Kept"


@pytest.mark.slow
def test_the_same_story_opened_while_its_words_wait_shows_them(qtbot, session, sheet, settle):
    first = sheet.story.id
    lock = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with qtbot.waitSignal(sheet.failed, timeout=15_000):
        sheet.edit("test", kicker="Waiting")
        sheet.flush()
    sheet.close()
    sheet.open(first)
    assert sheet.story.kicker == "Waiting"
    lock.rollback()
    lock.close()
    qtbot.waitUntil(lambda: sheet.safe, timeout=15_000)
    assert stored(session, sheet).kicker == "Waiting"
