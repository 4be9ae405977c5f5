"""What readers find on the front, and in which order."""

from dataclasses import replace

from desk.domain import Container, Crop, Fill, Front, Layout, Pick, Slot, new_id
from tests.site.editions import Newsroom, words


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


def test_an_empty_publication_has_a_front_page_and_a_feed(room: Newsroom) -> None:
    room.export()
    assert "no stories here yet" in words(room.page("index.html").all("main")[0])
    assert not room.page("index.html").all("nav")
    assert (room.out / "feed.xml").is_file()
    assert (room.out / "culture" / "index.html").is_file()


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
