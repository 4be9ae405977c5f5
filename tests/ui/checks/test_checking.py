"""The copy desk in the real window: underlined, listed, gone to, put right."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desk import operations as ops
from desk.domain import Byline, Level, Status

BODY = "They went to the the harbour. It was late.\n\nShe met Aliyev.president of all (so far.\n"


@pytest.fixture
def room(window, settle, stories, session, looked):
    by = (Byline("Ann"),)
    ops.story.save(session.desk, replace(stories["Alpha"], headline="A ferry  leaves", body=BODY, bylines=by))
    ops.story.save(session.desk, replace(stories["Beta"], bylines=by))
    window.open(stories["Beta"].id)
    settle()
    window.open(stories["Alpha"].id)
    settle()
    window.going.show()
    window.spelling.switch()  # its count comes when the dictionary is there; see the test of it
    looked()
    return window


@pytest.fixture
def looked(qtbot, window, settle):
    """Wait until the story as it stands was read."""

    def wait():
        settle()
        checking = window.checking
        qtbot.waitUntil(lambda: not checking.waiting, timeout=30_000)
        settle()

    return wait


def cards(room):
    return {card.message.text(): card for card in room.checking.pane.cards}


def lined(room, name="body"):
    """Return the words that are underlined in a field."""
    return room.checking.underlined(name)


def card_with(room, words):
    return next(card for said, card in cards(room).items() if words in said)


def test_what_is_wrong_is_listed_underlined_and_counted(room):
    assert [card.message.text() for card in room.checking.pane.cards] == [
        "“the” stands here twice.",
        "A space is missing after “.”.",
        "Nothing closes the bracket “(”.",
        "More than one space stands between two words.",
    ]
    assert lined(room) == ["the the", ".", "("]
    assert lined(room, "headline") == ["  "]
    assert room.inspector.tabText(room.inspector.currentIndex()) == "Checks 3"
    assert room.status.checks.text() == "3 checks to clear"


def test_a_line_follows_its_words_and_goes_with_them(room, looked):
    room.body.setFocus()
    cursor = room.body.document().find("They")
    cursor.insertText("Late that night, they")
    assert lined(room) == ["the the", ".", "("]
    room.body.document().find("the the").insertText("the")
    assert lined(room) == [".", "("]
    looked()
    assert "“the” stands here twice." not in cards(room)
    assert lined(room) == [".", "("]


def test_a_fix_is_one_step_of_undo(room, looked):
    before = room.body.markdown()
    room.checking.fix(card_with(room, "twice").key)
    looked()
    assert "went to the harbour" in room.body.markdown()
    assert "“the” stands here twice." not in cards(room)
    room.body.undo()
    assert room.body.markdown() == before
    looked()
    assert "“the” stands here twice." in cards(room)


def test_a_fix_in_the_headline_is_stored(room, looked, stored):
    room.checking.fix(card_with(room, "More than one space").key)
    looked()
    assert stored().headline == "A ferry leaves"


def test_all_of_a_kind_are_put_right_at_once(room, looked):
    room.body.set_markdown("One one day. Two two days.\n\nThree three days.\n")
    room.open_story.touch()
    looked()
    card = next(iter(room.checking.pane.cards))
    card.mark(True)
    assert card.fix_all.text() == "All 3 of this kind"
    card.fix_all.click()
    looked()
    assert room.body.markdown() == "One day. Two days.\n\nThree days.\n"
    room.body.undo()
    assert room.body.markdown() == "One one day. Two two days.\n\nThree three days.\n"


def test_enter_goes_to_the_words_wherever_they_stand(room):
    card = card_with(room, "bracket")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is room.body
    assert room.body.textCursor().selectedText() == "("
    card = card_with(room, "More than one space")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is room.sheet.headline
    assert room.sheet.headline.textCursor().selectedText() == "  "


def test_one_goes_from_finding_to_finding_by_key(room):
    room.commands["check-next"].trigger()
    first = room.body.textCursor().selectedText() or room.sheet.headline.textCursor().selectedText()
    said = {first}
    for _ in range(3):
        room.commands["check-next"].trigger()
        field = QApplication.focusWidget()
        said.add(field.textCursor().selectedText())
    assert said == {"  ", "the the", ".", "("}


def test_the_menu_of_the_words_says_what_is_wrong_and_puts_it_right(room, looked, qtbot):
    cursor = room.body.document().find("the the")
    cursor.setPosition(cursor.selectionStart() + 5)
    room.body.setTextCursor(cursor)
    room.body.show_menu(room.body.textCursor(), QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [action.text() for action in menu.actions()]
    assert said[:3] == ["“the” stands here twice.", "Put “the”", "Let it stand…"]
    menu.actions()[1].trigger()
    menu.close()
    looked()
    assert "went to the harbour" in room.body.markdown()


def test_characters_beyond_the_basic_plane_do_not_move_a_line(room, looked):
    room.body.set_markdown("𝔸 𝔹 ℂ and 😀 they went to the the harbour 😀.\n")
    room.open_story.touch()
    looked()
    assert lined(room) == ["the the"]


def test_empty_lines_and_cards_between_paragraphs_do_not_move_a_line(room, looked, qtbot):
    room.body.set_markdown("First.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nThey went to the the harbour.\n")
    cursor = room.body.document().find("First.")
    cursor.movePosition(cursor.MoveOperation.EndOfBlock)
    cursor.insertBlock()
    cursor.insertBlock()
    room.open_story.touch()
    looked()
    assert lined(room) == ["the the"]


def test_nothing_is_said_of_a_story_that_is_left(room, stories, looked):
    room.open(stories["Beta"].id)
    looked()
    assert not lined(room)
    assert cards(room) == {}
    assert room.checking.pane.empty.isVisible()
    assert room.status.checks.isHidden()


def test_a_caption_is_read_where_its_photo_is_shown(room, looked, picture, session, stories, settle):
    story = ops.story.get(session.desk, stories["Alpha"].id)
    ops.intake.add(session.desk, story.id, [picture], caption="On the the pier.")
    room.open(stories["Beta"].id)
    settle()
    room.open(story.id)
    settle()
    looked()
    card = next(card for card in room.checking.pane.cards if card.where.text().startswith("Photo 1, caption"))
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    caption = room.photos.form.fields["caption"]
    assert QApplication.focusWidget() is caption
    assert lined(room, "caption") == ["the the"]
    room.checking.fix(card.key)
    assert caption.words() == "On the pier."


def test_what_happens_to_other_stories_is_seen_without_a_key(room, looked, session, stories, qtbot):
    desk, alpha, gamma = session.desk, stories["Alpha"], stories["Gamma"]
    session.bus.changed.emit(ops.curation.relate(desk, alpha.id, [gamma.id]).change)
    looked()
    assert not any("withdrawn" in said for said in cards(room))
    session.bus.changed.emit(ops.story.set_status(desk, gamma.id, Status.WITHDRAWN).change)
    looked()
    assert "The related story “Gamma” is withdrawn." in cards(room)
    session.bus.changed.emit(ops.curation.unrelate(desk, alpha.id, [gamma.id]).change)
    looked()
    assert not any("withdrawn" in said for said in cards(room))


def test_what_may_stand_leaves_the_list_and_is_brought_back(room, looked, settle):
    card = card_with(room, "twice")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is card.reason
    QTest.keyClicks(card.reason, "As it is sung")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    looked()
    assert "“the” stands here twice." not in cards(room)
    assert lined(room) == [".", "("]
    assert QApplication.focusWidget() is card_with(room, "A space is missing")
    story = ops.story.get(room.session.desk, room.open_story.story.id)
    assert [one.reason for one in story.dismissals] == ["As it is sung"]
    stood = room.checking.pane.stood
    assert stood.button.text() == "Let stand 1"
    room.notice.press()  # Undo
    looked()
    assert "“the” stands here twice." in cards(room)
    assert stood.isHidden()


def test_what_is_typed_meanwhile_stays_when_something_is_let_stand(room, looked, stored):
    room.body.setFocus()
    room.body.document().find("It was late.").insertText("It was early.")
    card = card_with(room, "bracket")
    card.ask()
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    room.body.document().find("of all").insertText("of everybody")
    looked()
    body = stored().body
    assert "It was early." in body
    assert "of everybody" in body
    assert len(stored().dismissals) == 1


def test_a_story_with_something_to_clear_stays_and_moves_on_for_a_reason(room, looked, settle, qtbot):
    room.deeds.set_open_status(Status.PUBLISHED)
    looked()
    stopped = room.checking.pane.stopped
    assert stopped.isVisible()
    assert stopped.words.text() == "Not published yet: 3 things must be cleared first, listed below."
    assert QApplication.focusWidget() is stopped.reason
    assert not stopped.button.isEnabled()
    assert room.open_story.story.status is Status.DRAFT
    QTest.keyClicks(stopped.reason, "The court's own words")
    QTest.keyClick(stopped.reason, Qt.Key.Key_Return)
    looked()
    story = ops.story.get(room.session.desk, room.open_story.story.id)
    assert story.status is Status.PUBLISHED
    assert [(one.reason, len(one.findings)) for one in story.overrides] == [("The court's own words", 3)]
    assert stopped.isHidden()
    room.notice.press()  # back to draft, whatever is open
    looked()
    assert ops.story.get(room.session.desk, story.id).status is Status.DRAFT


def test_the_bar_goes_once_all_is_cleared(room, looked):
    room.deeds.set_open_status(Status.READY)
    looked()
    bar = room.checking.pane.stopped
    if bar.isHidden():
        room.deeds.set_open_status(Status.PUBLISHED)
        looked()
    assert bar.isVisible()
    room.body.set_markdown("All is well.\n")
    room.open_story.touch()
    looked()
    assert bar.isHidden()


def test_settings_say_what_a_rule_is_here(room, looked, settle):
    page = room.settings_page
    page.levels.unfold.click()
    choice = page.levels.choices["doubled-word"]
    choice.setCurrentIndex(choice.findData(Level.OFF))
    choice.activated.emit(choice.currentIndex())
    looked()
    assert dict(ops.desk.publication(room.session.desk).checks) == {"doubled-word": Level.OFF}
    assert "“the” stands here twice." not in cards(room)
    page.title.setText("The Other Hour")
    page.flush()
    settle()
    after = ops.desk.publication(room.session.desk)
    assert (after.title, dict(after.checks)) == ("The Other Hour", {"doubled-word": Level.OFF})


def test_paragraphs_that_say_the_same_have_each_its_own_line_and_fix(room, looked):
    room.body.set_markdown("On the the day.\n\nOn the the day.\n\nOn the the day.\n")
    room.open_story.touch()
    looked()
    assert lined(room).count("the the") == 3
    second = [card for card in room.checking.pane.cards if "twice" in card.message.text()][1]
    room.checking.fix(second.key)
    looked()
    assert room.body.markdown() == "On the the day.\n\nOn the day.\n\nOn the the day.\n"


def test_words_the_dictionary_does_not_know_are_counted(room, looked, known, qtbot):
    room.spelling.switch()
    room.body.set_markdown("The harbourr was clossed.\n")
    room.open_story.touch()
    qtbot.waitUntil(lambda: room.spelling.speller is not None)
    looked()
    assert card_with(room, "not in the dictionary").message.text() == (
        "2 words are not in the dictionary: “clossed”, “harbourr”."
    )
    room.spelling.ignore("harbourr")
    looked()
    assert card_with(room, "not in the dictionary").message.text() == (
        "1 word is not in the dictionary: “clossed”."
    )
    room.spelling.switch()
    looked()
    assert not [said for said in cards(room) if "dictionary" in said]


def test_the_first_finding_to_come_has_the_keyboard_where_it_is_waited_for(room, looked):
    room.body.set_markdown("All is well.\n")
    room.sheet.headline.set_words("A ferry leaves")
    room.open_story.edit("sheet", headline="A ferry leaves")
    room.open_story.touch()
    looked()
    room.going.show()
    assert QApplication.focusWidget() is room.checking.pane
    room.body.set_markdown("They went to the the harbour.\n")
    room.open_story.touch()
    looked()
    assert QApplication.focusWidget() is room.checking.pane.cards[0]


def test_a_finding_that_comes_takes_the_keyboard_from_nobody(room, looked):
    room.body.setFocus()
    room.body.set_markdown("They went to the the the harbour.\n")
    room.open_story.touch()
    looked()
    assert room.checking.pane.cards
    assert QApplication.focusWidget() is room.body


def test_one_goes_to_the_words_in_the_source_too_and_nothing_is_put_right_there(room, looked):
    room.body.set_markdown("They went to **the** the harbour. All the *the the* end.\n")
    room.open_story.touch()
    looked()
    before = room.sheet.markdown()
    room.sheet.show_source(True)
    room.open_story.touch()
    looked()
    card = [one for one in room.checking.pane.cards if "twice" in one.message.text()][-1]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert room.sheet.source_view.textCursor().selectedText() == "the the"
    room.checking.fix(card.key)
    assert "shown as Markdown" in room.notice.words.text()
    assert room.sheet.markdown() == before


def test_a_kicker_that_changed_meanwhile_is_left_alone(room, looked):
    room.sheet.kicker.setText("The the port")
    room.open_story.edit("sheet", kicker="The the port")
    looked()
    card = next(one for one in room.checking.pane.cards if one.where.text().startswith("Kicker"))
    room.sheet.kicker.setText("A port of call")
    room.checking.fix(card.key)
    assert room.sheet.kicker.text() == "A port of call"
