"""The hits of a search in all stories: ticks, and rows that come as they are wanted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTreeView

from desk.domain import Status
from desk.operations.finding import Found, StoryHits
from desk.ui.found_model import FoundModel

_TICK = Qt.ItemDataRole.CheckStateRole
_ON, _PART, _OFF = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


def hit(words: str) -> Found:
    return Found("body", 0, len(words), "Old ", words, "", " here")


def stories(count: int) -> list[StoryHits]:
    hits = hit("ferry"), hit("boat")
    return [StoryHits(str(n), "", f"Story {n}", Status.DRAFT, hits) for n in range(count)]


def test_a_story_has_the_tick_of_its_hits_and_gives_them_its_own(qtbot):
    model = FoundModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(stories(2))
    top = model.index(1, 0)
    one = model.index(0, 0, top)
    assert (top.data(_TICK), model.number) == (_ON, 4)
    with qtbot.waitSignal(model.ticked):
        model.setData(one, _OFF, _TICK)
    assert (top.data(_TICK), one.data(_TICK), model.number) == (_PART, _OFF, 3)
    assert [[found.words for found in story.hits] for story in model.chosen()] == [
        ["ferry", "boat"],
        ["boat"],
    ]
    model.setData(top, _OFF, _TICK)
    assert (model.index(1, 0, top).data(_TICK), model.number) == (_OFF, 2)
    assert [story.story for story in model.chosen()] == ["0"]


def test_stories_come_as_the_list_is_scrolled_and_all_are_chosen_before(qtbot):
    model, view = FoundModel(), QTreeView(uniformRowHeights=True)
    qtbot.addWidget(view)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.setModel(model)
    view.resize(300, 200)
    view.show()
    model.show(stories(1_000))
    assert model.rowCount() < 200
    assert (len(model.chosen()), model.number) == (1_000, 2_000)
    bar, before = view.verticalScrollBar(), 0
    while before < model.rowCount():
        before = model.rowCount()
        bar.setValue(bar.maximum())
        qtbot.wait(1)
    assert model.rowCount() == 1_000
