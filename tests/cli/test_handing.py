"""`desk story export`, as a person runs it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Who

MAIN = Path(__file__).parents[2] / "main.py"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    opened = ops.desk.create(tmp_path / "hour.desk", Who("Ann", "laptop"), title="The Hour")
    for headline in ("First", "Second"):
        story = ops.story.new(opened, headline=headline).value
        ops.story.save(opened, replace(story, body=f"Words of the {headline.lower()}.\n"))
    opened.close()
    return tmp_path / "hour.desk"


def export(desk: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, MAIN, "story", "export", *words, "--desk", desk]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", ["html", "pdf", "zip", "md"])
def test_several_stories_are_written_at_once(desk: Path, tmp_path: Path, form: str):
    done = export(desk, "first", "second", "--format", form, "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    files = [Path(one) for one in json.loads(done.stdout)]
    ending = "desk.zip" if form == "zip" else form
    assert [file.name for file in files] == [f"first.{ending}", f"second.{ending}"]
    assert all(file.stat().st_size > 20 for file in files)
    if form == "pdf":
        sizes = {}
        for paper in ("a4", "letter"):
            out = tmp_path / paper
            assert export(desk, "first", "--format", form, "--out", out, "--paper", paper).returncode == 0
            sizes[paper] = (out / "first.pdf").read_bytes().split(b"/MediaBox [")[1].split(b"]")[0]
        assert [round(float(sizes[one].split()[2])) for one in ("a4", "letter")] == [595, 612]


def test_what_stands_in_the_way_is_said_in_one_line(desk: Path, tmp_path: Path):
    (tmp_path / "file").write_text("")
    for words in (["nowhere", "--out", tmp_path / "out"], ["first", "--out", tmp_path / "file" / "out"]):
        done = export(desk, *words, "--format", "html")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert not (tmp_path / "out").exists()
