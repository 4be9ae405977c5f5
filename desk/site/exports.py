"""One button: the whole site, as files."""

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from desk.domain import Cancelled
from desk.site import pressing
from desk.site.album import Album
from desk.site.bodies import Bodies
from desk.site.edition import Edition
from desk.site.hold import Hold
from desk.site.moments import until
from desk.site.noting import forget, note, tell
from desk.site.output import Output
from desk.site.pages import Page, Press
from desk.site.planned import Fate, Plan, Planned, held, kind_of
from desk.site.printing import Printing
from desk.site.prints import Prints
from desk.site.report import Report
from desk.site.settled import Facts, settled
from desk.site.snapshot import Snapshot, headline
from desk.site.theme import load_theme
from desk.site.warned import said

Progress = Callable[[int, int], None]
_SOME = 20


def export(
    edition: Edition,
    out: Path,
    *,
    at: datetime,
    ledger: Path,
    full: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    before: Facts | None = None,
    facts: Callable[[], Facts | None] = lambda: None,
    moments: Sequence[datetime | None] = (),
    trail: Sequence[Any] | None = None,
) -> Report:
    """Write the whole site into a folder.

    Files whose bytes do not change are not touched, those of ours that ended are removed, others' never are.

    Args:
        edition: what there is.
        out: the folder; made where it is missing.
        at: the instant that counts as now for embargoes and for lists' places.
        ledger: where the list of written files is kept; small pictures are kept in `renditions` beside it.
        full: make and write everything anew.
        jobs: how many pictures are made at once.
        progress: told how many pictures and pages are done, of how many.
        cancelled: asked between two pictures and two pages.
        before: what was found of the desk before the edition was read from it.
        facts: finds that again.
        moments: what decides what is shown besides what the edition has, see `until`.
        trail: how far the desk's chain of revisions had come before the edition was read, see `touch`.

    Raises:
        BadInput: the theme is at fault or not there; a photo may not be shown, where the publication stops
            at that.
        Cancelled: the site in the folder is as it was.
        Conflict: somebody else's file stands where a page must, or another export into the folder is under
            way; nothing is changed.
        Unwritable: the folder or the disk refuses; the old site stands, or where the system cannot change a
            folder at once, every file is whole, old or new.
    """
    teller = uuid4().hex
    run = _Run(ledger.parent / "renditions", full, jobs, progress, cancelled)
    if trail is not None:
        run.meanwhile = lambda: tell(ledger, teller, run.printing, run.press, run.pages)
    with _made(run, edition, out, at, ledger) as output:
        report = run.finish(output)
        end = until(run.snapshot, *moments)
        certain = not run.snapshot.broken  # a file may come back without a change of the desk
        if certain and (mark := settled(before, facts())):
            output.settle(mark, at, end)
        if certain and trail is not None and report.whole:
            note(ledger, teller, output, run.printing, run.press, trail, end)
        else:
            forget(ledger)
        return report


def plan(
    edition: Edition,
    out: Path,
    *,
    at: datetime,
    ledger: Path,
    full: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    page: str = "",
) -> Plan:
    """Return what `export` would change; pictures are made ready, and the site stays as it is.

    Args and errors are those of `export`; `page` is the one whose words are wanted, see `meant`.
    """
    run = _Run(ledger.parent / "renditions", full, jobs, progress, cancelled, look=True)
    with _made(run, edition, out, at, ledger) as output:
        return run.plan(output, page)


@contextmanager
def _made(run: "_Run", edition: Edition, out: Path, at: datetime, ledger: Path) -> Generator[Output]:
    """Make everything that the site lacks, ready to take its place."""
    theme = load_theme(edition.publication.theme, edition.theme)
    with (
        Output(out, ledger, full=run.full, look=run.look) as output,
        Bodies(ledger.parent / "bodies.sqlite") as bodies,
        Prints(ledger.parent / "pages.sqlite") as prints,
    ):
        snapshot = Snapshot(edition, theme, at, bodies=bodies)
        snapshot.check_rights()
        snapshot.check_times()
        run.make(output, Press(snapshot), prints)
        yield output


def rollback(out: Path, ledger: Path) -> None:
    """Let the export before take the site's place; done again, it comes back.

    Raises:
        BadInput: there is none.
        Conflict: an export into the folder is under way.
        Unwritable: the disk refuses; the site is as it was.
    """
    with Hold(out, ledger) as hold:
        hold.back()


