"""Printing a site's pages: what is known from before is put together, the rest made; each is looked at."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from desk.site.address import root
from desk.site.checking import Checking
from desk.site.clean import printable
from desk.site.output import Output
from desk.site.pages import LISTS, Page, Press
from desk.site.prints import Print, Prints, printed
from desk.site.snapshot import cited
from desk.site.stamps import Stamps
from desk.site.warned import Warned

KEPT = frozenset({"story", *LISTS})
"""The kinds of pages of which the pieces are kept."""


class Printing:
    """Makes the pages of a press, and looks at them before readers do.

    Attributes:
        left_out: what was left out of pages, a line each, by their paths.
    """

    def __init__(self, press: Press, prints: Prints) -> None:
        self._press = press
        self._prints = prints
        self.stamps = Stamps(press)
        self.checking = Checking()
        self.left_out: dict[str, Sequence[str]] = {}
        self._encoded: dict[str, bytes] = {}
        self._around: dict[Sequence[str], dict[str, bytes] | None] = {}

    def fetch(self, pages: Iterable[Page]) -> None:
        """Have at hand what is kept of some pages that will be asked for next."""
        self._prints.fetch([page.path for page in pages if page.kind in KEPT])

    def content(self, page: Page) -> bytes:
        """Return a page's bytes, as they were printed last where that was from the same.

        Raises:
            BadInput: it does not parse.
        """
        if page.kind not in KEPT:
            made = self._press.made(page)
            if page.path.endswith(".html") and page.kind != "missing":  # that has the site's own root
                self.checking.take(page.path, made, shared=self._press.around.shared)
            return made.html.encode()
        mark, place = self.stamps.print(page), self._press.place(page)
        held = self._prints.find(page.path, mark)
        if held is not None and (parts := self._fitting(page, held[1], place)) is not None:
            return self._filled(page, held[1], parts)
        return self._printed(page, mark, place)

    def again(self, page: Page, stamp: str, beside: str) -> tuple[bytes, str] | None:
        """Return a page put together of what was printed last, and its stamp; its story is not looked at.

        Args:
            page: one of a story or a listing that is made from the same as then, save what stands beside it.
            stamp: what it had then.
            beside: the mark of what stood beside it then.

        Returns:
            None where what is kept is not what it was made of, or does not do.
        """
        mark, held = self._prints.find(page.path) or ("", None)
        if held is None or self.stamps.among(page, beside, mark) != stamp:
            return None
        parts = self._fitting(page, held, held.place)
        if parts is None:
            return None
        return self._filled(page, held, parts), self.stamps.among(page, self.stamps.beside, mark)

    @property
    def elsewhere(self) -> Collection[str]:
        """Return what was left out so far that concerns no story's page alone, a line each."""
        return self._press.snapshot.warned.get("", ())

    def warned(self, output: Output, lines: Collection[str], pages: Iterable[Page]) -> dict[str, Warned]:
        """Return what is to be said of the site, file by file.

        Args:
            output: where all pages were put or kept.
            lines: what is to be said of the site as a whole.
            pages: all pages, or those that were put.

        Raises:
            BadInput: a picture, a style sheet or another file that a page loads will not be there.
        """
        for path, stays in output.warned.items():
            if path and output.stamp(path) == stays.stamp:
                self._say(path, stays.lines)
                self.checking.note(path, stays.dead)
        dead = self.checking.end(output.has)
        left_out = {**self.left_out, **({"": sorted(lines)} if lines else {})}
        names = {path: stays.name for path, stays in output.warned.items()} | self._names(pages, dead)
        return {
            path: Warned(
                *(output.stamp(path), (*left_out.get(path, ()),), (*sorted(dead.get(path, ())),)),
                names.get(path, ""),
            )
            for path in {*left_out, *dead}
        }

    def _names(self, pages: Iterable[Page], among: Collection[str]) -> dict[str, str]:
        """Return what people know those of some pages by that are of stories."""
        stories = self._press.snapshot.by_id
        found = (page for page in pages if page.path in among and page.kind == "story")
        return {page.path: printable(cited(stories[page.key])) for page in found}

    def known(self, page: Page) -> bool:
        """Return whether a page is kept as it is to be, but for what stands on others too."""
        return page.kind not in KEPT or self._prints.find(page.path, self.stamps.print(page)) is not None

    def apart(self) -> None:
        """Go on in a copy of the process, with files of its own."""
        snapshot = self._press.snapshot
        self._prints, snapshot.bodies = self._prints.again(), snapshot.bodies.again()

    def end(self) -> None:
        """Keep what was printed."""
        self._prints.__exit__()
        self._press.snapshot.bodies.__exit__()

    def _fitting(self, page: Page, held: Print, place: Sequence[str]) -> dict[str, bytes] | None:
        """Return what a page shares with others, where what is kept of it has a gap for each of that.

        Each part is whole by itself. Pages of one folder's depth and one place have the same, which is told
        once.
        """
        story = page.key if page.kind == "story" else ""
        key = (root(page.path), story and page.kind, *place, story * self._press.around.beside_itself(story))
        if key not in self._around:
            parts = {name: part for name, part in self._press.parts(page, place).items() if part}
            whole = all(self.checking.part(page.path, part) for part in parts.values())
            self._around[key] = {name: self._bytes(part) for name, part in parts.items()} if whole else None
        found = self._around[key]
        return found if found is not None and found.keys() == {*held.parts} else None

    def _printed(self, page: Page, mark: str, place: Sequence[str]) -> bytes:
        """Return a page made anew, and keep it where all the parts that it shares were found in it."""
        made = self._press.made(page)
        snapshot = self._press.snapshot
        lines = [*snapshot.warned.get(page.key, ())] if page.kind == "story" else []
        self._say(page.path, lines)
        leads = self.checking.take(page.path, made, shared=self._press.around.shared)
        wanted = {name for name, part in self._press.parts(page, place).items() if part}
        if leads is not None and made.parts.keys() >= wanted:
            self._prints.put(page.path, mark, printed(made, leads, lines, place))
        return made.html.encode()

    def _filled(self, page: Page, held: Print, parts: Mapping[str, bytes]) -> bytes:
        """Return a page put together of what is kept of it."""
        self.checking.note(page.path, held.leads)
        self._say(page.path, held.warnings)
        return held.filled(parts)

    def _say(self, path: str, lines: Sequence[str]) -> None:
        if lines:
            self.left_out[path] = lines

    def _bytes(self, part: str) -> bytes:
        if part not in self._encoded:
            self._encoded[part] = part.encode()
        return self._encoded[part]
