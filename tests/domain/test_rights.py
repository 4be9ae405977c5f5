"""Whether readers may see a photo at an instant."""

import datetime as dt

import pytest

from desk.domain import Clearance, Photo, Right, Story, first_use, right
from desk.domain.source_type import SOURCE_TYPES, source_type, told

NOW = dt.datetime(2030, 3, 6, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def photo(**words) -> Photo:
    return Photo(id="p", hash="0", format="JPEG", width=3, height=2, size=1, **words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, Right.FREE),
        ({"clearance": Clearance.REFUSED, "embargo": NOW + HOUR}, Right.REFUSED),
        ({"embargo": NOW + HOUR}, Right.EMBARGO),
        ({"embargo": NOW}, Right.FREE),
        ({"licence_from": NOW + HOUR}, Right.EARLY),
        ({"licence_from": NOW}, Right.FREE),
        ({"licence_until": NOW + HOUR}, Right.FREE),
        ({"licence_until": NOW}, Right.EXPIRED),
    ],
)
def test_times_and_clearance_decide(words, expected):
    assert right(photo(**words), NOW) is expected


def test_a_publication_may_show_only_what_was_cleared():
    assert right(photo(), NOW, cleared=True) is Right.UNCLEARED
    assert right(photo(clearance=Clearance.CLEARED), NOW, cleared=True) is Right.FREE


def test_one_use_belongs_to_the_story_that_came_first_even_withdrawn():
    early = Story(id="b", published=NOW - HOUR)
    scheduled = Story(id="a", published=NOW - 2 * HOUR, publish_at=NOW + HOUR)
    first = first_use([Story(id="draft"), scheduled, early])
    assert first == "b"
    assert first_use([Story(id="draft")]) == ""
    once = photo(one_use=True)
    assert right(once, NOW, story="b", first="b") is Right.FREE
    assert right(once, NOW, story="a", first="b") is Right.USED
    assert right(once, NOW, story="a", first="") is Right.FREE
    assert right(photo(), NOW, story="a", first="b") is Right.FREE


@pytest.mark.parametrize(
    "said",
    [
        "http://cv.iptc.org/newscodes/digitalsourcetype/minorHumanEdits",
        "https://cv.iptc.org/newscodes/digitalsourcetype/humanEdits/",
        "digsrctype:humanEdits",
        " humanEdits ",
    ],
)
def test_a_source_type_is_known_however_a_file_names_it(said):
    assert source_type(said) == "humanEdits"
    assert told(said) == ""


def test_readers_are_told_of_what_no_camera_saw():
    labelled = {name for name in SOURCE_TYPES if told(name)}
    assert labelled == {
        "trainedAlgorithmicMedia",
        "algorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "compositeCapture",
        "compositeSynthetic",
        "composite",
    }
    assert source_type("http://elsewhere.example/unknown") == told("") == ""
