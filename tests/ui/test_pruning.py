"""Pruning history from the window: numbers first, Return is harmless, the timeline stays as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Story, new_id
from desk.store import Store
from desk.ui.pruning import PruneDialog
from tests.ui.test_withdrawing import asked


@pytest.fixture
def old(session):
    """Two stories that were written long ago, each in one sitting of eight saves."""
    made = {}
    with Store.open(session.desk.folder, clock=lambda: datetime(2020, 3, 1, tzinfo=UTC)) as store:
        for name in ("Harbour", "Lighthouse"):
            story = Story(id=new_id(), headline=name, slug=name.lower())
            for line in range(9):
                story = store.save_story(replace(story, body=f"{story.body}{line}\n\n"), session.desk.who)
            made[name] = story.id
    return made


def counted(qtbot, dialog):
    qtbot.waitUntil(lambda: "Counting" not in dialog.said.text(), timeout=20_000)
    return dialog.said.text()


def test_a_storys_saves_are_counted_and_removed(qtbot, session, window, old, settle):
    window.open(old["Harbour"])
    qtbot.waitUntil(
        lambda: window.open_story.story is not None and window.open_story.story.id == old["Harbour"]
    )
    window.commands["history-tab"].trigger()
    qtbot.waitUntil(lambda: window.history.pane.model.rowCount() == 2)
    QTest.mouseClick(window.history.pane.prune, Qt.MouseButton.LeftButton)
    dialog = asked(qtbot, window, PruneDialog)
    assert counted(qtbot, dialog).startswith("7 saves in the midst of sittings, of 1 story")
    assert dialog.go.text() == "Remove 7 saves"
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # what Return does must be harmless
    settle()
    assert len(ops.story.history(session.desk, old["Harbour"])) == 9
    window.commands["prune"].trigger()
    dialog = asked(qtbot, window, PruneDialog)
    counted(qtbot, dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: "7 saves removed" in window.notice.words.text(), timeout=20_000)
    settle()
    assert len(ops.story.history(session.desk, old["Harbour"])) == 2
    assert len(ops.story.history(session.desk, old["Lighthouse"])) == 9
    assert window.history.pane.model.rowCount() == 2
    (copy,) = ops.backups.listed(session.desk.folder)
    assert copy.reason == "before-pruning" and copy.file.name in window.notice.words.text()


def test_all_stories_of_an_age(qtbot, session, window, old, settle):
    window.commands["prune"].trigger()
    dialog = asked(qtbot, window, PruneDialog)
    dialog.whose.setCurrentIndex(dialog.whose.findText("All stories"))
    dialog.age.setCurrentIndex(2)
    assert counted(qtbot, dialog).startswith("14 saves in the midst of sittings, of 2 stories")
    dialog.go.click()
    qtbot.waitUntil(lambda: "14 saves removed" in window.notice.words.text(), timeout=20_000)
    settle()
    assert [len(ops.story.history(session.desk, old[name])) for name in old] == [2, 2]
    assert ops.desk.verify(session.desk) == []


def test_a_story_that_is_being_written_has_nothing_to_remove(qtbot, window, stories, settle):
    window.commands["prune"].trigger()
    dialog = asked(qtbot, window, PruneDialog)
    assert "Alpha" in dialog.whose.currentText()
    assert counted(qtbot, dialog).startswith("There is nothing to remove")
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
