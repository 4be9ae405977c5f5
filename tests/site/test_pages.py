"""What readers find on each page, and in which order."""

import datetime as dt
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from desk import site
from desk.domain import (
    BadInput,
    Byline,
    Container,
    Correction,
    Crop,
    Dateline,
    Fill,
    Front,
    Layout,
    Pick,
    Placement,
    Role,
    Section,
    Slot,
    Source,
    Status,
    Story,
    StoryKind,
    new_id,
    related_slug,
)
from desk.site.address import section_path
from desk.site.pages import Press
from desk.site.snapshot import Snapshot
from desk.site.theme import load_theme
from tests.site.editions import HOUR, NOW, Newsroom, words


def full(room: Newsroom) -> Story:
    """Fill a room with everything that an article page carries and return its story."""
    quay = room.photo(
        "teal",
        caption="The quay at dawn.",
        credit="A. Weir",
        alt="Boats beside a stone quay",
        creator="Ann Weir",
        copyright="(c) A. Weir",
        web_statement="https://weir.example/terms",
        licensors=("Weir & Co https://weir.example/buy",),
    )
    tower = room.photo("navy", caption="The tower.", alt="The tower.")
    body = (
        "Opening words of the body.\n\n## A heading\n\n"
        f"![](photo:{tower.id})\n\nThen a table:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
    )
    main = room.story(
        "Main headline",
        lead=quay,
        kicker="Transport",
        standfirst="The standfirst.",
        body=body,
        bylines=(Byline("Ada Weir", "in Port Ellis"), Byline("Jo Brandt")),
        dateline=Dateline("Port Ellis"),
        source=Source("Harbour Wire", "https://wire.example/1"),
        corrections=(Correction("A year was wrong.", NOW),),
        old_slugs=("former-headline",),
        tags=("boats",),
    )
    near = room.story("Related headline", lead=quay, standfirst="Related teaser.", kicker="Rails")
    chosen = room.story("Chosen headline", lead=quay, standfirst="Chosen teaser.", section="culture")
    read = room.story("Read headline", lead=quay, body="Teaser from the body.\n\nMore.")
    room.put(
        related_slug(main.id),
        near,
        Slot(id=new_id(), url="https://x.example/", headline="Out", source="X Daily"),
    )
    room.put(
        "editors-choice", Slot(id=new_id(), story=chosen.id, headline="Chosen instead", kicker="Pick"), main
    )
    room.put("popular", read)
    return main


@pytest.mark.parametrize(
    "name",
    [
        "corrections",
        "search",
        "tag",
        "author",
        "archive",
        "pictures",
        "assets",
        "story",
        "page",
        "feed",
        "con",
    ],
)
@pytest.mark.parametrize("filled", [True, False])
def test_a_section_of_any_name_hides_no_other_page(room: Newsroom, name: str, filled: bool) -> None:
    sections = (Section("news", "News"), Section(name, "The section"))
    room.publication = replace(room.publication, sections=sections, search=True)
    told = {"corrections": (Correction("A year was wrong.", NOW),), "tags": ("fog",)}
    room.story("Fog", lead=room.photo("teal"), bylines=(Byline("Ann"),), **told)
    if filled:
        for headline in ("Fog", "Page", "2030", "Ann"):
            room.story(headline, slug=f"in-{headline.lower()}", section=name, **told)
    room.story("Loose", section="")
    room.export()
    edition, theme = room.edition(), load_theme("daily")
    paths = [page.path for page in Press(Snapshot(edition, theme, NOW)).pages()]
    assert len({path.casefold() for path in paths}) == len(paths)
    front = room.page("index.html")
    named = {words(link): front.target(link.get("href", "")) for link in front.all("footer")[-1].iter("a")}
    assert "A year was wrong." in named["Corrections"].read_text("utf-8")
    assert "March 2030" in named["Archive"].read_text("utf-8")
    assert room.page(section_path(name)).texts("h1") == ["The section"]
    assert sum("search" in page.texts("h1")[0].lower() for page in room.pages()) == 1
    lost = [
        (page.path, one)
        for page in room.pages()
        if page.path != "404.html"
        for one in page.own_addresses()
        if not page.target(one).exists()
    ]
    assert lost == []
    assert room.export().written == 0


