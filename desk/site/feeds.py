"""What machines read of a site: the Atom feed and the sitemap."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from desk.domain import Story
from desk.site.address import pretty, section_path
from desk.site.clean import printable
from desk.site.snapshot import Snapshot, issued, language

_PER_FILE = 5_000
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_MARK = "<!-- Desk -->\n"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _text(name: str, words: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(words)}</{name}>" if words else ""


def _changed(story: Story) -> datetime:
    return max(story.updated or _NEVER, issued(story))


def _stamp(snapshot: Snapshot, at: datetime) -> str:
    return snapshot.local(at).isoformat(timespec="seconds")


def atom(snapshot: Snapshot, count: int) -> str:
    """Return the Atom feed of the newest stories; addresses are whole where the base URL is known."""
    publication = snapshot.edition.publication
    base = f"{snapshot.base_url}/" if snapshot.base_url else ""
    stories = snapshot.stories[:count]
    newest = max((_changed(story) for story in stories), default=_NEVER)
    lines = [
        _XML + f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language(publication.language)}">',
        f"<id>urn:uuid:{escape(publication.id)}</id>",
        _text("title", publication.title or "—"),
        f"<updated>{_stamp(snapshot, newest)}</updated>",
        "<generator>Desk</generator>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feed.xml")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base or "index.html")}/>',
        *(_entry(snapshot, story, base) for story in stories),
        "</feed>\n",
    ]
    return printable("\n".join(line for line in lines if line))


def _entry(snapshot: Snapshot, story: Story, base: str) -> str:
    card = snapshot.card(story)
    path = pretty(card.path) if base else card.path
    tag = card.language
    authors = [by.name for by in story.bylines if by.name.strip()] or [
        snapshot.edition.publication.title or "—"
    ]
    return "\n".join(
        line
        for line in (
            f'<entry xml:lang="{tag}">',
            f"<id>urn:uuid:{escape(story.id)}</id>",
            _text("title", card.headline),
            f'<link rel="alternate" type="text/html" href={quoteattr(base + path)}/>',
            f"<published>{_stamp(snapshot, issued(story))}</published>",
            f"<updated>{_stamp(snapshot, _changed(story))}</updated>",
            *(f"<author>{_text('name', name)}</author>" for name in authors),
            f"<category term={quoteattr(story.section)} label={quoteattr(card.section)}/>"
            if story.section
            else "",
            _text("summary", card.teaser),
            "</entry>",
        )
        if line
    )


def sitemap_files(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """Yield the path and number of each file of the sitemap; a large one has an index, which is number 0."""
    parts = -(-len(_addresses(snapshot)) // _PER_FILE)
    if parts <= 1:
        yield "sitemap.xml", 1
        return
    yield "sitemap.xml", 0
    for number in range(1, parts + 1):
        yield f"sitemap-{number}.xml", number


def sitemap(snapshot: Snapshot, number: int) -> str:
    """Return a file of the sitemap; oldest stories first, so that a new one changes the last file alone."""
    addresses = _addresses(snapshot)
    head = _XML + _MARK
    if number == 0:
        parts = -(-len(addresses) // _PER_FILE)
        files = (f"{snapshot.base_url}/sitemap-{part}.xml" for part in range(1, parts + 1))
        rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in files)
        return f'{head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    rows = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>\n"
        for url, at in addresses[(number - 1) * _PER_FILE : number * _PER_FILE]
    )
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def _addresses(snapshot: Snapshot) -> list[tuple[str, str]]:
    base = snapshot.base_url
    fronts = [
        (f"{base}/", ""),
        *((f"{base}/{pretty(section_path(section.slug))}", "") for section in snapshot.sections),
    ]
    stories = sorted(snapshot.stories, key=lambda story: story.id)
    return fronts + [
        (f"{base}/{pretty(snapshot.paths[story.id])}", _stamp(snapshot, _changed(story))) for story in stories
    ]
