"""Typing reaches a second place within a moment, and leaves it when the store has the words."""

import json
import os
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk import operations as ops
from desk.domain import Story, StoryQuery, new_id
from desk.ui import menu
from desk.ui.editor import BodyEditor
from desk.ui.locks import locked
from desk.ui.recovery import _search
from desk.ui.window import Window


@pytest.fixture
def journal(session, window, settle):
    settle()

    def files():
        folder = ops.journal.places(session.desk)[0]
        return sorted(folder.glob("*/*.json"))

    return files


def test_a_long_paste_is_written_down_once_it_has_its_place(qtbot, window, journal):
    window.open_story._pause.stop()
    data = QMimeData()
    data.setHtml("<p>Paragraph</p>" * 900)
    window.body.insertFromMimeData(data)
    assert window.body.is_coming()
    window.open_story._pause.stop()
    qtbot.waitUntil(lambda: bool(journal()) and journal()[0].read_text().count("Paragraph") == 900)
    qtbot.waitUntil(lambda: journal() == [], timeout=20_000)


def test_words_in_an_open_cell_and_an_open_embed_are_there_too(qtbot, window, journal, held):
    def kept():
        return json.loads(journal()[0].read_text(encoding="utf-8"))["story"] if journal() else ""

    window.body.insert_opaque("| quay | boats |\n| --- | --- |\n| east | 12 |\n")
    window.body.insert_opaque("[Tide](https://youtu.be/tide-in_12)\n")
    window.cards.table.ask(0)
    cell = window.cards.table.grid.indexWidget(window.cards.table.grid.currentIndex())
    assert isinstance(cell, BodyEditor)
    QTest.keyClicks(cell, " wall")
    qtbot.waitUntil(lambda: "quay wall" in kept())
    window.cards.embed.ask(2)
    window.cards.embed.words.selectAll()
    QTest.keyClicks(window.cards.embed.words, "High water")
    qtbot.waitUntil(lambda: "[High water]" in kept())
    held.set()


def test_typed_words_are_there_before_any_save(qtbot, window, journal, held, stored, settle):
    QTest.keyClicks(window.body, "At once. ")
    qtbot.waitUntil(lambda: bool(journal()))
    window.sheet.headline.textCursor().insertText("New ")
    qtbot.waitUntil(lambda: "New Alpha" in journal()[0].read_text(encoding="utf-8"))
    kept = json.loads(journal()[0].read_text(encoding="utf-8"))
    assert json.loads(kept["story"])["body"] == "At once. Words of Alpha.\n"
    held.set()
    settle()
    assert stored().body == "At once. Words of Alpha.\n"
    qtbot.waitUntil(lambda: journal() == [], timeout=20_000)


def test_words_that_wait_while_another_story_is_open_are_kept_too(qtbot, window, journal, held, stories):
    QTest.keyClicks(window.body, "Waiting. ")
    window.open(stories["Beta"].id)
    qtbot.waitUntil(lambda: bool(journal()))
    assert [file.stem for file in journal()] == [stories["Alpha"].id]
    assert "Waiting. Words of Alpha" in journal()[0].read_text(encoding="utf-8")
    held.set()
    qtbot.waitUntil(lambda: journal() == [], timeout=20_000)


def test_the_source_is_kept_too(qtbot, window, journal):
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "**Bold** ")
    qtbot.waitUntil(lambda: bool(journal()) and "**Bold** Words" in journal()[0].read_text(encoding="utf-8"))


@pytest.fixture
def left(session, window, stories, settle):
    """Leave words as a window that was killed does."""
    folder = ops.journal.places(session.desk)[0] / "killed"
    folder.mkdir(parents=True)
    story = ops.story.get(session.desk, stories["Beta"].id)
    ops.journal.keep(folder / "x.json", session.desk.folder, replace(story, body="Typed last.\n"))
    return story


@pytest.fixture
def again(qtbot, session, left, look, settle):
    made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
    made.show()
    settle()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    settle()
    made.deleteLater()


def press(window, name):
    next(b for b in window.recovery.findChildren(QPushButton) if b.text() == name).click()


@pytest.mark.parametrize(
    ("button", "body", "count"),
    [
        ("Keep these words", "Typed last.\n", 3),
        ("Keep the stored", "Words of Beta.\n", 3),
        ("Keep both", "Words of Beta.\n", 4),
    ],
)
def test_the_next_start_asks_and_does_as_told(again, session, settle, left, button, body, count):
    assert again.recovery.isVisible()
    assert "“Beta”" in again.recovery.words.text()
    press(again, button)
    settle()
    settle()
    assert not again.recovery.isVisible()
    assert ops.story.get(session.desk, left.id).body == body
    rows = ops.story.rows(session.desk, StoryQuery()).rows
    assert len(rows) == count
    bodies = {ops.story.get(session.desk, row.id).body for row in rows}
    assert button == "Keep the stored" or "Typed last.\n" in bodies


@pytest.fixture
def never_stored(session, left):
    story = Story(id=new_id(), headline="Harbour", body="Typed while the disk refused.\n")
    folder = ops.journal.places(session.desk)[0] / "killed"
    ops.journal.keep(folder / f"{story.id}.json", session.desk.folder, story)
    return story