def test_every_former_address_leads_to_the_story(room: Newsroom) -> None:
    room.story("Ferry", section="culture", old_slugs=("boat",), old_sections=("news", ""), tags=("tide",))
    room.story("Tide", section="news", old_sections=("tag",))  # the list of that tag stands there now
    room.export()
    for path in ("culture/boat", "news/ferry", "news/boat", "story/ferry", "story/boat"):
        page = room.page(f"{path}.html")
        (link,) = [one for one in page.all("meta") if one.get("http-equiv") == "refresh"]
        assert link.get("content", "").endswith("url=../culture/ferry.html")
    assert room.page("tag/tide/index.html").texts("h1") == ["tide"]
    room.stories[0] = replace(room.stories[0], status=Status.WITHDRAWN)
    room.export()
    for path in ("culture/ferry", "culture/boat", "news/ferry", "story/boat"):
        assert room.page(f"{path}.html").texts("h1") == ["This story has been withdrawn"]


def test_the_article_carries_everything_in_order(room: Newsroom) -> None:
    full(room)
    room.export()
    page = room.page("news/main-headline.html")
    text = words(page.all("body")[0])
    order = [
        *(
            "News",
            "Transport",
            "Main headline",
            "The standfirst.",
            "By Ada Weir, in Port Ellis and Jo Brandt",
        ),
        *(
            "Port Ellis, 6 March 2030, 12:00",
            "The quay at dawn.",
            "Photo: A. Weir",
            "Opening words of the body.",
        ),
        *("A heading", "The tower.", "A year was wrong.", "Source: Harbour Wire"),
        *("Related articles", "News Rails", "Related headline", "Related teaser.", "Out", "X Daily"),
        *("Editor's choice", "Culture Pick", "Chosen instead", "Chosen teaser."),
        *("Popular", "News", "Read headline", "Teaser from the body."),
    ]
    at = text.index("Skip to the text")
    for part in order:
        found = text.find(part, at)
        assert found >= 0, part
        at = found
    assert page.all("time")[0].get("datetime") == "2030-03-06T12:00:00+04:00"
    assert page.texts("h1") == ["Main headline"]


def test_a_story_is_not_set_beside_itself(room: Newsroom) -> None:
    full(room)
    room.export()
    assert "Main headline" not in words(room.page("news/main-headline.html").all("aside")[0])
    assert "Main headline" in words(room.page("news/read-headline.html").all("aside")[0])


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


def test_every_own_address_leads_to_a_file(room: Newsroom) -> None:
    full(room)
    for number in range(45):
        room.story(f"Note {number}")
    room.export()
    checked = 0
    for page in room.pages():
        for address in page.own_addresses():
            assert page.target(address).is_file(), (page.path, address)
            checked += 1
    assert checked > 500
    assert room.page("news/index.html").texts("span", aria_current="page") == ["Page 2"]
    assert room.page("news/page/1/index.html").texts("span", aria_current="page") == ["Page 1"]


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


def test_a_section_called_as_a_listing_keeps_its_address(room: Newsroom) -> None:
    room.publication = replace(room.publication, sections=(Section("tag", "Tags"), Section("archive", "Old")))
    room.story("One", section="tag", tags=("Boats",), slug="boats")
    room.export()
    assert room.page("tag/boats.html").texts("h1") == ["One"]
    assert room.page("tag-/boats/index.html").texts("h1") == ["Boats"]
    assert (room.out / "archive-/2030/03/index.html").is_file()


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


@pytest.mark.parametrize(
    ("kind", "label", "type_"),
    [
        (StoryKind.NEWS, "", "NewsArticle"),
        (StoryKind.OPINION, "Opinion", "OpinionNewsArticle"),
        (StoryKind.ANALYSIS, "Analysis", "AnalysisNewsArticle"),
        (StoryKind.INTERVIEW, "Interview", "NewsArticle"),
    ],
)
def test_readers_are_told_what_kind_of_text_it_is(
    room: Newsroom, kind: StoryKind, label: str, type_: str
) -> None:
    room.story("One", kind=kind)
    room.export()
    page = room.page("news/one.html")
    assert page.texts("span", class_="kind")[:1] == [label] * bool(label)
    assert room.page("index.html").texts("span", class_="kind") == [label] * bool(label)
    assert json.loads(page.texts("script", type="application/ld+json")[0])["@type"] == type_


