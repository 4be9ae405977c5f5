"""The window's panes over a real desk: what a person does there reaches the store, and comes back."""

from base64 import b64encode
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Placement, Role, Status, related_slug
from desk.ui import memory, menu, theme
from desk.ui.window import Window


def test_typing_anywhere_on_the_sheet_is_stored(window, stored):
    QTest.keyClicks(window.sheet.kicker, "Lake")
    window.sheet.headline.textCursor().insertText("The ")
    QTest.keyClicks(window.sheet.standfirst, "It is back.")
    QTest.keyClicks(window.sheet.byline, "A. Reporter (in Poti), B. Writer")
    QTest.keyClicks(window.sheet.place, "POTI")
    QTest.keyClicks(window.sheet.day, "12 December 2018")
    QTest.keyClicks(window.sheet.source, "The port https://port.example")
    QTest.keyClicks(window.body, "New. ")
    story = stored()
    assert (story.kicker, story.headline, story.standfirst) == ("Lake", "The Alpha", "It is back.")
    assert [(b.name, b.role) for b in story.bylines] == [("A. Reporter", "in Poti"), ("B. Writer", "")]
    assert (story.dateline.place, str(story.dateline.date)) == ("POTI", "2018-12-12")
    assert (story.source.name, story.source.url) == ("The port", "https://port.example")
    assert story.body == "New. Words of Alpha.\n"


def test_another_look_is_no_edit(window, settle):
    edits = []
    window.body.edited.connect(lambda: edits.append(1))
    for look in ("dark", "light"):
        window.commands[look].trigger()
        settle()
    window.commands["larger"].trigger()
    settle()
    assert edits == []
    assert window.open_story.safe
    window.commands["actual"].trigger()


def test_a_click_below_the_text_goes_on_at_its_end(window):
    window.sheet.headline.setFocus()
    viewport = window.sheet.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center() + QPoint(0, 200))
    QTest.keyClicks(QApplication.focusWidget(), " More.")
    assert window.body.markdown() == "Words of Alpha. More.\n"


def test_words_that_are_no_date_stay_in_the_story(window, session, settle, stories, stored):
    QTest.keyClicks(window.sheet.day, "next Wensday")
    window.sheet.day.editingFinished.emit()
    assert window.sheet.day.property("wrong") and "no date" in window.notice.words.text()
    assert window.sheet.day.text() == "next Wensday"
    window.open(stories["Beta"].id)
    settle()
    stored()
    assert ops.story.get(session.desk, stories["Alpha"].id).dateline.place == "next Wensday"


def test_going_to_another_story_keeps_each_one_s_words(window, session, settle, stories, stored):
    QTest.keyClicks(window.body, "First. ")
    window.open(stories["Beta"].id)
    settle()
    QTest.keyClicks(window.body, "Second. ")
    stored()
    assert ops.story.get(session.desk, stories["Alpha"].id).body == "First. Words of Alpha.\n"
    assert ops.story.get(session.desk, stories["Beta"].id).body == "Second. Words of Beta.\n"


def test_opening_a_story_writes_nothing(window, session, settle, stories, stored):
    for name in ("Beta", "Gamma", "Alpha"):
        window.open(stories[name].id)
        settle()
        assert stored().revision == stories[name].revision


def test_a_dropped_photo_is_the_lead_and_its_words_are_kept(window, session, settle, picture, stored):
    window.photos.well.dropped.emit([picture])
    settle()
    settle()
    assert window.photos.well.property("filled")
    window.photos.form.fields["caption"].setFocus()
    QTest.keyClicks(window.photos.form.fields["caption"], "The pier")
    QTest.keyClicks(window.photos.form.fields["alt"], "A grey pier")
    QTest.keyClicks(window.photos.form.fields["credit"], "N. Arda")
    QTest.keyClicks(window.photos.form.fields["rights"], "Free")
    story = stored()
    photo = ops.photo.of_story(session.desk, story)[story.lead.photo]
    said = (photo.caption, photo.alt, photo.credit, photo.rights)
    assert said == ("The pier", "A grey pier", "N. Arda", "Free")
    assert story.lead == Placement(photo=photo.id)


def test_a_bad_file_is_refused_with_words_and_changes_nothing(window, settle, tmp_path, stored):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    before = stored()
    window.photos.well.dropped.emit([bad])
    settle()
    assert "bad.jpg" in window.notice.words.text() and window.notice.isVisible()
    assert stored() == before


