"""Words as a store can keep them."""

from dataclasses import replace

import pytest

from desk.domain import Byline, Story, new_id, storable

STORY = Story(
    id=new_id(), headline="Паром 🚢", body="Two\n\nlines", bylines=(Byline("Ann", "in Poti"),), tags=("a",)
)


def test_what_can_be_stored_is_the_very_same() -> None:
    assert storable(STORY) is STORY
    assert storable("A ferry") == "A ferry"


@pytest.mark.parametrize("unfit", ["\0", "\ud83d", "\udea2"])
def test_what_no_file_can_hold_is_taken_out_wherever_it_stands(unfit: str) -> None:
    assert storable(replace(STORY, body=f"Two{unfit}\n\nlines")) == STORY
    assert storable(replace(STORY, bylines=(Byline("Ann", f"in{unfit} Poti"),))) == STORY
    assert storable(replace(STORY, tags=(f"{unfit}a",))) == STORY
    assert storable(unfit) == ""


def test_two_halves_in_two_fields_make_no_character() -> None:
    assert storable(replace(STORY, kicker="\ud83d", standfirst="\udea2")) == STORY
