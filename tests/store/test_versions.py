"""A desk of older tables is brought up to those of the program, or is left as it was."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
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
    NewerDesk,
    Publication,
    Status,
    StoryQuery,
)
from desk.store import Store, heads, schema, stories, tables
from desk.store.engine import Database, postgres_engine
from desk.store.heads import Saving
from desk.store.version import HEAD
from tests.store.conftest import ANN, noon, story

_DESK = Path(__file__).parents[2] / "desk"
LATER = f"{int(HEAD) + 1:04}"


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
