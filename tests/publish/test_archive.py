"""A zip file as a target."""

import os
import time
import zipfile

import pytest

from desk.domain import BadInput, Cancelled, Conflict, Unreachable
from desk.publish import archive
from tests.publish.conftest import FILES


def held(path):
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_a_zip_holds_the_whole_site_and_the_same_site_makes_the_same_bytes(ann, tmp_path):
    path = tmp_path / "hour.zip"
    done = archive.publish(ann.site(), str(path))
    assert len(done.written) == len(FILES) and held(path) == FILES
    first = path.read_bytes()
    os.utime(path, (time.time(), 1_000_000))
    done = archive.publish(ann.site(), str(path))
    assert (done.written, done.kept) == ((), len(FILES))
    assert path.stat().st_mtime == 1_000_000, "not written anew"
    archive.publish(ann.site(), str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == first
    ann.files["index.html"] = b"New front"
    del ann.files["feed.xml"]
    dry = archive.publish(ann.site(), str(path), dry=True)
    assert path.read_bytes() == first
    done = archive.publish(ann.site(), str(path))
    assert (done.written, done.removed) == (("index.html",), ("feed.xml",)) == (dry.written, dry.removed)
    assert held(path) == ann.files
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["again.zip", "hour.zip"]


def test_stopped_it_leaves_the_zip_before(ann, tmp_path):
    path = tmp_path / "hour.zip"
    archive.publish(ann.site(), str(path))
    first = path.read_bytes()
    ann.files["index.html"] = b"New front"
    with pytest.raises(Cancelled):
        archive.publish(ann.site(), str(path), cancelled=lambda: True)
    assert path.read_bytes() == first
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["hour.zip"]


@pytest.mark.parametrize("other", ["zip", "text"])
def test_a_file_of_somebody_else_is_left(ann, tmp_path, other):
    path = tmp_path / "hour.zip"
    if other == "zip":
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("mine.txt", "mine")
    else:
        path.write_text("mine")
    before = path.read_bytes()
    with pytest.raises(Conflict, match="no published site"):
        archive.publish(ann.site(), str(path))
    assert path.read_bytes() == before


def test_where_it_cannot_stand(ann, tmp_path):
    with pytest.raises(Unreachable, match="not there"):
        archive.publish(ann.site(), str(tmp_path / "gone" / "hour.zip"))
    with pytest.raises(BadInput, match="whole path"):
        archive.publish(ann.site(), "hour.zip")
    if os.name == "posix":  # Windows says of such a name that it is nowhere
        with pytest.raises(BadInput, match="too long") as caught:
            archive.publish(ann.site(), str(tmp_path / f"{'h' * 300}.zip"))
        assert caught.value.kept == "The zip file is as it was"
