"""One publisher at a time on a target."""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from desk.domain import Conflict, Who, new_id
from desk.publish.memory import Memory
from desk.publish.storage import Storage

LOCK: Final = ".desk/lock.json"
_DEAD: Final = timedelta(minutes=10)


class Lock:
    """Holds a target for one publisher; use as a context manager, and `hold` it from time to time."""

    def __init__(self, storage: Storage, who: Who, memory: Memory) -> None:
        self._storage, self._who, self._memory = storage, who, memory
        self._token = new_id()
        self._last = _now()

    def __enter__(self) -> Self:
        """Take the target; raises Conflict where somebody else has it."""
        mine = self._memory.tokens
        # Before it is there: whoever is killed between the two would be kept out by himself.
        self._memory.tokens = [*mine, self._token]
        try:
            self._storage.create(LOCK, self._content())
        except FileExistsError:
            if other := self._other(mine):
                self._memory.tokens = mine
                raise Conflict(
                    f"{other['author']} on {other['device']} is publishing there at this moment"
                    f" (last sign at {other['at'][11:16]} UTC)",
                    kept="Nothing was changed",
                    todo="Publish again later; one that broke off gives way after ten minutes",
                ) from None
            self._storage.write(LOCK, self._content())
        self._memory.tokens = [self._token]
        self._check()  # two may have taken it at once where a server knows no better
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it, where it can still be reached."""
        with suppress(Exception):
            if self._read().get("token") == self._token:
                self._storage.remove(LOCK)

    def hold(self) -> None:
        """Give a sign of life; raises Conflict where somebody else took the target meanwhile."""
        if _now() - self._last > _DEAD / 20:
            self._check()
            self._storage.write(LOCK, self._content())
            self._last = _now()

    def _content(self) -> bytes:
        known = {"token": self._token, **asdict(self._who), "at": _now().isoformat(timespec="seconds")}
        return json.dumps(known).encode()

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._storage.read(LOCK))
            datetime.fromisoformat(found["at"])
            return {name: str(found[name]) for name in ("token", "author", "device", "at")}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    def _other(self, mine: list[str]) -> dict[str, str]:
        """Return who else holds the target and gave a sign of life lately."""
        found = self._read()
        if not found or found["token"] in mine:
            return {}
        return found if _now() - datetime.fromisoformat(found["at"]) < _DEAD else {}

    def _check(self) -> None:
        found = self._read()
        if found.get("token") != self._token:
            by = f"{found['author']} on {found['device']}" if found else "Somebody else"
            raise Conflict(
                f"{by} began to publish there at the same time",
                kept="Nothing more was sent",
                todo="Wait for the end and publish again",
            )


def _now() -> datetime:
    return datetime.now(UTC)
