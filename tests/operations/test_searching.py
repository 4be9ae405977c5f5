"""Searches as a person asks them: answers in their context, saved searches, an index that fills by and by."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Byline, NotFound, Placement, Source, StoryQuery, Who
from desk.operations import searching
from tests.operations.test_story import write


def marked(context):
    """Return a context's field, and its words with the places in brackets."""
    words = context.words
    for start, end in reversed(context.marks):
        words = f"{words[:start]}[{words[start:end]}]{words[end:]}"
    return context.field, words


CONTEXTS = {
    "river": ("body", "The old [river] rose."),
    "rose river": ("body", "The old [river] [rose]."),
    '"old river"': ("body", "The [old] [river] rose."),
    "teas": ("standfirst", "A [teaser]."),
    "ann": ("byline", "[Ann] Lee, in Orra"),
    "steamer": ("caption", "A [steamer]"),
    "harb": ("tags", "[Harbours], lakes"),
    "herald": ("source", "The [Herald]"),
    "ёлка": ("body", "Наша [елка] стоит."),
    "river -rain": ("body", "The old [river] rose."),
    "by:lee": ("byline", "Ann [Lee], in Orra"),
    "nowhere": ("", ""),
    "": ("", ""),
}


@pytest.fixture
def flood(desk):
    return write(
        desk,
        "Flood at the river",
        standfirst="A teaser.",
        body="The old *river* rose.\n\nНаша елка стоит.\n",
        bylines=(Byline("Ann Lee", "in Orra"),),
        tags=("Harbours", "lakes"),
        source=Source("The Herald"),
        photos=(Placement(caption="A steamer"),),
    )


def test_hits_are_shown_in_their_context(desk, flood):
    assert {search: marked(searching.context(desk, flood.id, search)) for search in CONTEXTS} == CONTEXTS
    headline = searching.context(desk, flood.id, "flo river").headline
    assert [flood.headline[a:b] for a, b in headline] == ["river"], "only the last word may be unfinished"
    with pytest.raises(NotFound):
        searching.context(desk, "nowhere", "river")


def test_a_long_line_is_cut_around_the_first_place(desk, flood):
    words = "word " * 60
    ops.story.save(desk, replace(flood, body=f"{words}needle {words}\n"))
    context = searching.context(desk, flood.id, "needle")
    assert context.words.startswith("…") and len(context.words) < 220
    (place,) = context.marks
    assert context.words[slice(*place)] == "needle"


def test_a_search_never_answers_with_what_was_before_the_last_save(desk, flood):
    other = ops.desk.open_desk(desk.folder, Who("Bo", "desk 4"))
    try:
        ops.story.save(desk, replace(flood, body="A bridge.\n"))
        assert [one.row.id for one in searching.best(other, StoryQuery(search="bridge"))] == [flood.id]
        assert searching.best(desk, StoryQuery(search="rose")) == []
        assert ops.story.rows(desk, StoryQuery(search='"old river"')).rows == []
    finally:
        other.close()


def test_a_search_does_not_wait_for_another_program_that_writes(desk, flood):
    assert searching.waiting(desk) == 1
    with closing(sqlite3.connect(desk.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert searching.best(desk, StoryQuery(search="river")) == [], "the last save is found a moment later"
        other.execute("ROLLBACK")
    assert [one.row.id for one in searching.best(desk, StoryQuery(search="river"))] == [flood.id]


def test_an_index_that_was_left_half_filled_is_gone_on_with(desk):
    ids = {write(desk, f"Ferry {number}").id for number in range(130)}
    stop = threading.Event()
    left = searching.prepare(desk, lambda *_: stop.set(), stop.is_set).value
    assert 0 < left == searching.waiting(desk) < 130
    assert searching.prepare(desk).value == 0 == searching.waiting(desk)
    assert {row.id for row in ops.story.rows(desk, StoryQuery(search="ferry")).rows} == ids
    assert ops.desk.verify(desk) == []


def test_a_story_changed_often_before_it_is_indexed_is_found_by_its_last_words_alone(desk, flood):
    searching.prepare(desk)
    for word in ("alpha", "beta", "gamma"):
        flood = ops.story.save(desk, replace(flood, body=f"{word}\n", photos=())).value
    assert searching.waiting(desk) == 1
    found = [
        bool(ops.story.rows(desk, StoryQuery(search=f'"{word}"')).rows) for word in ("rose", "beta", "gamma")
    ]
    assert found == [False, False, True]
    assert ops.desk.verify(desk) == []


def test_saved_searches_are_known_by_name(desk):
    made = searching.save(desk, "Broken  dams", "dam -old").value
    assert searching.named(desk, "broken DAMS") == made
    with pytest.raises(BadInput):
        searching.save(desk, "Broken dams", "other")
    town = searching.save(desk, "İstanbul", "ferry").value
    assert searching.named(desk, "ISTANBUL") == searching.named(desk, "istanbul") == town
    searching.delete(desk, town.id)
    renamed = searching.rename(desk, made.id, "Dams")
    assert renamed.value.query == "dam -old" and renamed.change.kinds == {"search"}
    searching.delete(desk, made.id)
    with pytest.raises(NotFound, match="Dams"):
        searching.named(desk, "Dams")
