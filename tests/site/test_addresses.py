"""Where each page stands, and that no two stand in one place."""

from dataclasses import replace

import pytest

from desk.domain import Byline, Correction, Section, Status
from desk.site.address import section_path
from desk.site.pages import Press
from desk.site.snapshot import Snapshot
from desk.site.theme import load_theme
from tests.site.editions import NOW, Newsroom, full, words


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


def test_a_section_called_as_a_listing_keeps_its_address(room: Newsroom) -> None:
    room.publication = replace(room.publication, sections=(Section("tag", "Tags"), Section("archive", "Old")))
    room.story("One", section="tag", tags=("Boats",), slug="boats")
    room.export()
    assert room.page("tag/boats.html").texts("h1") == ["One"]
    assert room.page("tag-/boats/index.html").texts("h1") == ["Boats"]
    assert (room.out / "archive-/2030/03/index.html").is_file()


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
