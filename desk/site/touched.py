"""What a few changed stories touch: told from what the last export of all knew, and made anew alone.

A story that keeps its place among the others (its address, section, tags, people, times, photos) changes by
its words the pages that show it, which were noted. Whatever else changed, or might have, is for an export of
all.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.domain import Story
from desk.site import trees
from desk.site.bodies import Bodies
from desk.site.edition import Edition
from desk.site.feeds import changed
from desk.site.few import Few, FewListings, FewSitemaps, Stock, filled_from, shape
from desk.site.known import Facts, Known, Told
from desk.site.moments import ages_in, of_story
from desk.site.output import Output
from desk.site.pages import LISTS, Page, Press
from desk.site.patch import Patch, Unsure
from desk.site.printing import Printing
from desk.site.prints import Prints
from desk.site.report import Report
from desk.site.settled import Facts as Desk
from desk.site.settled import settled
from desk.site.sitemaps import INDEX, NEWS
from desk.site.theme import load_theme

_LOOKED = 3_600  # seconds after which every file of the site is looked at again
_CARDS = {*LISTS, "front"}  # pages that show of a story its card alone
_ALONE = {"story", "front", "publication"}  # drafts of fronts; what of settings is shown is marked


@dataclass(frozen=True, slots=True)
class Source:
    """The desk, asked for little.

    Attributes:
        since: returns how far its chain of revisions has come, and the kinds and ids of what was saved since
            it was as given; None where that cannot be told.
        stock: the stories, by their ids.
        edition: returns all but the stories.
        next_live: returns when the next version of a front comes; None where none will.
    """

    since: Callable[[Sequence[Any]], tuple[Sequence[Any], frozenset[tuple[str, str]]] | None]
    stock: Stock
    edition: Callable[[], Edition]
    next_live: Callable[[], datetime | None]


def place(ledger: Path) -> Path:
    """Return the file of what is known, beside the list of exported files."""
    return ledger.with_name("known.sqlite")


def touch(
    source: Source,
    out: Path,
    *,
    at: datetime,
    ledger: Path,
    before: Desk | None = None,
    facts: Callable[[], Desk | None] = lambda: None,
) -> Report | None:
    """Export what a few changed stories touch.

    Args:
        source: the desk.
        out: the site's folder.
        at: the instant that counts as now.
        ledger: where the list of written files is kept; what is known lies beside it.
        before: what was found of the desk before it is asked.
        facts: finds that again.

    Returns:
        What was done; None where only an export of all can tell what is to be done, and nothing was changed.

    Raises:
        BadInput, Conflict, Unwritable: as `export`.
    """
    if not place(ledger).is_file():
        return None
    with suppress(Unsure, sqlite3.Error, ValueError, LookupError), Known(place(ledger)) as known:
        held = known.facts()
        if held is None or not _holds(held, out, at):
            return None
        found = source.since(held.trail)
        if found is None or any(kind not in _ALONE for kind, _ in found[1]):
            return None
        touching = _Touching(source, known, held, at)
        return touching.export(out, ledger, *found, lambda: settled(before, facts()))
    return None


def _holds(facts: Facts, out: Path, at: datetime) -> bool:
    """Return whether what is known is known of a folder at an instant."""
    looked = facts.looked <= time.time() < facts.looked + _LOOKED
    return looked and facts.folder == str(out.resolve()) and facts.since <= at.timestamp() < facts.until


class _Touching:
    def __init__(self, source: Source, known: Known, facts: Facts, at: datetime) -> None:
        self._source, self._known, self._facts, self._at = source, known, facts, at
        self._seconds: dict[str, float] = {"pictures": 0.0}
        self._begun = time.perf_counter()

    def export(
        self,
        out: Path,
        ledger: Path,
        trail: Sequence[Any],
        saved: frozenset[tuple[str, str]],
        mark: Callable[[], str],
    ) -> Report:
        found = self._changed(trail, sorted(subject for kind, subject in saved if kind == "story"))
        edition = self._source.edition()
        if filled_from(edition) != self._facts.fronts:
            raise Unsure
        theme = load_theme(edition.publication.theme, edition.theme)
        with (
            Patch(out, ledger, self._known.rows("folders"), self._facts.generation) as output,
            Bodies(ledger.parent / "bodies.sqlite") as bodies,
            Prints(ledger.parent / "pages.sqlite") as prints,
        ):
            few = Few(edition, theme, self._at, bodies=bodies, known=self._known, stock=self._source.stock)
            press = Press(few, FewListings(few))
            press.sitemaps = FewSitemaps(few, press.listings, press.size, {one.id for one, _ in found})
            printing = Printing(press, prints)
            now = {one.id: _told(printing, press, one, was.pages) for one, was in found if was.shape}
            pages = dict.fromkeys(page for one, was in found for page in _touched(was, now.get(one.id, was)))
            warnings = self._print(output, printing, press, [*pages])
            self._mark("pages")
            written = output.switch()
            self._mark("files")
            until = self._until([story for story, _ in found], edition)
            if warnings:
                self._known.forget()
            else:
                facts = replace(
                    self._facts, generation=output.generation, trail=trail, until=until.timestamp()
                )
                known = [(story.id, now.get(story.id, was)) for story, was in found]
                self._known.renew(facts, known, [("sitemaps", [*press.sitemaps.changed.items()])])
                if facts := mark():
                    output.settle(facts, self._at, until)
            return Report(written, self._facts.files - written, 0, self._seconds, warnings)

    def _changed(self, trail: Sequence[Any], ids: Sequence[str]) -> list[tuple[Story, Told]]:
        """Return the stories that changed and keep their places, each as it was told from."""
        stock = self._source.stock
        stock.renew(self._facts.trail, trail, ids)
        found = [(story, self._known.story(story.id)) for story in stock.take(ids)]
        fresh = sum(was is None for _, was in found)
        if trail[2:] != (self._facts.trail[2] + fresh, *self._facts.trail[3:]):  # something was deleted
            raise Unsure
        for story, was in found:
            seen = story.visible(self._at)
            if (was.shape if was else "") != (shape(story) if seen else ""):
                raise Unsure
            if not seen and story.issued is not None:  # it may be withdrawn, or no longer be
                raise Unsure
        return [(story, was or Told()) for story, was in found]

    def _until(self, stories: Iterable[Story], edition: Edition) -> datetime:
        """Return until when the site is as it is made; see `until`."""
        ages = ages_in(edition.fronts.values())
        moments = [self._source.next_live(), *(one for story in stories for one in of_story(story, ages))]
        coming = (one for one in moments if one and one > self._at)
        return min([datetime.fromtimestamp(self._facts.until, self._at.tzinfo), *coming])

    def _print(
        self, output: Patch, printing: Printing, press: Press, pages: Sequence[Page]
    ) -> tuple[str, ...]:
        """Have the site hold the pages as they are now; return what was left out of them."""
        if printing.stamps.beside != self._facts.beside:
            raise Unsure
        maps = {page.path for page in pages if page.kind == "sitemap"}
        known = self._known.rows("sitemaps")
        press.sitemaps.changed = {path: date for path, date in known if path not in maps}
        for page in [*pages, Page(INDEX, "sitemap")] if maps else pages:
            stamp = printing.stamps.of(page)
            output.put(page.path, printing.content(page), stamp, yields=page.kind == "robots")
        more = printing.checking.end(output.has)
        return tuple(dict.fromkeys([*press.snapshot.warnings, *more]))

    def _mark(self, phase: str) -> None:
        now = time.perf_counter()
        self._seconds[phase], self._begun = round(now - self._begun, 3), now


def note(
    ledger: Path, output: Output, printing: Printing, press: Press, trail: Sequence[Any], until: datetime
) -> None:
    """Know what an export of all knew, for those after it."""
    snapshot = press.snapshot
    with Known(place(ledger)) as known:
        if any(photo.one_use for photo in snapshot.edition.photos.values()):
            known.forget()
            return
        paths = output.paths
        facts = Facts(
            folder=str(output.out),
            generation=output.generation,
            trail=trail,
            beside=printing.stamps.beside,
            fronts=filled_from(snapshot.edition),
            since=snapshot.at.timestamp(),
            until=until.timestamp(),
            looked=time.time(),
            files=len(paths),
        )
        known.note(
            facts, _all_told(press, printing), [*_held(press), ("folders", sorted(trees.folders(paths)))]
        )


def forget(ledger: Path) -> None:
    """Know nothing any more."""
    if place(ledger).is_file():
        with Known(place(ledger)) as known:
            known.forget()


def _all_told(press: Press, printing: Printing) -> Iterator[tuple[str, Told]]:
    snapshot, pages = press.snapshot, printing.stamps.pages
    for story in snapshot.edition.stories:
        seen = story.id in snapshot.by_id
        yield story.id, _told(printing, press, story, pages.get(story.id, ())) if seen else Told()


def _told(printing: Printing, press: Press, story: Story, pages: Iterable[Page]) -> Told:
    """Return a visible story as it is told from, shown by some pages."""
    path, at = press.snapshot.paths[story.id], changed(story)
    row = press.sitemaps.row(story) if press.snapshot.base_url else ""
    return Told(shape(story), path, tuple(pages), printing.stamps.card(story), row, at.timestamp())


def _touched(was: Told, now: Told) -> Iterator[Page]:
    """Yield the pages that show what changed of a story; many show its card alone."""
    same_card, same_row = was.card == now.card, was.row == now.row
    for page in was.pages:
        if page.kind == "sitemap":
            same = same_row and (same_card or page.path != NEWS)
        else:
            carded = page.kind in _CARDS or (page.kind == "story" and page.path != was.path)
            same = same_card and carded
        if not same:
            yield page


def _held(press: Press) -> Iterator[tuple[str, object]]:
    snapshot, listings = press.snapshot, press.listings
    rows = {"stories": snapshot.stories, "oldest": snapshot.oldest, "corrected": snapshot.corrected}
    yield "counts", [[name, len(stories)] for name, stories in rows.items()]
    yield from ((name, _ids(stories)) for name, stories in rows.items())
    yield "sections", [[slug, len(stories)] for slug, stories in snapshot.by_section.items()]
    yield from ((f"section {slug}", _ids(stories)) for slug, stories in snapshot.by_section.items())
    others = [one for one in listings.all if one.kind != "section"]
    yield "listings", [[one.kind, one.folder, one.name, len(one.stories)] for one in others]
    yield from ((f"listing {one.folder}", _ids(one.stories)) for one in others)
    yield "sitemaps", [*press.sitemaps.changed.items()]


def _ids(stories: Iterable[Story]) -> str:
    return " ".join(story.id for story in stories)
