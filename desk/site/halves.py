"""A large export's pages are made by two processes where the system lets a process divide itself."""

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar

R = TypeVar("R")

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def possible() -> bool:
    """Return whether this process may divide itself, and would gain by that.

    A window's may not: its other threads are not in the copy, and what they hold nobody lets go of there.
    """
    return (
        sys.platform == "linux"
        and threading.current_thread() is threading.main_thread()
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


def divided(mine: Callable[[], None], theirs: Callable[[], R]) -> R | None:
    """Do two things at once, the second in a copy of this process.

    Args:
        mine: done here; what it raises ends the copy.
        theirs: see `beside`.

    Returns:
        What the second returned; None where it failed, and is to be done here.
    """
    with beside(theirs) as answer:
        mine()
        return answer()


@contextmanager
def beside(theirs: Callable[[], R]) -> Generator[Callable[[], R | None]]:
    """Do something in a copy of this process, and give what waits for its answer; at the end the copy ends.

    Args:
        theirs: done in the copy, which uses no file that this process has open; what it returns is pickled,
            and None where it failed.
    """
    reading, writing = os.pipe()
    gc.freeze()  # or the copy's first collection would copy all memory
    copy = os.fork()
    if copy == 0:
        os.close(reading)
        _in_copy(theirs, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answer:
            yield lambda: _read(answer.read())
    finally:
        gc.unfreeze()
        with suppress(ProcessLookupError):
            os.kill(copy, signal.SIGKILL)  # it has answered, or nobody waits any more
        os.waitpid(copy, 0)


def _read(answer: bytes) -> "R | None":  # pyright: ignore[reportInvalidTypeVarUse]
    with suppress(EOFError, pickle.UnpicklingError):
        return pickle.loads(answer)  # noqa: S301  (our own copy's)
    return None


def _in_copy(work: Callable[[], object], writing: int) -> NoReturn:
    """Do the work, write what it returns and end, without anything that an end of the program does."""
    try:
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            answer = pickle.dumps(work())
            while answer:
                answer = answer[os.write(writing, answer) :]
    finally:
        os._exit(0)
