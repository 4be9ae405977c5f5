"""Links of a text to the publication's own stories: whatever form of address they have, they lead there."""

import re
from html import escape, unescape
from posixpath import dirname, normpath
from urllib.parse import urlsplit

from desk.domain import Publication, is_slug
from desk.site.address import LISTS, UNSECTIONED, part, pretty, root, story_path

_HREF = re.compile(r'(<a\s[^>]*?\bhref=")([^"]*)(?=")')
_CLIMB = "../../"


class OwnLinks:
    """Gives links in clean HTML the form of address that the publication's stories have.

    A link may have been written for pages in folders, `../../news/ferry/`, and stand on one that is a file.
    """

    def __init__(self, publication: Publication, *bases: str) -> None:
        """`bases` are the ways of writing where the site stands."""
        self._files = publication.story_files
        self._sections = {part(section.slug) for section in publication.sections} | {UNSECTIONED}
        sites = [urlsplit(base) for base in bases if base]
        self._hosts = {site.netloc.lower() for site in sites}
        self._folder = f"{sites[0].path.strip('/')}/".lstrip("/") if sites else ""

    def led(self, html: str, path: str) -> str:
        """Return the HTML of a page with links that lead to stories where these stand.

        Args:
            html: clean.
            path: the page's file.
        """
        return _HREF.sub(lambda link: link[1] + self._address(link[2], path), html)

    def _address(self, href: str, path: str) -> str:
        try:
            there = urlsplit(unescape(href))
        except ValueError:
            return href
        if (there.scheme or there.netloc) and not self._ours(there.scheme, there.netloc):
            return href
        whole = there.path.startswith("/")
        climbs = there.path.startswith(_CLIMB)
        inside = there.path.lstrip("/").removeprefix(self._folder) if whole else self._near(there.path, path)
        target = self._target(inside)
        if target:
            leads = f"/{self._folder}{pretty(target)}" if whole else root(path) + target
        elif climbs and self._files:
            leads = root(path) + there.path.removeprefix(_CLIMB)
        else:
            return href
        return escape(there._replace(path=leads).geturl())

    def _ours(self, scheme: str, netloc: str) -> bool:
        return scheme in {"", "http", "https"} and netloc.lower() in self._hosts

    def _near(self, way: str, path: str) -> str:
        """Return the path within the site that a relative address on a page means."""
        here = normpath(f"{dirname(path)}/{way}")
        beside = (
            way.endswith("/") and "/" not in here and here not in self._sections and not LISTS.fullmatch(here)
        )
        if self._files and (way.startswith(_CLIMB) or beside):
            return normpath(f"{path.removesuffix('.html')}/{way}")
        return here

    def _target(self, inside: str) -> str:
        """Return the page of the story that a path within the site means, whatever its form; else nothing."""
        found = inside.rstrip("/").removesuffix("/index.html")
        section, _, name = found.partition("/")
        slug = name.removesuffix(".html")
        if section not in self._sections or not is_slug(slug):
            return ""
        return story_path(section, slug, files=self._files)
