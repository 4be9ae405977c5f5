"""What runs in the process beside: hunspell holds Python's lock while it loads and while it looks."""

import contextlib
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from desk.domain import DeskError
from desk.spelling.dictionaries import for_language, found, unpacked

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_MOST: Final = 6


class _Hunspell(Protocol):
    def spell(self, word: str) -> bool: ...
    def suggest(self, word: str) -> tuple[str, ...]: ...


class Checker:
    """Looks words up; a dictionary is loaded when its language first asks."""

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        self._folders = folders
        self._cache = cache
        self._open: dict[Path, _Hunspell] = {}

    def check(self, language: str, words: Sequence[str]) -> list[bool]:
        """Return for each word whether it is right; with a hyphen also where all its parts are."""
        opened = self._opened(language)
        return [_right(opened, word) for word in words]

    def suggest(self, language: str, word: str) -> tuple[str, ...]:
        """Return at most six words that were perhaps meant, likeliest first."""
        meant: dict[str, None] = {}
        for dictionary in self._opened(language):
            with contextlib.suppress(UnicodeError):
                meant.update(dict.fromkeys(dictionary.suggest(word)))
        return tuple(meant)[:_MOST]

    def _opened(self, language: str) -> list[_Hunspell]:
        return [
            self._load(unpacked(one, self._cache)) for one in for_language(language, found(self._folders))
        ]

    def _load(self, file: Path) -> _Hunspell:
        if file not in self._open:
            import hunspell  # pyright: ignore[reportMissingImports]

            opener = cast("Callable[..., _Hunspell]", hunspell.Hunspell)  # pyright: ignore[reportUnknownMemberType]
            self._open[file] = opener(file.stem, hunspell_data_dir=str(file.parent))
        return self._open[file]


def _right(opened: Sequence[_Hunspell], word: str) -> bool:
    if _known(opened, word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(len(part) < 2 or _known(opened, part) for part in parts)


def _known(opened: Sequence[_Hunspell], word: str) -> bool:
    """Return whether a dictionary holds a word; one in an old encoding cannot hold every letter."""
    for dictionary in opened:
        with contextlib.suppress(UnicodeError):
            if dictionary.spell(word):
                return True
    return False


def serve(calls: "Connection", folders: Sequence[Path], cache: Path) -> None:
    """Answer calls (`check` or `suggest` and what they take) until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    checker = Checker(folders, cache)
    with contextlib.suppress(EOFError, OSError):
        while True:
            name, arguments = cast("tuple[str, tuple[Any, ...]]", calls.recv())
            calls.send(_answer(getattr(checker, name), arguments))


def _answer(call: Callable[..., object], arguments: tuple[Any, ...]) -> tuple[bool, object]:
    try:
        return True, call(*arguments)
    except (DeskError, OSError, ValueError, RuntimeError) as error:
        return False, str(error)
