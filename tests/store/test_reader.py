"""A desk that is looked into by SQLite alone is the one that the store has."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import Figure, Intake, NotFound, Slot, StoryQuery, new_id, related_slug
from desk.store import Store
from desk.store.reader import Reader, Unread
from tests.store.conftest import ANN, picture, story

NOW = dt.datetime.now(dt.UTC)


def test_it_gives_what_the_store_gives(local: Store, folder: Path) -> None:
    one, two = (local.save_story(story(name), ANN) for name in ("One", "Ծովափ"))
    draft = next(each for each in local.fronts() if each.slug == "front")
    for number in range(40):  # so that a front's revision is told by those before it
        held = draft.containers[0]
        slots = (
            *held.slots[-3:],
            Slot(id=new_id(), story=(one, two)[number % 2].id, headline=f"No {number}"),
        )
        draft = local.save_front(draft.with_container(replace(held, slots=slots)), ANN)
        if number in {20, 30}:
            local.make_live(draft, ANN)
    local.make_live(draft, ANN, NOW + dt.timedelta(days=1))
    related = local.curated(related_slug(one.id))
    related = local.save_list(replace(related, slots=(Slot(id=new_id(), story=two.id),)), ANN)
    quay = local.add_photo(*picture(), ANN)
    intake = Intake(id=new_id(), source="csv", file="a.csv", latest=NOW.date(), at=NOW, author="Ann")
    local.take_figures(
        intake, [(Figure("/one", 7, NOW.date()), one.id), (Figure("/", 9, NOW.date()), "")], ANN
    )
    before = local.trail()
    assert before is not None
    one = local.save_story(replace(one, headline="Changed", body="Words.\n"), ANN)
    with Reader(folder) as reader:
        assert reader.publication() == local.publication()
        assert reader.stories([two.id, one.id]) == local.stories([two.id, one.id]) == [two, one]
        assert reader.photo(quay.id) == local.photo(quay.id)
        assert reader.curated(related.slug) == related
        assert reader.curated(related_slug(two.id)).slots == ()
        for later in (dt.timedelta(), dt.timedelta(days=2)):
            assert reader.live_fronts(NOW + later) == local.live_fronts(NOW + later)
            assert reader.next_live(NOW + later) == local.next_live(NOW + later)
        assert reader.readings(NOW.date(), NOW.date()) == local.readings(NOW.date(), NOW.date()) != []
        assert reader.trail_since(before) == local.trail_since(before)
        assert reader.trail_since((before.row, "another")) is None


def test_it_stands_at_one_instant_and_keeps_nobody_from_writing(local: Store, folder: Path) -> None:
    first = local.save_story(story("One"), ANN)
    with Reader(folder) as reader:
        assert reader.stories([first.id]) == [first]
        local.save_story(replace(first, headline="Two"), ANN)
        assert reader.stories([first.id]) == [first]
    with Reader(folder) as reader:
        assert reader.stories([first.id])[0].headline == "Two"


def test_what_it_does_not_know_is_left_to_the_store(local: Store, folder: Path) -> None:
    with Reader(folder) as reader:
        for missing in (lambda: reader.photo("none"), lambda: reader.curated("none")):
            with pytest.raises(NotFound):
                missing()
        with pytest.raises(LookupError):
            reader.stories(["none"])
        with pytest.raises(Unread):
            reader.story_ids(StoryQuery(search="harbour"))
    local.close()
    with closing(sqlite3.connect(folder / "desk.sqlite")) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '0012'")
    with pytest.raises(Unread):
        Reader(folder)
    (folder / "desk.sqlite").write_bytes(b"no database at all, but long enough to look like one" * 99)
    with pytest.raises(Unread):
        Reader(folder)
    with pytest.raises(Unread):
        Reader(folder / "nothing")
