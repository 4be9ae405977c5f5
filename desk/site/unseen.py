"""Links to stories that readers do not see: a page has their words, and nothing of where they would lead."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from html import unescape
from urllib.parse import unquote, urlsplit

from desk.domain import OwnSite, Status, Story
from desk.site.address import part, stem

_LINK = re.compile(r"<a((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r"\shref=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")
_PATH = r"([a-z0-9-]+(?:/[a-z0-9-]+)*)"
_BESIDE = tuple(re.compile(rf"{begin}{_PATH}") for begin in (r"\]\(<?", r"\]:\s?<?", r"href=[\"']?"))


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

    def __init__(self, names: Collection[str], site: OwnSite, *bases: str) -> None:
        """`bases` are the ways of writing where the site stands."""
        self.names = frozenset(names)
        self._site = site
        sites = [urlsplit(base) for base in bases]
        whole = {
            f"//{one.netloc}{port}{folder}/".lower()
            for one in sites
            for port in ("", ":80", ":443")
            for folder in ("", one.path.rstrip("/"))
            if one.netloc
        }
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
        name = self._site.name(address)
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