@dataclass
class _Run:
    cache: Path
    full: bool = False
    jobs: int = 1
    progress: Progress = lambda _done, _total: None
    cancelled: Callable[[], bool] = lambda: False
    look: bool = False
    meanwhile: Callable[[], None] = lambda: None
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    done: int = 0
    total: int = 0

    def make(self, output: Output, press: Press, prints: Prints) -> None:
        """Make pictures and pages, ready to take their places."""
        self.press, self.snapshot, self.pages = press, press.snapshot, list(press.pages())
        self.printing = printing = Printing(press, prints)
        self.album = Album(self.snapshot, printing, self.cache, self.jobs, self.full, self.cancelled)
        wanted = self.album.wanted(self.snapshot.stories, self.snapshot.slot_photos())
        self.total = len(wanted) + len(self.pages)
        self.progress(0, self.total)
        with self._phase("pictures"):
            self.album.make(output, wanted, self._step)
        with self._phase("pages"):
            files = press.theme.files
            for name, content in files.items():
                output.put(name, content)
            self._press(output, printing)
            self._mend(output, printing, files)
            self.warned = printing.warned(output, printing.elsewhere, self.pages)
            prints.thin(output.has)
        self._check()

    def _press(self, output: Output, printing: Printing) -> None:
        """Make the pages whose making changed; of many, half in a copy of this process."""
        waiting: list[pressing.Marked] = []
        for page in self.pages:
            self._check()
            stamp = printing.stamps.of(page)
            if output.keep(page.path, stamp):
                self._step()
            else:
                waiting.append((page, stamp))
        divides = self._divides(printing, waiting)
        make = partial(self._print, output, printing)
        pressing.press(output, printing, waiting, make, self._step, divides=divides, meanwhile=self.meanwhile)

    def _divides(self, printing: Printing, waiting: pressing.Several) -> bool:
        """Return whether two processes make the pages; where all are known, one needs half the memory."""
        if len(waiting) < pressing.MANY or self.look:
            return False
        some = (page for page, _ in waiting[:: len(waiting) // _SOME])
        return not self.full or not all(printing.known(page) for page in some)

    def _print(
        self,
        output: Output,
        printing: Printing,
        waiting: Iterable[pressing.Several],
        step: Callable[[int], None],
    ) -> pressing.Several:
        for some in waiting:
            printing.fetch(page for page, _ in some)
            for page, stamp in some:
                self._check()
                output.put(page.path, printing.content(page), stamp, yields=page.kind == "robots")
            step(len(some))
        return ()

    def _mend(self, output: Output, printing: Printing, files: Mapping[str, bytes]) -> None:
        """Make anew what is kept and does not stand as we wrote it."""
        while lost := output.lacking():
            for path in lost & files.keys():
                output.put(path, files[path])
            for path in lost & self.album.photos.keys():
                self.album.put(output, self.album.photos[path], [path])
            for page in self.pages:
                if page.path in lost:
                    output.put(page.path, printing.content(page), printing.stamps.of(page))

    def finish(self, output: Output) -> Report:
        """Let what was made take its place."""
        output.warn(self.warned)
        with self._phase("files"):
            written, kept, removed = output.finish()
        return Report(written, kept, removed, self.seconds, said(self.warned), output.whole)

    def plan(self, output: Output, page: str) -> Plan:
        """Say what that would change."""
        changes, kept = output.changes()
        kinds = {page.path: page for page in self.pages}
        found = [self._planned(path, aside, kinds.get(path), output.out) for path, aside in changes]
        return Plan(tuple(found), kept, said(self.warned), held(changes, output.out, page))

    def _planned(self, path: str, aside: Path | None, page: Page | None, out: Path) -> Planned:
        fate = Fate.ENDED if aside is None else Fate.CHANGED if (out / path).exists() else Fate.NEW
        title = ""
        if page is not None:
            told = page.kind in {"story", "redirect"}
            title = headline(self.snapshot.story(page.key)) if told else ""
        return Planned(path, kind_of(path, page.kind if page else ""), fate, title)

    def _step(self, count: int = 1) -> None:
        self.done += count
        self.progress(self.done, self.total)

    def _check(self) -> None:
        if self.cancelled():
            raise Cancelled("The export was stopped", kept="The site is as it was")

    @contextmanager
    def _phase(self, name: str) -> Generator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
