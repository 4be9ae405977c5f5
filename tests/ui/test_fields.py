"""Fields that keep every character, and dates as people type them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk.ui import dates, words
from desk.ui.fields import GrowingText, choice_field, number_field


def test_no_break_spaces_survive_a_field(qtbot):
    field = GrowingText("Headline")
    qtbot.addWidget(field)
    field.set_words("10\u00a0000 people\u202fcame")
    assert field.words() == "10\u00a0000 people\u202fcame"


def test_a_field_grows_with_its_words(qtbot):
    field = GrowingText("Headline")
    qtbot.addWidget(field)
    field.resize(200, 20)
    field.show()
    low = field.height()
    field.set_words("A long headline that needs several lines to be read in full " * 2)
    assert field.height() > 2 * low


def test_pasted_lines_become_one(qtbot):
    from PySide6.QtCore import QMimeData

    field = GrowingText("Headline")
    qtbot.addWidget(field)
    mime = QMimeData()
    mime.setText("Ferry\r\nreturns\n")
    field.insertFromMimeData(mime)
    assert field.words() == "Ferry returns"
    mime.setText(" at\xa0dawn\t with har\u00adbour pilot\n\n")
    field.insertFromMimeData(mime)
    assert field.words() == "Ferry returns at\xa0dawn  with harbour pilot"


def test_html_alone_is_pasted_as_its_words(qtbot):
    from PySide6.QtCore import QMimeData

    field = GrowingText("Headline")
    qtbot.addWidget(field)
    mime = QMimeData()
    mime.setHtml("<style>p{}</style><h1>Ferry <b>returns</b></h1><script>x()</script><p>at last</p>")
    field.insertFromMimeData(mime)
    assert field.words() == "Ferry returns at last"


def test_only_what_a_person_did_counts_as_edited(qtbot):
    field = GrowingText("Headline")
    qtbot.addWidget(field)
    edits = []
    field.edited.connect(lambda: edits.append(1))
    field.set_words("Set by the program")
    assert not edits
    field.textCursor().insertText("x")
    assert edits


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("2018-12-12", ""),
        ("12 December 2018", "en"),
        ("12 Dec 2018", "en"),
        ("December 12, 2018", "en"),
        ("12.12.2018", ""),
        ("12 декабря 2018", "ru"),
        ("12/12/2018", ""),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, language):
    assert dates.read_date(typed, language) == dt.date(2018, 12, 12)


@pytest.mark.parametrize("language", ["en", "ru", "hy", "ka", "az", "ar", "fr", "tr"])
def test_a_day_that_is_written_is_read_again(language):
    day = dt.date(2026, 3, 8)
    assert dates.read_date(dates.write_date(day, language), language) == day


@pytest.mark.parametrize("typed", ["", "soon", "32 December 2018", "12 Decembr 2018"])
def test_what_is_no_day_is_none(typed):
    assert dates.read_date(typed, "en") is None


def test_a_moment_is_read_in_the_publication_s_zone():
    zone = ZoneInfo("Asia/Tbilisi")
    moment = dates.read_time("2026-12-24 18:00", zone)
    assert moment and moment.astimezone(dt.UTC) == dt.datetime(2026, 12, 24, 14, tzinfo=dt.UTC)
    assert dates.write_time(moment, zone) == "2026-12-24 18:00"
    assert dates.read_time("2026-12-24", zone) == dt.datetime(2026, 12, 24, tzinfo=zone)
    assert dates.read_time("25:00", zone) is None


def test_ages_are_said_as_people_say_them():
    now = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
    said = [
        words.age(now - past, now)
        for past in (
            dt.timedelta(seconds=20),
            dt.timedelta(minutes=4),
            dt.timedelta(hours=3),
            dt.timedelta(days=2),
            dt.timedelta(days=40),
        )
    ]
    assert said == ["just now", "4 min ago", "09:00", "Wed", "11 Oct"]
    assert words.count(10284, "story", "stories") == "10\u202f284 stories"


def test_undo_goes_back_word_by_word_and_a_leave_ends_a_step(qtbot):
    from PySide6.QtTest import QTest

    field = GrowingText("Headline")
    qtbot.addWidget(field)
    field.set_words("Ferry")
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, " returns today")
    field._part()
    QTest.keyClicks(field, "x")
    said = []
    while field.document().isUndoAvailable():
        field.undo()
        said.append(field.words())
    assert said[0] == "Ferry returns today"
    assert "Ferry returns" in [words.rstrip() for words in said]
    assert said[-1] == "Ferry" and len(said) < 8


def test_how_long_something_stands_is_said_so_too():
    now = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
    past = (dt.timedelta(seconds=20), dt.timedelta(minutes=4), dt.timedelta(hours=3), dt.timedelta(days=2))
    assert [words.since(now - one, now) for one in past] == [
        "just placed",
        "for 4 min",
        "since 09:00",
        "since Wed",
    ]


@pytest.mark.parametrize("make", [lambda: number_field("Most", maximum=100), lambda: choice_field("Kind")])
def test_the_wheel_scrolls_the_page_and_leaves_a_field_nobody_is_at(qtbot, make):
    page = QScrollArea(widgetResizable=True)
    inner = QWidget()
    rows = QVBoxLayout(inner)
    field = make()
    if isinstance(field, QComboBox):
        field.addItems(["News", "Opinion", "Analysis"])
        field.setCurrentIndex(1)
    else:
        field.setValue(50)
    before = field.currentIndex() if isinstance(field, QComboBox) else field.value()
    for widget in (field, QLineEdit()):
        rows.addWidget(widget)
    rows.addSpacing(2000)
    page.setWidget(inner)
    page.resize(300, 200)
    qtbot.addWidget(page)
    page.show()
    page.setFocus()
    at = QPointF(field.rect().center())
    down = QWheelEvent(
        at,
        QPointF(field.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, down)
    assert (field.currentIndex() if isinstance(field, QComboBox) else field.value()) == before
    assert not down.isAccepted() or page.verticalScrollBar().value() > 0
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.sendEvent(field, down)
    assert (field.currentIndex() if isinstance(field, QComboBox) else field.value()) != before
