"""The desk folder: made whole or not at all, opened only by who understands it, and copied."""

import hashlib
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from desk.domain import (
    BadInput,
    Cancelled,
    NewerDesk,
    NotADesk,
    Placement,
    Publication,
    Slot,
    StoryQuery,
    Unwritable,
    new_id,
)
from desk.store import Store
from desk.store.place import restoring
from desk.store.restore import restore
from tests.store.conftest import ANN, BOB, noon, picture, put, story


def bytes_of(folder: Path) -> dict[str, str]:
    """Return every path in a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


def test_a_closed_desk_is_one_file_and_its_folders(local: Store) -> None:
    local.save_story(story(), ANN)
    local.close()
    assert sorted(path.name for path in local.folder.iterdir()) == ["backups", "desk.sqlite", "media", "site"]


def test_made_in_a_new_or_empty_folder_with_missing_parents(tmp_path: Path, publication: Publication) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a" / "b" / "новый стол %41?#.desk"):
        with Store.create(folder, publication, ANN) as made:
            saved = made.save_story(story(), ANN)
        with Store.open(folder) as opened:
            assert opened.story(saved.id) == saved
            assert opened.publication().title == publication.title


def test_nothing_is_made_where_something_is(tmp_path: Path, publication: Publication) -> None:
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    file.write_text("mine")
    before = bytes_of(tmp_path)
    for folder in (full, file):
        with pytest.raises(BadInput):
            Store.create(folder, publication, ANN)
    with pytest.raises(BadInput):
        Store.create(tmp_path / "x" / "new", replace(publication, title="half \ud800"), ANN)
    with pytest.raises(Unwritable):
        Store.create(file / "below", publication, ANN)
    assert bytes_of(tmp_path) == before


def test_what_is_no_desk_is_left_as_it_is(tmp_path: Path) -> None:
    empty, file, junk, other, cut = (tmp_path / name for name in ("empty", "file", "junk", "other", "cut"))
    for folder in (empty, junk, other, cut):
        folder.mkdir()
    file.write_text("text")
    (junk / "desk.sqlite").write_bytes(b"no database at all" * 99)
    (cut / "desk.sqlite").write_bytes(b"")
    with closing(sqlite3.connect(other / "desk.sqlite")) as connection:
        connection.execute("CREATE TABLE t (x)")
    before = bytes_of(tmp_path)
    for folder in (empty, file, junk, other, cut, tmp_path / "missing", file / "below"):
        with pytest.raises(NotADesk):
            Store.open(folder)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_a_newer_desk_is_untouched(local: Store, open_elsewhere: bool) -> None:
    local.save_story(story(), ANN)
    if not open_elsewhere:
        local.close()
    with closing(sqlite3.connect(local.folder / "desk.sqlite", isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        if not open_elsewhere:
            newer.close()
        before = bytes_of(local.folder)
        with pytest.raises(NewerDesk, match="9999"):
            Store.open(local.folder)
        after = bytes_of(local.folder)
        if open_elsewhere:  # the memory that programs share while they have it open
            before["desk.sqlite-shm"] = after["desk.sqlite-shm"]
        assert after == before


def test_a_newer_desk_with_an_unfinished_log_is_untouched(local: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(local.folder / "desk.sqlite", isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        # As a power cut leaves it: the log is there, its index is not, nobody has it open.
        crashed = tmp_path / "crashed.desk"
        shutil.copytree(local.folder, crashed, ignore=shutil.ignore_patterns("*-shm"))
    before = bytes_of(crashed)
    assert before["desk.sqlite-wal"]
    with pytest.raises(NewerDesk):
        Store.open(crashed)
    assert bytes_of(crashed) == before


def test_a_newer_server_is_refused(postgres_url: str, folder: Path) -> None:
    Store.connect(postgres_url, folder).close()
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(NewerDesk):
        Store.connect(postgres_url, folder)


@pytest.mark.parametrize("address", ["", "nonsense", "sqlite:///x", "mysql://u@h/d", "postgresql://"])
def test_an_address_that_is_none(address: str, folder: Path) -> None:
    with pytest.raises((BadInput, Unwritable)):
        Store.connect(address, folder)
    assert not folder.exists()


def test_a_server_that_is_not_there(folder: Path) -> None:
    with pytest.raises(Unwritable):
        Store.connect("postgresql+psycopg://desk@127.0.0.1:1/none", folder)
    assert not folder.exists()


def test_a_backup_is_a_sound_copy_and_never_overwrites(folder: Path, publication: Publication) -> None:
    with Store.create(folder, publication, ANN, clock=noon) as store:
        saved = store.save_story(story(), ANN)
        first = store.backup()
        store.save_story(replace(saved, body="later"), ANN)
        second = store.backup()
        third = store.backup("../../before: ёлка")
    names = [
        "20260301-120000-before-elka.sqlite",
        "20260301-120000-manual-2.sqlite",
        "20260301-120000-manual.sqlite",
    ]
    assert sorted(path.name for path in (folder / "backups").iterdir()) == names
    assert {first.name, second.name, third.name} == set(names)
    restored = folder.with_name("restored.desk")
    restored.mkdir()
    shutil.copy(first, restored / "desk.sqlite")
    with Store.open(restored) as opened:
        assert opened.story(saved.id) == saved
        assert opened.verify() == []


def test_a_backup_into_a_batch_that_is_not_kept_yet_holds_what_was_kept(local: Store) -> None:
    kept = local.save_story(story("Kept"), ANN)
    saving = threading.Event(), threading.Event()

    def work() -> None:
        with pytest.raises(ZeroDivisionError), local.batch():
            local.save_story(story("Undone"), ANN)
            saving[0].set()
            saving[1].wait(10)
            _ = 1 / 0

    thread = threading.Thread(target=work)
    thread.start()
    saving[0].wait(10)
    copy = local.backup()
    saving[1].set()
    thread.join(10)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT id FROM story").fetchall() == [(kept.id,)]


def test_a_servers_backup_is_a_desk_in_a_folder(
    postgres_url: str, folder: Path, publication: Publication, tmp_path: Path
) -> None:
    with Store.connect(postgres_url, folder) as store:
        store.save_publication(publication, ANN)
        photo = store.add_photo(*picture(), ANN)
        one = store.save_story(story("One", body="Севан river"), ANN)
        one = store.save_story(
            replace(one, headline="Первый \u0531", photos=(Placement(photo=photo.id),)), BOB
        )
        put(store, "lead", Slot(id=new_id(), story=one.id))
        told: list[tuple[int, int]] = []
        copy = store.backup(progress=lambda done, total: told.append((done, total)))
        history = store.revisions(one.id)
    assert told[-1][0] == told[-1][1] > 0
    made = tmp_path / "copied.desk"
    shutil.copytree(folder, made)
    shutil.copy(copy, made / "desk.sqlite")
    with Store.open(made) as copied:
        assert copied.story(one.id) == one and copied.revisions(one.id) == history
        assert [row.id for row in copied.rows(StoryQuery(search="севан"))] == [one.id]
        assert copied.verify() == []
        again = copied.save_story(replace(one, body="On from there"), ANN)
        assert copied.story(one.id) == again


def test_a_servers_backup_that_is_stopped_leaves_nothing(
    postgres_url: str, folder: Path, publication: Publication
) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("Enough")

    with Store.connect(postgres_url, folder) as store:
        store.save_publication(publication, ANN)
        with pytest.raises(Cancelled):
            store.backup(progress=stop)
        assert [one.name for one in (folder / "backups").iterdir() if one.is_file()] == []


@pytest.mark.parametrize("name", ["n" * 250 + ".desk", "Ա" * 125 + ".desk"])
def test_a_folder_with_the_longest_name_is_made_opened_and_brought_back(
    tmp_path: Path, publication: Publication, name: str
) -> None:
    folder = tmp_path / name
    with Store.create(folder, publication, ANN) as store:
        saved = store.save_story(story("Before"), ANN)
        copy = store.backup()
        store.save_story(replace(saved, headline="After"), ANN)
    aside = restore(folder, copy, noon()).aside
    with Store.open(folder) as store:
        assert [row.headline for row in store.rows()] == ["Before"]
    with Store.open(aside) as store:
        assert [row.headline for row in store.rows()] == ["After"]
    assert {path.name for path in tmp_path.iterdir()} == {name, aside.name}
    assert len(os.fsencode(aside.name)) <= 255


def test_a_name_that_no_disk_takes_is_refused(tmp_path: Path, publication: Publication) -> None:
    with pytest.raises(BadInput, match="name is too long") as caught:
        Store.create(tmp_path / ("n" * 256), publication, ANN)
    assert "shorter" in caught.value.todo and list(tmp_path.iterdir()) == []


def test_two_desks_with_long_names_are_not_taken_for_each_other(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{'n' * 249}{end}.desk" for end in "ab")
    assert restoring(one) != restoring(other)
