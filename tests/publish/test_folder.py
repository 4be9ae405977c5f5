"""What is said when a folder as a target cannot be used."""

import os
import shutil
import subprocess

import pytest

from desk.domain import BadInput, DeskError, Target, TargetKind, Unreachable, Unwritable
from desk.publish import check
from tests.publish.conftest import FILES, FolderGround


def test_a_share_that_is_gone_is_not_made_anew(ann, home, tmp_path):
    ground = FolderGround(home, tmp_path / "share" / "www")
    with pytest.raises(Unreachable, match="not there"):
        ann.publish(ground)
    assert not (tmp_path / "share").exists()
    (tmp_path / "share").mkdir()
    ann.publish(ground)
    assert ground.all() == FILES


def test_a_share_that_goes_away_in_between_is_said(ann, home, tmp_path):
    ground = FolderGround(home, tmp_path / "www")

    def progress(phase, done, _total):
        if phase == "send" and done == 5:
            (tmp_path / "www").rename(tmp_path / "unplugged")

    with pytest.raises(DeskError, match="cannot be used"):
        ann.publish(ground, progress=progress)
    shutil.rmtree(tmp_path / "www", ignore_errors=True)
    (tmp_path / "unplugged").rename(tmp_path / "www")
    ann.publish(ground)
    assert ground.all() == FILES


def test_a_link_does_not_lead_out_of_the_folder(ann, home, tmp_path):
    ground = FolderGround(home, tmp_path / "www")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "news").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unwritable, match="leads out"):
        ann.publish(ground)
    assert not list((tmp_path / "elsewhere").rglob("*.html"))


def test_a_full_disk_is_said_and_publishing_goes_on_once_there_is_room(ann, home, tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        ground = FolderGround(home, folder / "www")
        ann.files["pictures/large-1.webp"] = os.urandom(100_000)
        with pytest.raises(Unwritable, match="disk is full"):
            ann.publish(ground)
        assert "index.html" not in ground.all()
        subprocess.run(["mount", "-o", "remount,size=4m", str(folder)], check=True)
        ann.publish(ground)
        assert ground.all() == ann.files
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("target", "lacks"),
    [
        (Target("  ", path="/srv"), "no name"),
        (Target("A", path="srv/www"), "whole path"),
        (Target("A", TargetKind.ZIP, "/srv/www"), "ending in .zip"),
        (Target("A", TargetKind.SFTP, "/srv/www", user="me"), "server's name"),
        (Target("A", TargetKind.SFTP, "/srv/www", "web"), "user's name"),
        (Target("A", TargetKind.SFTP, "/", "web", user="me"), "folder on the server"),
        (Target("A", TargetKind.S3, user="me"), "bucket"),
        (Target("A", TargetKind.S3, bucket="b"), "access key"),
        (Target("A", TargetKind.S3, bucket="b", user="me", host="s3.example"), "endpoint"),
    ],
)
def test_a_target_says_what_it_lacks(target, lacks):
    with pytest.raises(BadInput, match=lacks):
        check(target)
