"""A page is looked at before readers see it: whether it parses, and whether what it leads to is there."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from html import unescape
from posixpath import dirname, normpath
from urllib.parse import unquote

from desk.domain import BadInput
from desk.site.made import GAP, Made
from desk.site.warned import Lead

_TAG = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9]*[^\"'>]*+(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*+)*+>", re.DOTALL
)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ADDRESS = re.compile(r"\s(href|src|srcset)=\"([^\"]*)\"")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|$")
_STRAIGHT = re.compile(r"(?:(?!\.{0,2}(?:/|$))[^/]+(?:/|$))*")  # no `.`, `..` or empty part
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
}
_MAY_STAY_OPEN = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}
_KEPT = 20_000  # tags
_ORDERS = 1_000  # of tags
_SITE_AS_IT_WAS = "The site is as it was"


Links = tuple[dict[str, list[str]], dict[str, list[str]]]
"""The files that pages lead to, each with those pages: what may be missing, and what may not."""


class Checking:
    """Looks at the pages that are made, and then at what they lead to."""

    def __init__(self) -> None:
        self._links: dict[str, list[str]] = defaultdict(list)
        self._needed: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[tuple[str, str], bool | None] = {}
        self._known: dict[str, dict[str, tuple[Lead, ...]]] = {}

    def take(self, path: str, page: Made, *, shared: Container[str] = ()) -> set[Lead] | None:
        """Look at a page.

        Args:
            path: relative to the site.
            page: what was made.
            shared: the parts that stand on many pages, which are looked at once.

        Returns:
            What its own words and its body lead to; None where some of it is whole with the rest alone.

        Raises:
            BadInput: it does not parse.
        """
        once = [part for part in page.parts.values() if part in shared]
        own = [page.own, *(part for part in page.parts.values() if part not in shared)]
        tags = [self._tags(piece) for piece in own]
        if None in tags or not all(self.part(path, part) for part in once):
            self._look(path, page.html)
            return None
        found = self._leads(path, (tag for piece in tags for tag in piece or ()))
        self.note(path, found)
        return found

    def _look(self, path: str, html: str) -> None:
        """Look at a page as a whole."""
        tags = _TAG.findall(html)
        if fault := _unclosed(tags):
            raise BadInput(
                f"The page {path} does not parse: {fault}",
                kept=_SITE_AS_IT_WAS,
                todo="Look at the theme's templates",
            )
        self.note(path, self._leads(path, tags))

    def part(self, path: str, part: str) -> bool:
        """Look at a part that many pages share, as it stands on one; return whether it is whole by itself."""
        key = ("../" * path.count("/"), part)
        if self._whole.get(key) is None:
            tags = self._tags(part)
            self.note(path, self._leads(path, tags or ()))
            straight = _leading(tags or ()) <= self._known[key[0]].keys()
            self._whole[key] = tags is not None if straight or tags is None else None
            return tags is not None
        return bool(self._whole[key])

    def _tags(self, piece: str) -> list[str] | None:
        """Return the tags of a piece of a page; None where it is not whole by itself."""
        tags = _TAG.findall(piece)
        broken = _unclosed(tags) or (GAP in piece and any(GAP in tag for tag in tags))
        return None if broken else tags

    def _leads(self, path: str, tags: Iterable[str]) -> set[Lead]:
        """Return what tags lead to, which is kept where that depends on the depth of its folder alone."""
        way = "../" * path.count("/")
        known = self._known.setdefault(way, {})
        if len(known) > _KEPT:
            known.clear()
        found: set[Lead] = set()
        for tag in _leading(tags):
            if tag in known:
                found.update(known[tag])
                continue
            addresses = [one for kind, text in _ADDRESS.findall(tag) for one in _addresses(kind, text)]
            leads = tuple(_lead(path, kind, one) for kind, one in addresses)
            if all(one.startswith(way) and _STRAIGHT.fullmatch(one, len(way)) for _, one in addresses):
                known[tag] = leads
            found.update(leads)
        return found

    def note(self, path: str, leads: Iterable[Lead]) -> None:
        """Take in what a page leads to."""
        for target, needed in leads:
            (self._needed if needed else self._links)[target].append(path)

    def links(self) -> Links:
        """Return what the pages lead to, for `join`."""
        return self._links, self._needed

    def join(self, links: Links) -> None:
        """Take in what pages lead to that were looked at elsewhere."""
        for mine, theirs in zip(self.links(), links, strict=True):
            for target, pages in theirs.items():
                mine[target] += pages

    def end(self, has: Callable[[str], bool]) -> dict[str, list[Lead]]:
        """Return what leads nowhere, by the pages that it stands on.

        Args:
            has: whether the site will have a file.

        Raises:
            BadInput: a picture, a style sheet or another file that a page loads will not be there.
        """
        found: dict[str, list[Lead]] = {}
        for needed, links in enumerate(self.links()):
            for target in [one for one in links if not has(one)]:
                if needed and target.startswith(("pictures/", "assets/")):
                    raise BadInput(
                        f"{target}, which {links[target][0]} shows, is not there",
                        kept=_SITE_AS_IT_WAS,
                        todo="Look at the theme's templates",
                    )
                for page in dict.fromkeys(links[target]):
                    found.setdefault(page, []).append((target, bool(needed)))
        return found


def _leading(tags: Iterable[str]) -> set[str]:
    """Return the tags that may hold an address."""
    return {tag for tag in tags if "href=" in tag or "src" in tag}


def _addresses(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the site's own addresses of an attribute, with its kind."""
    several = [one.split()[0] for one in text.split(",") if one.strip()] if kind == "srcset" else [text]
    for one in several:
        address = unquote(unescape(one).split("#")[0].split("?")[0])
        if not _ELSEWHERE.match(address):
            yield kind, address


def _lead(path: str, kind: str, address: str) -> Lead:
    target = _target(dirname(path), address)
    return target, kind != "href" or not target.endswith(".html")


def _target(folder: str, address: str) -> str:
    """Return the file that an address on a page of a folder means."""
    path = normpath(f"{folder}/{address}" if folder else address)
    named = "." in path.rsplit("/", 1)[-1] and not address.endswith("/")
    return path if named else normpath(f"{path}/index.html")


def unclosed(html: str) -> str:
    """Return what a page closes without having opened it, or leaves open; empty where it is whole."""
    return _unclosed(_TAG.findall(html))


def _unclosed(tags: Iterable[str]) -> str:
    return _left_open(tuple([_kind(tag.split(" ", 1)[0]) for tag in tags]))


@lru_cache(maxsize=_ORDERS)
def _left_open(kinds: tuple[str, ...]) -> str:
    """Return what is wrong with the order of some tags, of which many pages have the same."""
    open_: list[str] = []
    for kind in filter(None, kinds):
        if kind[0] != "/":
            open_.append(kind)
            continue
        tag = kind[1:]
        while open_ and open_[-1] != tag and open_[-1] in _MAY_STAY_OPEN:
            open_.pop()
        if not open_ or open_.pop() != tag:
            return f"<{kind}> closes nothing"
    left = [tag for tag in open_ if tag not in _MAY_STAY_OPEN]
    return f"<{left[-1]}> is not closed" if left else ""


@lru_cache(maxsize=_KEPT)
def _kind(tag: str) -> str:
    """Return a tag's name, behind `/` where it closes; empty where it needs no closing, and for a comment."""
    named = _NAME.match(tag)
    name = named[2].lower() if named else ""
    return "" if name in _VOID or named is None else f"{named[1]}{name}"
