"""Patterns, codes and credits as newsrooms write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import BadInput, Photo, Publication
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.photo import captions

PATTERN = "{persons} in {city}, {country}, {date:long}. ({credit})"
RULES = Publication(id="", title="").credit_rules


def photo(**words) -> Photo:
    return Photo(id="p", hash="0", format="JPEG", width=3, height=2, size=1, **words)


FULL = {
    "persons": ("Ann Lee", "Ben Oz", "Cy Ray"),
    "city": "Batumi",
    "country": "Georgia",
    "taken": "2024-05-03T10:11:12",
    "credit": "AP",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "Ann Lee, Ben Oz and Cy Ray in Batumi, Georgia, 3 May 2024. (AP)"),
        ("en", "Ann Lee, Ben Oz, and Cy Ray in Batumi, Georgia, May 3, 2024. (AP)"),
        ("ru", "Ann Lee, Ben Oz и Cy Ray in Batumi, Georgia, 3 мая 2024\u202fг. (AP)"),
        ("hy", "Ann Lee, Ben Oz և Cy Ray in Batumi, Georgia, 03 մայիսի, 2024 թ. (AP)"),
        ("xx-nowhere", "Ann Lee, Ben Oz, and Cy Ray in Batumi, Georgia, May 3, 2024. (AP)"),
    ],
)
def test_a_pattern_speaks_the_story_s_language(language, said):
    filled = captions.fill(PATTERN, photo(**FULL), language)
    assert filled.words.replace("\xa0", "\u202f") == said
    assert filled.missing == ()


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"credit"}, "Ann Lee in Batumi, Georgia, 3 May 2024."),
        ({"city"}, "Ann Lee in Georgia, 3 May 2024. (AP)"),
        ({"country"}, "Ann Lee in Batumi, 3 May 2024. (AP)"),
        ({"taken"}, "Ann Lee in Batumi, Georgia. (AP)"),
        ({"taken", "credit"}, "Ann Lee in Batumi, Georgia."),
        ({"country", "taken"}, "Ann Lee in Batumi. (AP)"),
    ],
)
def test_what_is_missing_leaves_no_trace_and_is_named(lacking, said):
    words = {name: word for name, word in (FULL | {"persons": ("Ann Lee",)}).items() if name not in lacking}
    filled = captions.fill(PATTERN, photo(**words), "en-GB")
    assert filled.words == said
    assert set(filled.missing) == {name if name != "taken" else "date" for name in lacking}


def test_a_part_in_brackets_goes_with_what_it_lacks():
    pattern = "{headline}[ in {city}][, seen from {place}]. [sic]"
    assert captions.fill(pattern, photo(headline="Rain", city="Ganja"), "en").words == "Rain in Ganja. [sic]"
    assert captions.fill(pattern, photo(headline="Rain"), "en").words == "Rain. [sic]"


@pytest.mark.parametrize(
    ("taken", "form", "said"),
    [
        ("2024", "long", "2024"),
        ("2024-05", "long", "May 2024"),
        ("2024-05-03", "year", "2024"),
        ("2024-05-03", "short", "03/05/2024"),
        ("2024-13-40", "long", "2024-13-40"),
        ("last spring", "long", "last spring"),
    ],
)
def test_a_date_says_as_much_as_is_known(taken, form, said):
    assert captions.fill(f"{{date:{form}}}", photo(taken=taken), "en-GB").words == said


def test_a_name_s_own_full_stop_is_enough():
    assert captions.fill("{creator}.", photo(creator="Orkhan Jr."), "en").words == "Orkhan Jr."


_texts = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="{}[]"), max_size=6)
_pieces = st.one_of(
    st.sampled_from(["{persons}", "{city}", "{country}", "{date:long}", "{credit}", "{alt}", "[ in {city}]"]),
    st.sampled_from([" ", ", ", ". ", " (", ") ", "; ", "–"]),
)


@given(st.lists(_pieces, max_size=12), _texts, _texts, st.booleans())
def test_no_pattern_leaves_a_brace_or_a_double_space(pieces, city, credit, dated):
    words = photo(city=city, credit=credit, taken="2024-05-03" if dated else "")
    said = captions.fill("".join(pieces), words, "en-GB").words
    assert not re.search(r"[{}\0]|  |\(\)", said)
    assert said == said.strip()


@pytest.mark.parametrize(
    "wrong", ["{town}", "{city", "city}", "{city:long}", "{date:soon}", "{one_use}", "{}"]
)
def test_a_pattern_that_says_nothing_is_refused(wrong):
    with pytest.raises(BadInput):
        captions.check(wrong)
    assert not set("{}") & set(captions.fill(wrong, photo(), "en").words)


def test_every_field_of_words_can_stand_in_a_pattern():
    captions.check(PATTERN)
    captions.check("[{headline}: ]{caption} {keywords} {date}")
    assert set(PHOTO_FIELDS) <= set(Photo.__dataclass_fields__)


def test_codes_become_names_and_unknown_ones_stay():
    codes = {"jd": "Jane Doe, minister of roads", "Գ": "Գարեգին"}
    assert captions.expanded(r"\jd\ met \JD\ and \Գ\.", codes) == (
        "Jane Doe, minister of roads met Jane Doe, minister of roads and Գարեգին."
    )
    for left in (r"\nobody\ here", r"C:\dir\file", r"\ jd \ ", "\\\\", r"\jd"):
        assert captions.expanded(left, codes) == left


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        (
            "The guest of honour arrives — courtesy of the press service",
            "The guest of honour arrives",
            "Press service (courtesy)",
        ),
        ("A bridge. Photo courtesy of Road Agency.", "A bridge.", "Road Agency (courtesy)"),
        ("A bridge (Courtesy of St. Anna Press).", "A bridge.", "St. Anna Press (courtesy)"),
        ("Courtesy of NASA", "", "NASA (courtesy)"),
    ],
)
def test_a_credit_in_the_tail_of_a_caption_is_found(caption, rest, credit):
    assert captions.credit_in(caption, RULES) == (rest, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "Cakes courtesy of the bakery were eaten. Then people danced.",
        "Discourtesy of many",
        "",
    ],
)
def test_no_credit_is_made_of_a_sentence(caption):
    assert captions.credit_in(caption, RULES) is None


def test_a_credit_takes_the_house_s_style():
    assert captions.house_credit("courtesy of the press service", RULES) == "Press service (courtesy)"
    assert captions.house_credit("A. Writer / AP", RULES) == "A. Writer / AP"
    rules = (("снимок {name}", "Фото: {name}"),)
    assert captions.house_credit("Снимок  А. Иванов", rules) == "Фото: А. Иванов"
    for wrong in (("courtesy", "{name}"), ("{name}", "{name}"), ("by {name}", "him")):
        with pytest.raises(BadInput):
            captions.check_rule(*wrong)