def test_pictures_have_size_choice_of_widths_and_an_alt_that_is_no_caption(room: Newsroom) -> None:
    full(room)
    room.export()
    images = room.page("news/main-headline.html").all("img")
    assert [image.get("alt") for image in images[:2]] == ["Boats beside a stone quay", ""]
    assert images[0].get("loading") is None
    assert {image.get("loading") for image in images[1:]} == {"lazy"}
    for image in images:
        assert int(image.get("width", "0")) > 0
        assert int(image.get("height", "0")) > 0
        assert " 96w" in image.get("srcset", "") or " 480w" in image.get("srcset", "")


def test_an_inline_picture_is_a_figure_with_this_uses_own_words(room: Newsroom) -> None:
    tower = room.photo(caption="The tower.", credit="M. Keeper", alt="A white tower")
    place = Placement(photo=tower.id, role=Role.INLINE, caption="The tower in fog.", ref="assets/tower.jpg")
    room.story("By name", body="Before.\n\n![](assets/tower.jpg)\n\nAfter.", photos=(place,))
    room.story("By id", body=f'Text ![A fog bank](photo:{tower.id} "Fog.") goes on.')
    room.story("Unknown", body="![x](assets/none.jpg)\n\n![y](photo:nobody)\n\nWords.")
    room.story("Elsewhere", body="![A map](https://maps.example/m.png)")
    report = room.export()
    figure = room.page("news/by-name.html").all("figure")[0]
    assert words(figure) == "The tower in fog. Photo: M. Keeper"
    page = room.page("news/by-id.html")
    assert page.texts("figcaption") == ["Fog. Photo: M. Keeper"]
    assert [image.get("alt") for image in page.all("img")] == ["A fog bank"]
    assert page.texts("p")[-4:] != []
    assert "Text goes on." in words(page.all("div", class_="body")[0])
    assert not room.page("news/unknown.html").all("figure")
    assert sorted(report.warnings) == [
        "“Unknown”: the picture “assets/none.jpg” is not there and was left out",
        "“Unknown”: the picture “photo:nobody” is not there and was left out",
    ]
    elsewhere = room.page("news/elsewhere.html")
    assert not elsewhere.all("img")
    assert [link.get("href") for link in elsewhere.all("a") if words(link) == "A map"] == [
        "https://maps.example/m.png"
    ]


def test_the_head_says_what_search_engines_and_networks_need(room: Newsroom) -> None:
    full(room)
    room.export()
    page = room.page("news/main-headline.html")
    url = "https://news.example/news/main-headline.html"
    assert [link.get("href") for link in page.all("link", rel="canonical")] == [url]
    assert page.meta("og:url") == url
    assert page.meta("og:type") == "article"
    assert page.meta("description") == "The standfirst."
    assert page.meta("article:published_time") == "2030-03-06T12:00:00+04:00"
    image = page.meta("og:image")
    assert (room.out / image.removeprefix("https://news.example/")).is_file()
    assert (page.meta("og:locale"), page.meta("twitter:card")) == ("en_US", "summary_large_image")
    assert page.meta("article:modified_time") == "2030-03-06T12:00:00+04:00"
    assert page.meta("article:author") == "https://news.example/author/ada-weir/"
    data, trail, *pictures = map(json.loads, page.texts("script", type="application/ld+json"))
    assert data["headline"] == "Main headline"
    assert data["author"][0] == {
        "@type": "Person",
        "name": "Ada Weir",
        "url": "https://news.example/author/ada-weir/",
    }
    assert data["publisher"]["logo"]["url"] == "https://news.example/assets/favicon.svg"
    assert data["isPartOf"]["url"] == "https://news.example/"
    assert data["correction"] == ["A year was wrong."]
    assert data["image"][0] == image and len(data["image"]) == 3
    assert [one["name"] for one in trail["itemListElement"]] == [
        "The Harbour Monitor",
        "News",
        "Main headline",
    ]
    assert [one["contentUrl"] for one in pictures] == data["image"]
    shapes = [one["width"] / one["height"] for one in pictures]
    assert shapes == pytest.approx([16 / 9, 4 / 3, 1], abs=0.01)
    for one in pictures:
        assert (one["creditText"], one["copyrightNotice"], one["creator"][0]["name"]) == (
            "A. Weir",
            "(c) A. Weir",
            "Ann Weir",
        )
        assert one["license"] == "https://weir.example/terms"
        assert one["acquireLicensePage"] == "https://weir.example/buy"
        with Image.open(room.out / one["contentUrl"].removeprefix("https://news.example/")) as file:
            assert file.size == (one["width"], one["height"])


