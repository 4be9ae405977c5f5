"""A first look shows what the open desk shows, and touches nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk.domain import Slot, Status, StoryQuery, new_id
from desk.operations import glance
from desk.store import Store
from tests.store.conftest import ANN, put, story

PAGE = StoryQuery(limit=5)


def fill(store: Store) -> None:
    for number in range(12):
        status = list(Status)[number % len(Status)]
        store.save_story(story(f"Story {number}", status=status, section="news"), ANN)
    put(store, "lead", Slot(id=new_id(), story=store.rows()[1].id))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("statuses", [(), (Status.DRAFT,), (Status.WITHDRAWN, Status.READY)])
@pytest.mark.parametrize("closed", [True, False])
def test_it_gives_the_rows_that_the_store_gives(local, folder, statuses, closed):
    fill(local)
    query = StoryQuery(statuses=statuses, limit=5)
    wanted, publication = local.rows(query), local.publication()
    if closed:
        local.close()
    before = bytes_in(folder)
    found = glance.first(folder, query)
    assert found is not None and (found[0], found[1].rows) == (publication.masthead, wanted)
    assert closed is False or bytes_in(folder) == before


def test_what_only_the_open_desk_can_tell_is_left_to_it(local, folder):
    assert glance.first(folder, StoryQuery(limit=5, search="ferry")) is None


def test_a_folder_that_is_no_desk_is_left_to_the_store(tmp_path):
    (tmp_path / "desk.sqlite").write_bytes(b"no database at all")
    assert glance.first(tmp_path / "none", PAGE) is None
    assert glance.first(tmp_path, PAGE) is None
    assert [file.name for file in tmp_path.iterdir()] == ["desk.sqlite"]


def test_a_log_without_its_index_is_left_to_the_store(local, folder, tmp_path):
    fill(local)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("desk.sqlite", "desk.sqlite-wal"):
        (copy / name).write_bytes((folder / name).read_bytes())
    assert glance.first(copy, PAGE) is None
    assert sorted(file.name for file in copy.iterdir()) == ["desk.sqlite", "desk.sqlite-wal"]


def test_tables_of_another_shape_are_left_to_the_store(local, folder):
    local.close()
    with closing(sqlite3.connect(folder / "desk.sqlite")) as connection, connection:
        connection.execute("ALTER TABLE story RENAME COLUMN headline TO title")
    assert glance.first(folder, PAGE) is None


@pytest.mark.parametrize("content", ["[]", "{}", '{"title": "T", "sections": [7]}', "no JSON"])
def test_a_publication_that_cannot_be_read_is_left_to_the_store(local, folder, content):
    local.close()
    with closing(sqlite3.connect(folder / "desk.sqlite")) as connection, connection:
        connection.execute("UPDATE publication SET content = ?", (content,))
    assert glance.first(folder, PAGE) is None
