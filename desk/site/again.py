"""All of a site is put together again of what is kept of its pages, without a look at their stories."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from desk.domain import Cancelled
from desk.site import pressing
from desk.site.output import Output
from desk.site.pages import Page, Press
from desk.site.patch import Unsure
from desk.site.pressing import Marked, Several
from desk.site.printing import KEPT, Printing

_MOST = 200  # pages that are printed one by one from a snapshot of a few stories


@dataclass
class Again:
    """An export of all that knows what each page was made from.

    Attributes:
        output: where everything goes.
        press, printing: of a snapshot in which each story stands where it stood.
        beside: the mark of what stood beside every article when the pages were printed last.
        progress: told how many pages are done, of how many.
        cancelled: asked between two pages.
    """

    output: Output
    press: Press
    printing: Printing
    beside: str
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    _done: int = 0
    _total: int = field(default=0)

    def make(self, pages: Sequence[Page], changed: Collection[Page]) -> None:
        """Put every file of the site.

        Args:
            pages: all that the site had; it has the same again.
            changed: those of them that show something else now.

        Raises:
            Unsure: something of it is not kept as it was.
            Cancelled, Unwritable: the site is as it was.
        """
        output, standing = self.output, self.output.standing
        self._total = len(pages)
        for name, content in self.press.theme.files.items():
            output.put(name, content)
        paths = {page.path for page in pages}  # a section may be called so too
        pictures = (path for path in standing if path.startswith("pictures/") and path not in paths)
        if not all(output.keep(path, standing[path].stamp) for path in pictures):
            raise Unsure  # in full, pictures are made anew from their originals too
        new = {page.path for page in (*changed, *(page for page in pages if page.kind == "front"))}
        kept: list[Marked] = []
        fresh: list[Page] = []
        for page in pages:
            stamp = standing[page.path].stamp if page.path in standing else ""
            if page.path in new:
                fresh.append(page)
            elif page.kind in KEPT:
                kept.append((page, stamp))
            elif not output.keep(page.path, stamp):
                fresh.append(page)
        left = pressing.press(
            output,
            self.printing,
            kept,
            self._together,
            self._step,
            divides=len(kept) >= pressing.MANY,
            meanwhile=partial(self.print, fresh),
        )
        self._step(len(pages) - len(kept))
        if len(left) > _MOST:
            raise Unsure
        self.print(page for page, _ in left)

    def _together(self, pages: Iterable[Several], step: Callable[[int], None]) -> Several:
        """Put pages of what is kept of them; return those of which that is not enough."""
        left: list[Marked] = []
        for some in pages:
            self._check()
            self.printing.fetch(page for page, _ in some)
            for page, stamp in some:
                found = self.printing.again(page, stamp, self.beside)
                if found is None:
                    left.append((page, stamp))
                else:
                    self.output.put(page.path, *found)
            step(len(some))
        return left

    def print(self, pages: Iterable[Page]) -> None:
        """Put some pages as they are now. Raises as `make`."""
        for page in pages:
            self._check()
            stamp = self.printing.stamps.of(page)
            self.output.put(page.path, self.printing.content(page), stamp, yields=page.kind == "robots")

    def _step(self, count: int) -> None:
        self._done += count
        self.progress(min(self._done, self._total), self._total)

    def _check(self) -> None:
        if self.cancelled():
            raise Cancelled("The export was stopped", kept="The site is as it was")
