"""What machines read."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from desk.domain import Byline, Status
from desk.site import feeds
from tests.site.editions import NOW, Newsroom

SCHEMA = Path(__file__).parents[2].parent / "shared" / "material" / "schemas" / "all.xsd"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(room: Newsroom) -> feedparser.FeedParserDict:
    feed = feedparser.parse((room.out / "feed.xml").read_bytes())
    assert not feed.bozo
    return feed


def test_the_feed_carries_the_newest_stories(room: Newsroom) -> None:
    for number in range(60):
        room.story(f"Story {number}", standfirst="A & B < C", bylines=(Byline("Ada"), Byline("Jo")))
    room.story("Hidden", status=Status.DRAFT)
    room.export()
    feed = read(room)
    assert feed.feed.title == "The Harbour Monitor"
    assert len(feed.entries) == 50
    first = feed.entries[0]
    assert first.id == f"urn:uuid:{room.stories[0].id}"
    assert first.link == "https://news.example/news/story-0/"
    assert first.published == "2030-03-06T12:00:00+04:00"
    assert first.summary == "A & B < C"
    assert [author.name for author in first.authors] == ["Ada", "Jo"]
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    links = {link.rel: link.href for link in feed.feed.links}
    assert links == {"self": "https://news.example/feed.xml", "alternate": "https://news.example/"}


def test_the_feed_of_a_site_without_an_address_points_beside_itself(room: Newsroom) -> None:
    room.publication = replace(room.publication, base_url="")
    room.story("One")
    room.export()
    assert (room.out / read(room).entries[0].link).is_file()


def test_words_that_xml_cannot_hold_do_not_break_it(room: Newsroom) -> None:
    room.publication = replace(room.publication, title="A\x00 <B> & \ufffe\ud800C")
    room.story("One \x0b]]> two", standfirst="\x1f&amp;")
    room.export()
    feed = read(room)
    assert feed.feed.title == "A <B> & C"
    assert feed.entries[0].title == "One ]]> two"


def test_the_sitemap_lists_every_page_of_readers(room: Newsroom) -> None:
    room.story("One")
    room.story("Hidden", publish_at=NOW.replace(year=2031))
    room.export()
    root = ElementTree.parse(room.out / "sitemap.xml").getroot()
    assert [loc.text for loc in root.iter(_SITEMAP + "loc")] == [
        "https://news.example/",
        "https://news.example/news/",
        "https://news.example/news/one/",
    ]


def test_a_large_sitemap_is_split_under_an_index(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_PER_FILE", 4)
    for number in range(9):
        room.story(f"Story {number}")
    room.export()
    index = ElementTree.parse(room.out / "sitemap.xml").getroot()
    files = [(loc.text or "").removeprefix("https://news.example/") for loc in index.iter(_SITEMAP + "loc")]
    assert files == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    found = [
        loc.text
        for file in files
        for loc in ElementTree.parse(room.out / file).getroot().iter(_SITEMAP + "loc")
    ]
    assert len(set(found)) == len(found) == 11


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")
@pytest.mark.skipif(not SCHEMA.is_file(), reason="the shared material is not beside the project")
def test_the_sitemap_follows_its_schema(room: Newsroom) -> None:
    room.story("One")
    room.export()
    done = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--schema", SCHEMA, room.out / "sitemap.xml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
