"""What a few changed stories touch: told from what the last export of all knew, and made anew alone.

A story that keeps its place among the others (its address, section, tags, people, times, photos) changes by
its words the pages that show it, which were noted. One that comes takes its place among them; see `coming`.
Whatever else changed, or might have, is for an export of all.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.domain import BadInput, Story
from desk.site import trees
from desk.site.address import part
from desk.site.again import Again
from desk.site.album import Album
from desk.site.bodies import Bodies
from desk.site.coming import begun, join, moved, shown
from desk.site.edition import Edition
from desk.site.few import Few, FewListings, FewSitemaps, Stock, filled_from, shape
from desk.site.known import Facts, Known, Told
from desk.site.moments import ages_in, of_photo, of_story
from desk.site.noting import fronts_of, mentioned, place, told_from
from desk.site.output import Output
from desk.site.pages import FRONT, LISTS, Page, Press
from desk.site.patch import Patch, Unsure, looking
from desk.site.printing import Printing
from desk.site.prints import Prints
from desk.site.report import Report
from desk.site.settled import Facts as Desk
from desk.site.settled import settled
from desk.site.sitemaps import INDEX, NEWS
from desk.site.snapshot import placed
from desk.site.theme import load_theme
from desk.site.unseen import names
from desk.site.warned import Warned, said

_LOOKED = 3_600  # seconds after which every file of the site is looked at again
_CARDS = {*LISTS, "front"}  # pages that show of a story its card alone
_ALONE = {"story", "front", "publication", "new photo"}  # drafts of fronts; shown settings are marked


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


def touch(
    source: Source,
    out: Path,
    *,
    at: datetime,
    ledger: Path,
    before: Desk | None = None,
    facts: Callable[[], Desk | None] = lambda: None,
    full: bool = False,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report | None:
    """Export what a few changed stories touch.

    Args:
        source: the desk.
        out: the site's folder.
        at: the instant that counts as now.
        ledger: where the list of written files is kept; what is known lies beside it.
        before: what was found of the desk before it is asked.
        facts: finds that again.
        full: write everything anew.
        jobs: how many pictures are made at once.
        progress: told how many pages are done, of how many.
        cancelled: asked between two pages.

    Returns:
        What was done; None where only an export of all can tell what is to be done, and nothing was changed.

    Raises:
        BadInput, Cancelled, Conflict, Unwritable: as `export`.
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
        folders = known.rows("folders")
        with looking(out, folders) as look:
            touching = _Touching(source, known, held, folders, look, at, full, jobs, progress, cancelled)
            return touching.export(out, ledger, *found, lambda: settled(before, facts()))
    return None


def _holds(facts: Facts, out: Path, at: datetime) -> bool:
    """Return whether what is known is known of a folder at an instant."""
    looked = facts.looked <= time.time() < facts.looked + _LOOKED
    return looked and facts.folder == str(out.resolve()) and facts.since <= at.timestamp() < facts.until


