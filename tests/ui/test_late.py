"""What waits until it is needed: made once, told of, and there at once when the keyboard goes to it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.ui.curation import CurationPane
from desk.ui.details import DetailsPane
from desk.ui.late import Late
from desk.ui.library import LibraryPage


class Part:
    pass


class Other:
    pass


def test_a_part_is_made_once_and_whoever_waits_is_told():
    late, told, made = Late(), [], []
    late.offer(Part, lambda: made.append(Part()) or made[-1])
    late.when(Part, told.append)
    assert late.there(Part) is None and not made
    part = late.get(Part)
    assert late.get(Part) is part is late.there(Part)
    late.when(Part, told.append)
    assert made == [part] and told == [part, part]


def test_the_rest_is_made_in_order_and_only_what_is_missing():
    late = Late()
    late.offer(Part, Part)
    late.offer(Other, Other)
    late.get(Part)
    assert late.make_next() and late.there(Other) is not None
    assert not late.make_next()


def test_a_window_makes_what_is_seen_and_the_rest_when_it_is_shown(window, settle):
    late = window.late
    assert late.there(CurationPane) is None and late.there(LibraryPage) is None
    bar = window.inspector.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert window.curation.isVisible() and window.curation.related.isVisible()
    assert late.there(DetailsPane) is None
    window.commands["photos"].trigger()
    settle()
    library = late.there(LibraryPage)
    assert library.isVisible() and library.isAncestorOf(QApplication.focusWidget())


def test_a_part_that_comes_late_shows_the_story_and_the_publication_of_now(window, session, settle):
    window.details.section.setFocus()  # one of two, made before the change
    window.settings_page.title.setText("The Late Hour")
    window.settings_page.sections.setText("News, Sport")
    window.settings_page.flush()
    settle()
    assert ops.desk.publication(session.desk).title == "The Late Hour"
    window.open_story.edit("details", section="sport")
    settle()
    assert window.board._publication.title == "The Late Hour"
    assert window.curation.related.delegate.publication.title == "The Late Hour"
    assert [window.details.section.itemText(n) for n in range(2)] == ["News", "Sport"]


def test_what_comes_late_speaks_through_the_notice(window, settle):
    window.library.said.emit("A thing was done.", None)
    assert window.notice.words.text() == "A thing was done."
