"""What tests of the Front workspace share."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import Status


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