@dataclass
class _Touching:
    source: Source
    known: Known
    facts: Facts
    folders: Sequence[str]
    look: Callable[[], Sequence[int]]
    at: datetime
    full: bool
    jobs: int
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    seconds: dict[str, float] = field(default_factory=lambda: {"pictures": 0.0})
    begun: float = field(default_factory=time.perf_counter)

    def export(
        self,
        out: Path,
        ledger: Path,
        trail: Sequence[Any],
        saved: frozenset[tuple[str, str]],
        mark: Callable[[], str],
    ) -> Report:
        photos = sum(kind == "new photo" for kind, _ in saved)
        found = self._changed(trail, sorted(subject for kind, subject in saved if kind == "story"), photos)
        edition = self.source.edition()
        theme = load_theme(edition.publication.theme, edition.theme)
        with (
            Bodies(ledger.parent / "bodies.sqlite") as bodies,
            Prints(ledger.parent / "pages.sqlite") as prints,
        ):
            few = Few(
                *(edition, theme, self.at),
                bodies=bodies,
                known=self.known,
                stock=self.source.stock,
                names=self._names(found),
            )
            came = [story for story, was in found if not was.shape and story.visible(self.at)]
            for story in came:
                join(few, theme.counts["section"], story)
            press = Press(few, FewListings(few))
            press.sitemaps = FewSitemaps(few, press.listings, press.size, {one.id for one, _ in found})
            printing = Printing(press, prints)
            if printing.stamps.everywhere != self.facts.everywhere:
                raise Unsure
            now = {one.id: told_from(printing, press, one, was.pages) for one, was in found if was.shape}
            pages = dict.fromkeys(page for one, was in found for page in _touched(was, now.get(one.id, was)))
            fronts = {*self._fronts(press, came)}
            pages |= dict.fromkeys((*fronts, *(page for story in came for page in shown(press, story))))
            self._date(press, pages)
            with self._output(out, ledger, printing, press, pages, came) as output:
                self._print(output, printing, press, [*pages])
                same = all(one.id in now and now[one.id].card == was.card for one, was in found)
                warned = self._warned(output, printing, pages, same=same and not fronts)
                self._mark("pages")
                written, kept = self._finish(output, warned)
                self._mark("files")
                until = self._until([story for story, _ in found], edition)
                told = {story.id: now.get(story.id, was) for story, was in found}
                self._place(printing, press, came, told)
                self._show(printing, fronts, told)
                self._renew(output, printing, press, trail, until, told, pages)
                if facts := mark():
                    output.settle(facts, self.at, until)
                return Report(written, kept, 0, self.seconds, said(warned), output.whole)

    def _changed(self, trail: Sequence[Any], ids: Sequence[str], photos: int) -> list[tuple[Story, Told]]:
        """Return the stories that changed and keep their places, or come, each as it was told from.

        `photos` is how many photos are new.
        """
        stock = self.source.stock
        stock.renew(self.facts.trail, trail, ids)
        found = [(story, self.known.story(story.id)) for story in stock.take(ids)]
        fresh = sum(was is None for _, was in found)
        stories, known_photos = self.facts.trail[2:]
        if (*trail[2:],) != (stories + fresh, known_photos + photos):  # something was deleted
            raise Unsure
        for story, was in found:
            seen = story.visible(self.at)
            shaped = was.shape if was else ""
            if shaped and shaped != (shape(story) if seen else ""):
                raise Unsure
            if not seen and story.issued is not None:  # it may be withdrawn, or no longer be
                raise Unsure
        return [(story, was or Told()) for story, was in found]

    def _names(self, found: Iterable[tuple[Story, Told]]) -> dict[str, list[str]]:
        """Return `Snapshot.unseen_names` as they are now."""
        known: dict[str, list[str]] = dict(self.known.rows("unseen"))
        for story, was in found:
            comes = not was.shape and story.visible(self.at)
            now = [] if was.shape or comes else sorted(names(story))
            differ = {*now} ^ {*known.get(story.id, ()), *(names(story) if comes else ())}
            if differ:
                if not differ.isdisjoint(self.known.words("mentioned")):  # pages lead there
                    raise Unsure
                known[story.id] = now
            if comes and any(not differ.isdisjoint(held) for held in known.values()):
                raise Unsure  # one that readers do not see is called so too
        return known

    def _fronts(self, press: Press, came: Collection[Story]) -> Iterator[Page]:
        """Yield the pages on which fronts stand, where what they are filled from changed."""
        edition = press.snapshot.edition
        if filled_from(edition) == self.facts.fronts:
            if came:
                yield from self._front_pages(press)
            return
        if self.facts.slots or not ages_in(edition.fronts.values()) <= {*self.facts.ages}:
            raise Unsure
        if any(slot.photo for front in edition.fronts.values() for _, slot in front.slots()):
            raise Unsure  # it may have to be made first
        yield from self._front_pages(press)

    def _front_pages(self, press: Press) -> Iterator[Page]:
        yield Page(FRONT, "front")
        for slug in {*self.facts.shown, *press.snapshot.edition.fronts}:
            listing = press.listed.get(part(slug))
            if listing is not None and listing.kind == "section":
                number = listing.last(press.size)
                yield Page(listing.path(number, press.size), listing.kind, listing.folder, number)

    def _date(self, press: Press, pages: Collection[Page]) -> None:
        """Have the sitemaps know when those of them last changed that are not made."""
        maps = {page.path for page in pages if page.kind == "sitemap"}
        known = self.known.rows("sitemaps")
        press.sitemaps.changed = {path: date for path, date in known if path not in maps}

    @contextmanager
    def _output(
        self,
        out: Path,
        ledger: Path,
        printing: Printing,
        press: Press,
        pages: Collection[Page],
        came: Sequence[Story],
    ) -> Generator[Output]:
        """Take hold of the folder, for a few files or for all of them; the pictures of stories come first.

        `pages` are those that may come with the stories that `came`.
        """
        if not (self.full or printing.stamps.beside != self.facts.beside):
            cache = ledger.parent / "renditions"
            album = Album(press.snapshot, printing, cache, self.jobs, cancelled=self.cancelled)
            wanted = album.wanted(came)
            coming = {path for paths in album.paths(wanted).values() for path in paths}
            coming.update(page.path for page in pages if came)
            with Patch(out, ledger, self.folders, self.facts.generation, self.look, coming) as patch:
                if any(patch.has(page.path) for story in came for page in begun(press, story)):
                    raise Unsure
                album.make(patch, wanted, lambda: None)
                if press.snapshot.broken:
                    raise Unsure
                self._mark("pictures")
                yield patch
            return
        if came:
            raise Unsure
        with Output(out, ledger, full=self.full) as output:
            if output.begun or not output.whole or output.generation != self.facts.generation:
                raise Unsure
            yield output

    def _print(self, output: Output, printing: Printing, press: Press, pages: Sequence[Page]) -> None:
        """Have the site hold its pages as they are now."""
        if any(page.kind == "sitemap" for page in pages):
            pages = [*pages, Page(INDEX, "sitemap")]
        again = Again(output, press, printing, self.facts.beside, self.progress, self.cancelled)
        if isinstance(output, Patch):
            again.print(pages)
            self.progress(len(pages), len(pages))
        elif press.theme.ours:  # another's templates may show what stands beside all in other places
            every = [Page(*one) for name in ("pages", "later") for one in self.known.rows(name)]
            again.make(every, {*pages})
        else:
            raise Unsure

    def _warned(
        self, output: Output, printing: Printing, pages: Collection[Page], *, same: bool
    ) -> dict[str, Warned]:
        """Return what is to be said of the site; what concerns no story's page alone is as it was.

        `same` says that fronts show the same, and that what shows of the stories that changed elsewhere does.
        """
        lines = output.warned.get("", Warned()).lines
        if lines and not same:  # it may have been of that
            raise Unsure
        try:
            return printing.warned(output, {*lines, *printing.elsewhere}, pages)
        except BadInput as error:  # a picture has to be made first
            raise Unsure from error

    def _finish(self, output: Output, warned: Mapping[str, Warned]) -> tuple[int, int]:
        """Let the new site take the old one's place; return how many files changed and stayed."""
        output.warn(warned)
        if isinstance(output, Patch):
            written = output.switch()
            return written, self.facts.files + len(output.come) - written
        if lacking := output.lacking():
            raise Unsure(lacking)
        written, kept, _ = output.finish()
        return written, kept

    def _until(self, stories: Iterable[Story], edition: Edition) -> datetime:
        """Return until when the site is as it is made; see `until`."""
        ages = ages_in(edition.fronts.values())
        moments = [self.source.next_live(), *(one for story in stories for one in of_story(story, ages))]
        photos = (edition.photos.get(key) for story in stories for key in placed(story))
        moments += (one for photo in photos if photo for one in of_photo(photo))
        moments += (
            one
            for front in edition.fronts.values()
            for _, slot in front.slots()
            for one in (slot.starts, slot.ends)
        )
        coming = (one for one in moments if one and one > self.at)
        return min([datetime.fromtimestamp(self.facts.until, self.at.tzinfo), *coming])

    def _place(self, printing: Printing, press: Press, came: Iterable[Story], told: dict[str, Told]) -> None:
        """Have stories that came be told as they are shown, and those that they moved."""
        for story in came:
            told[story.id] = told_from(printing, press, story, printing.stamps.pages[story.id])
            for key, old, new in moved(press, story):
                if was := told.get(key) or self.known.story(key):
                    pages = [page for page in was.pages if page != old]
                    told[key] = was._replace(pages=(*pages, new))

    def _show(self, printing: Printing, fronts: set[Page], told: dict[str, Told]) -> None:
        """Have stories be told as shown by the fronts that show them now."""
        for key, pages in printing.stamps.pages.items():
            new = fronts & {*pages}
            was = (told.get(key) or self.known.story(key)) if new else None
            if was is not None and not new <= {*was.pages}:
                told[key] = was._replace(pages=(*was.pages, *new))

    def _renew(
        self,
        output: Output,
        printing: Printing,
        press: Press,
        trail: Sequence[Any],
        until: datetime,
        told: dict[str, Told],
        pages: Iterable[Page],
    ) -> None:
        """Know the site as it is now; `told` are the stories that changed, `pages` what was made."""
        facts = replace(
            self.facts,
            generation=output.generation,
            trail=trail,
            beside=printing.stamps.beside,
            until=until.timestamp(),
            **fronts_of(press.snapshot.edition),
        )
        if not isinstance(output, Patch):
            facts = replace(facts, looked=time.time(), files=len(output.paths))
        elif come := output.come:
            facts = replace(facts, files=facts.files + len(come))
            self.known.lay("folders", sorted({*self.folders, *trees.folders(come)}))
            later = [page for page in pages if page.path in come]
            self.known.lay("later", [*self.known.rows("later"), *later])
        held: list[tuple[str, object]] = [
            ("sitemaps", [*press.sitemaps.changed.items()]),
            ("unseen", [*press.snapshot.unseen_names.items()]),
            ("mentioned", " ".join({*self.known.words("mentioned")} | mentioned(press, printing))),
        ]
        self.known.renew(facts, told.items(), held)

    def _mark(self, phase: str) -> None:
        now = time.perf_counter()
        self.seconds[phase], self.begun = round(now - self.begun, 3), now


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
