"""Withdrawing names each place and offers another story; emptying names what goes. By keyboard, with undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget

from desk import operations as ops
from desk.domain import Status
from desk.ui.withdrawing import EmptyDialog, WithdrawDialog


def asked(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=10_000)
    return next(one for one in window.findChildren(kind) if one.isVisible())


@pytest.fixture
def leading(session, window, stories):
    ops.curation.act(session.desk, "lead", "add", [stories["Alpha"].id])
    return stories["Alpha"].id


def lead(session):
    return [slot.story for slot in ops.curation.get(session.desk, "lead").slots]


def test_a_story_that_stands_nowhere_is_withdrawn_at_once(session, window, stories, settle, qtbot):
    window.commands["status-withdrawn"].trigger()
    qtbot.waitUntil(lambda: "is withdrawn" in window.notice.words.text())
    assert ops.story.get(session.desk, stories["Alpha"].id).status is Status.WITHDRAWN


def test_another_takes_its_place_by_keyboard_and_undo_gives_it_back(
    qtbot,
    session,
    window,
    stories,
    leading,
    settle,
):
    window.commands["status-withdrawn"].trigger()
    dialog = asked(qtbot, window, WithdrawDialog)
    assert "Lead, place 1" in dialog.said.text()
    QTest.keyClicks(dialog.search, "Gamma")
    qtbot.waitUntil(lambda: dialog.answer == stories["Gamma"].id)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lead(session) == [stories["Gamma"].id], timeout=10_000)
    settle()
    assert ops.story.get(session.desk, leading).status is Status.WITHDRAWN
    window.commands["take-back"].trigger()
    qtbot.waitUntil(lambda: lead(session) == [leading], timeout=10_000)
    settle()
    assert ops.story.get(session.desk, leading).status is Status.DRAFT


def test_esc_withdraws_nothing(qtbot, session, window, leading, settle):
    window.commands["status-withdrawn"].trigger()
    dialog = asked(qtbot, window, WithdrawDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert lead(session) == [leading]
    assert ops.story.get(session.desk, leading).status is Status.DRAFT


def test_withdrawn_is_emptied_once_the_person_saw_what_goes(qtbot, session, window, stories, settle):
    for name in ("Alpha", "Beta"):
        ops.story.set_status(session.desk, stories[name].id, Status.WITHDRAWN)
    window.commands["empty-withdrawn"].trigger()
    dialog = asked(qtbot, window, EmptyDialog)
    names = dialog.findChild(QTreeWidget)
    for column in (1, 2):
        assert names.columnWidth(column) >= names.header().sectionSizeHint(column)
        assert names.columnWidth(column) >= names.sizeHintForColumn(column)
    assert dialog.said.text().startswith("2 stories with 6 versions")
    assert dialog.go.text() == "Delete 2 stories"
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # what Return does must be harmless
    settle()
    assert len(ops.withdrawn.listed(session.desk)) == 2
    window.commands["empty-withdrawn"].trigger()
    asked(qtbot, window, EmptyDialog).go.click()
    qtbot.waitUntil(lambda: "deleted for good" in window.notice.words.text(), timeout=20_000)
    assert ops.withdrawn.listed(session.desk) == []
    assert window.open_story.story is None, "the story on the sheet was one of them"
    (copy,) = ops.backups.listed(session.desk.folder)
    assert copy.stories == 3 and copy.file.name in window.notice.words.text()
