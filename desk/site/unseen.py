"""Links to stories that readers do not see: a page has their words, and nothing of where they would lead."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from html import unescape
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from desk.domain import Status, Story
from desk.site.address import LISTS, part, stem

_LINK = re.compile(r"<a((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r"\shref=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")
_PATH = r"([a-z0-9-]+(?:/[a-z0-9-]+)*)"
_BESIDE = tuple(re.compile(rf"{begin}{_PATH}") for begin in (r"\]\(<?", r"\]:\s?<?", r"href=[\"']?"))
_PAGE = "section/story"  # where the page of a story stands


def names(story: Story) -> set[str]:
    """Return the words with which an address of a story may end."""
    slug = part(story.slug or story.headline)
    return {stem(slug), f"{slug}-{part(story.id)}", *map(stem, story.old_slugs)}


def told(story: Story, at: datetime) -> bool:
    """Return whether a page tells of a story at an instant: its own, or the notice that it was taken back."""
    return story.visible(at) or (story.status is Status.WITHDRAWN and story.came(at))


class Unseen:
    """Finds links to such stories.

    Attributes:
        names: of the stories.
    """

    def __init__(self, names: Collection[str], *bases: str) -> None:
        """`bases` are the ways of writing where the site stands."""
        self.names = frozenset(names)
        sites = [urlsplit(base) for base in bases]
        self._hosts = {one.hostname for one in sites if one.hostname}
        self._folders = sorted({one.path.strip("/") for one in sites} - {""})
        whole = {f"//{one.netloc}{one.path.rstrip('/')}/".lower() for one in sites if one.netloc}
        begins = "".join(f"|(?<={re.escape(one)})" for one in sorted(whole))
        own = re.compile(rf"/(?:(?<=[(.\"'=\s]/)|(?<=\(</){begins}){_PATH}")
        self._forms = (own, *_BESIDE)  # each begins with a sign of its own: Python looks at no others

    def mentioned(self, *texts: str) -> set[str]:
        """Return the names that addresses of the site's own end with in some Markdown; perhaps more."""
        found: set[str] = set()
        for text in texts:
            if "/" in text or "]" in text:
                plain = unescape(unquote(text)).replace("\\", "").lower()
                paths = (path for form in self._forms for path in form.findall(plain))
                found.update(path.removesuffix("/index").rpartition("/")[2] for path in paths)
        return found

    def among(self, text: str) -> bool:
        """Return whether links in some Markdown may lead to such stories."""
        return bool(self.names) and not self.names.isdisjoint(self.mentioned(text))

    def leads(self, address: str) -> str:
        """Return the name of such a story to which an address leads from a story's page, or nothing."""
        try:
            there = urlsplit(address)
            host = there.hostname
        except ValueError:
            return ""
        if there.scheme not in {"", "http", "https"} or ((host or there.scheme) and host not in self._hosts):
            return ""
        path = unquote(there.path)
        if path.startswith("/"):
            inside = (folder for folder in self._folders if path.strip("/").startswith(f"{folder}/"))
            path = path.strip("/").removeprefix(next(inside, ""))
        else:
            path = f"{_PAGE}/{path}"
        parts = [one for one in normpath(path).lower().split("/") if one not in {"", ".", ".."}]
        if parts[-1:] == ["index.html"]:
            parts.pop()
        if len(parts) < 2 or LISTS.fullmatch(parts[0]) or (len(parts) > 2 and parts[-2] == "page"):
            return ""
        name = parts[-1].removesuffix(".html")
        return name if name in self.names else ""

    def without(self, html: str, left: Callable[[str], None]) -> str:
        """Return clean HTML without links to such stories; words that are the address go with it.

        Args:
            html: as `cleaned` gives it.
            left: told the name of each story to which a link was left out.
        """

        def words(link: re.Match[str]) -> str:
            href = _HREF.search(link[1])
            name = self.leads(unescape(href[1])) if href else ""
            if not name:
                return link[0]
            left(name)
            said = unquote(unescape(_TAG.sub("", link[2]))).lower()
            return "" if re.search(rf"/{re.escape(name)}(?![a-z0-9-])", said) else link[2]

        return _LINK.sub(words, html)
