"""Bringing a target up to date: only what changed, what leads to others last, what ended at the very end."""

import hashlib
import time
from collections.abc import Callable, Generator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from desk.domain import Cancelled, Conflict, Overtaken, Who, new_id
from desk.publish.lock import Lock
from desk.publish.manifest import BEGUN, SITE, Begun, File, Manifest, begin, begun, standing
from desk.publish.memory import Memory
from desk.publish.storage import Storage

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with the name of a phase, how many of its files are done, and how many there are."""


@dataclass(frozen=True)
class Site:
    """What is to be published.

    Attributes:
        publication: its id.
        files: by their paths.
        freeze: has some of the files stay as they are until all is sent.
        read: returns one of them; raises DeskError where it is not as `files` has it.
        turn: returns when a file may come before readers, the lowest first.
        ours: whether a file's bytes say that this program made it.
        yields: whether a file stays away where somebody has put another in its place.
    """

    publication: str
    files: Mapping[str, File]
    freeze: Callable[[Sequence[str]], None]
    read: Callable[[str], bytes]
    turn: Callable[[str], int]
    ours: Callable[[bytes], bool]
    yields: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did, or would do.

    Attributes:
        written, removed: paths, in the order of that.
        kept: how many files stood there already.
        size: bytes written.
        seconds: by phase: `compare`, `send`, `remove`.
        warnings: what was left alone and why, a line each.
        before: who else published there since this device did, in words; empty for nobody.
    """

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    size: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict[str, float])
    warnings: tuple[str, ...] = ()
    before: str = ""


@dataclass
class _Plan:
    """What a target lacks, and what is known of it: `away` are files that gave way to others'."""

    begun: Begun | None
    known: Manifest | None
    before: str
    send: list[str] = field(default_factory=list[str])
    remove: list[str] = field(default_factory=list[str])
    away: set[str] = field(default_factory=set[str])
    warnings: list[str] = field(default_factory=list[str])


