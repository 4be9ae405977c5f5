"""Photos come to a story by drop, paste and the pane, and their words with them."""

from base64 import b64encode

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Placement, Role


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


def test_a_credit_that_a_story_gave_is_its_own_and_is_seen_as_such(window, session, settle, stories, picture):
    for name, credit in (("Alpha", "A. Weir"), ("Beta", "А. Вейр")):
        ops.photo.add(session.desk, stories[name].id, [picture], credit=credit)
    for name in ("Alpha", "Beta"):
        window.open(stories[name].id)
        settle()
        settle()
    form, seen = window.photos.form, window.photos.page.seen
    assert form.fields["credit"].words() == "А. Вейр" and form.own["credit"].isChecked()
    assert seen.credit.text() == "Photo: А. Вейр"
    form.own["credit"].click()
    assert form.fields["credit"].words() == "A. Weir" and seen.credit.text() == "Photo: A. Weir"


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


def test_a_photo_put_into_the_source_turns_to_the_rich_text(window, session, settle, picture, stored):
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "One. ")
    window.writing.add_files([picture])
    settle()
    body = stored().body
    assert "](photo:" in body
    assert "One." in body


def test_of_a_good_and_a_bad_file_the_good_one_comes_in(window, settle, picture, tmp_path, stored):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    window.photos.well.dropped.emit([bad, picture])
    settle()
    settle()
    assert [place.role for place in stored().photos] == [Role.LEAD]
    assert "bad.jpg is no picture" in window.notice.words.text()
