"""From the desk to the reader: the whole site, or one story's page to look at."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, proxy

from desk import site
from desk.domain.file_name import file_stem
from desk.operations import site_folder
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing
from desk.operations.edition import around
from desk.operations.unchanged import list_of
from desk.store import Store
from desk.store.faults import disk_faults

T = TypeVar("T")
_stocks: WeakKeyDictionary[Store, site.Stock] = WeakKeyDictionary()
"""The stories that exports of a desk have at hand."""
Report = site.Report
Plan = site.Plan
Fate = site.Fate


def edition(
    desk: Desk, at: datetime, *, drafts: bool = False, before: site.Edition | None = None
) -> site.Edition:
    """Return the whole publication.

    Args:
        desk: the open desk.
        at: the instant whose live fronts are taken.
        drafts: take the drafts of the fronts in place of what is live.
        before: stories and photos are those of this one and are not read again.
    """
    store = desk.store
    return replace(
        _around(desk, at, drafts=drafts),
        stories=before.stories if before else store.stories(),
        photos=before.photos if before else {photo.id: photo for photo in store.photos()},
        lists={found.slug: found for found in store.related_all()},
    )


def _around(desk: Desk, at: datetime, *, drafts: bool = False) -> site.Edition:
    """Return the publication without stories; photos and related links are read when they are asked for."""
    return around(desk.store, at, desk.store.fronts() if drafts else desk.store.live_fronts(at))


def export(
    desk: Desk,
    out: Path,
    *,
    full: bool = False,
    jobs: int = 0,
    at: datetime | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Report:
    """Write the site into a folder; only what changed unless `full`.

    Args:
        desk: the open desk.
        out: the folder; made where it is not there.
        full: write every page anew.
        jobs: how many pictures are made at once; 0 leaves a core free for typing.
        at: the time taken as now.
        progress: told how far it is.
        cancelled: asked between pages.

    Raises:
        BadInput: the folder lies inside the desk, or holds it or all that is somebody's.
        Unwritable: the folder refuses; the old pages stand.
        Cancelled: the person stopped it; the old pages stand or are whole new ones.
    """
    desk.store.see_place()
    at = at or datetime.now(UTC)
    before = site.facts(desk.folder)
    if before and not full and (found := site.unchanged(out, ledger(desk), before.mark, at)):
        return found
    known: dict[str, Any] = {"before": before, "facts": lambda: site.facts(desk.folder)}
    site_folder.check(desk.folder, out)
    told, asked = progress or nothing, cancelled or never
    source = _source(desk, at)
    if found := site.touch(
        source, out, at=at, ledger=ledger(desk), full=full, progress=told, cancelled=asked, **known
    ):
        return found
    trail = desk.store.trail()

    def work(edition: site.Edition, out: Path, **settings: Any) -> Report:  # noqa: ANN401  (passed on)
        moments = (desk.store.next_live(at),)
        return site.export(edition, out, moments=moments, trail=trail, **known, **settings)

    return _run(work, desk, out, at, full=full, jobs=jobs, progress=told, cancelled=asked)


def _source(desk: Desk, at: datetime) -> site.Source:
    store = desk.store
    return site.Source(
        store.trail_since, _stock(desk), lambda: _around(desk, at), lambda: store.next_live(at)
    )


def _stock(desk: Desk) -> site.Stock:
    if desk.store not in _stocks:
        store = proxy(desk.store)  # or it would hold itself
        _stocks[desk.store] = site.Stock(lambda ids: store.stories(ids))
    return _stocks[desk.store]


def plan(
    desk: Desk,
    out: Path,
    *,
    full: bool = False,
    jobs: int = 0,
    at: datetime | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    page: str = "",
) -> Plan:
    """Return what `export` would change; the site stays as it is. It takes and raises what that does.

    `page` is the path of the one page whose words are wanted; empty for the first thousands.
    """
    desk.store.see_place()
    work = partial(site.plan, page=page)
    return _run(work, desk, out, at, full=full, jobs=jobs, progress=progress, cancelled=cancelled)


_NAMES = {
    "story": ("story", "stories"),
    "front": ("front", "fronts"),
    "list": ("list", "lists"),
    "feed": ("feed file", "feed files"),
    "sitemap": ("sitemap", "sitemaps"),
    "picture": ("picture", "pictures"),
    "redirect": ("redirect", "redirects"),
    "notice": ("notice", "notices"),
    "page": ("other page", "other pages"),
    "file": ("other file", "other files"),
}


def summary(plan: Plan) -> str:
    """Return a plan in one sentence: `3 stories, 2 fronts, 6 feed files change; 210 files stay.`"""
    if not plan.changes:
        return f"Nothing changes; {plan.kept} files stay."
    counts = plan.counts()
    said = [
        f"{counts[kind]} {one if counts[kind] == 1 else more}"
        for kind, (one, more) in _NAMES.items()
        if kind in counts
    ]
    return f"{', '.join(said)} {'changes' if len(plan.changes) == 1 else 'change'}; {plan.kept} files stay."


def _run(
    work: Callable[..., T],
    desk: Desk,
    out: Path,
    at: datetime | None,
    *,
    full: bool,
    jobs: int,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> T:
    site_folder.check(desk.folder, out)
    at = at or datetime.now(UTC)
    return work(
        edition(desk, at),
        out,
        at=at,
        full=full,
        jobs=jobs or max(1, (os.cpu_count() or 2) - 1),
        progress=progress or nothing,
        cancelled=cancelled or never,
        ledger=ledger(desk),
    )


def beside(desk: Desk) -> Path:
    """Return the folder in which the site of a desk stands where nobody chose another."""
    return desk.folder.parent / f"{desk.folder.stem} site"


def themes() -> dict[str, str]:
    """Return the site themes there are: what a publication's settings name, and what people call it."""
    return site.themes()


