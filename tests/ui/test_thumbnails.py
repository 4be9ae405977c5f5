"""Small pictures in lists and on cards show what readers see of a photo."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from desk import operations as ops
from desk.domain import Crop

SHAPES = {"4:3": QSize(64, 48), "16:9": QSize(160, 90), "1:1": QSize(40, 40)}


@pytest.fixture
def halves(session, tmp_path):
    """A photo that is red on its left and blue on its right."""
    image = Image.new("RGB", (800, 400), (220, 30, 30))
    image.paste((30, 30, 220), (400, 0, 800, 400))
    image.save(tmp_path / "halves.png")
    return ops.photo.take_in(session.desk, tmp_path / "halves.png").value


def seen(window, settle, photo, size):
    window.thumbnails.filled(photo, size, 1.0)
    settle()
    picture = window.thumbnails.filled(photo, size, 1.0)
    assert picture is not None and picture.size() == size
    image = picture.toImage()
    middle = size.height() // 2
    return [QColor(image.pixel(x, middle)).red() > 128 for x in (2, size.width() - 3)]


@pytest.mark.parametrize("ratio", SHAPES)
def test_a_frame_that_was_set_is_seen_where_its_shape_is_shown(window, session, settle, halves, ratio):
    size = SHAPES[ratio]
    assert seen(window, settle, halves.id, size) == [True, False]
    across = {"4:3": 4 / 3, "16:9": 16 / 9, "1:1": 1.0}[ratio] * 400 / 800 * 0.5
    right = Crop(1 - across, 0.5, 1.0, 1.0)
    run = lambda: ops.photo.save(session.desk, replace(halves, crops=((ratio, right),)))  # noqa: E731
    session.do(run, None)
    settle()
    assert seen(window, settle, halves.id, size) == [False, False]


def test_without_a_frame_the_focal_point_stays_in_sight(window, session, settle, halves):
    ops.photo.save(session.desk, replace(halves, focal=(0.0, 0.5)))
    assert seen(window, settle, halves.id, SHAPES["1:1"]) == [True, True]
