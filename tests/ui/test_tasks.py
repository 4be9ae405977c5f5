"""What comes back when nobody waits any more is dropped."""

from threading import Event

from PySide6.QtCore import QObject

from desk.ui.tasks import Tasks


def test_work_that_ended_before_the_stop_brings_nothing_back_after_it(qtbot):
    parent, came, ended = QObject(), [], Event()
    tasks = Tasks(parent)
    tasks.store(lambda: 1, came.append)
    tasks.store(ended.set)  # behind it: the first has announced itself to a loop that does not run yet
    assert ended.wait(5)
    tasks.stop()
    qtbot.wait(20)
    assert came == []