def test_a_caption_for_this_story_alone(window, session, settle, stories, picture, stored):
    for name in ("Alpha", "Beta"):
        ops.photo.add(session.desk, stories[name].id, [picture], caption="Shared words")
    window.open(stories["Beta"].id)
    settle()
    window.open(stories["Alpha"].id)
    settle()
    settle()
    window.photos.form.own["caption"].click()
    QTest.keyClicks(window.photos.form.fields["caption"], "Ours: ")
    alpha = stored()
    photo = ops.photo.of_story(session.desk, alpha)[alpha.lead.photo]
    assert "Ours: " in alpha.lead.caption and photo.caption == "Shared words"
    assert ops.story.get(session.desk, stories["Beta"].id).lead.caption == ""
    window.photos.form.own["caption"].click()
    assert window.photos.form.fields["caption"].words() == "Shared words"
    window.notice.button.click()
    assert "Ours: " in stored().lead.caption


def test_a_waiting_caption_says_so_and_takes_the_file(window, session, settle, picture, stored):
    QTest.keyClicks(window.photos.form.fields["caption"], "Before the photo")
    assert stored().lead == Placement(role=Role.LEAD, caption="Before the photo")
    settle()
    window.photos._show()
    assert "waits for its photo" in window.photos.well._words
    window.photos.well.dropped.emit([picture])
    settle()
    story = stored()
    assert ops.photo.of_story(session.desk, story)[story.lead.photo].caption == "Before the photo"


def test_a_photo_dropped_on_the_text_stands_there(window, session, settle, picture, stored):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    window.body.insertFromMimeData(data)
    settle()
    story = stored()
    assert story.inline and f"![](photo:{story.inline[0].photo})" in story.body


def test_pictures_of_a_paste_become_photos_in_their_places(window, session, settle, picture, stored):
    data = QMimeData()
    encoded = b64encode(picture.read_bytes()).decode()
    data.setHtml(f'<p>one</p><img alt="Seen" src="data:image/jpeg;base64,{encoded}"><p>two</p>')
    window.body.insertFromMimeData(data)
    settle()
    story = stored()
    (place,) = story.inline
    assert story.body.startswith(f"one\n\n![](photo:{place.photo})\n\ntwo\n")
    assert place.alt == "Seen"


def test_a_picture_that_comes_late_is_in_its_own_story(window, session, settle, picture, stories):
    first, second = (stories[name].id for name in ("Alpha", "Beta"))
    window.open(first)
    settle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    window.body.insertFromMimeData(data)
    window.open(second)
    settle()
    assert [ops.story.get(session.desk, key).body.count("](photo:") for key in (first, second)] == [1, 0]


def test_a_photo_copied_into_another_story_belongs_to_both(window, session, settle, picture, stories):
    first, second = (stories[name].id for name in ("Alpha", "Beta"))
    window.open(first)
    settle()
    window.body.give([picture])
    settle()
    window.body.selectAll()
    copied = window.body.createMimeDataFromSelection()
    window.open(second)
    settle()
    window.body.insertFromMimeData(copied)
    settle()
    window.open_story.flush()
    settle()
    one, other = (ops.story.get(session.desk, key) for key in (first, second))
    assert [place.photo for place in other.inline] == [place.photo for place in one.inline] != []


def test_what_was_left_out_of_a_paste_is_said(window):
    data = QMimeData()
    data.setHtml('<p>one</p><img src="https://pictures.example/a.jpg">')
    window.body.insertFromMimeData(data)
    assert "A picture was left out" in window.notice.words.text()


def test_plain_paste_goes_where_the_cursor_is(window, settle, stored):
    QApplication.clipboard().setText("# Plain\nwords")
    window.sheet.headline.setFocus()
    window.sheet.headline.selectAll()
    window.commands["paste-plain"].trigger()
    assert window.sheet.headline.words() == "# Plain words"
    window.body.setFocus()
    window.body.selectAll()
    window.commands["paste-plain"].trigger()
    assert window.body.markdown() == "\\# Plain\n\nwords\n"