def test_without_a_base_url_nothing_absolute_is_made_up(room: Newsroom) -> None:
    full(room)
    room.publication = replace(room.publication, base_url="")
    room.export()
    page = room.page("news/main-headline.html")
    assert not page.all("link", rel="canonical")
    assert page.meta("og:url") == page.meta("og:image") == ""
    assert not (room.out / "sitemap.xml").exists()


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


def test_the_front_page(room: Newsroom) -> None:
    quay = room.photo()
    room.story("Newest without a picture")
    pictured = room.story("Newest with a picture", lead=quay)
    for number in range(9):
        room.story(f"Note {number}")
    song = room.story("A song", section="culture")
    room.export()
    front = room.page("index.html")
    assert front.texts("h1") == ["The Harbour Monitor"]
    assert words(front.all("article", class_="lead")[0]).startswith("News Newest with a picture")
    assert "Culture" in front.texts("h2")
    headlines = [text for text in front.texts("h3") if text]
    assert len(headlines) == len(set(headlines)) == 6 + 3 + 1
    room.put("lead", song)
    room.put("top-stories", pictured, song)
    room.export()
    front = room.page("index.html")
    assert "A song" in words(front.all("article", class_="lead")[0])
    assert front.texts("h3")[0] == "Newest with a picture"
    assert "A song" not in front.texts("h3")


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


def test_an_empty_publication_has_a_front_page_and_a_feed(room: Newsroom) -> None:
    room.export()
    assert "no stories here yet" in words(room.page("index.html").all("main")[0])
    assert not room.page("index.html").all("nav")
    assert (room.out / "feed.xml").is_file()
    assert (room.out / "culture" / "index.html").is_file()


def test_a_former_address_leads_to_the_present_one(room: Newsroom) -> None:
    full(room)
    room.export()
    page = room.page("news/former-headline.html")
    refresh = next(m.get("content", "") for m in page.all("meta") if m.get("http-equiv") == "refresh")
    assert page.target(refresh.split("url=")[1]) == (room.out / "news/main-headline.html").resolve()
    assert page.all("link", rel="canonical")[0].get("href") == "https://news.example/news/main-headline.html"


def test_a_story_without_a_section_and_one_with_a_forbidden_name(room: Newsroom) -> None:
    room.story("Loose", section="")
    room.story("Device", slug="con", section="aux")
    room.story("Climber", slug="../../../climber", section="../..")
    room.export()
    assert (room.out / "story/loose.html").is_file()
    assert (room.out / "aux-/con-.html").is_file()
    names = [path.relative_to(room.out).as_posix() for path in room.out.rglob("*climber*")]
    assert len(names) == 1
    assert not list(room.folder.glob("climber*"))


def test_two_stories_never_share_an_address(room: Newsroom) -> None:
    room.story("One", slug="same", section="")
    room.story("Two", slug="same", section="story")
    report = room.export()
    assert report.warnings == ()
    found = [words(page.all("h1")[0]) for page in room.pages() if page.path.startswith("story/same")]
    assert sorted(found) == ["One", "Two"]


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


