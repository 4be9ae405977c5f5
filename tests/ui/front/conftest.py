"""What tests of the Front workspace share."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Status
from desk.ui.front import BoardPage


@pytest.fixture
def settle(qtbot, session, settle):
    """Wait until every task has come back, and what it changed has been read by the board."""

    def still():
        boards = [one for top in QApplication.topLevelWidgets() for one in top.findChildren(BoardPage)]
        return session.tasks.idle and not any(
            one._pause.isActive() or one._making.isActive() for one in boards
        )

    def wait():
        settle()
        qtbot.waitUntil(still, timeout=30_000)

    return wait


@pytest.fixture
def published(session, stories):
    return {
        name: ops.story.save(session.desk, replace(story, status=Status.PUBLISHED, section="news")).value
        for name, story in stories.items()
    }


@pytest.fixture
def board(window, settle, published):
    window.go("front")
    settle()
    settle()
    return window.board


@pytest.fixture
def again(board, settle):
    def read():
        board.look_again()
        settle()
        settle()

    return read
