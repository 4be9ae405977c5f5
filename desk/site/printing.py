"""Printing a site's pages: what is known from before is put together, the rest made; each is looked at."""

from collections.abc import Mapping

from desk.site.checking import Checking
from desk.site.pages import LISTS, Page, Press
from desk.site.prints import Print, Prints, printed
from desk.site.stamps import Stamps

_KEPT = {"story", *LISTS}


class Printing:
    """Makes the pages of a press, and looks at them before readers do."""

    def __init__(self, press: Press, prints: Prints) -> None:
        self._press = press
        self._prints = prints
        self.stamps = Stamps(press)
        self.checking = Checking()
        self._encoded: dict[str, bytes] = {}

    def content(self, page: Page) -> bytes:
        """Return a page's bytes, as they were printed last where that was from the same.

        Raises:
            BadInput: it does not parse.
        """
        if page.kind not in _KEPT:
            made = self._press.made(page)
            if page.path.endswith(".html") and page.kind != "missing":  # that has the site's own root
                self.checking.take(page.path, made, shared=self._press.around.shared)
            return made.html.encode()
        mark = self.stamps.print(page)
        parts = {name: part for name, part in self._press.parts(page).items() if part}
        held = self._prints.get(page.path, mark)
        if held is not None and self._fits(page.path, held, parts):
            self.checking.note(page.path, held.leads)
            self._press.snapshot.warnings += held.warnings
            return held.filled({name: self._bytes(parts[name]) for name in held.parts})
        return self._printed(page, mark, parts)

    def known(self, page: Page) -> bool:
        """Return whether a page is kept as it is to be, but for what stands on others too."""
        return page.kind not in _KEPT or self._prints.get(page.path, self.stamps.print(page)) is not None

    def apart(self) -> list[str]:
        """Go on in a copy of the process, with files of its own; return where warnings come from now on."""
        snapshot = self._press.snapshot
        self._prints, snapshot.bodies, snapshot.warnings = self._prints.again(), snapshot.bodies.again(), []
        return snapshot.warnings

    def end(self) -> None:
        """Keep what was printed."""
        self._prints.__exit__()
        self._press.snapshot.bodies.__exit__()

    def _fits(self, path: str, held: Print, parts: Mapping[str, str]) -> bool:
        """Return whether a page that was printed before has a gap for each part, each whole by itself."""
        return {*held.parts} == {*parts} and all(self.checking.part(path, one) for one in parts.values())

    def _printed(self, page: Page, mark: str, parts: Mapping[str, str]) -> bytes:
        """Return a page made anew, and keep it where all the parts that it shares were found in it."""
        warnings = self._press.snapshot.warnings
        before = len(warnings)
        made = self._press.made(page)
        leads = self.checking.take(page.path, made, shared=self._press.around.shared)
        if leads is not None and made.parts.keys() >= parts.keys():
            self._prints.put(page.path, mark, printed(made, leads, warnings[before:]))
        return made.html.encode()

    def _bytes(self, part: str) -> bytes:
        if part not in self._encoded:
            self._encoded[part] = part.encode()
        return self._encoded[part]
