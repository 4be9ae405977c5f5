"""The export of a few changed stories from a desk that nobody opens for it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desk import site
from desk.operations import site_folder
from desk.operations.edition import around
from desk.operations.unchanged import list_of
from desk.store.reader import Reader, Unread


def report(
    folder: Path,
    out: Path,
    at: datetime | None = None,
    *,
    full: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> site.Report | None:
    """Export what a few changed stories touch; None where only an export of all can tell what that is.

    Args:
        folder: the desk's.
        out: the site's.
        at: the time taken as now.
        full: write everything anew.
        progress: told how many pages are done, of how many.

    Raises:
        BadInput, Conflict, Unwritable: as `exporting.export`.
    """
    site_folder.check(folder, out)
    at = at or datetime.now(UTC)
    before = site.facts(folder)
    with suppress(Unread), Reader(folder) as reader:
        source = site.Source(
            reader.trail_since,
            site.Stock(reader.stories),
            lambda: around(reader, at, reader.live_fronts(at)),
            lambda: reader.next_live(at),
        )
        return site.touch(
            source,
            out,
            at=at,
            ledger=list_of(folder),
            before=before,
            facts=lambda: site.facts(folder),
            full=full,
            progress=progress,
        )
    return None