def rollback(desk: Desk, out: Path) -> None:
    """Let the export before take the site's place in a folder; done again, it comes back.

    Raises:
        BadInput: there is no earlier export, or no site may stand there.
        Conflict: an export into the folder is under way.
        Unwritable: the disk refuses; the site is as it was.
    """
    site_folder.check(desk.folder, out)
    site.rollback(out, ledger(desk))


def link(desk: Desk, key: str) -> str:
    """Return the address of a story's page, or an empty one where the publication has no base URL."""
    publication = desk.store.publication()
    path = site.own_path(desk.store.story(key), files=publication.story_files)
    return f"{publication.base_url}/{site.pretty(path)}" if publication.base_url else ""


def html(desk: Desk, key: str) -> str:
    """Return a story as clean HTML for another system or a mail; photos are named where they stand."""
    from desk.site.copied import copied

    story = desk.store.story(key)
    photos = desk.store.photos([place.photo for place in story.photos if place.photo])
    return copied(story, {photo.id: photo for photo in photos})


def files(desk: Desk, keys: Sequence[str], folder: Path) -> list[Path]:
    """Write stories into a folder as Markdown with front matter, one file each, called by their addresses.

    A file that is there is never written over: the new one gets a number.

    Raises:
        NotFound: no such story.
        Unwritable: the folder refuses; files written before stay.
    """
    return [_written(folder, desk.store.story(key).slug, stories.markdown(desk, key)) for key in keys]


def _written(folder: Path, name: str, words: str) -> Path:
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = folder / f"{file_stem(name) or 'story'}{'' if number == 1 else f'-{number}'}.md"
            with suppress(FileExistsError), path.open("x", encoding="utf-8", newline="") as file:
                file.write(words)
                return path
    raise AssertionError("unreachable")


def renditions(desk: Desk) -> Path:
    """Return where the small pictures of pages are kept from one export to the next."""
    return ledger(desk).parent / "renditions"


def ledger(desk: Desk) -> Path:
    """Return the file that says what exports wrote."""
    return list_of(desk.folder)
