"""What is painted when little changes: no more than that, and nothing less."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desk.domain import DeskError
from desk.ui.edges import lower_edges

LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(60))


class Painted(QObject):
    """Adds up what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._full = widget.width()
        self.rows = 0.0
        """Rows of pixels, as wide as the widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (as Qt calls it)
        if event.type() == QEvent.Type.Paint:
            self.rows += sum(rect.width() * rect.height() for rect in event.region()) / self._full
        return False


def least(painted: list[Painted], work: Callable[[int], float]) -> float:
    """Return the least that is painted of some times: what comes meanwhile, as a save, paints for itself."""
    found: list[float] = []
    for time in range(3):
        for one in painted:
            one.rows = 0.0
        found.append(work(time))
    return min(found)


@pytest.fixture
def seen(window, settle):
    """Return what is seen of the window, where nothing comes by itself."""
    window.flags.stop()
    window.rights.stop()
    QApplication.setCursorFlashTime(0)

    def look() -> QImage:
        settle()
        QApplication.processEvents()
        return window.screen().grabWindow(window.winId()).toImage()

    yield look
    QApplication.setCursorFlashTime(1000)


@pytest.fixture
def anew(window, seen):
    """Paint everything and return what is seen then."""

    def paint() -> QImage:
        for widget in window.findChildren(QWidget):
            widget.update()
        return seen()

    return paint


def choose_two(window) -> None:
    """Choose a row more, so that a bar stands at the foot of the list."""
    model = window.stories.view.selectionModel()
    model.select(window.stories.model.index(1), QItemSelectionModel.SelectionFlag.Select)


@pytest.fixture
def rows(window, stories, settle):
    """Fill the list with more rows than have room."""
    first = window.stories.model.rows[0]
    more = [replace(first, id=f"more {n}", headline=f"Headline {n}") for n in range(40)]
    window.stories.model.append(more, whole=True)
    window.stories.view.doItemsLayout()
    settle()
    return more


@pytest.mark.parametrize("several", [False, True])
def test_a_notice_comes_and_goes_without_a_new_painting_of_what_stands_above(
    window, spelt, seen, rows, several
):
    spelt(LONG)
    if several:
        choose_two(window)
    seen()
    panes = [window.stories.view.viewport(), window.sheet.page, window.photos.viewport()]
    painted = [Painted(pane) for pane in panes]

    def comes_and_goes(_: int) -> float:
        window.notice.say("3 stories are now ready.", print)
        seen()
        window.notice.hide()
        seen()
        return max(one.rows for one in painted)

    assert least(painted, comes_and_goes) <= window.notice.height()
    assert window.list_tools.chosen.isVisible() is several


def test_a_notice_takes_no_more_and_no_less_than_its_room_in_any_workspace(
    qtbot, window, stored, seen, anew, rows
):
    window.body.set_markdown(LONG)
    choose_two(window)
    stored()  # or its time comes to stand in the status line
    for place in ("front", "photos", "settings", "write"):
        window.go(place)
        qtbot.waitUntil(lambda: anew() == anew())  # what comes late is there
        before = seen()
        window.notice.say("3 stories are now ready.", print)
        assert seen() == anew(), place
        window.notice.warn(DeskError("The disk is full. " * 20))
        assert seen() == anew(), place
        window.notice.hide()
        assert seen() == anew() == before, place


def test_nothing_moves_under_the_hand_when_a_notice_comes(window, rows):
    view = window.stories.view
    above = [window.toolbar, window.stories.filter, window.inspector.tabBar(), view]
    before = [widget.mapTo(window, QRect().topLeft()) for widget in above]
    window.notice.say("3 stories are now ready.")
    assert [widget.mapTo(window, QRect().topLeft()) for widget in above] == before
    assert window.notice.geometry().bottom() < window.status.geometry().top()


def test_a_notice_does_not_lie_on_the_line_that_is_written(qtbot, writing, spelt, seen, monkeypatch):
    monkeypatch.setattr("desk.ui.sheet._FOLLOWS", 0)  # as some time after the last key
    body, bar = writing.body, writing.sheet.verticalScrollBar()
    spelt(LONG)
    qtbot.waitUntil(lambda: bar.maximum() > 1_000)
    body.moveCursor(QTextCursor.MoveOperation.End)
    seen()

    def line() -> int:
        return body.mapTo(writing.sheet.viewport(), body.cursorRect().bottomLeft()).y()

    bar.setValue(bar.value() + line() - writing.sheet.viewport().height() + 2)
    writing.notice.say("Saved.")
    assert line() < writing.sheet.viewport().height()
    writing.notice.hide()
    bar.setValue(0)
    writing.notice.say("Saved.")
    assert bar.value() == 0, "who reads elsewhere stays there"


def test_a_list_that_scrolls_paints_only_what_comes_in_sight(window, seen, anew, rows):
    view, bar = window.stories.view, window.stories.view.verticalScrollBar()
    bar.setValue(200)
    seen()
    painted = Painted(view.viewport())

    def scrolls(time: int) -> float:
        bar.setValue(260 + 60 * time)
        shown, rows = seen(), painted.rows
        assert shown == anew()
        return rows

    assert least([painted], scrolls) == 60


def test_rows_that_go_leave_nothing_behind(window, seen, anew, rows):
    seen()
    window.stories.model.update(window.stories.model.rows[:2], whole=True)
    assert seen() == anew()
    window.stories.model.append(rows, whole=True)
    assert seen() == anew()


@pytest.mark.parametrize("dark", [False, True])
def test_a_sheet_that_scrolls_paints_only_what_comes_in_sight(window, look, spelt, seen, anew, dark):
    look.choose("dark" if dark else "light")
    spelt(LONG)
    bar = window.sheet.verticalScrollBar()
    bar.setValue(100)
    seen()
    painted = [Painted(window.sheet.page), Painted(window.body.viewport())]

    def scrolls(time: int) -> float:
        bar.setValue(160 + 60 * time)
        shown, rows = seen(), sum(one.rows for one in painted)
        assert shown == anew()
        return rows

    assert least(painted, scrolls) < 100


class Footed(QWidget):
    """Draws at its foot."""

    def paintEvent(self, event):  # noqa: N802  (as Qt calls it)
        QPainter(self).fillRect(0, self.height() - 9, self.width(), 9, Qt.GlobalColor.red)


def test_what_is_drawn_by_its_height_is_painted_whole(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    pane = QWidget(whole)
    rows = QVBoxLayout(pane)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(Footed())
    pane.resize(60, 90)
    whole.resize(60, 90)
    with qtbot.waitExposed(whole):
        whole.show()
    QApplication.processEvents()

    def foot(y: int) -> str:
        QApplication.processEvents()
        return whole.screen().grabWindow(whole.winId()).toImage().pixelColor(30, y).name()

    assert foot(85) == "#ff0000"
    with lower_edges([pane]):
        pane.resize(60, 50)
    assert foot(45) == "#ff0000"
    assert foot(85) != "#ff0000"
