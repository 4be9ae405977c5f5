"""What the world does to a desk: killed programs, full, read-only, damaged and vanished disks."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import NotADesk, Publication, StoryQuery, Unwritable, new_id
from desk.store import Store
from tests.disks import fill, small
from tests.store.conftest import ANN, picture, story


def saver(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a program that saves into a desk."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.saver", folder, *arguments],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def acknowledged(folder: Path) -> set[str]:
    """Return the ids of every story's revisions, each read and proven."""
    with Store.open(folder) as store:
        ids = {r.id for one in store.stories() for r in store.revisions(one.id)}
        assert [finding for finding in store.verify() if finding.severity == "error"] == []
        assert all(store.at_revision(one.revision) == one for one in store.stories())
    return ids


def kill_while_saving(folder: Path, after: int, pause: float) -> set[str]:
    """Let a program save, end it without warning, return what it had said was saved."""
    program = saver(folder, f"s{new_id()}", "0")
    assert program.stdout and program.stderr
    lines = [program.stdout.readline().strip() for _ in range(after)]
    time.sleep(pause)
    program.send_signal(signal.SIGKILL)
    rest, errors = program.communicate(timeout=30)
    assert errors == ""
    return {*lines, *(line for line in rest.splitlines() if len(line) == 36)}


def test_what_was_acknowledged_outlives_a_kill(local: Store) -> None:
    local.close()
    said = kill_while_saving(local.folder, 40, 0.01)
    assert len(said) >= 40 and said <= acknowledged(local.folder)


@pytest.mark.slow
def test_what_was_acknowledged_outlives_many_kills(local: Store) -> None:
    local.close()
    chance, said = random.Random(1), set[str]()
    for _ in range(12):
        said |= kill_while_saving(local.folder, chance.randrange(1, 150), chance.random() / 100)
    assert said <= acknowledged(local.folder)


def test_two_programs_save_at_once(local: Store) -> None:
    programs = [saver(local.folder, name, "60") for name in ("one", "two")]
    mine = local.save_story(story("Mine"), ANN)
    for n in range(30):
        mine = local.save_story(replace(mine, body=f"line {n}"), ANN)
    said = set[str]()
    for program in programs:
        output, errors = program.communicate(timeout=60)
        assert (program.returncode, errors) == (0, "")
        said |= set(output.split())
    assert len(said) == 120
    assert {r.id for one in local.stories() for r in local.revisions(one.id)} >= said
    assert len(local.revisions(mine.id)) == 31


def test_a_file_that_may_not_grow_is_said_and_all_before_is_kept(local: Store) -> None:
    local.close()
    program = saver(local.folder, "full", "0", "full")
    output, errors = program.communicate(timeout=60)
    assert program.returncode == 1 and errors.startswith("Unwritable: The disk ")
    assert "Everything saved before is safe" in errors
    said = set(output.split())
    assert len(said) > 5 and acknowledged(local.folder) == said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    with small(tmp_path / "disk", "3m") as disk:
        yield disk


def test_a_full_disk_is_said_and_work_goes_on_with_room(small_disk: Path, publication: Publication) -> None:
    folder = small_disk / "hour.desk"
    with Store.create(folder, publication, ANN) as store:
        saved = store.save_story(story(), ANN)
        filler = fill(small_disk)
        with pytest.raises(Unwritable, match="full") as caught:
            for _ in range(50):
                saved = store.save_story(replace(saved, body=os.urandom(30_000).hex()), ANN)
        assert caught.value.kept and caught.value.todo
        assert store.story(saved.id) == saved
        with pytest.raises(Unwritable):
            store.add_photo(*picture(os.urandom(100_000)), ANN)
        with pytest.raises(Unwritable, match="No backup was made"):
            store.backup()
        filler.unlink()
        saved = store.save_story(replace(saved, body="room again"), ANN)
        assert store.verify() == [] and list((folder / "backups").iterdir()) == []
    with Store.open(folder) as store:
        assert store.story(saved.id) == saved


