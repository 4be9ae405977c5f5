"""An open desk and the files that go into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.domain import Who
from tests.templates import Templates

ANN = Who("Ann Writer", "laptop")


@pytest.fixture
def desk(tmp_path: Path, templates: Templates) -> Iterator[ops.Desk]:
    def make(folder: Path) -> None:
        ops.desk.create(folder, ANN, title="The Hour", base_url="https://hour.example").close()

    opened = ops.desk.open_desk(templates.put("hour", tmp_path / "hour.desk", make), ANN)
    yield opened
    opened.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return paint(tmp_path / "bridge.jpg", (90, 120, 150))


def paint(path: Path, colour: tuple[int, int, int]) -> Path:
    Image.new("RGB", (640, 400), colour).save(path)
    return path
