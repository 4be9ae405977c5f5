"""An export of a few stories that is stopped, killed or met by others leaves the old site or the new one."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk import operations as ops
from desk.domain import BadInput, Cancelled
from desk.site import halves, patch, trees
from tests.operations import changes
from tests.operations.exported import CHOICE, NOW, Newsroom, files

ROOT = Path(__file__).parents[2]


@pytest.fixture
def newsroom(desk: ops.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(desk, tmp_path, monkeypatch)


def test_pages_that_are_not_kept_as_they_were_are_printed(newsroom: Newsroom) -> None:
    kept = newsroom.desk.folder / "site" / "pages.sqlite"
    for words in ("UPDATE page SET mark = 'x'", "UPDATE page SET facts = '[]'", "DELETE FROM page"):
        with closing(sqlite3.connect(kept)) as file, file:
            file.execute(words)
        ops.curation.act(newsroom.desk, CHOICE, "add", [f"harbour-{3 + len(words) % 5}"])
        newsroom.export()
        assert files(newsroom.out) == newsroom.whole()
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
        assert files(newsroom.out) == newsroom.whole()


@pytest.mark.parametrize("full", [False, True])
def test_who_stops_it_keeps_the_old_site(newsroom: Newsroom, full: bool) -> None:
    before = files(newsroom.out)
    ops.curation.act(newsroom.desk, CHOICE, "add", ["harbour-5"])
    asked = iter([False, True])
    steps: list[tuple[int, int]] = []

    def export(**settings: Any) -> None:
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=full, **settings)

    with pytest.raises(Cancelled):
        export(cancelled=lambda: next(asked))
    assert files(newsroom.out) == before
    export(progress=lambda *step: steps.append(step))
    assert steps[-1][0] == steps[-1][1] > 12
    assert files(newsroom.out) == newsroom.whole()


def test_where_the_desk_came_into_the_site_nothing_takes_its_place(newsroom: Newsroom) -> None:
    moved = newsroom.out / "hour.desk"
    newsroom.write("harbour-8", body="Gulls.\n")
    newsroom.desk.close()
    newsroom.desk.folder.rename(moved)
    before = files(newsroom.out)
    for full in (False, True):
        with pytest.raises(BadInput, match="lies in"):
            ops.touching.report(moved, newsroom.out, NOW, full=full)
    assert files(newsroom.out) == before


@pytest.mark.parametrize("looks", ["here", "apart", "apart and is killed"])
def test_what_others_put_into_the_site_stays(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, forks: list[int], looks: str
) -> None:
    here, times = os.getpid(), trees.times

    def mortal(top: Path, folders: Sequence[str]) -> Sequence[int]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return times(top, folders)

    if looks != "here":
        monkeypatch.setattr(patch, "MANY", 1)
        monkeypatch.setattr(patch, "_MEANWHILE", 3)
    if looks.endswith("killed"):
        monkeypatch.setattr(trees, "times", mortal)
    for number, place in enumerate(("CNAME", "news/note.txt", "others/deep/note.txt")):
        (newsroom.out / place).parent.mkdir(parents=True, exist_ok=True)
        (newsroom.out / place).write_text("Mine")
        newsroom.write("harbour-8", body=f"Gulls {number}.\n")
        assert not newsroom.export()[1]
        assert (newsroom.out / place).read_text() == "Mine"
    (newsroom.out / "CNAME").unlink()
    newsroom.write("harbour-8", body="Terns.\n")
    newsroom.export()
    assert bool(forks) == (looks != "here" and halves.possible())
    mine = {"news/note.txt": b"Mine", "others/deep/note.txt": b"Mine"}
    assert files(newsroom.out) == newsroom.whole() | mine


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "call",
    ["renameat2", *(pytest.param(one, marks=pytest.mark.slow) for one in ("rename", "unlink", "link"))],
)
def test_killed_at_any_call_of_its_switch_it_leaves_the_old_site_or_the_new_one(
    newsroom: Newsroom, call: str
) -> None:
    command = [sys.executable, "main.py", "export", "--desk", newsroom.desk.folder, "--out", newsroom.out]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    killed, at = 0, 1
    while True:
        before = files(newsroom.out)
        newsroom.write("harbour-8", body=f"Gulls {at}.\n")
        changes.comes(newsroom, f"Killed {at}", tags=("Tide", f"Tide {at}"))
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", f"-einject={call}:signal=KILL:when={at}"]
        ended = subprocess.run([*inject, *command], cwd=ROOT, capture_output=True)
        left = files(newsroom.out)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        assert left in (before, files(newsroom.out)), at
        if ended.returncode == 0:
            break
        killed, at = killed + 1, at + 1
    assert killed
    assert files(newsroom.out) == newsroom.whole(datetime.now(UTC))
