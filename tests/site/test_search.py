"""The search page: what it looks in, and what an edit changes of that."""

import json
from dataclasses import replace

from desk.domain import Byline, Section
from desk.site.search import folded
from tests.site.editions import HOUR, NOW, Newsroom


def held(room: Newsroom) -> dict[str, list[list[str]]]:
    files = sorted((room.out / "search").glob("*.json"))
    return {file.stem: json.loads(file.read_text("utf-8"))["stories"] for file in files}


def searched(room: Newsroom) -> Newsroom:
    room.publication = replace(room.publication, search=True)
    return room


def test_without_the_setting_there_is_no_page_and_no_script(room: Newsroom) -> None:
    room.story("Ferry")
    room.export()
    assert not (room.out / "search").exists() and not list(room.out.rglob("*.js"))
    assert "search/index.html" not in (room.out / "index.html").read_text()


def test_each_month_has_a_file_of_the_words_of_its_stories(room: Newsroom) -> None:
    searched(room)
    room.story(
        "The Ferry & the pier",
        body="It **sails** at dawn.\n",
        tags=("Harbour",),
        bylines=(Byline(name="Ann Écrivain"),),
        standfirst="Twice a day",
    )
    room.story("Old news", published=NOW - HOUR * 24 * 60)
    room.export()
    months = held(room)
    assert list(months) == ["2030-01", "2030-03"]
    (row,) = months["2030-03"]
    assert row[:4] == ["news/the-ferry-the-pier.html", "The Ferry & the pier", "Twice a day", "News"]
    assert {"ferry", "sails", "harbour", "ecrivain", "twice", "news"} <= set(row[-1].split())
    page = room.page("search/index.html")
    assert 'data-months="2030-03 2030-01"' in page.source
    csp = page.source.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert "script-src &#39;self&#39;" in csp and "connect-src &#39;self&#39;" in csp
    front = room.page("index.html").source
    assert 'href="search/index.html"' in front and "script-src" not in front


def test_an_edit_changes_the_file_of_its_month_alone(room: Newsroom) -> None:
    searched(room)
    story = room.story("Ferry")
    room.story("Old news", published=NOW - HOUR * 24 * 60)
    room.export()
    before = {file: file.read_bytes() for file in (room.out / "search").iterdir()}
    room.stories[0] = replace(story, body="The ferry waits.\n")
    room.export()
    after = {file: file.read_bytes() for file in (room.out / "search").iterdir()}
    assert [file.name for file in after if before[file] != after[file]] == ["2030-03.json"]
    room.publication = replace(room.publication, search=False)
    room.export()
    assert not (room.out / "search").exists()


def test_a_section_of_that_name_keeps_its_address(room: Newsroom) -> None:
    searched(room)
    room.publication = replace(room.publication, sections=(Section("search", "Search parties"),))
    room.story("Found alive", section="search")
    room.export()
    assert (room.out / "search" / "found-alive.html").is_file()
    assert (room.out / "search-" / "index.html").is_file()


def test_words_are_folded() -> None:
    assert folded("Ёлка, Straße — ΛΌΓΟΣ; Işık!") == {"елка", "strasse", "λογοσ", "isik"}
    assert folded("Ի՞նչ և եւ") == {"ինչ", "եւ"}
    assert folded("القِطــار co\u00adop 3_4") == {"القطار", "coop", "3", "4"}
