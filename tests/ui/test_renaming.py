"""A published story that gets another headline: what calls it otherwise is named, changed and put back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Status, Story, new_id
from desk.ui import renaming
from desk.ui.renaming import RenameDialog


@pytest.fixture
def named(session, window, settle):
    """A published story on the sheet whose headline a card has other words for."""
    window.renaming._pause.setInterval(50)
    desk = session.desk
    words = {"slug": "ferry", "body": "Words.\n", "status": Status.PUBLISHED, "section": "news"}
    story = Story(id=new_id(), headline="Ferry", **words)
    ferry = ops.story.save(desk, story).value
    ops.curation.act(desk, "lead", "add", [ferry.id])
    (slot,) = ops.curation.get(desk, "lead").slots
    ops.curation.edit_slot(desk, "lead", slot, replace(slot, headline="My words", told="Ferry"))
    window.open(ferry.id)
    settle()
    return ferry


def card(session):
    (slot,) = ops.curation.get(session.desk, "lead").slots
    return slot.headline


def retitle(window, headline):
    window.sheet.headline.setFocus()
    window.sheet.headline.selectAll()
    QTest.keyClicks(window.sheet.headline, headline)
    window.open_story.flush()


def test_the_change_is_offered_done_everywhere_and_taken_back(qtbot, session, window, named, settle):
    retitle(window, "Ferry sinks")
    qtbot.waitUntil(lambda: "1 place still calls “Ferry sinks” otherwise" in window.notice.words.text())
    window.commands["take-back"].trigger()  # presses the notice's button
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(RenameDialog)))
    dialog = next(one for one in window.findChildren(RenameDialog) if one.isVisible())
    item = dialog.findChild(renaming.QTreeWidget).topLevelItem(0)
    assert [item.text(n) for n in range(3)] == ["Lead, place 1", "My words", "Ferry sinks"]
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card(session) == "")
    settle()
    window.commands["take-back"].trigger()
    qtbot.waitUntil(lambda: card(session) == "My words")


def test_another_address_is_offered_to_the_texts_that_link_to_it(qtbot, session, window, named, settle):
    desk = session.desk
    base = ops.desk.publication(desk)
    ops.desk.save_publication(desk, replace(base, base_url="https://hour.example"))
    words = f"See [it](https://hour.example/news/{named.slug}/).\n"
    other = ops.story.save(desk, Story(id=new_id(), headline="Other", body=words)).value
    session.do(lambda: ops.story.set_slug(desk, named.id, "ferry-is-gone"), None, None)
    qtbot.waitUntil(lambda: "1 place still calls" in window.notice.words.text())
    window.notice.press()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(RenameDialog)))
    dialog = next(one for one in window.findChildren(RenameDialog) if one.isVisible())
    dialog.accept()
    qtbot.waitUntil(lambda: "/news/ferry-is-gone.html" in ops.story.get(desk, other.id).body)


def test_a_draft_is_retitled_without_a_word(qtbot, session, window, named, settle):
    ops.story.set_status(session.desk, named.id, Status.DRAFT)
    window.open_story.look_again()
    settle()
    retitle(window, "Ferry sinks")
    qtbot.wait(200)
    settle()
    assert not window.notice.isVisible() and card(session) == "My words"
