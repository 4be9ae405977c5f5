"""Foreign files are decoded in processes of their own: what a hostile one does there hurts nobody else.

A process has limits of memory and of time, and is ended where it passes them. It lives on for the next file,
so that a good one costs no start. Its answers can name nothing but what `_ANSWERS` lists: taken over by a
file, it still could not have this program run anything.
"""

import contextlib
import ctypes
import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator
from math import ceil
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from desk.domain import BadInput, DeskError
from desk.photo.reading import NOTHING, named, too_large

S = TypeVar("S", bound=Path | bytes)
T = TypeVar("T")
P = ParamSpec("P")

MEMORY: Final = 1 << 30
"""Bytes that a process may hold."""

_SECONDS, _A_MB, _LONGEST = (
    4,
    1,
    120,
)  # of the processor: for any file, for each megabyte of it, for all of it
# What mallopt(3) calls M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, in bytes, and M_ARENA_MAX.
_KEEPING: Final = {-3: 16 << 20, -1: 64 << 20, -8: 1}
_WAIT = 5  # times as long on the clock, for a disk or a machine that is slow
_KEPT = 2  # processes that wait for the next file
_REST = 2  # seconds after which one that waits gives its memory back
_ANSWERS: Final = {
    "desk.domain.errors": {"BadInput", "Unwritable"},
    "desk.photo.metadata.found": {"Found"},
    "desk.photo.probing": {"Info"},
}
_spawn = multiprocessing.get_context("spawn")


def apart(
    work: Callable[Concatenate[S, P], T],
    source: S,
    *arguments: P.args,
    **named_: P.kwargs,
) -> T:
    """Run a function of this room on a foreign file in another process.

    Raises:
        BadInput: the file ended the process, or took it too long.
        DeskError: what the function raises.
    """
    place = source.absolute() if isinstance(source, Path) else source
    seconds = _seconds(source)
    process = _waiting() or _Process()
    try:
        done, answer = process.ask((work, place, arguments, named_), seconds)
    except EOFError:
        process.end()
        raise BadInput(
            f"{named(source)} {process.why}",
            kept=NOTHING,
            todo="Open it in the program that made it and export it anew",
        ) from None
    except BaseException:  # stopped meanwhile: what is still to come is no answer to the next question
        process.end()
        raise
    _keep(process)
    if done:
        return answer
    raise answer if isinstance(answer, DeskError) else RuntimeError(answer)


def _seconds(source: Path | bytes) -> int:
    size = len(source) if isinstance(source, bytes) else 0
    if isinstance(source, Path):
        with contextlib.suppress(OSError):
            size = source.stat().st_size
    return min(_LONGEST, _SECONDS + _A_MB * ceil(size / 1_000_000))


@contextlib.contextmanager
def _undisturbed() -> Generator[None]:
    """Have a process that is begun meanwhile take no notice of Ctrl+C, from its first moment on."""
    if sys.platform == "win32":  # where each finds its own way
        yield
        return
    resource_tracker.ensure_running()  # which takes the block off, where it is begun only now
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Process:
    """One process, which works at one file at a time."""

    def __init__(self) -> None:
        self._pipe, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_serve, args=(theirs,), name="pictures", daemon=True)
        with _undisturbed():
            self._process.start()
        theirs.close()
        self.why = "stops its decoder"

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, question: tuple[object, ...], seconds: int) -> tuple[bool, Any]:
        """Return whether the work was done, and its answer or error; raises EOFError where that ended it."""
        try:
            self._pipe.send_bytes(pickle.dumps((seconds, question)))
            if not self._pipe.poll(seconds * _WAIT):
                self.why = "takes too long to decode"
                raise EOFError
            return _Answer(io.BytesIO(self._pipe.recv_bytes())).load()
        except (OSError, pickle.UnpicklingError) as error:
            raise EOFError from error

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        if self._process.exitcode == -getattr(signal, "SIGXCPU", 0):
            self.why = "takes too long to decode"
        self._process.close()


class _Answer(pickle.Unpickler):
    """Reads nothing but what this room answers."""

    def find_class(self, module_name: str, global_name: str) -> object:
        if global_name not in _ANSWERS.get(module_name, ()):
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is no answer")
        return super().find_class(module_name, global_name)


_lock = threading.Lock()
_idle: list[_Process] = []


def _waiting() -> _Process | None:
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.alive:
                return process
            process.end()
    return None


def _keep(process: _Process) -> None:
    with _lock:
        if len(_idle) < _KEPT:
            _idle.append(process)
            return
    process.end()


def close() -> None:
    """End the processes that wait."""
    with _lock:
        while _idle:
            _idle.pop().end()


# In the other process


def _serve(pipe: Connection) -> None:
    """Do what is asked, one file after the other, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what becomes of it
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # decoders write of each fault there
    _bound()
    while True:
        try:
            if not pipe.poll(_REST):
                _give_back()
            seconds, (work, source, arguments, named_) = pickle.loads(pipe.recv_bytes())  # noqa: S301  (our own)
        except (EOFError, OSError):
            return
        _allow(seconds)
        try:
            answer = True, work(source, *arguments, **named_)
        except DeskError as error:
            answer = False, error
        except MemoryError:
            answer = False, too_large(source)
        except Exception:  # noqa: BLE001  (a fault of ours, told where it can be reported)
            answer = False, traceback.format_exc()
        with contextlib.suppress(OSError):
            pipe.send_bytes(pickle.dumps(answer))


def _bound() -> None:
    """Keep to the limit of memory, leave no memory image behind, and let those who type go first."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)
    settle()
    for what, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def settle() -> None:
    """Have the C library (glibc) keep the memory of one picture for the next, and give back what is larger.

    To get it anew for each costs a seventh of the time; left alone, it holds whatever was needed once.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        for setting, value in _KEEPING.items():
            library.mallopt(setting, value)


def _give_back() -> None:
    """Give the memory that is not used back to the system."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _allow(seconds: int) -> None:
    """Give this process so much more time of the processor."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(time.process_time()) + seconds, most))
