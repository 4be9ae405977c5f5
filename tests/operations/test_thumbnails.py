"""Small pictures are made once; the cache may be empty, damaged by nobody, or refuse."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from desk import operations as ops
from desk import paths
from desk.operations import thumbnails
from tests.photo.pictures import encoded


@pytest.fixture
def photo(desk):
    shades = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    return ops.photo.take_in(desk, encoded(shades, "JPEG")).value


def folder():
    return paths.cache() / "thumbnails"


def test_the_second_time_it_comes_from_the_cache(desk, photo):
    first = thumbnails.get(desk, photo.id, 100)
    assert max(Image.open(BytesIO(first)).size) == 100
    (kept,) = folder().iterdir()
    desk.store.media_path(photo).unlink()
    assert thumbnails.get(desk, photo.id, 100) == first == kept.read_bytes()


def test_each_size_is_its_own(desk, photo):
    assert thumbnails.get(desk, photo.id, 50) != thumbnails.get(desk, photo.id, 100)
    assert len(list(folder().iterdir())) == 2


def test_a_photo_set_straight_has_another_picture(desk, photo):
    before = thumbnails.get(desk, photo.id, 100)
    ops.photo.save(desk, replace(photo, angle=10.0))
    after = thumbnails.get(desk, photo.id, 100)
    assert after != before == thumbnails.get(desk, photo.id, 100, straight=False)
    assert max(Image.open(BytesIO(after)).size) == 100


def test_a_cache_that_cannot_be_written_costs_no_picture(desk, photo):
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_bytes(b"in the way")
    assert thumbnails.get(desk, photo.id, 100)


def test_it_is_thinned_by_age(desk, photo, monkeypatch):
    monkeypatch.setattr(thumbnails, "_KEPT", 2)
    monkeypatch.setattr(thumbnails, "_LOOKED", 1)
    for pixels in (40, 50, 60, 70):
        thumbnails.get(desk, photo.id, pixels)
    assert sorted(file.name[-2:] for file in folder().iterdir()) == ["60", "70"]
