"""A second start on a desk that stands in a window brings that forward, and gives it its files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk import operations as ops
from desk import paths
from desk.domain import StoryQuery
from desk.ui import arguments, others
from desk.ui.locks import locked

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stands(qtbot, folder, starter):
    """Open the desk in a window and wait until that hears of others."""
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    qtbot.waitUntil(lambda: paths.windows().is_dir(), timeout=20_000)
    return starter._window


def second(*words: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, ROOT / "main.py", *words], env=dict(os.environ), text=True)


def test_a_second_start_ends_at_once_and_its_file_comes_to_the_first(qtbot, stands, folder, tmp_path):
    page = tmp_path / "Зимний паром.txt"
    page.write_text("The winter ferry\n\nIt sails again.\n", encoding="utf-8")
    process = second(folder, page)
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    assert process.returncode == 0
    desk = stands.session.desk

    def names() -> list[str]:
        return [row.headline for row in ops.story.rows(desk, StoryQuery()).rows]

    qtbot.waitUntil(lambda: "The winter ferry" in names(), timeout=20_000)
    qtbot.waitUntil(lambda: stands.session.tasks.idle, timeout=20_000)


def test_a_start_without_words_brings_the_last_desk_forward(qtbot, stands):
    stands.showMinimized()
    process = second()
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    assert process.returncode == 0 and not stands.isMinimized()


def test_another_desk_and_a_window_that_is_gone_take_nothing(qtbot, stands, starter, folder, tmp_path):
    assert not others.hand_over(tmp_path / "other.desk", [])
    box = next(paths.windows().iterdir())
    stands.close()
    starter._window = None
    qtbot.waitUntil(lambda: not box.exists(), timeout=10_000)
    assert not others.hand_over(folder, [])


def test_what_a_killed_window_left_is_cleared_away(folder):
    box = paths.windows() / "1"
    box.mkdir(parents=True)
    (box / "desk").write_text(str(folder))
    assert not others.hand_over(folder, [])
    assert not box.exists()


def test_a_letter_that_nobody_takes_is_taken_back(folder, monkeypatch):
    box = paths.windows() / "1"
    box.mkdir(parents=True)
    (box / "desk").write_text(others._place(folder), encoding="utf-8")
    lock = locked(box)
    assert lock is not None
    monkeypatch.setattr(others, "_PATIENCE", 0.05)
    assert not others.hand_over(folder, [folder / "x.txt"])
    assert list(box.glob("*.json")) == []
    lock.unlock()


def test_words_of_a_start_are_a_desk_or_files(tmp_path, folder):
    page = tmp_path / "page.txt"
    page.write_text("x")
    assert arguments.read([]) == (None, [], "", False)
    assert arguments.read([str(folder), str(page)]) == (folder, [page], "", False)
    assert arguments.read([str(page)]) == (None, [page], "", False)
    assert arguments.read([str(folder / "desk.sqlite")]) == (folder, [], "", False)
    assert arguments.read(["--new-window", str(folder)]).alone
    assert arguments.read(["--as", "Ann", str(folder)]) == (folder, [], "Ann", True)
