"""A published story under another headline or address: what calls it otherwise is listed and changed."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import Status, Story, new_id


def made(desk, headline, body="Words.\n", **words):
    words = {"status": Status.PUBLISHED, "section": "news"} | words
    return ops.story.save(desk, Story(id=new_id(), headline=headline, body=body, **words)).value


@pytest.fixture
def ferry(desk):
    """A published story with its own words in a card and a related link, linked to in two texts."""
    ferry = made(desk, "Ferry returns", slug="ferry-returns")
    other = made(
        desk,
        "Other",
        "Intro *stays*.\n\nSee [Ferry returns](https://hour.example/news/ferry-returns/#top) and "
        "[more](/news/ferry-returns/), not [theirs](https://else.example/news/ferry-returns/) "
        "nor [the tag](/tag/ferry-returns/).\n",
    )
    made(desk, "Bystander", "A ferry returns, says /news/ferry-returns-again.\n")
    ops.curation.act(desk, "lead", "add", [ferry.id])
    ops.curation.relate(desk, other.id, [ferry.id])
    for slug in ("lead", f"related:{other.id}"):
        (slot,) = ops.curation.get(desk, slug).slots
        ops.curation.edit_slot(desk, slug, slot, replace(slot, headline="My words", told=ferry.headline))
    return ferry


def other(desk):
    return next(one for one in desk.store.stories() if one.headline == "Other")


def told(desk, ferry, *headlines):
    return [(one.name, one.said, one.new) for one in ops.renaming.namings(desk, ferry.id, headlines)]


def retitled(desk, ferry, **words):
    return ops.story.save(desk, replace(ops.story.get(desk, ferry.id), **words)).value


def test_nothing_calls_it_otherwise_while_it_is_as_it_was(desk, ferry):
    assert told(desk, ferry, "Ferry returns") == []


def test_another_headline_is_offered_to_cards_and_links(desk, ferry):
    retitled(desk, ferry, headline="Ferry *sinks*")
    assert told(desk, ferry, "Ferry returns") == [
        ("Lead, place 1", "My words", "Ferry *sinks*"),
        ("Related links of “Other”, place 1", "My words", "Ferry *sinks*"),
        ("Other", "Ferry returns", "Ferry *sinks*"),
    ]
    before = other(desk).body
    done = ops.renaming.rename(desk, ferry.id, ["Ferry returns"]).value
    assert done.places == 3
    (slot,) = ops.curation.get(desk, "lead").slots
    assert (slot.headline, slot.told) == ("", "")
    assert "[Ferry \\*sinks\\*](https://hour.example/news/ferry-returns/#top)" in other(desk).body
    assert other(desk).body.startswith("Intro *stays*.\n\n")
    assert told(desk, ferry, "Ferry returns") == []
    ops.renaming.take_back(desk, done)
    assert other(desk).body == before
    (slot,) = ops.curation.get(desk, "lead").slots
    assert (slot.headline, slot.told) == ("My words", "Ferry returns")


def test_links_to_the_old_address_follow_in_their_own_manner_and_come_back(desk, ferry):
    retitled(desk, ferry, slug="ferry-sinks")
    assert told(desk, ferry) == [
        (
            "Other",
            "https://hour.example/news/ferry-returns/#top",
            "https://hour.example/news/ferry-sinks.html#top",
        ),
        ("Other", "/news/ferry-returns/", "/news/ferry-sinks.html"),
    ]
    before = other(desk).body
    done = ops.renaming.rename(desk, ferry.id).value
    assert "[more](/news/ferry-sinks.html), not [theirs](https://else.example/news/ferry-returns/)" in (
        other(desk).body
    )
    assert len(desk.store.revisions(other(desk).id)) >= 2, "each text has a revision for it"
    ops.renaming.take_back(desk, done)
    assert other(desk).body == before


def test_links_in_tables_footnotes_and_raw_html_follow_too(desk, ferry):
    cards = (
        "| boat | where |\n| --- | --- |\n| [ferry](/news/ferry-returns/) | /news/ferry-returns/ |\n\n"
        "Words[^1] here.\n\n[^1]: See [it](https://hour.example/news/ferry-returns/#top).\n\n"
        '<div><a href="/news/ferry-returns/?a=1">x</a> ferry-returns</div>\n'
    )
    made(desk, "Cards", cards)
    retitled(desk, ferry, slug="ferry-sinks")
    said = [one for one in told(desk, ferry) if one[0] == "Cards"]
    assert len(said) == 4
    assert ("Cards", "/news/ferry-returns/?a=1", "/news/ferry-sinks.html") in said
    done = ops.renaming.rename(desk, ferry.id).value
    (body,) = (one.body for one in desk.store.stories() if one.headline == "Cards")
    assert body == (
        "| boat | where |\n| --- | --- |\n| [ferry](/news/ferry-sinks.html) | /news/ferry-sinks.html |\n\n"
        "Words[^1] here.\n\n[^1]: See [it](https://hour.example/news/ferry-sinks.html#top).\n\n"
        '<div><a href="/news/ferry-sinks.html">x</a> ferry-returns</div>\n'
    )
    ops.renaming.take_back(desk, done)
    assert next(one.body for one in desk.store.stories() if one.headline == "Cards") == cards


def test_words_that_others_wrote_since_stay_when_it_is_taken_back(desk, ferry):
    retitled(desk, ferry, headline="Ferry sinks", slug="ferry-sinks")
    done = ops.renaming.rename(desk, ferry.id, ["Ferry returns"]).value
    (slot,) = ops.curation.get(desk, "lead").slots
    ops.curation.edit_slot(desk, "lead", slot, replace(slot, headline="Newer"))
    mine = ops.story.save(desk, replace(other(desk), body="All new.\n")).value
    ops.renaming.take_back(desk, done)
    assert other(desk).body == mine.body
    assert ops.curation.get(desk, "lead").slots[0].headline == "Newer"


def test_a_card_that_is_only_in_the_draft_changes_there_alone(desk, ferry):
    slot = replace(ops.fronts.slot_of(desk, ferry.id), headline="Drafted", told=ferry.headline)
    ops.fronts.edit(desk, "sidebar", lambda front: ops.fronts.put(front, "editors-choice", slot))
    versions = ops.fronts.versions(desk, "sidebar")
    retitled(desk, ferry, headline="Ferry sinks")
    ops.renaming.rename(desk, ferry.id)
    assert ops.fronts.get(desk, "sidebar").container("editors-choice").slots[0].headline == ""
    assert ops.fronts.versions(desk, "sidebar") == versions
