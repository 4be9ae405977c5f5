"""The board: what stands where, and what mouse and keys do to a front's draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Container, Fill, Layout, Section, Slot, Status, new_id
from tests.ui.front.boards import draft, panel, put, told


def test_it_shows_the_containers_of_the_front_and_of_the_sidebar(board, window):
    assert [one.container.slug for one in board.columns.main] == ["lead", "top-stories"]
    assert [one.container.slug for one in board.columns.side] == ["editors-choice", "popular"]
    assert board.columns.side[0].x() > board.columns.main[0].geometry().right()
    assert not window.inspector.isVisible() and window.stories.isVisible()
    window.go("write")
    assert window.inspector.isVisible() and not board.isVisible()


def test_the_card_that_leads_shows_its_teaser(board, session, published, again):
    alpha, beta, _ = published.values()
    for story, said in ((alpha, "Boats wait."), (beta, "Nobody crosses.")):
        ops.story.save(session.desk, replace(ops.story.get(session.desk, story.id), standfirst=said))
    put(session, "lead", alpha)
    put(session, "top-stories", beta)
    again()
    assert [one.teaser for one in panel(board, "lead").model.tiles] == ["Boats wait."]
    (tile, *_) = panel(board, "top-stories").model.tiles
    assert tile.teaser == ""
    ops.curation.edit_slot(
        session.desk,
        "lead",
        (slot := ops.curation.get(session.desk, "lead", draft=True).slots[0]),
        replace(slot, teaser="The storm holds."),
        draft=True,
    )
    again()
    assert panel(board, "lead").model.tiles[0].teaser == "The storm holds."


def test_what_readers_do_not_see_is_there_with_the_reason(board, session, published, again):
    now = datetime.now(UTC)
    alpha, beta, gamma = published.values()

    def fill(front):
        held = front.container("editors-choice")
        slots = (
            Slot(id=new_id(), story=alpha.id, starts=now + timedelta(days=1)),
            Slot(id=new_id(), story=beta.id, ends=now + timedelta(minutes=40, seconds=20)),
            Slot(id=new_id(), story=gamma.id, headline="Mine", told="Another"),
        )
        return front.with_container(replace(held, slots=slots, most=1))

    ops.fronts.edit(session.desk, "sidebar", fill)
    again()
    first, second, third = told(board, "editors-choice")
    assert first[:2] == (0, "Alpha") and first[2][0].startswith("starts ")
    assert second == (1, "Beta", ["expires in 40 min"])
    assert third == (0, "Gamma", ["waits: 1 at most", "headline changed since"])
    assert panel(board, "editors-choice").count.text() == "1 of 1"
    ops.story.set_status(session.desk, beta.id, Status.WITHDRAWN)
    again()
    assert (0, "Beta", ["withdrawn"]) in told(board, "editors-choice")


def test_the_same_by_keys_alone(board, session, published, settle, again):
    alpha, beta, gamma = published.values()
    put(session, "top-stories", alpha, beta)
    put(session, "editors-choice", gamma)
    again()
    view = panel(board, "top-stories").view
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert draft(session, "top-stories") == [beta.id, alpha.id]
    settle()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    settle()
    assert draft(session, "top-stories") == [beta.id]
    assert draft(session, "editors-choice", "sidebar") == [alpha.id, gamma.id]
    choice = panel(board, "editors-choice").view
    assert choice.tile().slot.story == alpha.id and choice.hasFocus()
    QTest.keyClick(choice, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert draft(session, "top-stories") == [beta.id, alpha.id]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    settle()
    assert draft(session, "top-stories") == [beta.id]
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert draft(session, "top-stories") == [beta.id, alpha.id]


def test_a_card_that_fills_itself_is_kept_by_hand_or_skipped(board, session, published, settle, again):
    again()
    tiles = panel(board, "top-stories").model.tiles
    assert len(tiles) == 3 and not any(one.by_hand for one in tiles)
    view = panel(board, "top-stories").view
    view.choose(0)
    gone = view.tile().slot.story
    QTest.keyClick(view, Qt.Key.Key_Delete)
    settle()
    settle()
    assert ops.fronts.get(session.desk, "front").container("top-stories").skips == (gone,)
    assert gone not in [one.slot.story for one in panel(board, "top-stories").model.tiles]
    view.choose(0)
    kept = view.tile().slot.story
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert draft(session, "top-stories") == [kept]


def test_the_words_of_a_card_are_edited_and_remember_what_they_were_written_over(
    board, session, published, settle, again
):
    alpha = published["Alpha"]
    put(session, "lead", alpha)
    again()
    view = panel(board, "lead").view
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    field = board.form._fields["headline"]
    assert board.card.isVisible() and field.hasFocus()
    QTest.keyClicks(field, "For the front")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    settle()
    settle()
    slot = ops.fronts.get(session.desk, "front").container("lead").slots[0]
    assert (slot.headline, slot.told) == ("For the front", "Alpha")
    assert not board.card.isVisible() and view.hasFocus()
    ops.story.save(session.desk, replace(ops.story.get(session.desk, alpha.id), headline="Alpha II"))
    again()
    assert "headline changed since" in told(board, "lead")[0][2]


def test_what_is_not_live_is_listed_and_made_live(board, session, published, settle, again):
    alpha, beta, _ = published.values()
    put(session, "lead", alpha)
    put(session, "editors-choice", beta)
    again()
    assert board.head.waiting.text() == "2 changes not live"
    board.ask_live()
    assert board.going.title.text() == "Readers will see 2 changes"
    board.going.at.setText("yesterday")
    board.going.press.click()
    assert board.going.at.property("wrong") and board.going.isVisible()
    board.going.at.setText("")
    board.going.press.click()
    settle()
    settle()
    live = ops.fronts.live(session.desk, "front")
    assert [slot.story for slot in live.container("lead").slots] == [alpha.id]
    assert ops.fronts.live(session.desk, "sidebar").container("editors-choice").slots
    assert board.head.waiting.text().startswith("Live since") and not board.head.live.isEnabled()


def test_changes_are_discarded_and_come_back_with_undo(board, session, published, settle, again):
    put(session, "lead", published["Alpha"])
    again()
    board.ask_live()
    board.going.away.click()
    settle()
    assert draft(session, "lead") == []
    board.undo()
    settle()
    assert draft(session, "lead") == [published["Alpha"].id]


def test_undo_goes_back_to_what_another_window_did_before(board, session, published, settle, again):
    put(session, "lead", published["Alpha"])
    again()
    board.undo()
    settle()
    assert draft(session, "lead") == []


def test_an_empty_section_teaches_and_takes_a_container(board, session, window, settle, qtbot):
    publication = ops.desk.publication(session.desk)
    changed = replace(publication, sections=(Section("news", "News"),))
    ops.desk.save_publication(session.desk, changed)
    board.set_publication(changed)
    settle()
    board.head.fronts.buttons["news"].click()
    settle()
    assert board.empty.isVisible() and "News has no containers yet" in board.empty.text()
    board.add.click()
    board.setting.name.setText("Big picture")
    board.setting.layout_.setCurrentIndex(board.setting.layout_.findData(Layout.STRIP))
    board.setting.fill.setCurrentIndex(board.setting.fill.findData(Fill.AUTOMATIC))
    board.setting.most.setValue(4)
    board.setting.keep.click()
    settle()
    settle()
    (made,) = ops.fronts.get(session.desk, "news").containers
    assert (made.slug, made.layout, made.fill, made.most) == (
        "big-picture",
        Layout.STRIP,
        Fill.AUTOMATIC,
        4,
    )
    assert made.pick.section == "news"
    # The board reads again a moment after it is told.
    qtbot.waitUntil(lambda: [one.container.slug for one in board.columns.panels] == ["big-picture"])
    assert panel(board, "big-picture").count.text() == "automatic · newest 4"


def test_on_a_phone_all_stands_in_one_column(board):
    board.head.phone.click()
    lefts = {one.x() for one in board.columns.panels}
    assert len(lefts) == 1 and all(one.width() <= 390 for one in board.columns.panels)


def test_what_another_program_does_is_merged_and_two_words_for_one_place_are_asked_about(
    board, session, window, other, published, settle, again
):
    put(session, "lead", published["Alpha"])
    again()
    was = panel(board, "lead").model.tiles[0].slot
    ops.curation.edit_slot(other, "lead", was, replace(was, headline="Theirs"), draft=True)
    ops.placing.stories(other, "front", "top-stories", [published["Beta"].id])
    board.deeds.edit("front", "lead", was, replace(was, headline="Mine"))
    settle()
    settle()
    assert ops.fronts.get(session.desk, "front").container("lead").slots[0].headline == "Mine"
    assert draft(session, "top-stories") == [published["Beta"].id]
    assert window.clashes.isVisible() and "Theirs" in window.clashes.words.text()


def test_cards_stay_where_they_are_when_the_board_is_read_again(board, session, published, again):
    put(session, "editors-choice", *published.values())
    again()
    model = panel(board, "editors-choice").model
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    view = panel(board, "editors-choice").view
    view.choose(2)
    chosen = view.tile().slot.id
    ops.fronts.edit(session.desk, "sidebar", lambda now: ops.fronts.move(now, chosen, "editors-choice", 0))
    again()
    assert view.tile().slot.id == chosen and view.currentIndex().row() == 0 and not resets


def test_the_open_story_is_placed_from_the_sheet(window, session, published, settle):
    settle()
    window.board.offer(published["Beta"].id)
    settle()
    menu = QApplication.activePopupWidget()
    action = next(one for one in menu.actions() if one.text() == "Editor's choice")
    action.trigger()
    menu.close()
    settle()
    assert draft(session, "editors-choice", "sidebar") == [published["Beta"].id]


def test_a_container_may_go_up_and_off(qtbot, board, session, published, settle):
    def shows(*slugs):
        # The board waits a moment before it reads what changed.
        qtbot.waitUntil(lambda: [one.container.slug for one in board.columns.main] == list(slugs))

    lead = panel(board, "lead")
    board.deeds.shift("front", lead.container, 1)
    shows("top-stories", "lead")
    board.deeds.drop("front", lead.container)
    shows("top-stories")
    board.undo()
    settle()
    assert len(ops.fronts.get(session.desk, "front").containers) == 2


def test_every_other_badge_of_a_card(board, session, published, again):
    now = datetime.now(UTC)
    alpha, beta, gamma = published.values()
    ops.story.set_status(session.desk, gamma.id, Status.READY)

    def fill(front):
        held = front.container("top-stories")
        slots = (
            Slot(id=new_id(), story=alpha.id, pinned=True, ends=now + timedelta(days=3)),
            Slot(id=new_id(), story=beta.id, ends=now - timedelta(minutes=1)),
            Slot(id=new_id(), story=gamma.id),
        )
        return front.with_container(replace(held, slots=slots, fill=Fill.MANUAL))

    ops.fronts.edit(session.desk, "front", fill)
    again()
    first, second, third = told(board, "top-stories")
    assert first[:2] == (1, "Alpha") and first[2][0].startswith("until ")
    assert first[2][1:] == ["pinned", "no photo"]
    assert second[:2] == (0, "Beta") and second[2][0].startswith("expired ")
    assert third == (0, "Gamma", ["not published: ready"])


def test_a_photo_that_readers_may_not_see_is_said_on_the_card_and_below(
    board, session, published, again, picture
):
    alpha, beta, _ = published.values()
    ops.photo.add(session.desk, alpha.id, [picture])
    photo = ops.photo.get(session.desk, session.desk.store.story(alpha.id).lead.photo)
    put(session, "lead", alpha)
    again()
    assert told(board, "lead") == [(1, "Alpha", [])]
    ops.photo.save(session.desk, replace(photo, licence_until=datetime.now(UTC) - timedelta(hours=1)))
    again()
    assert told(board, "lead") == [(1, "Alpha", ["photo licence expired"])]
    assert "1 card has a photo that readers may not see" in board.foot.text()
    ops.fronts.edit(
        session.desk,
        "front",
        lambda now: ops.fronts.put(
            now, "top-stories", replace(ops.fronts.slot_of(session.desk, beta.id), photo=photo.id)
        ),
    )
    again()
    beside = next(one for one in told(board, "top-stories") if one[1] == "Beta")
    assert "photo licence expired" in beside[2], "the picture that the card overrides counts"


def test_a_card_names_where_else_its_story_stands(board, session, published, again):
    desk = session.desk
    alpha, beta, _ = published.values()
    settings = ops.desk.publication(desk)
    ops.desk.save_publication(desk, replace(settings, sections=(Section("art", "Art"),)))
    top = Container(id=new_id(), slug="art-top", name="Top of the art")
    ops.placing.set_up(desk, "art", None, top)
    put(session, "lead", alpha)
    put(session, "editors-choice", alpha)
    put(session, "art-top", alpha, beta)
    again()
    assert told(board, "lead")[0][2] == ["no photo", "also on Art, Editor's choice"]
    assert told(board, "editors-choice")[0][2] == ["just placed", "also on Lead, Art"]
    board.show_front("art")
    again()
    first, second = told(board, "art-top")
    assert first[2] == ["just placed", "also on Front page, Article sidebar"] and second[2] == ["just placed"]
    board.show_front("front")
    again()
    board.show_live(True)
    again()
    assert not any("also on" in said for one in told(board, "top-stories") for said in one[2]), (
        "what is not live stands nowhere for readers"
    )
