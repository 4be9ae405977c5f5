"""An export is reviewed before it is written, and the one before it comes back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Status
from desk.ui.planning import PlanDialog


def reviewed(qtbot, window):
    window.commands["export"].trigger()
    shown = [None]

    def there():
        shown[0] = next((one for one in window.findChildren(PlanDialog) if one.isVisible()), None)
        return shown[0] is not None

    qtbot.waitUntil(there, timeout=20_000)
    return shown[0]


def test_a_review_shows_the_words_that_change_and_return_exports_and_back_goes_back(
    qtbot, session, window, stories, settle
):
    desk = session.desk
    story = replace(stories["Alpha"], status=Status.PUBLISHED, body="The ferry waits.\n")
    story = ops.story.save(desk, story).value
    out = desk.folder.parent / f"{desk.folder.stem} site"
    ops.exporting.export(desk, out)
    page = next(out.rglob(f"{story.slug}.html"))
    before = page.read_text()
    ops.story.save(desk, replace(story, body="The ferry sails.\n"))
    dialog = reviewed(qtbot, window)
    assert "1 story" in dialog.said.text()
    assert page.read_text() == before
    model = dialog.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    told = next(row for row in rows if row.data().endswith("Alpha"))
    dialog.list.setCurrentIndex(told)
    qtbot.waitUntil(lambda: "sails" in dialog.words.toPlainText(), timeout=10_000)
    assert {part.text.strip() for part in dialog.words.parts if part.fate != "same"} == {"waits", "sails"}
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "sails" in page.read_text(), timeout=20_000)
    settle()
    window.commands["export-back"].trigger()
    qtbot.waitUntil(lambda: page.read_text() == before, timeout=20_000)
    settle()


def test_pages_come_first_and_esc_writes_nothing(qtbot, session, window, stories, settle):
    ops.story.save(session.desk, replace(stories["Alpha"], status=Status.PUBLISHED))
    dialog = reviewed(qtbot, window)
    assert dialog.list.currentIndex().data().endswith("Alpha")
    model = dialog.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    dialog.list.setCurrentIndex(next(row for row in rows if row.data().endswith(".woff2")))
    qtbot.waitUntil(lambda: "Nobody reads this file" in dialog.words.toPlainText(), timeout=10_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    out = session.desk.folder.parent / f"{session.desk.folder.stem} site"
    assert not [path for path in out.rglob("*") if path.is_file()]


def test_where_nothing_changes_it_is_said_and_nothing_asked(qtbot, session, window, stories, settle):
    ops.story.save(session.desk, replace(stories["Alpha"], status=Status.PUBLISHED))
    ops.exporting.export(session.desk, session.desk.folder.parent / f"{session.desk.folder.stem} site")
    window.commands["export"].trigger()
    qtbot.waitUntil(lambda: "as the desk has it" in window.notice.words.text(), timeout=20_000)
    settle()
    assert not [one for one in window.findChildren(PlanDialog) if one.isVisible()]
