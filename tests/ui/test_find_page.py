"""Find and replace over all stories, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Status


@pytest.fixture
def page(qtbot, window, settle):
    window.commands["find-everywhere"].trigger()
    yield window.find_page
    settle()


@pytest.fixture
def find(qtbot, page):
    def look_for(words, new=""):
        page.fields.words.setText(words)
        page.fields.new.setText(new)
        with qtbot.waitSignal(page.found, timeout=10_000):
            QTest.keyClick(page.fields.words, Qt.Key.Key_Return)
        return page.hint.text()

    return look_for


def bodies(session, stories):
    return {name: ops.story.get(session.desk, story.id).body for name, story in stories.items()}


def rows(page):
    return [page.hits.index(row, 0) for row in range(page.hits.rowCount())]


def test_hits_are_listed_by_story_and_drawn(window, page, find):
    assert find("words of", "Lines of") == "3 places in 3 stories."
    top = page.hits.index(0, 0)
    assert "Draft" in top.data()
    assert page.tree.isExpanded(top)
    assert page.hits.index(0, 0, top).data().startswith("Words of")
    picture = page.tree.grab()
    assert not picture.isNull()
    assert find("nowhere") == "Not found in any story."
    assert not page.replace_button.isEnabled()


def test_what_is_ticked_is_replaced_and_taken_back(qtbot, window, session, settle, stories, page, find):
    before = bodies(session, stories)
    ops.story.set_status(session.desk, stories["Beta"].id, Status.PUBLISHED)
    find("Words", "Lines")
    row = next(row for row in rows(page) if row.data().startswith("Gamma"))
    page.tree.setCurrentIndex(page.hits.index(0, 0, row))
    QTest.keyClick(page.tree, Qt.Key.Key_Space)
    assert row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert page.replace_button.text() == "Replace in 2 places"
    with qtbot.waitSignal(page.said, timeout=5000) as said:
        page.replace_button.click()
    assert said.args[0].startswith("2 places replaced in 2 stories. Published: “Beta”")
    settle()
    assert bodies(session, stories) == {
        "Alpha": "Lines of Alpha.\n",
        "Beta": "Lines of Beta.\n",
        "Gamma": "Words of Gamma.\n",
    }
    assert window.body.markdown() == "Lines of Alpha.\n"
    window.notice.button.click()
    settle()
    settle()
    assert bodies(session, stories) == before
    assert window.body.markdown() == "Words of Alpha.\n"


def test_words_being_typed_are_found_too(window, page, find):
    window.go("write")
    QTest.keyClicks(window.body, "Heron. ")
    window.commands["find-everywhere"].trigger()
    assert find("heron") == "1 place in 1 story."


def test_another_search_forgets_the_hits(page, find):
    find("Words", "Lines")
    page.fields.new.setText("Rows")
    assert rows(page) == []
    assert not page.replace_button.isEnabled()


def test_a_bad_expression_is_said_on_the_page(page, find):
    page.fields.switches["expression"].setChecked(True)
    assert "no regular expression" in find("(")


def test_a_field_that_is_off_is_not_searched(page, find):
    for name in ("body", "captions", "kicker", "standfirst"):
        page.kinds[name].setChecked(False)
    assert find("alpha") == "1 place in 1 story."


def test_a_hit_opens_its_story_at_the_place(qtbot, window, settle, stories, page, find):
    find("of Gamma")
    page.tree.setCurrentIndex(page.hits.index(0, 0, page.hits.index(0, 0)))
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.body.textCursor().selectedText() == "of Gamma", timeout=5000)
    assert window.open_story.story.id == stories["Gamma"].id
    assert window.workspaces.currentWidget() is window.split
    assert window.find_bar.isVisible()
    assert window.find_bar.count.text() == "1 of 1"


def test_esc_goes_back_to_the_story(window, page):
    QTest.keyClick(page.fields.words, Qt.Key.Key_Escape)
    assert window.workspaces.currentWidget() is window.split
