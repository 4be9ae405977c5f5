"""Frames keep their shape, stay in the picture and can be taken back step by step."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import Crop, Photo
from desk.ui.photos.framing import RATIOS, Framing, Setting

PHOTO = Photo(id="p", hash="0", format="JPEG", width=3000, height=2000, size=1)


def framing(photo: Photo = PHOTO, ratio: str = "16:9") -> Framing:
    made = Framing(lambda _: None)
    made.show(photo)
    made.ratio = ratio
    return made


def shape(crop: Crop, photo: Photo) -> float:
    return (crop.right - crop.left) * photo.width / ((crop.bottom - crop.top) * photo.height)


def test_frames_that_nobody_set_follow_the_focal_point():
    made = framing()
    made.aim(0.9, 0.1)
    assert made.frame("1:1").right == pytest.approx(1.0)
    assert made.frame("16:9").top == pytest.approx(0.0)
    made.move(0.0, 0.05)
    assert made.own("16:9")
    assert not made.own("4:3")
    before = made.frame("16:9")
    made.aim(0.1, 0.9)
    assert made.frame("16:9") == before
    assert made.frame("1:1").left == pytest.approx(0.0)
    made.follow()
    assert made.frame("16:9").bottom == pytest.approx(1.0)


def test_a_drag_is_one_step_and_every_step_is_taken_back():
    seen = []
    made = Framing(seen.append)
    made.show(PHOTO)
    made.hold()
    for _ in range(5):
        made.move(0.0, 0.01)
    made.release()
    made.turn(2.5)
    made.aim(0.3, 0.3)
    made.reset()
    assert made.plain
    assert made.steps == (4, 0)
    made.undo()
    assert made.now.focal == (0.3, 0.3)
    made.undo()
    made.undo()
    assert made.now.angle == 0.0
    assert dict(made.now.crops)["16:9"].top == pytest.approx(0.078125 + 0.05)
    made.undo()
    assert made.now == Setting()
    made.undo()
    made.redo()
    assert made.steps == (1, 3)
    made.grow(-0.1)
    assert made.steps == (2, 0)
    assert seen[-1] == made.photo


def test_another_photo_begins_without_steps_and_the_same_keeps_them():
    made = framing()
    made.move(0.0, 0.05)
    made.show(replace(made.photo, caption="Corrected", revision="2"))
    assert made.steps == (1, 0)
    made.show(replace(PHOTO, id="q"))
    assert made.steps == (0, 0)


def test_an_angle_carries_the_frame_and_the_ring_along():
    made = framing(ratio="free")
    made.aim(0.75, 0.5)
    made.stretch("nw", 0.5, 0.25)
    made.turn(10)
    assert made.now.focal[1] > 0.5, "clockwise, the right goes down"
    crop = dict(made.now.crops)["free"]
    assert 0 <= crop.left < crop.right <= 1
    made.turn(0)
    assert made.now.focal == pytest.approx((0.75, 0.5), abs=0.002)
    made.turn(90)
    assert made.now.angle == 15


def test_a_free_frame_takes_each_edge_alone():
    made = framing(ratio="free")
    made.stretch("e", 0.6, 0.9)
    assert made.crop == Crop(0, 0, 0.6, 1)
    made.stretch("n", 0.9, 2)
    assert made.crop.top == pytest.approx(0.96)


_edges = st.sampled_from(["n", "e", "s", "w", "ne", "nw", "se", "sw"])
_share = st.floats(-0.5, 1.5)
_step = st.one_of(
    st.tuples(st.just("move"), _share, _share),
    st.tuples(st.just("aim"), _share, _share),
    st.tuples(st.just("grow"), _share),
    st.tuples(st.just("turn"), st.floats(-40, 40)),
    st.tuples(
        st.just("stretch"), st.sampled_from(["n", "e", "s", "w", "ne", "nw", "se", "sw"]), _share, _share
    ),
    st.tuples(st.just("ratio"), st.sampled_from(RATIOS)),
)


@given(
    st.tuples(st.integers(20, 9000), st.integers(20, 9000)).filter(lambda s: 0.2 < s[0] / s[1] < 5),
    st.lists(_step, max_size=12),
)
def test_whatever_is_done_the_frame_lies_in_the_picture_and_keeps_its_shape(size, steps):
    made = framing(replace(PHOTO, width=size[0], height=size[1]))
    for name, *values in steps:
        if name == "ratio":
            made.ratio = values[0]
        else:
            getattr(made, name)(*values)
        for ratio in RATIOS:
            crop = made.frame(ratio)
            assert 0 <= crop.left < crop.right <= 1 + 1e-9
            assert 0 <= crop.top < crop.bottom <= 1 + 1e-9
            if ratio != "free":
                across, down = map(float, ratio.split(":"))
                assert shape(crop, made.photo) == pytest.approx(across / down, rel=1e-3)
    done = made.steps[0]
    for _ in range(done):
        made.undo()
    assert made.now == Setting()
