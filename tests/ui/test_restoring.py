"""Backups in the window: they make themselves, are listed, and one is brought back."""

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import StoryQuery, Who
from desk.ui.backups import Routine
from desk.ui.restoring import RestoreDialog, changes
from desk.ui.settings import Settings
from desk.ui.start import Starter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with one backup, and words that came after it."""
    desk = ops.desk.create(tmp_path / "hour.desk", Who("Ann", "laptop"), title="The Hour")
    made = ops.story.new(desk, headline="Ferry").value
    ops.backups.make(desk)
    ops.story.save(desk, replace(made, headline="Ferry returns"))
    desk.close()
    return desk.folder


@pytest.fixture
def starter(qtbot, look) -> Iterator[Starter]:
    made = Starter(QApplication.instance(), Settings(), look, "Ann")
    yield made
    if made._window is not None:
        made._window.close()
    qtbot.waitUntil(lambda: not made._windows, timeout=10_000)
    made._tasks.stop()
    made._drop(made._face)
    made.deleteLater()
    gc.unfreeze()


def dialog(qtbot) -> RestoreDialog:
    def shown() -> list[RestoreDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, RestoreDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=10_000)
    (one,) = shown()
    qtbot.waitUntil(one.restore.isEnabled, timeout=10_000)
    return one


def headlines(folder: Path) -> list[str]:
    desk = ops.desk.open_desk(folder, Who("Ann", "laptop"))
    try:
        return [row.headline for row in ops.story.rows(desk, StoryQuery()).rows]
    finally:
        desk.close()


def aside(folder: Path) -> Path:
    (one,) = [path for path in folder.parent.iterdir() if "set aside" in path.name]
    return one


def test_a_desk_is_brought_back_from_its_window(qtbot, starter, folder):
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    first = starter._window
    qtbot.waitUntil(lambda: first.open_story.story is not None, timeout=10_000)
    QTest.keyClicks(first.body, "Typed before. ")
    first.commands["restore"].trigger()
    chosen = dialog(qtbot)
    qtbot.waitUntil(lambda: "earlier words" in chosen.said.text(), timeout=10_000)
    assert "1 story will have earlier words" in chosen.said.text() and "set aside" in chosen.said.text()
    chosen.restore.click()
    qtbot.waitUntil(lambda: starter._window not in (None, first), timeout=20_000)
    again = starter._window
    assert again.notice.isVisible() and str(aside(folder)) in again.notice.words.text()
    assert headlines(folder) == ["Ferry"]
    assert headlines(aside(folder)) == ["Ferry returns"]
    desk = ops.desk.open_desk(aside(folder), Who("Ann", "laptop"))
    row = ops.story.rows(desk, StoryQuery()).rows[0]
    assert ops.story.get(desk, row.id).body == "Typed before.\n", "what was typed is in the desk set aside"
    desk.close()


def test_a_damaged_desk_offers_its_backups_at_the_start(qtbot, starter, folder):
    os.truncate(folder / "desk.sqlite", 5000)
    starter.begin(folder)
    chosen = dialog(qtbot)
    assert starter._window is None
    assert "damaged" in chosen.why.text()
    qtbot.waitUntil(lambda: "cannot be read" in chosen.said.text(), timeout=10_000)
    chosen.restore.click()
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    assert str(aside(folder)) in starter._window.notice.words.text()
    assert headlines(folder) == ["Ferry"]


def test_a_refused_restore_opens_the_desk_as_it_was(qtbot, starter, folder):
    (copy,) = (folder / "backups").glob("*.sqlite")
    with closing(sqlite3.connect(copy)) as connection:  # the list of backups can still be read
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'milestone'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with copy.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(os.urandom(size))
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    first = starter._window
    first.commands["restore"].trigger()
    dialog(qtbot).restore.click()
    qtbot.waitUntil(lambda: starter._window not in (None, first), timeout=20_000)
    qtbot.waitUntil(starter._window.notice.isVisible, timeout=10_000)
    assert "damaged" in starter._window.notice.words.text()
    assert headlines(folder) == ["Ferry returns"]


def test_a_copy_makes_itself_behind_the_start(qtbot, session, settle):
    ops.story.new(session.desk, headline="Ferry")
    keeper = QObject()
    routine = Routine(session, keeper, after=10)
    qtbot.waitUntil(lambda: len(ops.backups.listed(session.desk.folder)) == 1, timeout=10_000)
    settle()
    (one,) = ops.backups.listed(session.desk.folder)
    assert (ops.backups.reason(one), one.stories) == ("At start", 1)
    routine.stop()


def test_a_refusing_disk_is_said(qtbot, session, settle):
    ops.story.new(session.desk, headline="Ferry")
    (session.desk.folder / "backups").rmdir()
    (session.desk.folder / "backups").write_text("no folder")
    keeper = QObject()
    routine = Routine(session, keeper, after=10)
    with qtbot.waitSignal(routine.failed, timeout=10_000) as said:
        pass
    assert str(said.args[0]).startswith("No backup could be made: ")
    routine.stop()


def test_backing_up_and_checking_can_be_cancelled(qtbot, window, session, settle):
    window.commands["backup"].trigger()
    settle()
    assert "Backed up and verified" in window.notice.words.text()
    window.commands["verify"].trigger()
    settle()
    assert "in order" in window.notice.words.text()
    for command in ("backup", "verify"):
        window.exports._stop = Stopped()
        window.commands[command].trigger()
        settle()
    assert len(ops.backups.listed(session.desk.folder)) == 1


class Stopped:
    """An event that is set as soon as work begins."""

    def set(self) -> None: ...
    def clear(self) -> None: ...
    def is_set(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 0, 0), "Its stories are those of the desk now."),
        ((1, 0, 0), "1 story will have earlier words."),
        (
            (2, 1, 3),
            "2 stories will have earlier words; 1 story made since will not be there; 3 stories come back.",
        ),
    ],
)
def test_what_changes_is_said_in_numbers(numbers, said):
    assert changes(ops.backups.Difference(*numbers)) == said