def test_containers_of_every_layout_and_fill(room: Newsroom) -> None:
    quay = room.photo()
    for number in range(6):
        room.story(f"Note {number}", lead=quay, tags=("Port",) if number < 3 else ())
    song = room.story("A song", section="culture", lead=quay)
    link = Slot(id=new_id(), url="https://else.example/", headline="Elsewhere", source="Else")
    made = [
        Container(
            id=new_id(),
            slug="lead",
            name="Lead",
            layout=Layout.LEAD,
            slots=(Slot(id=new_id(), story=song.id),),
        ),
        Container(id=new_id(), slug="links", name="Links", layout=Layout.STRIP, slots=(link,)),
        Container(
            id=new_id(),
            slug="port",
            name="From the port",
            layout=Layout.LIST,
            fill=Fill.AUTOMATIC,
            pick=Pick(tag="port"),
            most=2,
        ),
        Container(
            id=new_id(),
            slug="rest",
            name="More",
            layout=Layout.GRID,
            fill=Fill.AUTOMATIC,
            skips=(room.stories[5].id,),
        ),
        Container(id=new_id(), slug="none", name="Nothing", slots=()),
    ]
    room.fronts["front"] = Front(id=new_id(), slug="front", name="Front page", containers=tuple(made))
    room.fronts["news"] = Front(
        id=new_id(), slug="news", name="News", containers=(replace(made[2], id=new_id(), slug="news-port"),)
    )
    assert room.export().warnings == ()
    front = room.page("index.html")
    assert front.texts("h2") == ["A song", "Links", "From the port", "More"]
    assert [text.removeprefix("News ") for text in front.texts("h3")] == [
        "Elsewhere",
        "Note 0",
        "Note 1",
        "Note 2",
        "Note 3",
        "Note 4",
    ]
    assert len(front.all("div", class_="strip")[0].findall(".//img")) == 0
    section = room.page("news/index.html")
    headlines = [*section.texts("h3"), *section.texts("h2")]
    assert (
        headlines[:3] == ["Note 0", "Note 1", "From the port"] and len(headlines) == len(set(headlines)) == 7
    )


def test_a_slot_shows_other_words_and_another_picture(room: Newsroom) -> None:
    own, other = room.photo("teal"), room.photo("red", alt="A red field")
    story = room.story("Own words", lead=own)
    slot = Slot(
        id=new_id(),
        story=story.id,
        headline="Other words",
        kicker="Look",
        teaser="Said here",
        photo=other.id,
        crop=Crop(0, 0, 0.5, 0.5),
    )
    room.put("lead", slot)
    room.put("editors-choice", replace(slot, id=new_id(), photo=new_id()))
    room.export()
    front = room.page("index.html")
    lead = front.all("article", class_="lead")[0]
    assert "Other words" in words(lead) and "Look" in words(lead) and "Said here" in words(lead)
    image = next(lead.iter("img"))
    assert (image.get("alt"), image.get("width")) == ("A red field", "320")
    assert all(front.target(address).is_file() for address in front.own_addresses() if "pictures" in address)
    assert "Own words" not in " ".join(front.texts("h3"))
    assert room.page("news/own-words.html").texts("h1") == ["Own words"]


def test_the_words_of_a_use_stand_before_the_photo_s_own(room: Newsroom) -> None:
    pier = room.photo(caption="The pier.", credit="A. Weir", alt="A pier")
    here = Placement(photo=pier.id, caption="Der Steg.", credit="A. Wehr", alt="Ein Steg")
    room.story("Ours", photos=(here,))
    room.story("Plain", lead=pier)
    room.export()
    own, plain = ((room.out / "news" / f"{slug}.html").read_text("utf-8") for slug in ("ours", "plain"))
    assert "Der Steg." in own and "A. Wehr" in own and "A. Weir" not in own
    assert "The pier." in plain and "A. Weir" in plain


def test_a_lead_photo_that_stands_in_the_text_too_has_all_its_pictures(room: Newsroom) -> None:
    photo = room.photo()
    places = Placement(photo=photo.id), Placement(photo=photo.id, role=Role.INLINE)
    story = room.story("Twice", body=f"Seen.\n\n![](photo:{photo.id})", photos=places)
    room.put("lead", story)
    room.export()
    for page in room.pages():
        for address in page.own_addresses():
            assert "pictures/" not in address or page.target(address).is_file(), address
