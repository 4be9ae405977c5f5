"""Filters are read from what is typed, and written into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import Status
from desk.operations import typed


@pytest.mark.parametrize(
    ("search", "name", "value", "after"),
    [
        ("", "status", "draft", "status:draft"),
        ("flood", "status", "draft", "flood status:draft"),
        ("status:ready flood", "status", "draft", "flood status:draft"),
        ("flood status:ready old status:re", "status", "", "flood old"),
        ("-status:ready", "status", "draft", "-status:ready status:draft"),
        ('by:"Ann Lee" sea', "by", "Bo", "sea by:Bo"),
        ("sea", "by", "Ann “Nan” Lee", 'sea by:"Ann Nan Lee"'),
        ('"old bridge"', "section", "news", '"old bridge" section:news'),
        ("status:", "status", "draft", "status:draft"),
    ],
)
def test_a_filter_is_put_beside_the_words(search, name, value, after):
    assert typed.put(search, name, value) == after
    assert typed.values(after, name) == ((value.replace("“", "").replace("”", ""),) if value else ())


@given(st.text(max_size=60), st.sampled_from(["by", "section", "after"]), st.text(max_size=12))
def test_the_rest_of_a_search_is_not_touched(search, name, value):
    rest = [p for p in typed.query.pieces(search) if p.name != name or p.excluded]
    gone = typed.put(search, name, "")
    assert typed.values(gone, name) == ()
    kept = [(p.name, p.value, p.excluded) for p in typed.query.pieces(gone)]
    assert kept == [(p.name, p.value, p.excluded) for p in rest]


def test_statuses_are_known_by_beginnings_and_labels():
    assert typed.statuses('status:dr status:"in review" -status:ready') == (Status.DRAFT, Status.REVIEW)
    assert typed.statuses("draft") == ()


def test_what_asks_for_statuses_alone():
    assert typed.filters_status_alone("") and typed.filters_status_alone("status:draft status:ready")
    assert not typed.filters_status_alone("status:draft flood")
    assert not typed.filters_status_alone("-status:draft")
    assert typed.has_words("flood status:draft") and not typed.has_words("has:photo by:")