def test_a_desk_on_a_full_disk_opens_for_reading(small_disk: Path, publication: Publication) -> None:
    folder = small_disk / "hour.desk"
    with Store.create(folder, publication, ANN) as store:
        saved = store.save_story(story(body="river"), ANN)
        assert [row.id for row in store.rows(StoryQuery(search="river"))] == [saved.id]
    filler = fill(small_disk)
    with Store.open(folder) as store:
        assert store.story(saved.id) == saved and store.revisions(saved.id)
        assert [row.id for row in store.rows(StoryQuery(search="river"))] == [saved.id]
        with store.batch():  # another connection than the one that reads beside it
            assert [row.id for row in store.rows()] == [saved.id]
        with pytest.raises(Unwritable, match="The disk is full"):
            store.save_story(replace(saved, body=os.urandom(30_000).hex()), ANN)
        filler.unlink()
        saved = store.save_story(replace(saved, body="lake"), ANN)
        program = saver(folder, "other", "1")
        assert "Another program is writing" in program.communicate(timeout=60)[1], "it has the desk alone"
    with Store.open(folder) as store:
        assert store.story(saved.id) == saved and store.verify() == []


@pytest.mark.parametrize("left", [0, 3])
def test_what_a_killed_program_left_is_read_on_a_full_disk(
    small_disk: Path, publication: Publication, left: int
) -> None:
    folder = small_disk / "hour.desk"
    Store.create(folder, publication, ANN).close()
    said = kill_while_saving(folder, 20, 0)
    assert (folder / "desk.sqlite-wal").stat().st_size > 0
    os.truncate(folder / "desk.sqlite-shm", left)  # as after the machine stopped, or as a full disk left it
    filler = fill(small_disk)
    with Store.open(folder) as store:
        assert said <= {r.id for one in store.stories() for r in store.revisions(one.id)}
        assert [one.what for one in store.verify()] == ["The disk is full: what can be mended waits for room"]
    filler.unlink()
    assert said <= acknowledged(folder)


def test_no_desk_is_left_where_it_finds_no_room(small_disk: Path, publication: Publication) -> None:
    with (small_disk / "filler").open("wb") as file, contextlib.suppress(OSError):
        for _ in range(720):
            file.write(b"x" * 4096)
        file.flush()
    with pytest.raises(Unwritable):
        Store.create(small_disk / "deep" / "hour.desk", publication, ANN)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_read_only_desk_is_said(publication: Publication) -> None:
    # Not in pytest's own folder, which only its owner may enter.
    import tempfile

    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "hour.desk"
        with Store.create(folder, publication, ANN) as store:
            before = store.save_story(story(), ANN)
        Path(parent).chmod(0o755)
        folder.chmod(0o555)
        (folder / "desk.sqlite").chmod(0o444)
        try:
            output, errors = saver(folder, "nobody", "1", "nobody").communicate(timeout=30)
        finally:
            folder.chmod(0o755)
            (folder / "desk.sqlite").chmod(0o644)
        assert output == "" and errors.startswith("Unwritable: ")
        with Store.open(folder) as store:
            assert store.stories() == [before]


def damage(file: Path, start: int, length: int = 2048) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(b"\xa5" * length)


def filled(store: Store) -> None:
    with store.batch():
        for n in range(60):
            store.save_story(story(f"Story {n}", body=os.urandom(2000).hex()), ANN)


