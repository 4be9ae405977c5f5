"""What a test left behind: running threads, started timers, open windows."""

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_GRACE_SECONDS = 1.0


@cache
def set_aside() -> None:
    """Leave what is loaded out of every later collection: a look through it all takes half a second."""
    gc.collect()
    gc.freeze()


@contextmanager
def watch() -> Iterator[list[str]]:
    """Give a list that names, once the block has ended, each thing it started and did not stop."""
    left: list[str] = []
    threads = set(threading.enumerate())
    if "PySide6.QtWidgets" in sys.modules:
        with _watch_qt(left):
            yield left
    else:
        yield left
    left += [f"thread {thread.name}" for thread in _running(threads)]


def _running(before: set[threading.Thread]) -> list[threading.Thread]:
    # Python sees a Qt thread as a dummy one that never ends; Qt is asked about its own.
    dummy = threading._DummyThread
    new = [one for one in threading.enumerate() if one not in before and not isinstance(one, dummy)]
    deadline = time.monotonic() + _GRACE_SECONDS
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread for thread in new if thread.is_alive()]


@contextmanager
def _watch_qt(left: list[str]) -> Iterator[None]:
    from PySide6.QtCore import QThread, QThreadPool, QTimer

    windows = _windows()
    with _starts_of(QTimer) as timers, _starts_of(QThread) as threads:
        yield
        if not QThreadPool.globalInstance().waitForDone(int(_GRACE_SECONDS * 1000)):
            left.append("work on the thread pool")

        def found() -> dict[str, list[Any]]:
            return {
                "window": [one for one in _windows() if one not in windows],
                "timer": [one for one in timers if _alive(one) and one.isActive()],
                "thread": [one for one in threads if _alive(one) and one.isRunning()],
            }

        for let_go in (_delete, gc.collect, _delete):
            if any(found().values()):  # and nothing here names it while it is let go
                let_go()
        rest = found()
    left += [f"{kind} {_name(one)}" for kind, ones in rest.items() for one in ones]
    _put_away(rest["window"], rest["timer"])


def _put_away(windows: list[Any], timers: list[Any]) -> None:
    """End what was left, so that it fails one test and not those after it too."""
    for timer in timers:
        timer.stop()
    for window in windows:
        window.deleteLater()
    _delete()
    if windows or timers:
        gc.collect()  # what it held may warn as it goes


def _windows() -> list[Any]:
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    return [one for one in QApplication.topLevelWidgets() if one.parent() is None]


def _delete() -> None:
    """Do the deletions that were asked for."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _starts_of(kind: Any) -> Iterator["weakref.WeakSet[Any]"]:
    """Remember every object of a Qt class that Python code starts, but for those of an earlier watch."""
    started: weakref.WeakSet[Any] = weakref.WeakSet()
    start = kind.start

    def remembered(self: Any, *arguments: Any) -> None:
        if self not in _earlier:
            started.add(self)
        start(self, *arguments)

    kind.start = remembered
    try:
        yield started
    finally:
        kind.start = start
        _earlier.update(started)


_earlier: "weakref.WeakSet[Any]" = weakref.WeakSet()
"""What was started and told of before: whatever starts it again, the test that runs meanwhile does not."""


def _alive(one: Any) -> bool:
    from shiboken6 import isValid

    return isValid(one)


def _name(one: Any) -> str:
    return f"{type(one).__name__} {one.objectName()}".rstrip()
