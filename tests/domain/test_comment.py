"""Two people's comments made one row: none is lost, and each change to one stays."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import Comment, Passage, merge_comments

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def comment(id_="1", words="Which pier?", **more):
    passage = Passage(quote="the pier", before="near ", after=" at", at=20)
    return Comment(**{"id": id_, "passage": passage, "words": words, "author": "Ann", "created": NOON} | more)


ONE = comment()


def test_two_new_comments_both_stay():
    assert merge_comments((), (comment("1"),), (comment("2"),)) == (comment("1"), comment("2"))


def test_a_resolve_and_an_edit_of_one_comment_both_stay():
    edited = replace(ONE, words="Which pier, the old one?")
    resolved = replace(ONE, resolved=NOON, resolved_by="Bob")
    both = replace(edited, resolved=NOON, resolved_by="Bob")
    assert merge_comments((ONE,), (edited,), (resolved,)) == (both,)
    assert merge_comments((ONE,), (resolved,), (edited,)) == (both,)


def test_two_edits_of_the_words_both_stay():
    sides = [(replace(ONE, words=words),) for words in ("Which one?", "Is it open?")]
    assert merge_comments((ONE,), *sides) == (replace(ONE, words="Which one?\nIs it open?"),)


def test_who_resolved_it_goes_with_when():
    first = replace(ONE, resolved=NOON, resolved_by="Bob")
    second = replace(ONE, resolved=NOON + dt.timedelta(hours=1), resolved_by="Cem")
    assert merge_comments((ONE,), (first,), (second,)) == (first,)
    assert merge_comments((first,), (replace(first, words="?"),), (ONE,)) == (replace(ONE, words="?"),)


def test_a_deleted_comment_goes_though_its_words_moved():
    moved = replace(ONE, passage=replace(ONE.passage, at=90))
    assert merge_comments((ONE,), (), (moved,)) == ()
    assert merge_comments((ONE,), (moved,), ()) == ()


@pytest.mark.parametrize("change", [{"words": "Still: which?"}, {"resolved": NOON, "resolved_by": "Bob"}])
def test_a_deleted_comment_that_the_other_side_worked_on_stays(change):
    changed = replace(ONE, **change)
    assert merge_comments((ONE,), (), (changed,)) == (changed,)
    assert merge_comments((ONE,), (changed,), ()) == (changed,)


def test_the_side_that_edited_the_passage_says_what_it_is():
    moved = replace(ONE, passage=replace(ONE.passage, at=90))
    edited = replace(ONE, passage=replace(ONE.passage, quote="the old pier"))
    assert merge_comments((ONE,), (moved,), (edited,)) == (edited,)
    assert merge_comments((ONE,), (edited,), (moved,)) == (edited,)


_COMMENTS = st.lists(
    st.builds(
        comment,
        st.sampled_from("12345"),
        st.sampled_from(["a", "b", "c"]),
        resolved=st.sampled_from([None, NOON]),
    ),
    unique_by=lambda one: one.id,
).map(tuple)


@given(_COMMENTS, _COMMENTS, _COMMENTS)
def test_no_word_that_a_side_wrote_is_lost(base, mine, theirs):
    merged = {one.id: one for one in merge_comments(base, mine, theirs)}
    known = {one.id: one for one in base}
    for one in (*mine, *theirs):
        if one.id not in known or known[one.id].words != one.words:
            assert one.words in merged[one.id].words.split("\n")


@given(_COMMENTS, _COMMENTS)
def test_what_one_side_alone_did_is_taken_as_it_is(base, other):
    assert merge_comments(base, base, other) == merge_comments(base, other, base) == other
