"""What readers find on the page of a story."""

import json
from dataclasses import replace

import pytest
from PIL import Image

from desk.domain import Placement, Role, StoryKind
from tests.site.editions import Newsroom, full, words


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
