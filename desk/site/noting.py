"""An export of all notes what the next can tell from it what a few changed stories touch; see `known`."""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.domain import CuratedList, Story
from desk.site import trees
from desk.site.edition import Edition
from desk.site.feeds import changed
from desk.site.few import CAME, came, filled_from, shape
from desk.site.known import Facts, Known, Told, parted
from desk.site.moments import ages_in
from desk.site.output import Output
from desk.site.pages import Page, Press
from desk.site.printing import Printing


def place(ledger: Path) -> Path:
    """Return the file of what is known, beside the list of exported files."""
    return ledger.with_name("known.sqlite")


def tell(ledger: Path, mark: str, printing: Printing, press: Press, pages: Sequence[Page]) -> None:
    """Know of an export of all what it knew before it made a page; it counts from `note` on.

    Args:
        ledger: as in `touch`.
        mark: that of the export.
        printing: what makes its pages, of which all marks were asked for.
        press: what that prints from.
        pages: those.
    """
    snapshot = press.snapshot
    with Known(place(ledger)) as known:
        if any(photo.one_use for photo in snapshot.edition.photos.values()):
            known.forget()
            return
        taken, lists = {story.slug for story in snapshot.stories}, snapshot.edition.lists.values()
        seen = {story.id for story in snapshot.stories}
        held = [
            *_held(press),
            ("unseen", [*snapshot.unseen_names.items()]),
            ("mentioned", " ".join(mentioned(press, printing, *lists) - taken)),
            ("pages", [*pages]),
            ("later", list[Page]()),
            ("waiting", " ".join({slot.story for one in lists for slot in one.slots if slot.story} - seen)),
        ]
        known.tell(mark, _all_told(press, printing), held)


def note(
    ledger: Path,
    mark: str,
    output: Output,
    printing: Printing,
    press: Press,
    trail: Sequence[Any],
    until: datetime,
) -> None:
    """Know what an export of all told, for those after it."""
    snapshot, paths = press.snapshot, output.paths
    facts = Facts(
        folder=str(output.out),
        generation=output.generation,
        trail=trail,
        everywhere=printing.stamps.everywhere,
        beside=printing.stamps.beside,
        slots=any(slot.photo for slot in snapshot.slots()),
        since=snapshot.at.timestamp(),
        until=until.timestamp(),
        looked=time.time(),
        files=len(paths),
        **fronts_of(snapshot.edition),
    )
    held = [("folders", sorted(trees.folders(paths))), ("sitemaps", [*press.sitemaps.changed.items()])]
    with Known(place(ledger)) as known:
        known.note(facts, mark, held)


def forget(ledger: Path) -> None:
    """Know nothing any more."""
    if place(ledger).is_file():
        with Known(place(ledger)) as known:
            known.forget()


def fronts_of(edition: Edition) -> dict[str, Any]:
    """Return what is known of the fronts of an edition, see `Facts`."""
    fronts = edition.fronts
    return {"fronts": filled_from(edition), "shown": [*fronts], "ages": sorted(ages_in(fronts.values()))}


def _all_told(press: Press, printing: Printing) -> Iterator[tuple[str, Told]]:
    snapshot, pages = press.snapshot, printing.stamps.pages
    for story in snapshot.edition.stories:
        seen = story.id in snapshot.by_id
        yield story.id, told_from(printing, press, story, pages.get(story.id, ())) if seen else Told()


def told_from(printing: Printing, press: Press, story: Story, pages: Iterable[Page]) -> Told:
    """Return a visible story as it is told from, shown by some pages."""
    path, at = press.snapshot.paths[story.id], changed(story)
    row = press.sitemaps.row(story) if press.snapshot.base_url else ""
    return Told(shape(story), path, tuple(pages), printing.stamps.card(story), row, at.timestamp())


def mentioned(press: Press, printing: Printing, *lists: CuratedList) -> set[str]:
    """Return with what the addresses end by which pages lead to stories, see `Unseen.mentioned`."""
    edition = press.snapshot.edition
    slots = [slot for front in edition.fronts.values() for _, slot in front.slots()]
    slots += [slot for one in lists for slot in one.slots]
    urls = (slot.url for slot in slots)
    return printing.stamps.mentioned | press.snapshot.unseen.mentioned(edition.publication.footer, *urls)


def _held(press: Press) -> Iterator[tuple[str, object]]:
    snapshot, listings = press.snapshot, press.listings
    rows = {"stories": snapshot.stories, "oldest": snapshot.oldest, "corrected": snapshot.corrected}
    yield "counts", [[name, len(stories)] for name, stories in rows.items()]
    for name, stories in rows.items():
        yield from parted(name, _ids(stories))
    yield "sections", [[slug, len(stories)] for slug, stories in snapshot.by_section.items()]
    for slug, stories in snapshot.by_section.items():
        yield from parted(f"section {slug}", _ids(stories))
    for slug in ("", *snapshot.by_section):
        found = [(one.story, one.issued.isoformat(), one.photo) for one in snapshot.candidates(slug)]
        for start in range(0, len(found) + 1, CAME):
            yield came(slug, start // CAME), found[start : start + CAME]
    others = [one for one in listings.all if one.kind != "section"]
    yield "listings", [[one.kind, one.folder, one.name, len(one.stories)] for one in others]
    for one in others:
        yield from parted(f"listing {one.folder}", _ids(one.stories))


def _ids(stories: Iterable[Story]) -> list[str]:
    return [story.id for story in stories]
