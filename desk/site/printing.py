"""Printing a site's pages: what is known from before is put together, the rest made; each is looked at."""

from desk.site.checking import Checking
from desk.site.pages import Page, Press
from desk.site.prints import Prints, printed
from desk.site.stamps import Stamps


class Printing:
    """Makes the pages of a press, and looks at them before readers do."""

    def __init__(self, press: Press, prints: Prints) -> None:
        self._press = press
        self._prints = prints
        self.stamps = Stamps(press)
        self.checking = Checking()
        self._encoded: dict[str, bytes] = {}

    def content(self, page: Page) -> bytes:
        """Return a page's bytes; raises BadInput where it does not parse."""
        if page.kind == "story":
            return self._story(page)
        made = self._press.made(page)
        if page.path.endswith(".html") and page.kind != "missing":  # that has the site's own root
            self.checking.take(page.path, made, shared=self._press.around.shared)
        return made.html.encode()

    def _story(self, page: Page) -> bytes:
        """Return a story's page, as it was printed last where that was from the same."""
        around, warnings = self._press.around, self._press.snapshot.warnings
        mark = self.stamps.print(page)
        parts = around.beside_story(page.path, self._press.snapshot.story(page.key))
        held = self._prints.get(page.key, mark)
        if held is not None and all(self.checking.part(page.path, parts[name]) for name in held.parts):
            self.checking.note(page.path, held.leads)
            warnings += held.warnings
            return held.filled({name: self._bytes(parts[name]) for name in held.parts})
        before = len(warnings)
        made = self._press.made(page)
        leads = self.checking.take(page.path, made, shared=around.shared)
        if leads is not None and made.parts.keys() >= {name for name, part in parts.items() if part}:
            self._prints.put(page.key, mark, printed(made, leads, warnings[before:]))
        return made.html.encode()

    def _bytes(self, part: str) -> bytes:
        if part not in self._encoded:
            self._encoded[part] = part.encode()
        return self._encoded[part]
