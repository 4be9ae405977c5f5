"""Desks from the terminal: made, proven, backed up and brought back, read from a full disk."""

import json
import shutil
from pathlib import Path

from desk.app import main
from tests import disks
from tests.cli.conftest import one_line, stories


def test_new_makes_a_desk_that_opens(run, desk: Path):
    assert (desk / "desk.sqlite").is_file() and (desk / "media").is_dir() and (desk / "backups").is_dir()
    assert stories(run, desk) == []


def test_verify_and_backup(run, desk: Path, page: Path):
    run("import", page, "--desk", desk)
    copy = Path(json.loads(run("backup", "--desk", desk, "--json"))["backup"])
    assert copy.is_file() and copy.parent == desk / "backups"
    assert "in order" in run("verify", "--desk", desk)
    assert json.loads(run("verify", "--desk", desk, "--json")) == []


def test_a_desk_is_brought_back_from_a_backup(run, desk: Path, page: Path):
    assert "no backup yet" in run("restore", "--desk", desk)
    run("import", page, "--desk", desk)
    (row,) = stories(run, desk)
    run("backup", "--desk", desk)
    run("status", row["id"], "published", "--desk", desk)
    assert "By hand  1 story" in run("restore", "--desk", desk)
    (listed,) = json.loads(run("restore", "--desk", desk, "--json"))
    assert one_line(run("restore", "nonsense", "--desk", desk, code=1))
    (desk / "desk.sqlite").write_bytes(b"noise" * 999)
    assert one_line(run("list", "--desk", desk, code=1))
    said = run("restore", Path(listed["file"]).name, "--desk", desk)
    (aside,) = [path for path in desk.parent.iterdir() if "set aside" in path.name]
    assert str(aside) in said and (aside / "desk.sqlite").read_bytes() == b"noise" * 999
    assert [one["status"] for one in stories(run, desk)] == [row["status"]]


def test_a_desk_on_a_full_disk_can_be_read(run, three: Path, tmp_path: Path, capsys):
    with disks.small(tmp_path / "disk", "3m") as disk:
        folder = shutil.copytree(three, disk / "hour.desk")
        filler = disks.fill(disk)
        (first, *_) = stories(run, folder)
        assert first["headline"] in run("show", first["slug"], "--desk", folder)
        assert main(["search", first["headline"], "--desk", str(folder)]) == 0
        assert "The disk is full: what was saved last may not be found" in capsys.readouterr().err
        run("story", "history", first["slug"], "--desk", folder)
        run("story", "export", first["slug"], "--format", "md", "--out", tmp_path, "--desk", folder)
        assert "disk is full" in run("status", first["slug"], "review", "--desk", folder, code=1)
        filler.unlink()
        run("status", first["slug"], "review", "--desk", folder)
        assert first["id"] in run("search", first["headline"], "--desk", folder)
        disks.fill(disk)
        assert first["id"] in run("search", first["headline"], "--desk", folder)


def test_sample_is_a_living_publication(run, tmp_path: Path):
    desk = tmp_path / "sample.desk"
    run("sample", desk)
    rows = stories(run, desk)
    assert len(rows) >= 24 and len({row["section"] for row in rows}) == 5
    assert {row["status"] for row in rows} >= {"draft", "review", "ready", "published"}
    assert {row["language"] for row in rows} >= {"hy", "az", "ka", "ru", "ar", "en"}
    assert stories(run, desk, "--status", "withdrawn")
    assert one_line(run("sample", desk, code=1))