def test_a_damaged_page_is_said_or_does_no_harm(local: Store, tmp_path: Path) -> None:
    filled(local)
    whole = local.stories()
    local.close()
    size = (local.folder / "desk.sqlite").stat().st_size
    told = 0
    for start in range(4096, size - 4096, size // 12):
        copy = tmp_path / f"at-{start}.desk"
        shutil.copytree(local.folder, copy)
        damage(copy / "desk.sqlite", start)
        try:
            with Store.open(copy) as store:
                if any(finding.severity == "error" for finding in store.verify()):
                    told += 1
                else:  # nothing but what can be made again was hit
                    assert store.stories() == whole and store.verify() == []
        except NotADesk as error:
            assert "backups folder" in error.todo
            told += 1
    assert told > 3


def _length(folder: Path, copy: Path) -> int:
    """Return how far the log of a desk that is not open is written, in bytes."""
    shutil.copytree(folder, copy)
    with closing(sqlite3.connect(copy / "desk.sqlite")) as beside:
        _, pages, _ = beside.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return 32 + pages * (24 + beside.execute("PRAGMA page_size").fetchone()[0])


def test_the_log_has_its_length_from_the_second_save_on(local: Store) -> None:
    log = local.folder / "desk.sqlite-wal"
    local.save_story(story("One"), ANN)
    before = log.stat().st_size
    pages = sqlite3.connect(local.folder / "desk.sqlite")
    with closing(pages):
        count = pages.execute("PRAGMA page_count").fetchone()
        local.save_story(story("Two"), ANN)
        length = log.stat().st_size
        assert length > 4_000_000 > before
        assert pages.execute("PRAGMA page_count").fetchone()[0] <= count[0] + 10
    for number in range(20):
        local.save_story(story(f"Story {number}"), ANN)
    assert log.stat().st_size == length
    assert len(local.stories()) == 22 and local.verify() == []
    local.close()
    assert not log.exists() or log.stat().st_size == 0


def test_a_torn_log_costs_what_came_last_and_nothing_before(local: Store, tmp_path: Path) -> None:
    """A disk that breaks its word, or a copy of an open desk: the log ends anywhere, or is spoilt there."""
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as beside:
        assert beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
    saved = [local.save_story(story(f"Story {n}", body=os.urandom(900).hex()), ANN) for n in range(12)]
    open_desk = tmp_path / "open.desk"
    shutil.copytree(local.folder, open_desk, ignore=shutil.ignore_patterns("*-shm"))
    size = _length(open_desk, tmp_path / "measured.desk")
    left = set[int]()
    for n, at in enumerate(range(0, size + 1, size // 16)):
        copy = tmp_path / f"torn-{n}.desk"
        shutil.copytree(open_desk, copy)
        with (copy / "desk.sqlite-wal").open("r+b") as log:
            if n % 2:
                log.truncate(at + n)
            else:
                log.seek(at)
                log.write(b"\xa5" * 64)
        with Store.open(copy) as store:
            assert store.verify() == []
            found = sorted(store.stories(), key=lambda one: one.id)
            assert found == saved[: len(found)], "no save is half there, none is there without those before"
            left.add(len(found))
            store.save_story(story("Work goes on"), ANN)
        shutil.rmtree(copy)
    assert len(left) > 5 and max(left) >= 10


def test_a_damaged_head_or_a_cut_file_is_no_desk(local: Store, tmp_path: Path) -> None:
    filled(local)
    local.close()
    for cut in (0, 50, 100, 5_000):
        copy = tmp_path / f"cut-{cut}.desk"
        shutil.copytree(local.folder, copy)
        with (copy / "desk.sqlite").open("r+b") as file:
            file.truncate(cut)
        with pytest.raises(NotADesk, match="damaged"):
            Store.open(copy)
    half = tmp_path / "half.desk"
    shutil.copytree(local.folder, half)
    with (half / "desk.sqlite").open("r+b") as file:
        file.truncate((local.folder / "desk.sqlite").stat().st_size // 2)
    with pytest.raises(NotADesk), Store.open(half) as store:
        found = store.verify()
        assert found and all(finding.severity == "error" for finding in found)
        store.stories()
    damage(local.folder / "desk.sqlite", 0, 100)
    with pytest.raises(NotADesk, match="damaged"):
        Store.open(local.folder)


def test_a_vanished_moved_or_replaced_desk_takes_no_more(local: Store, tmp_path: Path) -> None:
    saved = local.save_story(story(), ANN)
    away = tmp_path / "away.desk"
    local.folder.rename(away)
    with pytest.raises(Unwritable, match="moved"):
        local.save_story(replace(saved, body="lost?"), ANN)
    photo = picture()
    for write in (local.backup, lambda: local.routine_backup("daily"), lambda: local.add_photo(*photo, ANN)):
        with pytest.raises(Unwritable, match="moved"):
            write()
    assert not local.folder.exists(), "or the folder could not be put back"
    with Store.open(away) as other:
        assert other.story(saved.id) == saved
    shutil.copytree(away, local.folder)
    with pytest.raises(Unwritable, match="replaced"):
        local.save_story(replace(saved, body="lost?"), ANN)
    with Store.open(local.folder) as other:
        assert other.story(saved.id) == saved


@pytest.mark.slow
def test_another_programs_long_write_is_waited_for_and_then_said(local: Store) -> None:
    saved = local.save_story(story(), ANN)
    with closing(sqlite3.connect(local.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert local.story(saved.id) == saved
        began = time.monotonic()
        with pytest.raises(Unwritable, match="Another program"):
            local.save_story(replace(saved, body="more"), ANN)
        assert time.monotonic() - began > 4
        other.execute("ROLLBACK")
    assert local.save_story(replace(saved, body="more"), ANN).body == "more"


def test_a_threads_long_batch_is_waited_for(local: Store) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with local.batch():
            local.save_story(story("Batch"), ANN)
            inside.set()
            go_on.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(10)
    threading.Timer(0.2, go_on.set).start()
    local.save_story(story("Mine"), ANN)
    thread.join(10)
    assert {row.headline for row in local.rows()} == {"Batch", "Mine"}