@pytest.mark.parametrize(("button", "kept"), [("Keep these words", True), ("Set aside", False)])
def test_a_story_that_was_never_stored_is_kept_or_set_aside(
    qtbot, session, settle, never_stored, again, button, kept
):
    while "“Harbour”" not in again.recovery.words.text():
        press(again, "Keep these words")
        settle()
    asked = [b.text() for b in again.recovery.findChildren(QPushButton) if b.isVisible()]
    assert asked == ["Keep these words", "Set aside"], "there is no other version"
    press(again, button)
    settle()
    rows = ops.story.rows(session.desk, StoryQuery()).rows
    assert (never_stored.id in [row.id for row in rows]) is kept
    assert not kept or ops.story.get(session.desk, never_stored.id).body == never_stored.body
    assert "“Harbour”" not in again.recovery.words.text() or not again.recovery.isVisible()
    assert not again.notice.isVisible(), "nothing went wrong"
    if again.recovery.isVisible():
        press(again, "Keep the stored")


def test_both_versions_are_shown_word_by_word(qtbot, again, left):
    press(again, "Show")
    qtbot.waitUntil(lambda: again.history.on, timeout=10_000)
    qtbot.wait(50)
    shown = again.history.page.findChild(BodyEditor).document().toPlainText()
    assert "Words of Beta" in shown and "Typed last" in shown
    assert again.open_story.story.id == left.id
    press(again, "Keep the stored")


@pytest.mark.parametrize("wrecked", [b"", b"\0" * 90, b"no number\n"])
def test_a_lock_that_says_nothing_hides_no_words(session, left, wrecked):
    lock = ops.journal.places(session.desk)[0] / "killed" / "lock"
    lock.write_bytes(wrecked)
    assert _search(session.desk) == ([], []), "somebody may be just writing it"
    os.utime(lock, (0, 0))
    (found,), (taken,) = _search(session.desk)
    assert found.thing.body == "Typed last.\n"
    taken.unlock()


def test_a_wrecked_lock_of_a_window_that_stands_is_still_its_own(qtbot, session, window, journal):
    QTest.keyClicks(window.body, "Mine. ")
    qtbot.waitUntil(lambda: bool(journal()) and window.journal.folder is not None)
    lock = window.journal.folder / "lock"
    whole = lock.read_bytes()
    with lock.open("r+b") as file:
        file.truncate()
    os.utime(lock, (0, 0))
    assert locked(window.journal.folder) is None
    lock.write_bytes(whole)


def test_nobody_asks_for_the_words_of_a_window_that_stands(qtbot, session, window, journal):
    QTest.keyClicks(window.body, "Mine. ")
    qtbot.waitUntil(lambda: bool(journal()) and window.journal.folder is not None)
    ops.journal.keep(window.journal.folder / "x.json", session.desk.folder, window.open_story.story)
    assert locked(window.journal.folder) is None
    assert _search(session.desk) == ([], [])
    assert window.journal.folder / "x.json" in journal()


def test_a_refusing_place_gives_way_to_another(qtbot, window, journal, held, stored, session):
    first, second = ops.journal.places(session.desk)
    first.parent.parent.mkdir(exist_ok=True)
    first.parent.write_text("no folder")
    QTest.keyClicks(window.body, "Go on. ")
    qtbot.waitUntil(lambda: len(list(second.glob("*/*.json"))) == 1)
    (file,) = second.glob("*/*.json")
    assert "Go on. Words of Alpha" in file.read_text(encoding="utf-8")
    held.set()
    qtbot.waitUntil(lambda: not file.exists(), timeout=20_000)
    assert stored().body == "Go on. Words of Alpha.\n"


def test_a_long_work_does_not_hold_the_journal_up(qtbot, window, journal, session, held):
    for _ in range(2):
        session.tasks.work(lambda: held.wait(30))
    QTest.keyClicks(window.body, "Meanwhile. ")
    qtbot.waitUntil(lambda: bool(journal()))
    assert "Meanwhile. Words of Alpha" in journal()[0].read_text(encoding="utf-8")


@pytest.fixture
def photo(session, window, stories, settle, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "harbour.jpg")
    ops.photo.add(session.desk, stories["Alpha"].id, [tmp_path / "harbour.jpg"])
    window.open_story.look_again()
    settle()
    return ops.story.get(session.desk, stories["Alpha"].id).lead.photo


def test_a_captions_words_are_kept_and_come_back(
    qtbot,
    window,
    journal,
    photo,
    held,
    session,
    settle,
):
    window.photos.form.fields["caption"].textCursor().insertText("A grey pier")
    qtbot.waitUntil(lambda: any("A grey pier" in file.read_text(encoding="utf-8") for file in journal()))
    kept = [file.read_bytes() for file in journal()]
    held.set()
    window.photos.flush()
    settle()
    assert ops.photo.get(session.desk, photo).caption == "A grey pier"
    qtbot.waitUntil(lambda: journal() == [], timeout=20_000)
    folder = ops.journal.places(session.desk)[0] / "killed"
    folder.mkdir()
    (folder / "x.json").write_bytes(kept[0].replace(b"A grey pier", b"A red pier"))
    (left,), locks = _search(session.desk)
    assert ops.journal.adopt(session.desk, left).value.caption == "A red pier"
    assert [lock.unlock() for lock in locks] == [None]
    assert _search(session.desk)[0] == []
