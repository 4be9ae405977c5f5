"""Words for a story that had not come when the program ended stand in that story, or make a new one."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import Typed, new_id


@pytest.fixture
def story(desk):
    made = ops.story.new(desk, headline="Harbour").value
    return ops.story.save(desk, replace(made, body="Saved words.\n")).value


@pytest.fixture
def journal(desk, tmp_path):
    folder = ops.journal.places(desk)[0] / "window"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def keep(desk, journal):
    """Write something into the journal as a window does."""

    def write(thing):
        ops.journal.keep(journal / f"{thing.id}.json", desk.folder, thing)

    return write


def typed(story, *fields):
    return Typed(new_id(), "“Harbour”", fields, story=story)


def test_they_stand_in_front_of_what_is_stored(desk, journal, story, keep):
    keep(typed(story.id, ("headline", "The "), ("body", "1. of *many*\n\nAnd more"), ("byline", "Nino")))
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.headline == "The Harbour"
    assert one.thing.body == "Nino\n\n1\\. of \\*many\\*\n\nAnd more\n\nSaved words.\n"
    ops.story.save(desk, replace(story, body="Saved words.\n\nLater.\n"))
    now = ops.journal.adopt(desk, one).value
    assert now.body == "Nino\n\n1\\. of \\*many\\*\n\nAnd more\n\nSaved words.\n\nLater.\n"
    assert list(journal.iterdir()) == []


def test_source_stays_source(desk, journal, story, keep):
    keep(typed(story.id, ("markdown", "**Bold**")))
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.body == "**Bold**\n\nSaved words.\n"


def test_those_for_a_story_that_nobody_has_make_a_new_one(desk, journal, keep):
    keep(typed(new_id(), ("headline", "Fresh"), ("body", "Words")))
    (one,) = ops.journal.left(desk, journal)
    now = ops.journal.adopt(desk, one).value
    assert (now.headline, now.body, now.language) == ("Fresh", "Words\n", desk.store.publication().language)
    assert ops.journal.left(desk, journal) == []


@pytest.mark.parametrize("act", [ops.journal.adopt, ops.journal.apart, ops.journal.aside])
def test_they_and_what_the_journal_has_of_the_story_are_asked_about_once(desk, journal, story, keep, act):
    keep(replace(story, body="Saved words. Not stored.\n"))
    keep(typed(story.id, ("body", "First.")))
    keep(typed(story.id, ("body", "Again.")))
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.body == "Again.\n\nFirst.\n\nSaved words. Not stored.\n"
    act(desk, one)
    assert ops.journal.left(desk, journal) == []
    assert len(list(journal.glob("*.aside"))) == (3 if act is ops.journal.aside else 0)


def test_a_kill_while_the_storys_own_words_took_their_place_brings_them_once(desk, journal, story, keep):
    keep(typed(story.id, ("body", "First.")))
    keep(replace(story, body="First. Saved words.\n"))
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.body == "First. Saved words.\n"
    ops.journal.adopt(desk, one)
    assert list(journal.iterdir()) == []