@dataclass
class Publishing:
    """One publishing to one target.

    Attributes:
        over: replace what somebody else published since this device did.
        verify: trust no list, but read what stands on the target.
        progress: told how far it is, on the thread that calls.
        cancelled: asked between two files, on any thread.
    """

    site: Site
    storage: Storage
    memory: Memory
    who: Who
    over: bool = False
    verify: bool = False
    progress: Progress = lambda _phase, _done, _total: None
    cancelled: Callable[[], bool] = lambda: False
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def plan(self) -> Published:
        """Return what `publish` would do; nothing is changed on the target."""
        with self._phase("compare"):
            plan = self._compare(ask=False)
        return self._said(plan)

    def publish(self) -> Published:
        """Send what the target lacks and remove what ended.

        Raises:
            Cancelled: what was sent stays; the next publishing goes on from there.
            Conflict: somebody else is at it, published there since (unless `over`), or has a file where one
                of ours must stand; the last two before anything is changed.
            Unreachable, Unwritable: what was sent stays.
        """
        with Lock(self.storage, self.who, self.memory) as lock:
            with self._phase("compare"):
                plan = self._compare(ask=not self.over)
            if plan.send or plan.remove or plan.begun or self._behind(plan):
                self._bring(plan, lock)
        return self._said(plan)

    def _behind(self, plan: _Plan) -> bool:
        """Return whether the target's list, or what is remembered of it, is not what stands there."""
        known = plan.known
        return not known or known.files != self._files(plan) or not self.memory.knows(known.edition)

    def _files(self, plan: _Plan) -> dict[str, File]:
        return {path: file for path, file in self.site.files.items() if path not in plan.away}

    def _said(self, plan: _Plan) -> Published:
        files = self.site.files
        return Published(
            tuple(plan.send),
            len(files) - len(plan.send) - len(plan.away),
            tuple(plan.remove),
            sum(files[path].size for path in plan.send),
            self.seconds,
            tuple(plan.warnings),
            plan.before,
        )

    # What it lacks

    def _compare(self, *, ask: bool) -> _Plan:
        known, open_ = standing(self.storage), begun(self.storage)
        if known and known.publication != self.site.publication:
            raise Conflict(
                "Another publication's site stands there",
                kept="Nothing was changed",
                todo="Choose a folder of its own for this one",
            )
        plan = _Plan(open_, known, self._somebody(known))
        left = (open_.paths if open_ else None) or frozenset[str]()
        lost = not known or (open_ is not None and open_.paths is None)
        last = self.memory.manifest if lost else known
        listed: Mapping[str, File] = last.files if last else {}
        unsure = listed.keys() | left if lost or self.verify else left
        ours = listed.keys() | left
        send = [
            path
            for path, file in self.site.files.items()
            if path in unsure or path not in ours or listed[path] != file
        ]
        doubted = [path for path in send if path in unsure or path not in ours]
        kept = self._there(doubted, ours, self.memory.sent(open_.run) if open_ else {}, plan)
        plan.send = sorted(
            (path for path in send if path not in kept and path not in plan.away),
            key=lambda path: (self.site.turn(path), path),
        )
        plan.remove = self._gone(sorted(ours - self.site.files.keys()), listed, plan.warnings)
        if ask and plan.before and (plan.send or plan.remove):
            raise Overtaken(
                f"{plan.before} not from here: {len(plan.send)} files would be replaced or added, "
                f"{len(plan.remove)} removed",
                kept="Nothing was changed",
                todo="Bring that work into this desk first, or publish over it",
            )
        return plan

    def _somebody(self, known: Manifest | None) -> str:
        """Return who published last, where that was not from here, in words."""
        if known is None or self.memory.knows(known.edition):
            return ""
        return f"{known.author} on {known.device} published there at {known.when:%Y-%m-%d %H:%M} UTC,"

    def _there(
        self, doubted: Sequence[str], ours: Set[str], sent: Mapping[str, str], plan: _Plan
    ) -> set[str]:
        """Return which of the files that nobody vouches for stand on the target as they should.

        Raises Conflict where a file of somebody else stands in a place.
        """
        files, sizes = self.site.files, self.storage.sizes(doubted)
        same = {path for path, size in sizes.items() if size == files[path].size}
        kept = {path for path in same if sent.get(path) == files[path].digest}
        look = [path for path in sizes if path not in kept and (path in same or path not in ours)]
        foreign: list[str] = []
        for path, found in self._each("compare", look, self._held):
            if hashlib.sha256(found).hexdigest() == files[path].digest:
                kept.add(path)
            elif path not in ours and not self._is_ours(path, found):
                foreign.append(path)
        plan.away = {path for path in foreign if self.site.yields(path)}
        plan.warnings += [f"{path} there is somebody else's and was left" for path in plan.away]
        if others := [path for path in foreign if path not in plan.away]:
            raise Conflict(
                f"The target holds {len(others)} files of others where the site's must stand,"
                f" such as {min(others)}",
                kept="Nothing was changed",
                todo="Choose an empty folder, or move them away",
            )
        return kept

    def _held(self, path: str) -> bytes:
        try:
            return self.storage.read(path)
        except FileNotFoundError:  # a folder, or gone since
            return b""

    def _is_ours(self, path: str, found: bytes) -> bool:
        """Return whether a file that no list knows is the program's; pictures are named by what they show."""
        return self.site.ours(found) or self.site.turn(path) == 0

    def _gone(self, ended: Sequence[str], listed: Mapping[str, File], warnings: list[str]) -> list[str]:
        """Return the files that are to be removed; one that is not as it was sent is somebody's by now."""
        sizes = self.storage.sizes(ended)
        changed = [path for path, size in sizes.items() if path in listed and size != listed[path].size]
        warnings += [f"{path} was changed there by somebody and was left" for path in changed]
        return [path for path in sizes if path not in changed]

    # Bringing it there

    def _bring(self, plan: _Plan, lock: Lock) -> None:
        files, storage = self.site.files, self.storage
        self.site.freeze(plan.send)
        run = plan.begun.run if plan.begun and plan.begun.run else new_id()
        left = plan.begun.paths or frozenset[str]() if plan.begun else frozenset[str]()
        begin(storage, run, {*left, *plan.send, *plan.remove})
        storage.tidy(left)
        with self._phase("send"), self.memory.sending(run) as sent:

            def send(path: str) -> None:
                storage.write(path, self.site.read(path))
                sent(path, files[path].digest)

            done = 0
            for _, turn in groupby(plan.send, key=self.site.turn):
                for _ in self._each("send", list(turn), send, lock.hold, (done, len(plan.send))):
                    done += 1
        with self._phase("remove"):
            for _ in self._each("remove", plan.remove, storage.remove, lock.hold):
                pass
            storage.settle()
            made = Manifest.of(self.site.publication, self.who, self._files(plan))
            lock.hold()
            self.memory.make(made.edition)
            storage.write(SITE, made.pack())
            self.memory.publish(made)
            storage.remove(BEGUN)

    def _each(
        self,
        phase: str,
        paths: Sequence[str],
        work: Callable[[str], T],
        between: Callable[[], None] = lambda: None,
        told: tuple[int, int] | None = None,
    ) -> Generator[tuple[str, T]]:
        """Do something with each file, several at once; yield each path and what came of it."""
        done, total = told or (0, len(paths))

        def one(path: str) -> T:
            if self.cancelled():
                raise Cancelled(
                    "Publishing was stopped",
                    kept="What was sent stays; readers see whole pages",
                    todo="Publish again to finish it",
                )
            return work(path)

        if paths:
            self.progress(phase, done, total)
        with ThreadPoolExecutor(self.storage.lanes, thread_name_prefix="publish") as lanes:
            waiting = {lanes.submit(one, path): path for path in paths}
            try:
                for future in as_completed(waiting):
                    result = future.result()
                    done += 1
                    self.progress(phase, done, total)
                    between()
                    yield waiting[future], result
            finally:
                lanes.shutdown(cancel_futures=True)

    @contextmanager
    def _phase(self, name: str) -> Generator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def found(storage: Storage) -> str:
    """Return what stands on a target, in words."""
    known = standing(storage)
    if known is None:
        return "It can be reached; nothing was published there yet."
    return (
        f"It can be reached; {known.author} on {known.device} published {len(known.files)} files there"
        f" at {known.when:%Y-%m-%d %H:%M} UTC."
    )
