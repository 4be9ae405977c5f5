"""What search engines read to find every page: an index, the pages by thousands, the news of two days."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice, takewhile

from desk.domain import Story
from desk.site.address import pretty
from desk.site.clean import printable
from desk.site.feeds import XML, changed, escape, stamp
from desk.site.listings import Listings
from desk.site.snapshot import Snapshot, headline, language
from desk.site.visible import issued

INDEX, PAGES, NEWS = "sitemap.xml", "sitemap-pages.xml", "sitemap-news.xml"
PER_FILE = 200
_MARK = "<!-- Desk -->\n"
RECENT = timedelta(hours=48)
_MOST_NEWS = 1_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_GOOGLE = "http://www.google.com/schemas"


class Sitemaps:
    """The sitemaps of a snapshot whose base URL is known.

    Stories stand in files of some hundreds, the oldest in the first, so that a new one or an edit changes
    one short file and the index alone.

    Attributes:
        changed: when a file of stories last changed, as the index says it, so far as that is known.
    """

    def __init__(self, snapshot: Snapshot, listings: Listings, size: int) -> None:
        """`size` is how many stories stand on a page of a listing."""
        self._snapshot = snapshot
        self._listings = listings
        self._size = size
        self.changed: dict[str, str] = {}

    def paths(self) -> Iterator[str]:
        """Yield every file, the index last: whoever reads it finds the others."""
        for number in range(1, self._parts + 1):
            yield f"sitemap-{number}.xml"
        yield PAGES
        if self.news:
            yield NEWS
        yield INDEX

    def file(self, path: str) -> str:
        """Return what a file holds."""
        if path == INDEX:
            rows, kind, spaces = self._index(), "sitemapindex", ""
        elif path == PAGES:
            rows, kind, spaces = self._pages(), "urlset", ""
        elif path == NEWS:
            rows, kind, spaces = self._news_rows(), "urlset", f' xmlns:news="{_GOOGLE}/sitemap-news/0.9"'
        else:
            rows, kind, spaces = self.rows(path), "urlset", f' xmlns:image="{_GOOGLE}/sitemap-image/1.1"'
        held = "".join(f"{row}\n" for row in rows)
        return printable(f'{XML}{_MARK}<{kind} xmlns="{_SPACE}"{spaces}>\n{held}</{kind}>\n')

    @property
    def _parts(self) -> int:
        return -(-len(self._snapshot.oldest) // PER_FILE)

    def held(self, path: str) -> Sequence[str]:
        """Return the ids of the stories of a file of them."""
        return [story.id for story in self._snapshot.oldest[part(path)]]

    @cached_property
    def news(self) -> list[Story]:
        """Return the stories of the last two days, newest first."""
        since = self._snapshot.at - RECENT
        recent = takewhile(lambda story: issued(story) > since, self._snapshot.stories)
        return [*islice(recent, _MOST_NEWS)]

    def _index(self) -> Iterator[str]:
        base = self._snapshot.base_url
        for path, date in self.dated():
            yield f"<sitemap><loc>{escape(f'{base}/{path}')}</loc>{date}</sitemap>"

    def dated(self) -> Iterator[tuple[str, str]]:
        """Yield every file but the index, with when it last changed."""
        for path in self.paths():
            if path == NEWS:
                yield path, self._lastmod(max(map(changed, self.news)))
            elif path == PAGES:
                yield path, ""
            elif path != INDEX:
                if path not in self.changed:
                    self.changed[path] = self._lastmod(self.newest(path))
                yield path, self.changed[path]

    def newest(self, path: str) -> datetime:
        """Return when a file of stories last changed."""
        return max(map(changed, self._snapshot.oldest[part(path)]))

    def _lastmod(self, at: datetime) -> str:
        return f"<lastmod>{self._time(at)}</lastmod>"

    def _time(self, at: datetime) -> str:
        return stamp(self._snapshot, at)

    def _url(self, path: str) -> str:
        return escape(f"{self._snapshot.base_url}/{pretty(path)}")

    def _pages(self) -> Iterator[str]:
        """Yield the front page and the first page of whatever lists stories."""
        yield f"<url><loc>{escape(self._snapshot.base_url)}/</loc></url>"
        for path in self.listed():
            yield f"<url><loc>{self._url(path)}</loc></url>"

    def listed(self) -> Iterator[str]:
        """Yield the first page of whatever lists stories."""
        for listing in self._listings.all:
            if listing.stories:
                yield listing.path(listing.last(self._size), self._size)

    def rows(self, path: str) -> Iterator[str]:
        """Yield what a file of stories says of each."""
        return map(self.row, self._snapshot.oldest[part(path)])

    def row(self, story: Story) -> str:
        """Return what the file of a visible story says of it."""
        loc = self._url(self._snapshot.paths[story.id])
        lead = self._snapshot.lead(story, "share-wide")
        image = ""
        if lead is not None:
            url = escape(f"{self._snapshot.base_url}/pictures/{lead.file.name}.jpg")
            image = f"<image:image><image:loc>{url}</image:loc></image:image>"
        return f"<url><loc>{loc}</loc>{self._lastmod(changed(story))}{image}</url>"

    def _news_rows(self) -> Iterator[str]:
        publication = self._snapshot.edition.publication
        name = escape(publication.title or "—")
        for story in self.news:
            tag = language(story.language, publication.language).split("-")[0].lower()
            yield (
                f"<url><loc>{self._url(self._snapshot.paths[story.id])}</loc><news:news>"
                f"<news:publication><news:name>{name}</news:name><news:language>{tag}</news:language>"
                f"</news:publication><news:publication_date>{self._time(issued(story))}"
                f"</news:publication_date><news:title>{escape(headline(story))}</news:title>"
                "</news:news></url>"
            )


def part(path: str) -> slice:
    """Return which of all stories, the oldest first, a file of them holds."""
    number = int(path.removeprefix("sitemap-").removesuffix(".xml"))
    return slice((number - 1) * PER_FILE, number * PER_FILE)
