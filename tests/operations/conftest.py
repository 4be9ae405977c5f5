"""An open desk and the files that go into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.domain import Who

ANN = Who("Ann Writer", "laptop")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ops.Desk]:
    made = ops.desk.create(tmp_path / "hour.desk", ANN, title="The Hour", base_url="https://hour.example")
    yield made
    made.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return paint(tmp_path / "bridge.jpg", (90, 120, 150))


def paint(path: Path, colour: tuple[int, int, int]) -> Path:
    Image.new("RGB", (640, 400), colour).save(path)
    return path
