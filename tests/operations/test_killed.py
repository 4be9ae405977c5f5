"""Killed while it exports, takes photos in or prunes: every file is whole, and the next run mends."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.domain import Status
from desk.store import Store
from tests.photo.pictures import encoded

ROOT = Path(__file__).parents[2]


def run(arguments: Sequence[str | Path], killed_after: float | None = None) -> float:
    """Run the program, kill it after so many seconds if it still runs; return how long it ran."""
    begun = time.monotonic()
    program = subprocess.Popen(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _, errors = program.communicate(timeout=killed_after or 120)
        assert errors == b""
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()
    return time.monotonic() - begun


def noise(seed: int, side: int = 200) -> bytes:
    """Return a photo that no other number gives and that does not become small."""
    pixels = random.Random(seed).randbytes(side * side * 3)
    return encoded(Image.frombytes("RGB", (side, side), pixels), "JPEG", quality=90)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def newsroom(desk, tmp_path):
    """A desk with 60 published stories, one of them with photos, and its site."""
    with desk.store.batch():
        for number in range(60):
            story = ops.story.new(desk, headline=f"Harbour {number}").value
            ops.story.save(desk, replace(story, body="Ferry.\n", status=Status.PUBLISHED))
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(noise(number))
    ops.intake.add(desk, story.id, [tmp_path / f"{number}.jpg" for number in range(3)])
    ops.exporting.export(desk, tmp_path / "site")
    return desk


def change(desk, round_):
    """Change every story, end one and begin one."""
    first = True
    with desk.store.batch():
        for story in desk.store.stories():
            if story.status is Status.PUBLISHED:
                status = Status.WITHDRAWN if first else story.status
                ops.story.save(desk, replace(story, body=f"Ferry {round_}.\n", status=status))
                first = False
        fresh = ops.story.new(desk, headline=f"Fresh {round_}").value
        ops.story.save(desk, replace(fresh, body="New.\n", status=Status.PUBLISHED))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_export_leaves_the_old_site_or_the_new_one(newsroom, tmp_path, kills):
    out, chance = tmp_path / "site", random.Random(1)
    command = ["export", "--desk", newsroom.folder, "--out", out]
    seconds = run(command)
    for round_ in range(kills):
        before = files(out)
        change(newsroom, round_)
        ops.exporting.export(newsroom, tmp_path / "whole")
        run(command, killed_after=seconds * chance.uniform(0.4, 1.1))
        assert files(out) in (before, files(tmp_path / "whole"))
    run(command)
    assert files(out) == files(tmp_path / "whole")


_CALLS = ("renameat2", "rename", "link", "unlink", "mkdir", "pwrite64")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.timeout(3600)
@pytest.mark.slow
@pytest.mark.parametrize("every", [50])
def test_an_export_killed_at_any_call_of_its_switch_leaves_the_old_site_or_the_new_one(
    newsroom, tmp_path, every
):
    """The system kills it as it is about to rename, and at some of its links, removals and writes."""
    out, whole = tmp_path / "site", tmp_path / "whole"
    command = [sys.executable, "main.py", "export", "--desk", newsroom.folder, "--out", out]
    killed = 0
    for call in _CALLS:
        at = 1
        while True:
            before = files(out)
            change(newsroom, f"{call} {at}")
            ops.exporting.export(newsroom, whole)
            ended = subprocess.run(
                [
                    "strace",
                    "-f",
                    "-qq",
                    "-o",
                    "/dev/null",
                    f"-einject={call}:signal=KILL:when={at}",
                    *command,
                ],
                cwd=ROOT,
                capture_output=True,
            )
            assert files(out) in (before, files(whole)), f"{call}, call {at}"
            if ended.returncode == 0:
                break
            killed += 1
            at += 1 if call.startswith("rename") else every
    assert killed > 5
    run(["export", "--desk", newsroom.folder, "--out", out])
    assert files(out) == files(whole)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_photo_import_leaves_no_half_photo(newsroom, tmp_path, kills):
    chance, (story, *_) = random.Random(2), newsroom.store.stories()
    given = []
    for number in range(4):
        given.append(tmp_path / f"large {number}.jpg")
        given[-1].write_bytes(noise(100 + number, 3000))
    command = ["photo", "add", story.id, *given, "--role", "inline", "--desk", newsroom.folder]
    seconds = 2.0
    for _ in range(kills):
        run(command, killed_after=seconds * chance.uniform(0.2, 1))
        found = {finding.what for finding in ops.desk.verify(newsroom) if finding.severity == "error"}
        assert found == set()
        photos = newsroom.store.photos()
        assert 3 <= len(photos) <= 7  # each is taken by itself, and those before the kill stay
        for photo in photos:
            assert newsroom.store.media_path(photo).stat().st_size == photo.size
    run(command)
    assert len(newsroom.store.photos()) == 7


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_pruning_leaves_whole_histories(desk, tmp_path, kills):
    chance, long_ago = random.Random(3), datetime(2026, 3, 1, tzinfo=UTC)
    with Store.open(desk.folder, clock=lambda: long_ago) as store, store.batch():
        old = ops.Desk(store, desk.who)
        for number in range(20):
            story = ops.story.new(old, headline=f"Harbour {number}").value
            for line in range(30):
                story = ops.story.save(old, replace(story, body=f"{story.body}Line {line}.\n\n")).value
    chains = {story.id: desk.store.revisions(story.id) for story in desk.store.stories()}
    words = {key: desk.store.at_revision(chain[-1].id) for key, chain in chains.items()}
    command = ["prune", "--yes", "--desk", desk.folder]
    for _ in range(kills):
        run(command, killed_after=chance.uniform(0.8, 2.5))
        assert ops.desk.verify(desk) == []
        for key, chain in chains.items():
            left = desk.store.revisions(key)
            assert [one.id for one in left] in (
                [one.id for one in chain],
                [chain[0].id, chain[-1].id],
            ), "all or none of a history"
            assert desk.store.at_revision(left[-1].id) == words[key]
    run(command)
    assert {len(desk.store.revisions(key)) for key in chains} == {2}
