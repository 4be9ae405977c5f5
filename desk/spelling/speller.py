"""The near side of the process that checks spelling."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from desk.domain import BadInput, Cancelled
from desk.spelling.checker import serve
from desk.spelling.dictionaries import for_language, found

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, PipeConnection
    from multiprocessing.context import SpawnProcess

_PATIENCE: Final = 30.0  # seconds: the largest dictionary loads in one


class Speller:
    """Checks words in a process of its own, which starts with the first word and may die without harm.

    Its functions wait for the answer: call them off the GUI thread.
    """

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        """`folders` hold dictionaries, the earlier ones first; `cache` takes unpacked ones."""
        self._folders = tuple(folders)
        self._cache = cache
        self._lock = threading.Lock()
        self._closed = False
        self._process: SpawnProcess | None = None
        self._calls: Connection | PipeConnection | None = None

    def knows(self, language: str) -> bool:
        """Return whether there is a dictionary for a language (BCP 47)."""
        return bool(for_language(language, found(self._folders)))

    def check(self, language: str, words: Sequence[str]) -> dict[str, bool]:
        """Return for each word (as `bare` gives it) whether it is right.

        Raises:
            BadInput: the dictionary cannot be read.
            Cancelled: the speller was closed.
        """
        right = cast("list[bool]", self._call(language, "check", list(words)))
        return dict(zip(words, right, strict=True))

    def suggest(self, language: str, word: str) -> tuple[str, ...]:
        """Return at most six words that were perhaps meant; takes up to a second. Raises as `check`."""
        return cast("tuple[str, ...]", self._call(language, "suggest", word))

    def close(self) -> None:
        """End the process at once; whoever still waits for it gets `Cancelled`."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _call(self, language: str, name: str, argument: object) -> object:
        with self._lock:
            calls = self._begin()
            try:
                calls.send((name, (language, argument)))
                if not calls.poll(_PATIENCE):
                    raise EOFError
                fine, answer = cast("tuple[bool, object]", calls.recv())
            except (EOFError, OSError) as error:
                self._end()
                if self._closed:
                    raise Cancelled("Spelling was stopped") from error
                raise _unreadable(language) from error
        if not fine:
            raise _unreadable(language) from ValueError(answer)
        return answer

    def _begin(self) -> "Connection | PipeConnection":
        if self._closed:
            raise Cancelled("Spelling was stopped")
        if self._calls is None:
            from multiprocessing import get_context

            context = get_context("spawn")
            self._calls, theirs = context.Pipe()
            process = context.Process(
                target=serve, args=(theirs, self._folders, self._cache), daemon=True, name="spelling"
            )
            process.start()
            self._process = process  # only now is there something that `close` can end
            theirs.close()
            if self._closed:
                raise Cancelled("Spelling was stopped")
        return self._calls

    def _end(self) -> None:
        if self._process is not None and self._calls is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._calls.close()
        self._process = self._calls = None


def _unreadable(language: str) -> BadInput:
    return BadInput(
        f"The dictionary for {language} cannot be read",
        kept="Writing goes on without spelling",
        todo="Take the files out of the dictionaries folder, or put sound ones there",
    )