def test_related_links_and_lists_by_keyboard_with_undo(window, session, settle, stories):
    editor = window.curation.named
    for name in ("Alpha", "Beta", "Gamma"):
        editor.place(stories[name].id)
    settle()
    slots = lambda: [s.story for s in ops.curation.get(session.desk, "editors-choice").slots]  # noqa: E731
    ids = [stories[name].id for name in ("Alpha", "Beta", "Gamma")]
    assert slots() == ids
    editor.view.setCurrentIndex(editor.model.index(2))
    QTest.keyClick(editor.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert slots() == [ids[0], ids[2], ids[1]]
    editor.view.setCurrentIndex(editor.model.index(0))
    QTest.keyClick(editor.view, Qt.Key.Key_Delete)
    settle()
    assert slots() == [ids[2], ids[1]]
    editor.undo()
    editor.undo()
    settle()
    assert slots() == ids


def test_the_picker_finds_stories_and_takes_links(window, session, settle, stories):
    window.commands["relate"].trigger()
    picker = window.curation.related.picker
    for words in ("bet", "https://other.example/a"):
        picker.field.setText(words)
        QTest.qWait(150)
        settle()
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
        settle()
    links = ops.curation.get(session.desk, related_slug(stories["Alpha"].id)).slots
    assert [link.target for link in links] == [stories["Beta"].id, "https://other.example/a"]


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


def test_an_address_that_is_taken_is_said_where_it_stands(window, session, settle, stored):
    before = stored()
    window.details.slug.setText("beta")
    window.details.slug.editingFinished.emit()
    settle()
    settle()
    assert window.details.slug.property("wrong") and "Beta" in window.details.slug.toolTip()
    assert stored() == before


def test_details_are_stored(window, stored):
    window.details.tags.setText("")
    QTest.keyClicks(window.details.tags, "lake, ferry, lake")
    window.details.publish_at.setText("2030-01-01 07:00")
    window.details.publish_at.editingFinished.emit()
    QTest.keyClicks(window.details.notes, "Call the port")
    window.details.correction.set_words("The pier is wooden.")
    window.details._add_correction()
    story = stored()
    assert story.tags == ("lake", "ferry") and story.notes == "Call the port"
    assert story.publish_at.isoformat() == "2030-01-01T07:00:00+00:00"
    assert [c.text for c in story.corrections] == ["The pier is wooden."]


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
    assert window.commands.matching("export si")[0].text() == "Export site"


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


def test_arabic_turns_the_sheet_round(window, settle, stored):
    window.open_story.edit("test", language="ar")
    window.open_story.changed.emit("language")
    option = window.sheet.headline.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert stored().direction == "rtl"


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


def test_pasting_lines_into_the_headline_leaves_one_line(window, stored):
    mime = QMimeData()
    mime.setText("One\nTwo")
    window.sheet.headline.selectAll()
    window.sheet.headline.insertFromMimeData(mime)
    assert stored().headline == "One Two"


def test_a_card_s_own_words_and_times_are_stored(window, session, settle, stories):
    editor = window.curation.named
    editor.place(stories["Beta"].id)
    settle()
    editor.view.setCurrentIndex(editor.model.index(0))
    fields = editor.form._fields
    fields["headline"].setText("Beta, shorter")
    fields["ends"].setText("2030-01-01 07:00")
    fields["ends"].editingFinished.emit()
    settle()
    (slot,) = ops.curation.get(session.desk, "editors-choice").slots
    assert slot.headline == "Beta, shorter" and slot.ends.year == 2030
    fields["starts"].setText("2031-01-01")
    fields["starts"].editingFinished.emit()
    settle()
    assert fields["ends"].property("wrong")
    assert ops.curation.get(session.desk, "editors-choice").slots == (slot,)


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


def test_what_is_written_as_source_is_stored(window, stored):
    window.commands["source"].trigger()
    assert window.sheet.source_view.isVisible()
    assert not window.body.isVisible()
    assert not window.commands["bold"].isEnabled()
    QTest.keyClicks(window.sheet.source_view, "**New.** ")
    assert stored().body == "**New.** Words of Alpha.\n"
    window.commands["source"].trigger()
    assert window.body.isVisible()
    assert window.commands["bold"].isEnabled()
    assert stored().body == "**New.** Words of Alpha.\n"
    window.commands["undo"].trigger()
    assert stored().body == "Words of Alpha.\n"


def test_another_story_comes_as_source_too(window, settle, stories, stored):
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "One. ")
    window.open(stories["Beta"].id)
    settle()
    assert window.sheet.source_view.markdown() == "Words of Beta.\n"
    QTest.keyClicks(window.sheet.source_view, "Two. ")
    assert stored().body == "Two. Words of Beta.\n"


