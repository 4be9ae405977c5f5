"""Slugs, bylines, ids, languages, errors and merges."""

import threading
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import domain
from desk.domain import Byline, DeskError, Story, free_slug, is_slug, new_id, slugify
from desk.domain.byline import format_bylines, parse_bylines
from desk.domain.language import direction
from desk.domain.merge import merge_fields


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Ferry returns to the lake", "ferry-returns-to-the-lake"),
        ("Don’t panic: COP31 is in Antalya", "dont-panic-cop31-is-in-antalya"),
        ("Паром вернулся", "parom-vernulsya"),
        ("İşıq gələn şəhər", "isiq-gelen-seher"),
        ("!!!", "story"),
        ("", "story"),
    ],
)
def test_a_headline_gives_an_address(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize(
    "headline", ["Հայաստան. նոր երթուղի", "საქართველო", "أخبار المدينة", "שלום עולם", "新闻"]
)
def test_every_script_gives_an_address_of_letters(headline):
    assert is_slug(slugify(headline)) and slugify(headline) != "story"


@given(st.text(max_size=300))
def test_any_headline_gives_an_address_that_can_stand(headline):
    assert is_slug(slugify(headline)) and len(slugify(headline)) <= 80


def test_a_taken_address_gets_the_next_number():
    assert free_slug("ferry", {"ferry", "ferry-2"}.__contains__) == "ferry-3"


@pytest.mark.parametrize(
    ("line", "bylines"),
    [
        ("A. Reporter", (Byline("A. Reporter"),)),
        ("A. Reporter (in Tbilisi), B. Writer", (Byline("A. Reporter", "in Tbilisi"), Byline("B. Writer"))),
        ("A (x, y); B", (Byline("A", "x, y"), Byline("B"))),
        (" , ", ()),
        ("", ()),
    ],
)
def test_a_byline_is_read_as_it_is_written(line, bylines):
    assert parse_bylines(line) == bylines
    assert parse_bylines(format_bylines(bylines)) == bylines


@given(st.text(max_size=60))
def test_no_byline_raises(line):
    parse_bylines(line)


def test_every_word_of_the_newsroom_can_be_had_and_no_other():
    assert {name for name in domain.__all__ if not hasattr(domain, name)} == set()
    assert not hasattr(domain, "Storey")


def test_ids_are_uuid7_in_order_and_never_twice():
    made: list[str] = []
    workers = [threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(made)) == 2000
    assert {uuid.UUID(one).version for one in made} == {7}
    mine = [new_id() for _ in range(1000)]
    assert mine == sorted(mine)


@pytest.mark.parametrize(
    ("language", "way"), [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("hy", "ltr"), ("", "ltr")]
)
def test_the_direction_follows_the_language(language, way):
    assert direction(language) == way


def test_an_error_is_one_line():
    error = DeskError("The disk is full.", kept="Your words are\nhere", todo="Make room")
    assert str(error) == "The disk is full. Your words are here. Make room."


def test_each_field_comes_from_the_side_that_changed_it():
    base = Story(id="1", headline="H", kicker="K", notes="N")
    mine, theirs = (
        Story(id="1", headline="M", kicker="K", notes="A"),
        Story(id="1", headline="H", kicker="T", notes="B"),
    )
    merged, clashes = merge_fields(base, mine, theirs)
    assert (merged.headline, merged.kicker, merged.notes, clashes) == ("M", "T", "A", ("notes",))


def test_the_same_letters_written_in_another_way_are_no_change_of_a_field():
    whole, apart = "Café", "Cafe\u0301"
    base, changed = (
        Story(id="1", headline=whole, notes="a\nb"),
        Story(id="1", headline="Le café", notes="a\nb"),
    )
    other = Story(id="1", headline=apart, notes="a\r\nb")
    for mine, theirs in ((changed, other), (other, changed)):
        merged, clashes = merge_fields(base, mine, theirs)
        assert (merged.headline, merged.notes, clashes) == ("Le café", "a\r\nb", ())
