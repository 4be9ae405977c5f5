"""The story list's rows change in place."""

import datetime as dt
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desk.domain import Status, StoryRow
from desk.ui.stories import StoriesPane, StoryDelegate
from desk.ui.stories.model import ROW, StoryModel

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def row(name: str, **words) -> StoryRow:
    given = {
        "headline": name,
        "status": Status.DRAFT,
        "section": "news",
        "language": "en",
        "byline": "",
        "photo": "",
    }
    return StoryRow(id=name, slug=name, updated=NOW, **(given | words))


@pytest.fixture
def model(qtbot):
    made = StoryModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.reset([row(name) for name in "abcde"], whole=True)
    yield made
    tester.deleteLater()


def names(model):
    return "".join(model.index(n).data(ROW).id for n in range(model.rowCount()))


@pytest.mark.parametrize("after", ["abcde", "eabcd", "acde", "abxcde", "edcba", "", "xyz", "ca"])
def test_rows_come_to_any_other_order_without_a_reset(qtbot, model, after):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.update([row(name) for name in after], whole=True)
    assert names(model) == after and not resets


def test_a_changed_row_is_announced_alone(qtbot, model):
    changed = []
    model.dataChanged.connect(lambda first, last, _: changed.append((first.row(), last.row())))
    model.update([row(n, status=Status.READY if n == "c" else Status.DRAFT) for n in "abcde"], whole=True)
    assert changed == [(2, 2)]


def test_selection_follows_its_story(qtbot, model):
    from PySide6.QtCore import QPersistentModelIndex

    held = QPersistentModelIndex(model.index(3))
    model.update([row(name) for name in "dabce"], whole=True)
    assert held.row() == 0 and held.data(ROW).id == "d"


@pytest.mark.parametrize(
    ("story", "before", "after"),
    [("c", "a", "cabde"), ("a", "d", "bcade"), ("e", "", "abcde"), ("a", "", "bcdea"), ("x", "c", "abxcde")],
)
def test_one_story_is_put_where_it_belongs(qtbot, model, story, before, after):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.put(story, row(story), before)
    assert names(model) == after and not resets


def test_a_story_that_belongs_beyond_what_is_loaded_leaves(qtbot, model):
    model.put("b", row("b"), "unknown")
    assert names(model) == "acde"
    model.put("c", None, "")
    assert names(model) == "ade"
    model.append([], whole=False)
    model.put("a", row("a"), "")
    assert names(model) == "de"


def test_the_next_page_is_asked_for_once(qtbot):
    model, asked = StoryModel(), []
    model.more.connect(lambda: asked.append(1))
    model.reset([row(name) for name in "ab"], whole=False)
    assert model.canFetchMore()
    model.fetchMore()
    assert not model.canFetchMore() and asked == [1]
    model.append([row("b"), row("c")], whole=True)
    assert names(model) == "abc"


def test_a_row_says_how_long_its_story_is(qtbot):
    made = StoryModel()
    made.reset([row("a", words=1_204)], whole=True)
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert made.index(0).data(role).endswith("1\u202f204 words")


def test_a_screen_full_of_rows_never_drawn_holds_nobody_up(qtbot, monkeypatch):
    drawn, draw = [], StoryDelegate._row

    def note(self, painter, row, rect):
        drawn.append(row.id)
        slow = time.thread_time() + 1e-3  # or a fast machine would draw all of them in one turn
        draw(self, painter, row, rect)
        while time.thread_time() < slow:
            pass

    monkeypatch.setattr(StoryDelegate, "_row", note)
    pane = StoriesPane()
    qtbot.addWidget(pane)
    pane.resize(348, 1_200)
    pane.show()
    qtbot.waitUntil(lambda: pane.windowHandle().isExposed(), timeout=5_000)
    pane.model.reset([row(name) for name in "abcdefghijkl"], whole=True)
    pane.view.doItemsLayout()
    pane.view.viewport().repaint()
    assert 0 < len(drawn) < 12
    qtbot.waitUntil(lambda: set(drawn) == set("abcdefghijkl"), timeout=5_000)
    drawn.clear()
    pane.view.viewport().repaint()
    assert len(drawn) == 12, "what was drawn once is drawn at once"
