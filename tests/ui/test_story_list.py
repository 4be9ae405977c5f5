"""The list in the window: what is typed is what is shown, and what is chosen writes into the field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from desk import operations as ops
from desk.domain import Sort, Status, StoryQuery, StoryRow
from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.model import ROW
from desk.ui.theme import current


def shown(window):
    model = window.stories.model
    return [model.index(place).data(ROW).headline for place in range(model.rowCount())]


@pytest.fixture
def many(session, stories):
    """More stories than two pages hold."""
    with session.desk.store.batch():
        for number in range(230):
            ops.story.new(session.desk, headline=f"Story {number:03}", section="culture")


def chip(window, name):
    return window.stories.head._chips[name]


def test_a_chip_writes_its_filter_into_the_field(qtbot, window, session, settle, stories):
    ops.story.set_status(session.desk, stories["Beta"].id, Status.READY)
    chip(window, "Ready").click()
    assert window.stories.filter.text() == "status:ready"
    qtbot.waitUntil(lambda: shown(window) == ["Beta"])
    assert chip(window, "Ready").isChecked() and not chip(window, "All").isChecked()
    QTest.keyClicks(window.stories.filter, " status:draft")
    qtbot.waitUntil(lambda: len(shown(window)) == 3)
    assert chip(window, "Ready").isChecked() and chip(window, "Drafts").isChecked()
    QTest.keyClick(window.stories.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(window)) == 3)
    assert window.stories.filter.text() == "" and chip(window, "All").isChecked()
    qtbot.waitUntil(lambda: chip(window, "Drafts").text() == "Drafts 2")
    settle()


def test_the_menu_writes_filters_with_their_counts_and_takes_them_out(qtbot, window, settle, many):
    window.stories.start()
    settle()
    menu = window.list_tools.filters
    qtbot.waitUntil(lambda: menu._counts.sections.get("culture") == 230)
    menu.aboutToShow.emit()
    section = next(one for one in menu.actions() if one.text() == "Section").menu()
    culture = next(one for one in section.actions() if one.text() == "Culture\t230")
    culture.trigger()
    assert window.stories.filter.text() == "section:culture"
    qtbot.waitUntil(lambda: len(shown(window)) == 100 and shown(window)[0] == "Story 229")
    menu.aboutToShow.emit()
    section = next(one for one in menu.actions() if one.text() == "Section").menu()
    culture = next(one for one in section.actions() if one.text() == "Culture\t230")
    assert culture.isChecked()
    culture.trigger()
    assert window.stories.filter.text() == ""
    settle()


def test_the_list_is_sorted_by_any_column_both_ways_over_all_pages(qtbot, window, settle, many):
    window.commands["sort-headline"].trigger()
    qtbot.waitUntil(lambda: shown(window)[:4] == ["Alpha", "Beta", "Gamma", "Story 000"])
    window.commands["turn"].trigger()
    qtbot.waitUntil(lambda: shown(window)[0] == "Story 229")
    for loaded in (200, 233):
        window.stories.model.fetchMore()
        qtbot.waitUntil(lambda loaded=loaded: window.stories.model.rowCount() == loaded)
    assert shown(window) == sorted(shown(window), reverse=True)
    assert not window.stories.model.canFetchMore()
    settle()


def test_order_and_view_come_back_with_the_next_start(window, settle):
    from desk.ui import memory

    pane = window.stories
    pane.head.put("alpha")
    window.commands["sort-author"].trigger()
    window.commands["turn"].trigger()
    window.commands["compact"].trigger()
    settle()
    memory.remember(window)
    pane.recall(StoryQuery(), compact=False)
    pane.recalled = False
    memory.recall(pane, window.session.settings, window.session.desk.folder)
    assert pane.query == StoryQuery(search="alpha", sort=Sort.AUTHOR, descending=True, limit=100)
    assert pane.delegate.compact
    settle()


def test_an_edit_moves_one_row_and_nothing_is_read_anew(qtbot, window, session, settle, stories, many):
    window.stories.head.put("status:draft")
    settle()
    model, view = window.stories.model, window.stories.view
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.fetchMore()
    qtbot.waitUntil(lambda: model.rowCount() >= 200)
    view.scrollTo(model.index(120), view.ScrollHint.PositionAtTop)
    view.setCurrentIndex(model.index(125))
    here, resets, removed = view.currentIndex().data(ROW), [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsRemoved.connect(lambda *_: removed.append(1))
    window.stories._open = here.id
    settle()
    loaded = model.rowCount()
    moved = model.rows[150]
    story = ops.story.get(session.desk, moved.id)
    session.do(lambda: ops.story.save(session.desk, replace(story, headline="Newly named")))
    qtbot.waitUntil(lambda: shown(window)[0] == "Newly named")
    assert not resets and not removed and model.rowCount() == loaded
    assert view.currentIndex().data(ROW) == here, "selection follows its story"
    tester.deleteLater()
    settle()


def test_what_another_program_wrote_is_seen_when_one_comes_back(qtbot, window, session, settle, stories):
    settle()
    resets = []
    window.stories.model.modelReset.connect(lambda: resets.append(1))
    ops.story.new(session.desk, headline="From elsewhere")
    ops.story.set_status(session.desk, stories["Beta"].id, Status.WITHDRAWN)
    window.stories.look_again()
    settle()
    settle()
    assert shown(window) == ["From elsewhere", "Gamma", "Alpha"] and not resets


@pytest.mark.parametrize("coming", [5, 140])
def test_rows_in_sight_stay_there_while_another_program_saves(
    qtbot, window, session, settle, stories, coming
):
    def save(headlines):
        with session.desk.store.batch():
            for headline in headlines:
                ops.story.new(session.desk, headline=headline)

    save(f"Story {number}" for number in range(60))
    model, view = window.stories.model, window.stories.view
    window.stories.start()
    qtbot.waitUntil(lambda: model.rowCount() >= 60)
    view.scrollTo(model.index(30), view.ScrollHint.PositionAtTop)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 7)

    def sight() -> list[tuple[str, int]]:
        first, last = window.stories._in_sight()
        return [(model.rows[row].id, view.visualRect(model.index(row)).top()) for row in range(first, last)]

    before = sight()
    save(f"Elsewhere {number}" for number in range(coming))
    ops.story.set_status(session.desk, model.rows[50].id, Status.READY)
    window.stories.look_again()
    qtbot.waitUntil(lambda: shown(window)[1] == f"Elsewhere {coming - 1}")
    settle()
    assert sight() == before
    view.scrollToTop()
    save(["Last"])
    window.stories.look_again()
    settle()
    assert view.verticalScrollBar().value() == 0, "whoever is at the top sees what is new"


def test_rows_show_where_they_have_the_words(qtbot, window, session, settle, stories):
    story = ops.story.get(session.desk, stories["Beta"].id)
    words = "One. The ferry left at noon from the old pier.\n"
    ops.story.save(session.desk, replace(story, body=words))
    ops.searching.prepare(session.desk)
    plain = window.stories.view.sizeHintForRow(0)
    window.stories.head.put("old pier status:draft")
    contexts = window.stories.delegate.contexts
    qtbot.waitUntil(lambda: shown(window) == ["Beta"])
    window.stories.view.grab()
    qtbot.waitUntil(lambda: contexts.get(story.id) is not None)
    found = contexts.get(story.id)
    assert [found.words[a:b] for a, b in found.marks] == ["old", "pier"]
    assert window.stories.view.sizeHintForRow(0) > plain
    window.stories.head.put("status:draft")
    qtbot.waitUntil(lambda: len(shown(window)) == 3)
    assert window.stories.view.sizeHintForRow(0) == plain, "filters alone have no words to show"
    settle()


def test_an_empty_list_says_what_to_do(qtbot, window, settle):
    pane = window.stories
    pane.head.put("nowhere to be found")
    qtbot.waitUntil(pane.way.isVisible)
    assert pane.why.text() == "No story has all of this."
    pane.way.click()
    qtbot.waitUntil(lambda: len(shown(window)) == 3)
    assert pane.filter.text() == ""
    settle()


class TestSavedSearches:
    """Named, picked, renamed and deleted by keyboard."""

    @staticmethod
    def saved(session):
        return [(one.name, one.query) for one in ops.searching.saved(session.desk)]

    def test_from_the_field_to_a_chip_and_away(self, qtbot, window, session, settle):
        tools, field = window.list_tools, window.stories.filter
        QTest.keyClicks(field, "alpha status:draft")
        window.commands["save-search"].trigger()
        name = tools.saved.name
        assert name.isVisible() and name.text() == "alpha status:draft"
        name.selectAll()
        QTest.keyClicks(name, "First letters")
        QTest.keyClick(name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(tools.saved.chips) == 1)
        assert self.saved(session) == [("First letters", "alpha status:draft")]
        assert tools.saved.chips[0].isChecked() and name.isHidden()

        tools.saved.chips[0].click()
        assert field.text() == ""
        tools.saved.chips[0].click()
        assert field.text() == "alpha status:draft"
        qtbot.waitUntil(lambda: shown(window) == ["Alpha"])

        QTest.keyClick(tools.saved.chips[0], Qt.Key.Key_F2)
        name.selectAll()
        QTest.keyClicks(name, "Alphas")
        QTest.keyClick(name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: [chip.text() for chip in tools.saved.chips] == ["Alphas"])

        QTest.keyClick(tools.saved.chips[0], Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: tools.saved.chips == [])
        assert self.saved(session) == []
        window.notice.button.click()
        qtbot.waitUntil(lambda: len(tools.saved.chips) == 1)
        assert self.saved(session) == [("Alphas", "alpha status:draft")]
        settle()

    def test_a_name_that_is_taken_is_refused_where_it_stands(self, qtbot, window, session, settle):
        ops.searching.save(session.desk, "Mine", "beta")
        window.stories.head.put("gamma")
        window.commands["save-search"].trigger()
        name = window.list_tools.saved.name
        name.setText("Mine")
        QTest.keyClick(name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(name.property("wrong")))
        assert "already" in name.toolTip() and name.isVisible()
        QTest.keyClick(name, Qt.Key.Key_Escape)
        assert name.isHidden() and self.saved(session) == [("Mine", "beta")]
        settle()


def test_tab_goes_from_the_top_over_the_rail_and_the_list_to_the_sheet(window, session, settle):
    ops.searching.save(session.desk, "Mine", "beta")
    window.list_tools.saved.look_again()
    settle()
    order, widget = [], window.field
    while len(order) < 4_000 and (not order or widget is not window.field):
        order.append(widget)
        widget = widget.nextInFocusChain()
    pane = window.stories
    wanted = [
        *(window.field, window.export_button, window.rail.findChildren(type(pane.head.new))[0], pane.filter),
        *(
            pane.head.new,
            window.list_tools.saved.chips[0],
            pane.view,
            window.sheet.headline,
            window.inspector,
        ),
    ]
    assert sorted(wanted, key=order.index) == wanted


class TestAnEmptyDesk:
    """Says how to begin, and its keyboard stands there."""

    @pytest.fixture
    def stories(self):
        return {}

    @pytest.fixture
    def window(self, qtbot, session, settle, look):
        from desk.ui import memory, menu
        from desk.ui.window import Window

        made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
        memory.restore(made)
        made.show()
        made.activateWindow()
        settle()
        yield made
        made.close()
        qtbot.waitUntil(lambda: not made.isVisible())
        made.deleteLater()

    def test_enter_starts_the_first_story(self, qtbot, window, settle):
        way = window.stories.way
        qtbot.waitUntil(way.hasFocus)
        assert window.stories.why.text().startswith("No stories yet.")
        QTest.keyClick(way, Qt.Key.Key_Space)
        qtbot.waitUntil(window.sheet.headline.hasFocus)
        settle()
        assert shown(window) == [""] and window.stories.view.isVisible()


@pytest.mark.parametrize("lists", [(), (("a list with a name that goes on and on", 1),)])
def test_however_long_a_name_when_a_story_comes_out_is_shown(qtbot, look, lists):
    def red(byline, lists=()):
        """Return how much of a row is drawn in the colour of a time to come."""
        row = StoryRow(
            id="id",
            slug="slug",
            headline="Headline",
            status=Status.READY,
            section="news",
            language="en",
            byline=byline,
            photo="",
            updated=datetime.now(UTC),
            publish_at=datetime.now(UTC) + timedelta(days=400),
            lists=lists,
        )
        model = QStandardItemModel(1, 1)
        model.setData(model.index(0, 0), row, ROW)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 280, 90)
        drawn = QImage(280, 90, QImage.Format.Format_RGB32)
        drawn.fill(Qt.GlobalColor.white)
        painter = QPainter(drawn)
        StoryDelegate(model).paint(painter, option, model.index(0, 0))
        painter.end()
        least = current().colour("warn").saturation() // 2  # all else is grey
        return sum(drawn.pixelColor(x, y).saturation() > least for x in range(40, 280) for y in range(90))

    short = red("Ann")
    assert short > 20
    assert red("Anastasia Konstantinovna " * 9, lists) > 0.8 * short
