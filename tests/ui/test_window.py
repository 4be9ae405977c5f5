"""The window over a real desk: how it comes and goes, its commands, its look, what is dropped on it."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Status
from desk.ui import memory, menu, theme
from desk.ui.window import Window


def test_a_status_change_can_be_taken_back(window, session, settle, stories):
    window.deeds.set_status(stories["Beta"].id, Status.WITHDRAWN)
    settle()
    settle()
    assert ops.story.get(session.desk, stories["Beta"].id).status is Status.WITHDRAWN
    assert window.stories.model.place(stories["Beta"].id) is None
    window.notice.button.click()
    settle()
    settle()
    assert ops.story.get(session.desk, stories["Beta"].id).status is Status.DRAFT
    assert window.stories.model.place(stories["Beta"].id) is not None


def test_the_narrow_window_folds_the_inspector_first(qtbot, window):
    window.resize(QSize(1100, 700))
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    assert window.stories.isVisible()
    window.show_tab(1)
    assert window.inspector.isVisible() and not window.stories.isVisible()
    window.resize(QSize(1440, 900))
    qtbot.waitUntil(window.stories.isVisible)
    assert window.inspector.isVisible()


def test_light_and_dark_switch_live_and_touch_no_word(window, stored, look):
    before = stored()
    window.desks.choose_look("dark")
    assert window.palette().window().color() == theme.current().colour("panel")
    window.desks.choose_look("light")
    window.desks.zoom(0.5)
    assert window.sheet.headline.font().pixelSize() == 48
    window.desks.zoom(0)
    assert stored() == before


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK])
def test_text_has_contrast_on_its_ground(tokens):
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(a, b):
        low, high = sorted((light(tokens[a]), light(tokens[b])))
        return (high + 0.05) / (low + 0.05)

    pairs = [("ink", ground) for ground in ("paper", "panel", "selected", "hover", "selection")]
    pairs += [(role, ground) for role in ("mute", "warn", "accent", "good") for ground in ("paper", "panel")]
    pairs += [("mute", "selected"), ("on-accent", "accent"), ("rail-ink", "rail"), ("rail-mute", "rail")]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_every_command_has_a_name_and_no_two_share_keys(window):
    keys = [
        window.commands[name].shortcut().toString()
        for name in window.commands._actions
        if not window.commands[name].shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))
    assert all(action.text() for action in window.commands.matching(""))
    assert window.commands.matching("export si")[0].text() == "Export site…"
    assert window.commands.matching("publish")[0].text() == "Publish", "the whole name before its beginning"


def test_the_command_field_runs_commands_and_opens_stories(window, session, settle, stories):
    window.field.ask(window.body)
    QTest.keyClicks(window.field, "gam")
    QTest.qWait(120)
    settle()
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle()
    assert window.open_story.story.id == stories["Gamma"].id


def test_enter_pressed_before_the_stories_came_opens_the_one_that_comes(window, session, settle, stories):
    window.field.ask(window.body)
    QTest.keyClicks(window.field, "gam")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle()
    assert window.open_story.story.id == stories["Gamma"].id
    assert not window.field.text()


def test_texts_dropped_on_the_list_come_in(window, session, settle, tmp_path):
    page = tmp_path / "delta.txt"
    page.write_text("Delta\n\nIt came.\n")
    window.stories.files_dropped.emit([page])
    settle()
    settle()
    assert window.open_story.story.headline == "Delta"


def test_a_text_in_another_encoding_is_offered_in_the_likeliest(window, session, settle, tmp_path):
    page = tmp_path / "parom.txt"
    page.write_bytes("Паром вернулся\n\nОн снова ходит через озеро, сообщили в порту.\n".encode("cp1251"))
    window.stories.files_dropped.emit([page])
    settle()
    assert "cp1251" in window.notice.button.text()
    window.notice.button.click()
    settle()
    settle()
    assert window.open_story.story.headline == "Паром вернулся"


def test_settings_refuse_what_cannot_be_and_keep_the_rest(window, session, settle):
    page = window.settings_page
    page.base_url.setText("no url")
    page.title.setText("The New Hour")
    page.flush()
    settle()
    assert page.base_url.property("wrong")
    assert ops.desk.publication(session.desk).title == "The Hour"
    page.base_url.setText("https://hour.example")
    page.sections.setText("News, Science, Culture")
    page.flush()
    settle()
    publication = ops.desk.publication(session.desk)
    assert (publication.title, publication.base_url) == ("The New Hour", "https://hour.example")
    assert [s.slug for s in publication.sections] == ["news", "science", "culture"]
    assert window.top.title.text() == "The New Hour"


@pytest.mark.usefixtures("hurried")
def test_a_window_whose_disk_refuses_stays_until_a_copy_is_made(
    qtbot, window, session, settle, tmp_path, monkeypatch
):
    import sqlite3

    from PySide6.QtWidgets import QFileDialog

    lock = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        QTest.keyClicks(window.body, "Unsaved. ")
        with qtbot.waitSignal(window.open_story.failed, timeout=15_000):
            window.close()
        assert window.isVisible() and window.notice.isVisible()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
        window.notice.button.click()
        assert "Unsaved. Words of Alpha." in (tmp_path / "alpha.md").read_text("utf-8")
    finally:
        lock.rollback()
        lock.close()
    window.open_story.flush()
    qtbot.waitUntil(lambda: window.open_story.safe, timeout=15_000)


def test_a_drag_out_of_the_list_leaves_the_open_story_selected(window, stories, monkeypatch):
    view = window.stories.view
    other = window.stories.model.index(window.stories.model.place(stories["Beta"].id))
    view.setCurrentIndex(other)
    view.dragged.emit()
    assert view.currentIndex().row() == window.stories.model.place(stories["Alpha"].id)


def test_a_desk_opened_for_the_first_time_shows_its_newest_story(qtbot, session, settle, stories, look):
    made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
    memory.restore(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.open_story.story is not None)
    settle()
    assert made.open_story.story.id == stories["Gamma"].id
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


def test_a_window_comes_back_to_the_board_or_the_photos_it_was_left_at(qtbot, window, session, settle, look):
    for workspace in ("front", "photos", "settings"):
        window.go(workspace)
        settle()
        memory.remember(window)
        made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
        memory.restore(made)
        made.show()
        settle()
        wanted = "write" if workspace == "settings" else workspace
        assert made.rail.place == wanted
        assert made.on_board is (wanted == "front")
        qtbot.waitUntil(lambda made=made: QApplication.focusWidget() is not None)
        assert QApplication.focusWidget().isVisible()
        made.close()
        qtbot.waitUntil(lambda made=made: not made.isVisible())
        made.deleteLater()


@pytest.mark.parametrize("known", [False, True])
def test_who_goes_to_the_photos_before_the_last_story_has_come_stays_there(
    qtbot, window, session, settle, stories, look, known
):
    window.open(stories["Alpha"].id)
    settle()
    if known:
        memory.remember(window)
    made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
    memory.restore(made)
    made.show()
    made.activateWindow()
    made.commands["photos"].trigger()
    qtbot.waitUntil(lambda: made.open_story.story is not None)
    settle()
    settle()
    assert made.open_story.story.headline == ("Alpha" if known else "Gamma")
    assert made.rail.place == "photos"
    assert made.library.isAncestorOf(QApplication.focusWidget())
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


def test_the_list_s_field_offers_filters_and_says_what_it_does_not_know(qtbot, window, settle):
    field, completing = window.stories.filter, window.list_tools.completing
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    popup = completing.offers.popup()
    QTest.keyClicks(field, "stat")
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "status:"
    qtbot.waitUntil(popup.isVisible)
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert "draft" in offered
    QTest.keyClicks(field, "nonsense")
    qtbot.waitUntil(window.stories.head.hint.isVisible)
    assert "takes Draft" in window.stories.head.hint.text()
    field.clear()
    qtbot.waitUntil(window.stories.head.hint.isHidden)
    settle()
