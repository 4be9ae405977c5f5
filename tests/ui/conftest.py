"""A session on a real desk, ended in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk import operations as ops
from desk.domain import Who
from desk.ui.session import Session
from desk.ui.settings import Settings


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    desk = ops.desk.create(tmp_path / "hour.desk", Who("Ann", "laptop"), title="The Hour")
    made = Session(desk, Settings())
    yield made
    made.close()


@pytest.fixture
def settle(qtbot: QtBot, session: Session):
    """Wait until every task has come back."""

    def wait() -> None:
        qtbot.waitUntil(lambda: session.tasks.idle, timeout=10_000)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: session.tasks.idle, timeout=10_000)

    return wait
