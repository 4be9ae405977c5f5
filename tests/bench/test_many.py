"""The desk that the benchmarks measure is one that the store itself could have made."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bench import many
from desk.domain import Status, StoryQuery
from desk.store import Store

COUNT = 60


def rows(folder: Path, table: str, unlike: Collection[str] = ()) -> list[dict[str, object]]:
    with closing(sqlite3.connect(folder / "desk.sqlite")) as connection:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in found.description]
        return [
            {name: value for name, value in zip(names, row, strict=True) if name not in unlike}
            for row in found
        ]


def test_a_desk_of_many_stories_is_in_order_and_the_same_each_time(tmp_path):
    first, second = tmp_path / "one.desk", tmp_path / "two.desk"
    many.make(first, COUNT)
    many.make(second, COUNT)
    with Store.open(first) as store:
        assert store.verify() == []
        assert sum(store.counts().statuses.values()) == COUNT
        assert {row.status for row in store.rows(StoryQuery(statuses=tuple(Status)))} >= {Status.PUBLISHED}
    for table in ("story", "slug", "placement", "search_entry"):
        assert rows(first, table) == rows(second, table)


def test_a_save_leaves_the_same_rows(tmp_path):
    many.make(tmp_path / "many.desk", COUNT)
    with Store.open(tmp_path / "many.desk") as store:
        settings = replace(store.publication(), revision="")
        photos = [(replace(photo, revision=""), store.media_path(photo)) for photo in store.photos()]
        stories = [replace(story, revision="") for story in store.stories()]
    with Store.create(tmp_path / "own.desk", settings, many.WHO) as own:
        for photo, original in photos:
            own.add_photo(photo, original, many.WHO)
        for story in sorted(stories, key=lambda story: story.created):
            own.save_story(story, many.WHO)
        while own.index_some():
            pass
    for table in ("slug", "placement", "search_entry", "story"):
        unlike = {"revision", "updated"}  # the save's own
        assert rows(tmp_path / "many.desk", table, unlike) == rows(tmp_path / "own.desk", table, unlike)
