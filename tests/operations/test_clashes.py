"""Two people set the same thing at the same time: mine stands, theirs is told and one answer away."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk import operations as ops
from desk.domain import NotFound, Section, Who
from tests.operations.test_withdrawn import made

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def bob(desk):
    opened = ops.desk.open_desk(desk.folder, Who("Bob", "desk 4"))
    yield opened
    opened.close()


@pytest.fixture
def photo(desk, picture):
    return ops.photo.take_in(desk, picture).value


def asked(desk, done):
    (clash,) = done.clashes
    return ops.clashes.told(desk, clash)


def test_words_of_a_photo(desk, bob, photo):
    ops.photo.save(bob, replace(photo, caption="By Bob", credit="Bob"))
    done = ops.photo.save(desk, replace(photo, caption="By Ann"))
    one = asked(desk, done)
    assert (one.what, one.mine, one.theirs, one.author) == (
        "the caption of “bridge.jpg”",
        "By Ann",
        "By Bob",
        "Bob",
    )
    assert one.both and ops.photo.get(desk, photo.id).credit == "Bob"
    assert ops.clashes.take_both(desk, one.clash).value.caption == "By Ann / By Bob"
    assert ops.clashes.told(desk, one.clash) is None, "settled"


def test_theirs_is_taken_and_mine_stays_in_the_history(desk, bob, photo):
    ops.photo.save(bob, replace(photo, alt="Theirs"))
    done = ops.photo.save(desk, replace(photo, alt="Mine"))
    assert ops.clashes.take_theirs(desk, asked(desk, done).clash).value.alt == "Theirs"
    assert [desk.store.at_revision(one.id).alt for one in desk.store.revisions(photo.id)] == [
        *("", "Theirs", "Mine", "Theirs")
    ]


def test_settings(desk, bob):
    now = ops.desk.publication(desk)
    theirs = replace(now, title="Their Hour", sections=(*now.sections, Section("sport", "Sport")), footer="F")
    ops.desk.save_publication(bob, theirs)
    mine = replace(now, title="My Hour", sections=(Section("lake", "Lake"), *now.sections), language="hy")
    done = ops.desk.save_publication(desk, mine)
    title, sections = sorted(
        (ops.clashes.told(desk, clash) for clash in done.clashes), key=lambda one: one.what, reverse=True
    )
    assert (title.what, title.mine, title.theirs) == ("the publication’s title", "My Hour", "Their Hour")
    assert not title.both
    with pytest.raises(NotFound):
        ops.clashes.take_both(desk, title.clash)
    ops.clashes.take_theirs(desk, title.clash)
    assert sections.theirs.endswith("Culture, Sport")
    ops.clashes.take_both(desk, sections.clash)
    kept = ops.desk.publication(desk)
    assert (kept.title, kept.footer, kept.language) == ("Their Hour", "F", "hy")
    assert [one.slug for one in kept.sections][::6] == ["lake", "sport"]


@pytest.fixture
def chosen(desk):
    story = made(desk, "Ferry")
    ops.curation.place(desk, "editors-choice", story.id)
    (slot,) = ops.curation.get(desk, "editors-choice").slots
    return slot


def test_a_place_on_a_list(desk, bob, chosen):
    ops.curation.edit_slot(bob, "editors-choice", chosen, replace(chosen, headline="Bob’s", kicker="Lake"))
    done = ops.curation.edit_slot(desk, "editors-choice", chosen, replace(chosen, headline="Ann’s"))
    one = asked(desk, done)
    assert (one.what, one.theirs) == ("the headline of “Ferry” on Editor's choice", "Bob’s")
    (slot,) = done.value.slots
    assert (slot.headline, slot.kicker) == ("Ann’s", "Lake")
    ops.clashes.take_both(desk, one.clash)
    (slot,) = ops.curation.get(desk, "editors-choice").slots
    assert slot.headline == "Ann’s / Bob’s"


def test_a_place_that_went_asks_nothing(desk, bob, chosen):
    ops.curation.edit_slot(bob, "editors-choice", chosen, replace(chosen, teaser="Bob’s"))
    done = ops.curation.edit_slot(desk, "editors-choice", chosen, replace(chosen, teaser="Ann’s"))
    ops.curation.remove(bob, "editors-choice", chosen.story)
    assert ops.clashes.told(desk, done.clashes[0]) is None


def test_times_that_would_cross_stay_as_i_set_them(desk, bob, chosen):
    ops.curation.edit_slot(bob, "editors-choice", chosen, replace(chosen, ends=NOON))
    done = ops.curation.edit_slot(
        desk, "editors-choice", chosen, replace(chosen, starts=NOON.replace(hour=13))
    )
    (slot,) = done.value.slots
    assert (slot.starts, slot.ends) == (NOON.replace(hour=13), None)


@pytest.fixture
def ferry(desk):
    story = made(desk, "Ferry")
    return ops.story.save(desk, replace(story, body="It sailed.\n\nIt left at dawn.\n\nEnd.\n")).value


def test_a_paragraph_of_a_story(desk, bob, ferry):
    ops.story.save(bob, replace(ferry, body=ferry.body.replace("dawn", "noon")))
    done = ops.story.save(desk, replace(ferry, body=ferry.body.replace("dawn", "dusk")))
    one = asked(desk, done)
    assert (one.what, one.mine.strip(), one.theirs.strip(), one.author, one.stand) == (
        *("the same words of “Ferry”", "It left at dusk.", "It left at noon.", "Bob"),
        True,
    )
    typed = done.value.body.replace("dusk", "dusk, as they said")
    both = ops.story.save(desk, replace(done.value, body=typed)).value
    assert ops.clashes.told(desk, one.clash) == one, "the question outlives more typing"
    assert ops.clashes.take_theirs(desk, one.clash).value.body == ferry.body.replace("dawn", "noon")
    assert ops.clashes.told(desk, one.clash) is None, "settled"
    with pytest.raises(NotFound):
        ops.clashes.take_mine(desk, one.clash)
    ops.story.restore(desk, both.revision)
    mine = ferry.body.replace("dawn", "dusk, as they said")
    assert ops.clashes.take_mine(desk, one.clash).value.body == mine


def test_what_a_killed_program_left_in_its_journal_is_not_put_in_twice_and_asked_again(desk, bob, ferry):
    ops.story.save(bob, replace(ferry, body=ferry.body.replace("dawn", "noon")))
    mine = replace(ferry, body=ferry.body.replace("dawn", "dusk"))
    done = ops.story.save(desk, mine)
    again = ops.story.save(desk, mine, reason="recover")
    assert again.value.body == done.value.body
    assert asked(desk, again).clash.said == asked(desk, done).clash.said


def test_a_field_of_a_story(desk, bob, ferry):
    ops.story.save(bob, replace(ferry, headline="Ferry sails", section="culture"))
    done = ops.story.save(desk, replace(ferry, headline="Ferry returns"))
    one = asked(desk, done)
    assert (one.what, one.mine, one.theirs, one.stand) == (
        *("the headline of “Ferry returns”", "Ferry returns", "Ferry sails"),
        False,
    )
    assert ops.clashes.take_theirs(desk, one.clash).value.headline == "Ferry sails"
    assert ops.clashes.told(desk, one.clash) is None


def test_who_changed_another_field_or_the_same_to_the_same_is_not_asked(desk, bob, photo, chosen):
    ops.photo.save(bob, replace(photo, caption="Same", credit="Bob"))
    assert ops.photo.save(desk, replace(photo, caption="Same", alt="Ann")).clashes == ()
    ops.curation.edit_slot(bob, "editors-choice", chosen, replace(chosen, kicker="Bob’s"))
    assert (
        ops.curation.edit_slot(desk, "editors-choice", chosen, replace(chosen, teaser="Ann’s")).clashes == ()
    )


def test_undo_leaves_what_others_did_since(desk, bob):
    ferry, bridge, well, lake = (made(desk, name).id for name in ("Ferry", "Bridge", "Well", "Lake"))
    ops.curation.act(desk, "lead", "add", [ferry, bridge])
    before = ops.curation.get(desk, "lead").slots
    after = ops.curation.act(desk, "lead", "add", [well]).value.slots
    ops.curation.act(bob, "lead", "add", [lake])
    ops.curation.edit_slot(bob, "lead", after[1], replace(after[1], headline="Bob’s"))
    ops.curation.remove(bob, "lead", ferry)
    back = ops.curation.put_back(desk, "lead", before, after).value.slots
    assert [(slot.story, slot.headline) for slot in back] == [(bridge, "Bob’s"), (lake, "")]
    again = ops.curation.put_back(desk, "lead", before).value.slots
    assert [slot.story for slot in again] == [ferry, bridge]
