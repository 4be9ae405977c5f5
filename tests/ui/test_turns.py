"""Work beside the window stands back while the window is painted, and goes on behind that."""

import threading

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.ui.turns import Turns


class Painted(QWidget):
    """A window that has work looked at while it is painted; knows whether it went on meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = Turns(self)
        self.work = threading.Thread()
        self.went_on: list[bool] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt calls it)
        self.work = threading.Thread(target=self.turns.give_way)
        self.work.start()
        self.work.join(0.01)
        self.went_on.append(not self.work.is_alive())


@pytest.fixture
def painted(qtbot: QtBot) -> Painted:
    made = Painted()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.went_on))
    made.work.join(5)
    made.went_on.clear()
    return made


@pytest.mark.parametrize("watched", [True, False])
def test_work_waits_for_a_painting_that_is_watched(qtbot: QtBot, painted: Painted, watched: bool):
    painted.turns.watch(True)
    painted.turns.watch(watched)
    painted.update()
    qtbot.waitUntil(lambda: painted.went_on == [not watched])
    painted.work.join(5)
    assert not painted.work.is_alive(), "it goes on once the window is painted"
    painted.turns.give_way()  # nothing to wait for
