"""What machines read."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest

from desk.domain import Byline, Placement, Role, Status
from desk.site import feeds, sitemaps
from tests.site.editions import HOUR, NOW, Newsroom

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "material" / "schemas"
SCHEMA, FEED_SCHEMA = SCHEMAS / "all.xsd", SCHEMAS / "jsonfeed-1.1.schema.json"
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
    assert first.link == "https://news.example/news/story-0.html"
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


def test_rss_and_json_carry_the_same_stories(room: Newsroom) -> None:
    first = room.story(
        "One", standfirst="A & B", bylines=(Byline("Ada"),), tags=("boats",), lead=room.photo()
    )
    room.story("Two", section="culture")
    room.export()
    rss = feedparser.parse((room.out / "rss.xml").read_bytes())
    assert not rss.bozo and rss.version == "rss20"
    entry = rss.entries[0]
    assert (entry.title, entry.summary, entry.author) == ("One", "A & B", "Ada")
    assert (entry.id, entry.link) == (f"urn:uuid:{first.id}", "https://news.example/news/one.html")
    assert entry.published == "Wed, 06 Mar 2030 12:00:00 +0400"
    assert [tag.term for tag in entry.tags] == ["News", "boats"]
    assert [link.href for link in rss.feed.links if link.rel == "self"] == ["https://news.example/rss.xml"]
    held = json.loads((room.out / "feed.json").read_text("utf-8"))
    assert held["feed_url"] == "https://news.example/feed.json"
    item = held["items"][0]
    assert (item["id"], item["url"], item["summary"]) == (entry.id, entry.link, "A & B")
    assert item["date_published"] == "2030-03-06T12:00:00+04:00"
    assert (room.out / item["image"].removeprefix("https://news.example/")).is_file()


def test_a_section_has_feeds_of_its_own_that_its_pages_name(room: Newsroom) -> None:
    room.story("One")
    room.story("Two", section="culture")
    room.export()
    for file in ("feed.xml", "rss.xml"):
        feed = feedparser.parse((room.out / "culture" / file).read_bytes())
        assert not feed.bozo and [entry.title for entry in feed.entries] == ["Two"]
        assert feed.feed.title == "The Harbour Monitor · Culture"
    assert len(json.loads((room.out / "culture/feed.json").read_text("utf-8"))["items"]) == 1
    page = room.page("culture/two.html")
    named = [link.get("href") for link in page.all("link", rel="alternate")]
    assert named == [
        f"../{folder}{file}" for folder in ("", "culture/") for file in ("feed.xml", "rss.xml", "feed.json")
    ]
    assert all(page.target(address).is_file() for address in named)


def test_feeds_carry_whole_stories_where_the_publication_says_so(room: Newsroom) -> None:
    pier = room.photo("navy", caption="The pier.")
    room.story("One", standfirst="Short.", body=f"Long *words* [here](/news/one/).\n\n![](photo:{pier.id})\n")
    room.export()
    assert "Long" not in "".join((room.out / file).read_text("utf-8") for file in feeds.FILES)
    room.publication = replace(room.publication, feed_whole=True)
    room.export()
    atom, rss = (feedparser.parse((room.out / file).read_bytes()) for file in ("feed.xml", "rss.xml"))
    item = json.loads((room.out / "feed.json").read_text("utf-8"))["items"][0]
    for body in (atom.entries[0].content[0].value, rss.entries[0].content[0].value, item["content_html"]):
        assert "Long <em>words</em>" in body
        assert 'href="https://news.example/news/one.html"' in body
        addresses = re.findall(r"https://news\.example/(pictures/\S+?)[\s\"]", body)
        assert addresses and all((room.out / one).is_file() for one in addresses)
        assert "../" not in body


@pytest.mark.skipif(not FEED_SCHEMA.is_file(), reason="the shared material is not beside the project")
def test_the_json_feed_follows_its_schema(room: Newsroom) -> None:
    room.story("One", tags=("x",), lead=room.photo())
    room.story("No words", body="")
    room.export()
    schema = json.loads(FEED_SCHEMA.read_text("utf-8"))
    held = json.loads((room.out / "feed.json").read_text("utf-8"))
    jsonschema.validate(held, schema)


def sitemap(room: Newsroom, file: str = "sitemap.xml") -> ElementTree.Element:
    return ElementTree.parse(room.out / file).getroot()


def located(room: Newsroom, file: str) -> list[str]:
    return [(loc.text or "") for loc in sitemap(room, file).iter(_SITEMAP + "loc")]


def test_the_sitemaps_list_every_page_of_readers(room: Newsroom) -> None:
    room.story("One", tags=("Boats",), lead=room.photo())
    room.story("Old", published=NOW - HOUR * 49)
    room.story("Hidden", publish_at=NOW.replace(year=2031))
    room.export()
    base = "https://news.example/"
    files = ["sitemap-1.xml", "sitemap-pages.xml", "sitemap-news.xml"]
    assert located(room, "sitemap.xml") == [base + file for file in files]
    assert located(room, files[0]) == [base + "news/one.html", base + "news/old.html"]
    assert located(room, files[1]) == [base, base + "news/", base + "archive/2030/03/", base + "tag/boats/"]
    assert located(room, files[2]) == [base + "news/one.html"], "the news of two days"
    (image,) = sitemap(room, files[0]).iter("{http://www.google.com/schemas/sitemap-image/1.1}loc")
    assert (room.out / (image.text or "").removeprefix(base)).is_file()
    news = {one.tag.split("}")[1]: one.text for one in sitemap(room, files[2]).iter() if not len(one)}
    assert news == {
        "loc": base + "news/one.html",
        "name": "The Harbour Monitor",
        "language": "en",
        "publication_date": "2030-03-06T12:00:00+04:00",
        "title": "One",
    }
    assert f"Sitemap: {base}sitemap.xml" in (room.out / "robots.txt").read_text("utf-8")


def test_a_site_under_a_name_of_other_letters_is_reached_by_machines(room: Newsroom) -> None:
    room.publication = replace(room.publication, base_url="https://նորություն.example:8080/օր")
    room.story("One")
    room.export()
    where = "https://xn--69aybchac4dtd.example:8080/%D6%85%D6%80/news/one.html"
    for name in ("feed.xml", "rss.xml", "feed.json", "sitemap-1.xml", "news/one.html"):
        assert where in (room.out / name).read_text("utf-8")


def test_the_newsroom_s_own_robots_txt_stays(room: Newsroom) -> None:
    room.story("One")
    room.out.mkdir()
    (room.out / "robots.txt").write_text("User-agent: x")
    room.export()
    assert (room.out / "robots.txt").read_text() == "User-agent: x"


def test_a_new_story_changes_one_file_of_a_large_sitemap(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 4)
    for number in range(9):
        room.story(f"Story {number}")
    room.export()
    parts = [f"sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [loc for part in parts for loc in located(room, part)]
    assert len(set(found)) == len(found) == 9
    before = [(room.out / part).read_bytes() for part in parts]
    room.story("Story 9")
    room.export()
    after = [(room.out / part).read_bytes() for part in parts]
    assert before[:2] == after[:2] and before[2] != after[2]


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")
@pytest.mark.skipif(not SCHEMA.is_file(), reason="the shared material is not beside the project")
def test_the_sitemaps_follow_their_schemas(room: Newsroom) -> None:
    room.story("One", language="en-GB", lead=room.photo())
    room.story("Two")
    room.export()
    files = sorted(room.out.glob("sitemap-*.xml"))  # there is no schema of the index beside them
    assert len(files) == 3
    done = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--schema", SCHEMA, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="not there: ../shared/material/schemas")
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("held", ["nothing", "no words", "a photo alone", "no headline", "blanks"])
def test_feeds_and_maps_of_a_site_with_next_to_nothing_are_valid(
    room: Newsroom, held: str, whole: bool
) -> None:
    room.publication = replace(room.publication, feed_whole=whole)
    photo = room.photo("teal")
    match held:
        case "no words":
            room.story("One", body="")
        case "a photo alone":
            room.story("", slug="lead", body="", lead=photo)
            inline = (Placement(photo=photo.id, role=Role.INLINE),)
            room.story("", slug="inline", body=f"![](photo:{photo.id})", section="", photos=inline)
        case "no headline":
            room.story("", slug="", section="", language="", updated=None, published=None)
        case "blanks":
            room.story("\u200b", slug="x", body="\u00a0", language="xx-nonsense-!!", standfirst="\u2028")
    room.export()
    shape = json.loads(FEED_SCHEMA.read_text())
    for file in room.out.rglob("feed.json"):
        jsonschema.validate(json.loads(file.read_text("utf-8")), shape)
    for name in ("feed.xml", "rss.xml"):
        for file in room.out.rglob(name):
            said = feedparser.parse(file.read_bytes())
            assert not said.bozo and len({one.id for one in said.entries}) == len(said.entries)
            assert all(one.title and one.link for one in said.entries)
    if shutil.which("xmllint"):
        for file in room.out.glob("sitemap-*.xml"):
            command = ["xmllint", "--nonet", "--noout", "--schema", SCHEMA, file]
            subprocess.run(command, check=True, capture_output=True)
