"""A page is looked at before readers see it: whether it parses, and whether what it leads to is there."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from posixpath import dirname, normpath
from urllib.parse import unquote

from desk.domain import BadInput

_MARKUP = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^\"'>])*>", re.DOTALL)
_ADDRESS = re.compile(r"\s(href|src|srcset)=\"([^\"]*)\"")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|$")
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
}
_MAY_STAY_OPEN = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}
_MOST = 20  # lines about links
_SITE_AS_IT_WAS = "The site is as it was"


class Checking:
    """Looks at the pages that are made, and then at what they lead to."""

    def __init__(self) -> None:
        self._links: dict[str, str] = {}
        self._needed: dict[str, str] = {}

    def take(self, path: str, html: str) -> None:
        """Look at a page; raises BadInput where it does not parse."""
        if fault := unclosed(html):
            raise BadInput(
                f"The page {path} does not parse: {fault}",
                kept=_SITE_AS_IT_WAS,
                todo="Look at the theme's templates",
            )
        folder = dirname(path)
        for kind, address in set(_ADDRESS.findall(html)):
            for one in _addresses(kind, address):
                target = _target(folder, one)
                needed = kind != "href" or not target.endswith(".html")
                (self._needed if needed else self._links).setdefault(target, path)

    def end(self, has: Callable[[str], bool]) -> list[str]:
        """Return a line for each link that leads nowhere.

        Args:
            has: whether the site will have a file.

        Raises:
            BadInput: a picture, a style sheet or another file that a page loads will not be there.
        """
        for path, page in self._needed.items():
            if path.startswith(("pictures/", "assets/")) and not has(path):
                raise BadInput(
                    f"{path}, which {page} shows, is not there",
                    kept=_SITE_AS_IT_WAS,
                    todo="Look at the theme's templates",
                )
        found = [
            f"{page}: the link to {path} leads nowhere"
            for path, page in {**self._links, **self._needed}.items()
            if not has(path)
        ]
        more = [f"{len(found) - _MOST} more links lead nowhere"] if len(found) > _MOST else []
        return [*found[:_MOST], *more]


def _addresses(kind: str, address: str) -> Iterator[str]:
    """Yield the site's own addresses of an attribute."""
    several = [one.split()[0] for one in address.split(",") if one.strip()] if kind == "srcset" else [address]
    for one in several:
        plain = unquote(unescape(one).split("#")[0].split("?")[0])
        if not _ELSEWHERE.match(plain):
            yield plain


def _target(folder: str, address: str) -> str:
    """Return the file that an address on a page of a folder means."""
    path = normpath(f"{folder}/{address}" if folder else address)
    named = "." in path.rsplit("/", 1)[-1] and not address.endswith("/")
    return path if named else normpath(f"{path}/index.html")


def unclosed(html: str) -> str:
    """Return what a page closes without having opened it, or leaves open; empty where it is whole."""
    open_: list[str] = []
    for closing, name in _MARKUP.findall(html):
        tag = name.lower()
        if not tag or tag in _VOID:
            continue
        if not closing:
            open_.append(tag)
            continue
        while open_ and open_[-1] != tag and open_[-1] in _MAY_STAY_OPEN:
            open_.pop()
        if not open_ or open_.pop() != tag:
            return f"</{tag}> closes nothing"
    left = [tag for tag in open_ if tag not in _MAY_STAY_OPEN]
    return f"<{left[-1]}> is not closed" if left else ""
