"""What readers find on each page, and in which order."""

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from desk import site
from desk.domain import BadInput, Byline, Correction, Dateline
from tests.site.editions import HOUR, NOW, Newsroom, full, words


def test_cards_link_their_picture_where_there_is_one(room: Newsroom) -> None:
    full(room)
    room.export()
    page = room.page("news/main-headline.html")
    pictured = [card for card in page.all("article", class_="card") if card.find(".//img") is not None]
    assert len(pictured) == 3
    for card in pictured:
        links = {link.get("href") for link in card.iter("a")}
        assert len(links) == 1
        assert page.target(links.pop() or "").is_file()


def test_every_page_is_strict_html_with_one_h1_and_headings_in_order(room: Newsroom) -> None:
    full(room)
    room.story("Low heading first", body="#### Deep\n\ntext\n\n# Shallow\n\n###### Deeper")
    room.export()
    pages = list(room.pages())
    assert len(pages) == 16
    for page in pages:
        levels = [int(e.tag[1]) for e in page.root.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
        assert levels.count(1) == 1, page.path
        assert all(b <= a + 1 for a, b in pairwise(levels)), (page.path, levels)
        assert page.all("html")[0].get("lang")
        assert page.texts("title") != [""]


def test_a_new_story_changes_the_first_page_of_a_listing_and_no_other(room: Newsroom) -> None:
    for number in range(45):
        room.story(f"Note {number}", published=NOW - HOUR * number)
    room.export()
    first, second = room.page("news/index.html"), (room.out / "news/page/1/index.html").read_bytes()
    assert len(first.all("article", class_="card")) == 25
    assert len(room.page("news/page/1/index.html").all("article", class_="card")) == 20
    assert not (room.out / "news/page/2").exists()
    room.story("Newest", published=NOW)
    room.export()
    assert (room.out / "news/page/1/index.html").read_bytes() == second
    for number in range(14):
        room.story(f"More {number}", published=NOW)
    room.export()
    assert (room.out / "news/page/1/index.html").read_bytes() != second, "the way to newer ones"
    assert (room.out / "news/page/2/index.html").is_file()
    shown = [
        text
        for name in ("page/1/", "page/2/", "")
        for text in room.page(f"news/{name}index.html").texts("h2")
    ]
    assert len([text for text in shown if text]) == 60 == len(set(shown))


def test_tags_authors_and_months_have_their_pages(room: Newsroom) -> None:
    ada, jo = Byline("Ada Weir"), Byline("ada weir", "in Baku")
    room.story("One", tags=("Boats", "C"), bylines=(ada,))
    room.story("Two", tags=("boats", "C++"), bylines=(jo,), published=NOW - HOUR * 24 * 40)
    room.export()
    page = room.page("news/one.html")
    tags = {words(link): link.get("href") for link in page.all("nav", class_="tags")[0].iter("a")}
    assert list(tags) == ["Boats", "C"]
    listed = room.page("tag/boats/index.html")
    assert listed.texts("h1") == ["Boats"] and listed.texts("h2")[:2] == ["One", "Two"]
    (author,) = page.all("p", class_="byline")[0].iter("a")
    assert page.target(author.get("href")) == (room.out / "author/ada-weir/index.html").resolve()
    assert room.page("author/ada-weir/index.html").texts("h2")[:2] == ["One", "Two"]
    assert room.page("tag/c/index.html").texts("h2")[:1] == ["One"]
    (plus,) = (path for path in (room.out / "tag").iterdir() if path.name.startswith("c-"))
    assert room.page(f"tag/{plus.name}/index.html").texts("h1") == ["C++"]
    archive = room.page("archive/index.html")
    months = [words(item) for item in archive.all("ul", class_="months")[0].iter("li")]
    assert months == ["March 2030 1", "January 2030 1"]
    assert room.page("archive/2030/01/index.html").texts("h1") == ["January 2030"]


def test_corrections_have_a_page_of_their_own(room: Newsroom) -> None:
    room.story("Clean")
    room.export()
    assert not (room.out / "corrections").exists()
    fixed = (Correction("A year was wrong.", NOW - HOUR * 30), Correction("A name was wrong.", NOW))
    room.story("Fixed", corrections=fixed)
    room.export()
    page = room.page("corrections/index.html")
    said = [words(each) for each in page.all("article", class_="correction")]
    assert said == ["Fixed 6 March 2030. A name was wrong.", "Fixed 5 March 2030. A year was wrong."]
    assert "Corrections" in [words(link) for link in room.page("index.html").all("a")]


def test_other_languages_and_directions(room: Newsroom) -> None:
    arabic = room.story("عنوان", language="ar", slug="unwan", body="نص.", standfirst="مقدمة")
    main = room.story("Main", slug="main")
    room.put("popular", arabic, main)
    room.export()
    page = room.page("news/unwan.html")
    html = page.all("html")[0]
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    assert (page.all("header")[0].get("lang"), page.all("header")[0].get("dir")) == ("en", "ltr")
    card = room.page("news/main.html").all("article", class_="card")[0]
    inner = card.find("div")
    assert inner is not None
    assert (inner.get("lang"), inner.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("language", "choice", "date"),
    [
        ("ru", "Выбор редакции", "6 марта 2030"),
        ("az", "Redaktorun seçimi", "6 mart 2030"),
        ("hy", "Խմբագրի ընտրանին", "6 մարտի, 2030"),
        ("ka", "რედაქტორის რჩეული", "6 მარტი, 2030"),
        ("ar", "اختيار المحرر", "6 مارس 2030"),
        ("tr", "Editörün seçimi", "6 Mart 2030"),
        ("fr-CA", "Le choix de la rédaction", "6 mars 2030"),
        ("xx", "Editor's choice", "6 March 2030"),
    ],
)
def test_labels_and_dates_speak_the_language(tmp_path: Path, language: str, choice: str, date: str) -> None:
    room = Newsroom(tmp_path, language=language)
    one = room.story("One", language=language)
    room.story("Two", language=language)
    room.put("editors-choice", one)
    room.export()
    page = room.page("news/two.html")
    assert page.texts("h2") == [choice]
    assert date in words(page.all("div", class_="who")[0])


def test_notes_of_a_text_and_of_the_foot_lead_each_to_their_own(room: Newsroom) -> None:
    room.publication = replace(room.publication, footer="Ours[^1]\n\n[^1]: foot")
    room.story("One", body="Words[^1]\n\n[^1]: note")
    room.export()
    page = room.page("news/one.html")
    found = {element.get("id"): words(element) for element in page.root.iter("li") if element.get("id")}
    links = [link for link in page.all("a") if (link.get("href") or "").startswith("#fn:")]
    said = [found[(link.get("href") or "")[1:]] for link in links]
    assert [each.split()[0] for each in said] == ["note", "foot"]


def test_a_direction_that_is_none_is_that_of_the_language(room: Newsroom) -> None:
    room.story("One", language="ar", text_direction="right")
    room.export()
    assert room.page("news/one.html").root.get("dir") == "rtl"


def test_the_theme_is_chosen_by_name(room: Newsroom) -> None:
    assert site.themes() == {"daily": "Daily", "magazine": "Magazine"}
    room.publication = replace(room.publication, theme="../daily")
    with pytest.raises(BadInput, match="no site theme"):
        room.export()
    assert not room.out.exists()


def test_times_are_shown_in_the_publications_zone_and_scheduled_ones_count(room: Newsroom) -> None:
    room.story(
        "Scheduled",
        published=NOW - 30 * HOUR,
        publish_at=NOW - 2 * HOUR,
        dateline=Dateline("", dt.date(2030, 3, 1)),
    )
    room.export()
    times = [time.get("datetime") for time in room.page("news/scheduled.html").all("time")]
    assert times == ["2030-03-01", "2030-03-06T11:00:00+04:00"]
