"""Contents: everything that can be saved comes back the same, everything else is refused."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import (
    BadInput,
    Comment,
    CuratedList,
    NewerDesk,
    NotADesk,
    Passage,
    Photo,
    Publication,
    Status,
    Story,
    new_id,
)
from desk.store.codec import VOLATILE, decode, encode, written

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
_TIME = st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=st.timezones())
for kind, strategy in {
    str: _TEXT,
    dt.datetime: _TIME.map(lambda moment: moment.astimezone(dt.UTC)),
    float: st.floats(allow_nan=False, allow_infinity=False),
}.items():
    st.register_type_strategy(kind, strategy)  # pyright: ignore[reportArgumentType]


def _things() -> st.SearchStrategy[Any]:
    return st.one_of(*map(st.from_type, (Story, Photo, CuratedList, Publication)))


@given(_things())
def test_what_is_saved_comes_back_the_same(thing: Any) -> None:
    known = {name: getattr(thing, name) for name in VOLATILE if hasattr(thing, name)}
    content = encode(thing)
    assert decode(type(thing), content, **known) == thing
    assert encode(decode(type(thing), content)) == content


@given(st.from_type(Story), st.from_type(Story), st.sets(st.sampled_from(sorted(Story.__dataclass_fields__))))
def test_what_is_written_beside_what_stood_before_is_what_is_written_alone(
    before: Story, other: Story, changed: set[str]
) -> None:
    after = replace(before, **{name: getattr(other, name) for name in changed})
    assert written(after, written(before)) == written(after)
    assert written(after).content == encode(after)


def test_the_form_is_fixed() -> None:
    story = Story(
        id="01980000-0000-7000-8000-000000000000",
        headline="Ёлка",
        status=Status.READY,
        publish_at=dt.datetime(2026, 3, 1, 13, tzinfo=dt.timezone(dt.timedelta(hours=4))),
        revision="left out",
    )
    assert encode(story).decode() == (
        '{"headline":"Ёлка","id":"01980000-0000-7000-8000-000000000000",'
        '"publish_at":"2026-03-01T09:00:00.000000Z","status":"ready"}'
    )


def test_a_story_without_comments_is_written_as_before_there_were_any() -> None:
    plain = Story(id="01980000-0000-7000-8000-000000000000", headline="Pier")
    passage = Passage(quote="pier", at=4)
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    said = replace(plain, comments=(Comment(id="1", passage=passage, words="?", author="Ann", created=at),))
    assert encode(plain) == b'{"headline":"Pier","id":"01980000-0000-7000-8000-000000000000"}'
    assert encode(replace(said, comments=())) == encode(plain)
    assert encode(said).decode() == (
        '{"comments":[{"author":"Ann","created":"2026-03-01T00:00:00.000000Z","id":"1",'
        '"passage":{"at":4,"quote":"pier"},"words":"?"}],'
        '"headline":"Pier","id":"01980000-0000-7000-8000-000000000000"}'
    )


def test_a_field_that_a_newer_version_added_is_refused() -> None:
    for content in ('{"id":"x","mood":"calm"}', '{"id":"x","source":{"name":"A","mood":"calm"}}'):
        with pytest.raises(NewerDesk, match="mood"):
            decode(Story, content)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "{",
        "{}",
        '{"id":5}',
        '{"id":"x","status":"gone"}',
        '{"id":"x","publish_at":"2026-03-01"}',
        '{"id":"x","publish_at":"2026-03-01T09:00:00.000000+04:00"}',
        '{"id":"x","tags":"abc"}',
        '{"id":"x","photos":[{"role":"none"}]}',
        '{"id":"x","dateline":{"date":5}}',
        b"\xff\xfe",
        "[" * 100_000,
    ],
)
def test_what_was_never_written_is_not_read(content: str | bytes) -> None:
    with pytest.raises(NotADesk):
        decode(Story, content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 1.5},
        {"width": True},
        {"focal": (1.0,)},
        {"focal": (float("inf"), 0.0)},
        {"keywords": ("a", 5)},
        {"caption": None},
        {"crops": (("1:1", "x"),)},
        {"created": "2026-03-01"},
    ],
)
def test_a_value_of_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    photo = Photo(id=new_id(), hash="0" * 64, format="JPEG", width=1, height=1, size=1)
    assert json.loads(encode(photo))["width"] == 1
    with pytest.raises(BadInput):
        encode(replace(photo, **wrong))


def test_the_hour_that_comes_twice_is_stored_as_two() -> None:
    first = dt.datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    for moment in (first, first.replace(fold=1), first):
        stored = decode(Story, encode(Story(id=new_id(), publish_at=moment)))
        assert stored.publish_at == moment.astimezone(dt.UTC)
