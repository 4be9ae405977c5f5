"""The desk folder: made whole or not at all, opened only by who understands it, copied and checked."""

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine

from desk.domain import (
    BadInput,
    Cancelled,
    NewerDesk,
    NotADesk,
    Placement,
    Publication,
    Slot,
    Sort,
    Status,
    StoryQuery,
    Unwritable,
    new_id,
    related_slug,
)
from desk.store import Finding, Store, heads, schema, stories, tables
from desk.store.engine import Database, postgres_engine
from desk.store.heads import Saving
from desk.store.version import HEAD
from tests.store.conftest import ANN, BOB, noon, picture, put, story

_DESK = Path(__file__).parents[2] / "desk"
LATER = f"{int(HEAD) + 1:04}"


def bytes_of(folder: Path) -> dict[str, str]:
    """Return every path in a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


def run(folder: Path, *statements: str) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(folder / "desk.sqlite", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


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


def next_version(tmp_path: Path, step: str) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Make a later version of the program, with one more migration; return how to open a desk with it."""
    home = tmp_path / "later"
    for room in ("domain", "text", "store"):
        shutil.copytree(_DESK / room, home / "desk" / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("__init__.py", "later.py"):
        shutil.copy(_DESK / file, home / "desk")
    version = home / "desk" / "store" / "version.py"
    version.write_text(version.read_text().replace(f'HEAD = "{HEAD}"', f'HEAD = "{LATER}"'))
    (version.parent / "migrations" / "versions" / f"{LATER}_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '{LATER}'\ndown_revision = '{HEAD}'\n\n\n"
        "def upgrade() -> None:\n"
        "    op.add_column('story', sa.Column('mood', sa.Text))\n"
        f"    {step}\n"
    )
    program = (
        "import pathlib, sys\nfrom desk.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])) as store:\n    print(store.stories()[0].headline)\n"
    )
    return lambda folder: subprocess.run(
        [sys.executable, "-c", program, folder],
        env={**os.environ, "PYTHONPATH": str(home)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_older_desk_is_backed_up_and_brought_up(local: Store, tmp_path: Path) -> None:
    local.save_story(story("Kept"), ANN)
    local.close()
    later = next_version(tmp_path, "op.execute(\"UPDATE story SET mood = 'calm'\")")
    assert later(local.folder).stdout == "Kept\n"
    (copy,) = (local.folder / "backups").iterdir()
    assert copy.name.endswith(f"-before-{LATER}.sqlite")
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as new, closing(sqlite3.connect(copy)) as old:
        assert new.execute("SELECT mood FROM story").fetchall() == [("calm",)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    with pytest.raises(NewerDesk):
        Store.open(local.folder)
    assert later(local.folder).stdout == "Kept\n"
    assert len(list((local.folder / "backups").iterdir())) == 1


def test_a_migration_that_fails_changes_nothing(local: Store, tmp_path: Path) -> None:
    saved = local.save_story(story("Kept"), ANN)
    local.close()
    failed = next_version(tmp_path, "raise RuntimeError('halfway')")(local.folder)
    assert failed.returncode != 0 and "halfway" in failed.stderr
    with Store.open(local.folder) as opened:
        assert opened.story(saved.id) == saved
        opened.save_story(replace(saved, body="more"), ANN)
    assert len(list((local.folder / "backups").iterdir())) == 1


def compared(metadata_of: Engine) -> list[object]:
    """Return what autogenerate would change; the engines' own search index is no part of the metadata."""
    with metadata_of.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": lambda _, name, *__: not (name or "").startswith("search_index"),
            },
        )
        return list(compare_metadata(context, tables.metadata))


def test_the_migrations_make_the_tables_that_the_program_uses(
    local: Store, postgres_url: str, tmp_path: Path
) -> None:
    Store.connect(postgres_url, tmp_path / "server").close()
    for engine in (create_engine(f"sqlite:///{local.folder / 'desk.sqlite'}"), create_engine(postgres_url)):
        assert compared(engine) == []
        engine.dispose()


@pytest.mark.parametrize("version", [f"{number:04}" for number in range(1, int(HEAD) + 1)])
def test_a_desk_of_every_version_of_the_tables_opens(version: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(Path(__file__).parent / "desks" / f"{version}.desk.zip") as packed:
        packed.extractall(tmp_path)
    with Store.open(tmp_path / f"{version}.desk") as opened:
        assert [one.headline for one in opened.stories()] == ["Ёлка на площади", "The bridge is open"]
        bridge = opened.story("bridge")
        assert (bridge.slug, bridge.old_slugs, bridge.status) == ("the-bridge", ("bridge",), Status.PUBLISHED)
        assert bridge.photos[0].caption == "Own caption" and bridge.corrections[0].at == noon()
        chain = opened.revisions(bridge.id)
        assert len(chain) == 40
        assert opened.at_revision(chain[20].id).body.endswith("Line 20\n")  # pyright: ignore
        assert opened.media_path(opened.photos()[0]).read_bytes() == b"a picture of the first desk"
        choice = next(
            one
            for front in opened.live_fronts(dt.datetime.now(dt.UTC))
            for one in front.containers
            if one.slug == "editors-choice"
        )
        assert [slot.headline for slot in choice.slots] == ["", "Elsewhere"]
        assert (
            opened.fronts() == opened.live_fronts(dt.datetime.now(dt.UTC))
            and opened.stories()[0].id == choice.slots[0].story
        )
        assert {one.container for one in opened.standings(choice.slots[0].story)} == {"editors-choice"}
        assert [row.slug for row in opened.rows(StoryQuery(search="елка"))] == ["tree"]
        assert {row.slug: row.words for row in opened.rows()} == {"the-bridge": 78, "tree": 0}
        assert [one.name for one in chain if one.name] == (
            ["As sent to the lawyer"] if version > "0001" else []
        )
        opened.name_revision(chain[20].id, "Twenty lines", ANN)
        assert opened.revisions(bridge.id)[20].name == "Twenty lines"
        assert opened.verify() == []


def test_a_server_of_the_first_tables_is_brought_up(
    postgres_url: str, folder: Path, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(postgres_engine(postgres_url))
    with monkeypatch.context() as older, database.write() as connection:
        older.setattr(schema, "HEAD", "0001")
        schema.migrate(connection)
        saving, kept = Saving(ANN, "create", noon()), story("Kept", body="Three words, *counted*")
        heads.write(connection, heads.PUBLICATION, publication, None, saving, lambda _: {})
        columns = {
            name: value
            for name, value in stories.columns(kept).items()
            if name[-4:] != "_key" and name not in {"issued", "words"}
        }
        saved = heads.write(connection, heads.STORY, kept, None, saving, lambda _: columns).thing
    database.engine.dispose()
    with Store.connect(postgres_url, folder) as store:
        assert store.story(saved.id) == saved
        assert [(row.id, row.words) for row in store.rows(StoryQuery(search="kept"))] == [(saved.id, 3)]
        assert store.name_revision(saved.revision, "As sent", ANN).name == "As sent"
        assert [one.name for one in store.revisions(saved.id)] == ["As sent"]
        assert store.verify() == []


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


def said(store: Store) -> set[tuple[str, str]]:
    """Return what verify says, each finding by its severity and the word that tells it from others."""
    return {(finding.severity, finding.what) for finding in store.verify()}


def test_stories_that_nobody_counted_come_last_and_are_counted_by_and_by(local: Store) -> None:
    long = local.save_story(story("Long", body="One two three"), ANN)
    local.save_story(story("Short", body="One"), ANN)
    order = StoryQuery(sort=Sort.WORDS)
    run(local.folder, f"UPDATE story SET words = NULL WHERE id = '{long.id}'")
    rows = local.rows(order)
    assert [(row.headline, row.words) for row in rows] == [("Short", 1), ("Long", 0)]
    assert local.rows(replace(order, after=rows[0])) == rows[1:]
    local.save_story(replace(long, headline="Long and old"), ANN)
    assert local.unindexed() > 0
    while local.index_some():
        pass
    assert [(row.headline, row.words) for row in local.rows(order)] == [("Long and old", 3), ("Short", 1)]
    run(local.folder, "UPDATE story SET words = NULL")
    assert local.verify() == []
    assert [row.words for row in local.rows(order)] == [3, 1]


def test_within_a_month_verify_counts_the_words_of_every_story(
    folder: Path, publication: Publication
) -> None:
    with Store.create(folder, publication, ANN) as store:
        for headline in ("One", "Two"):
            store.save_story(story(headline, body="Three words here"), ANN)
    run(folder, "UPDATE story SET words = 99")
    mended: list[str] = []
    for day in range(1, 31):
        with Store.open(folder, clock=lambda day=day: noon().replace(day=day)) as store:
            mended += [finding.what for finding in store.verify()]
    assert sorted(mended) == ["What lists know of “One”", "What lists know of “Two”"]
    with Store.open(folder) as store:
        assert [row.words for row in store.rows()] == [3, 3]


def test_verify_mends_what_can_be_made_again(local: Store) -> None:
    photo = local.add_photo(*picture(), ANN)
    one = local.save_story(story("One", slug="one", body="river", photos=(Placement(photo=photo.id),)), ANN)
    two = local.save_story(story("Two", slug="two", body="river"), ANN)
    for slug in ("lead", "popular"):
        put(local, slug, Slot(id=new_id(), story=one.id))
    related = local.curated(related_slug(two.id))
    local.save_list(replace(related, slots=(Slot(id=new_id(), story=one.id),)), ANN)
    assert local.verify() == []
    run(
        local.folder,
        "DELETE FROM slot",
        "DELETE FROM front_slot WHERE container = 'lead'",
        "DELETE FROM placement",
        f"UPDATE story SET headline = 'Wrong', status = 'ready' WHERE id = '{two.id}'",
        "INSERT INTO search_index(search_index) VALUES ('delete-all')",
    )
    assert said(local) == {
        ("mended", "What lists know of “One”"),
        ("mended", "What lists know of “Two”"),
        ("mended", f"Which stories the list “{related.slug}” holds"),
        ("mended", "Which stories the front “front” holds"),
        ("mended", "The search index was made again"),
    }
    assert local.verify() == []
    assert local.row(two.id).headline == "Two" and [row.id for row in local.uses(photo.id)] == [one.id]
    assert {row.id for row in local.rows(StoryQuery(search="river"))} == {one.id, two.id}
    run(local.folder, "DELETE FROM search_entry WHERE number = 1", "DELETE FROM slug WHERE slug = 'one'")
    assert [finding.severity for finding in local.verify()] == ["mended", "mended"]
    assert local.story("one") == one and local.verify() == []


@pytest.mark.parametrize(
    "fault",
    [
        "DELETE FROM search_waiting",  # the index has the words of before
        "DELETE FROM search_waiting; UPDATE search_entry SET source = NULL",
        "UPDATE search_entry SET digest = digest + 1",
        "UPDATE search_entry SET digest = digest + 1, source = NULL",
    ],
)
def test_an_index_with_other_words_than_the_stories_is_found(local: Store, fault: str) -> None:
    one, two = (local.save_story(story(name, body="river"), ANN) for name in ("One", "Two"))
    assert local.verify() == [] and local.unindexed() == 0
    local.save_story(replace(one, body="harbour"), ANN)
    run(local.folder, *fault.split("; "))
    assert said(local) == {("mended", "The search index was made again")}
    assert [row.id for row in local.rows(StoryQuery(search="harbour"))] == [one.id]
    assert [row.id for row in local.rows(StoryQuery(search="river"))] == [two.id]
    assert local.verify() == []


def test_what_an_entry_was_made_from_is_written_down_by_the_next_check(local: Store) -> None:
    """As on a desk of an older version, whose entries say nothing of it."""
    photo, data = picture()
    photo = local.add_photo(photo, data, ANN)
    local.save_story(story("One", photos=(Placement(photo=photo.id),)), ANN)
    assert local.verify() == []
    sources = "SELECT source FROM search_entry WHERE source IS NOT NULL"
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as beside:
        (known,) = beside.execute(sources).fetchall()
        run(local.folder, "UPDATE search_entry SET source = NULL")
        assert beside.execute(sources).fetchall() == []
        assert local.verify() == []
        assert beside.execute(sources).fetchall() == [known]
        local.save_photo(replace(photo, caption="A pier"), ANN)
        assert beside.execute(sources).fetchall() != [known]
    assert local.verify() == []


def test_a_damaged_search_index_hinders_no_save(local: Store) -> None:
    one, two = (local.save_story(story(name, body="river"), ANN) for name in ("One", "Two"))
    run(local.folder, "INSERT INTO search_index(search_index) VALUES ('delete-all')")
    saved = local.save_story(replace(one, body="harbour"), ANN)
    assert local.story(one.id) == saved and local.verify() == []
    assert [row.id for row in local.rows(StoryQuery(search="river"))] == [two.id]


def test_verify_mends_a_servers_search_index(
    postgres_url: str, folder: Path, publication: Publication
) -> None:
    with Store.connect(postgres_url, folder) as store:
        store.save_publication(publication, ANN)
        saved = store.save_story(story(body="river"), ANN)
        assert store.verify() == []
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE search_index SET terms = ''")
        engine.dispose()
        assert store.rows(StoryQuery(search="river")) == []
        assert store.verify() == [Finding("mended", "The search index was made again")]
        assert [row.id for row in store.rows(StoryQuery(search="river"))] == [saved.id]


def test_verify_names_what_cannot_be_made_again(local: Store) -> None:
    lost = local.add_photo(*picture(b"lost", name="lost.jpg"), ANN)
    bad = local.add_photo(*picture(b"good", name="bad.jpg"), ANN)
    local.media_path(lost).unlink()
    local.media_path(bad).write_bytes(b"evil")
    (local.folder / "media" / "stray.jpg").write_bytes(b"stray")
    torn = local.save_story(story("Torn", body="one"), ANN)
    torn = local.save_story(replace(torn, body="two"), ANN)
    whole = local.save_story(story("Whole", body="one"), ANN)
    run(
        local.folder,
        f"UPDATE revision SET content = x'00' WHERE id = '{local.revisions(torn.id)[0].id}'",
        f"UPDATE story SET content = replace(content, 'one', 'ONE') WHERE id = '{whole.id}'",
    )
    first = local.revisions(torn.id)[0].id
    found = said(local)
    assert ("error", f"The original of “lost.jpg” is missing: {lost.hash}.jpg") in found
    assert ("error", f"The original of “bad.jpg” is damaged: {bad.hash}.jpg") in found
    assert ("note", "No photo uses the file media/media/stray.jpg") in found
    assert ("error", f"The story {whole.id} differs from its newest revision {whole.revision}") in found
    assert any(first in what for severity, what in found if severity == "error")
    with pytest.raises(NotADesk):
        local.at_revision(first)


def test_verify_names_a_reference_to_nothing(local: Store) -> None:
    saved = local.save_story(story(slug="s"), ANN)
    run(local.folder, f"UPDATE slug SET story = '{new_id()}'")
    assert any(severity == "error" and "slug" in what for severity, what in said(local))
    assert local.story(saved.id) == saved