def test_a_photo_put_into_the_source_turns_to_the_rich_text(window, session, settle, picture, stored):
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "One. ")
    window.writing.add_files([picture])
    settle()
    body = stored().body
    assert "](photo:" in body
    assert "One." in body


def test_the_sheet_follows_the_cursor(qtbot, window, session, settle, stories):
    long = "\n\n".join(f"Paragraph {n} of a long story." for n in range(120))
    ops.story.save(session.desk, replace(stories["Gamma"], body=long))
    window.open(stories["Gamma"].id)
    settle()
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    qtbot.waitUntil(lambda: not window.body.is_filling())  # keys wait for the rest of the story
    bar = window.sheet.verticalScrollBar()

    def in_sight():
        at = window.body.mapTo(window.sheet.viewport(), window.body.cursorRect().center())
        return window.sheet.viewport().rect().contains(at)

    for keys in (
        (Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window.body, *keys)
        qtbot.waitUntil(in_sight, timeout=2000)
    assert bar.value() > 0
    QTest.keyClick(window.body, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for _ in range(30):
        QTest.keyClick(window.body, Qt.Key.Key_Return)
        QTest.keyClicks(window.body, "x")
    qtbot.waitUntil(in_sight, timeout=2000)


def test_a_drag_out_of_the_list_leaves_the_open_story_selected(window, stories, monkeypatch):
    view = window.stories.view
    other = window.stories.model.index(window.stories.model.place(stories["Beta"].id))
    view.setCurrentIndex(other)
    view.dragged.emit()
    assert view.currentIndex().row() == window.stories.model.place(stories["Alpha"].id)


def test_a_desk_opened_for_the_first_time_shows_its_newest_story(qtbot, session, settle, stories, look):
    made = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands, welcome=False)
    memory.restore(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.open_story.story is not None)
    settle()
    assert made.open_story.story.id == stories["Gamma"].id
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


def test_a_field_still_being_written_belongs_to_its_own_story(window, session, settle, stories, stored):
    window.details.publish_at.setText("2031-05-01 07:00")
    window.details.correction.set_words("For Alpha")
    window.open(stories["Beta"].id)
    settle()
    settle()
    stored()
    alpha, beta = (ops.story.get(session.desk, stories[name].id) for name in ("Alpha", "Beta"))
    assert alpha.publish_at and [c.text for c in alpha.corrections] == ["For Alpha"]
    assert beta.publish_at is None and not beta.corrections
    assert window.details.publish_at.text() == "" and window.details.correction.words() == ""


def test_what_another_window_put_on_a_list_stays_when_a_card_moves(window, session, settle, stories):
    editor = window.curation.named
    for name in ("Alpha", "Beta"):
        editor.place(stories[name].id)
    settle()
    ops.curation.place(session.desk, "editors-choice", stories["Gamma"].id)
    editor._move(1, 0)
    settle()
    slots = ops.curation.get(session.desk, "editors-choice").slots
    assert [s.story for s in slots] == [stories[name].id for name in ("Beta", "Alpha", "Gamma")]


def test_of_a_good_and_a_bad_file_the_good_one_comes_in(window, settle, picture, tmp_path, stored):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    window.photos.well.dropped.emit([bad, picture])
    settle()
    settle()
    assert [place.role for place in stored().photos] == [Role.LEAD]
    assert "bad.jpg is no picture" in window.notice.words.text()


def test_tab_indents_a_list_and_loses_no_word(qtbot, window, stored):
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    window.body.selectAll()
    QTest.keyClicks(window.body, "one")
    window.body.toggle_list(False)
    QTest.keyClick(window.body, Qt.Key.Key_Return)
    QTest.keyClick(window.body, Qt.Key.Key_Tab)
    QTest.keyClicks(window.body, "two")
    assert window.body.hasFocus()
    assert stored().body == "- one\n    - two\n"


def test_an_address_with_spaces_is_no_link(window, stored):
    window.body.selectAll()
    window.writing.edit_link()
    window.link_bar.field.setText("not a link")
    QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return)
    assert window.link_bar.field.property("wrong")
    assert "not a link" not in stored().body


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
