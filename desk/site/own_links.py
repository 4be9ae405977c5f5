"""Links of a text to the publication's own stories: whatever form of address they have, they lead there."""

import re
from html import escape, unescape
from urllib.parse import urlsplit

from desk.domain import OwnSite, is_slug
from desk.site.address import pretty, root, story_path

_HREF = re.compile(r'(<a\s[^>]*?\bhref=")([^"]*)(?=")')
_CLIMB = "../../"


class OwnLinks:
    """Gives links in clean HTML the form of address that the publication's stories have.

    A link may have been written for pages in folders, `../../news/ferry/`, and stand on one that is a file.
    """

    def __init__(self, site: OwnSite) -> None:
        self._site = site
        self._root = f"{site.root}/".lstrip("/")

    def led(self, html: str, path: str) -> str:
        """Return the HTML of a page with links that lead to stories where these stand.

        Args:
            html: clean.
            path: the page's file.
        """
        return _HREF.sub(lambda link: link[1] + self._address(link[2], path), html)

    def _address(self, href: str, path: str) -> str:
        address, files = unescape(href), self._site.files
        led = self._site.led(address, path.partition("/")[0])
        if led and led.folder in self._site.folders and is_slug(led.name):
            there = urlsplit(address)
            page = story_path(led.folder, led.name, files=files)
            leads = f"/{self._root}{pretty(page)}" if there.path.startswith("/") else root(path) + page
            return escape(there._replace(path=leads).geturl())
        if files and address.startswith(_CLIMB):
            return escape(root(path) + address.removeprefix(_CLIMB))
        return href
