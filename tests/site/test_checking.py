"""Before readers see a page it is looked at: it parses, and what it loads is there."""

import pytest

from desk import paths
from desk.domain import BadInput
from desk.site.checking import unclosed
from tests.site.editions import Newsroom
from tests.site.test_folder import snapshot

THEME = paths.resources() / "themes" / "daily" / "templates"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a<br>b<img src='>'></p>", ""),
        ("<ul><li>a<li>b</ul>", ""),
        ('<a title="</div>">x</a><!-- <b> -->', ""),
        ("<main><p>a</main>", ""),
        ("<div><p>a</div></section>", "</section> closes nothing"),
        ("<main><div>a</main>", "</main> closes nothing"),
        ("<main><em>", "<em> is not closed"),
    ],
)
def test_what_is_not_closed_is_said(html: str, said: str) -> None:
    assert unclosed(html) == said


@pytest.mark.parametrize(
    ("was", "broken", "said"),
    [
        ("</article>\n{% if related", "{% if related", "does not parse"),
        ("</h1>", '</h1><img src="{{ root }}pictures/none.jpg" alt="">', "pictures/none.jpg"),
        ("</h1>", '</h1><img src="{{ root }}assets/none.svg" alt="">', "assets/none.svg"),
    ],
)
def test_a_page_that_is_broken_stops_the_export(room: Newsroom, was: str, broken: str, said: str) -> None:
    room.story("One", lead=room.photo())
    room.export()
    before = snapshot(room.out)
    own = room.folder / "theme" / "templates"
    own.mkdir(parents=True)
    words = (THEME / "article.html").read_text("utf-8")
    assert was in words
    (own / "article.html").write_text(words.replace(was, broken), "utf-8")
    with pytest.raises(BadInput, match=said) as raised:
        room.export()
    assert raised.value.kept
    assert snapshot(room.out) == before


def test_an_author_s_link_that_leads_nowhere_is_said_and_one_to_a_file_of_others_is_not(
    room: Newsroom,
) -> None:
    room.story("One", body="See [the map](../../maps/port.html) and [it](../two/) and [that](../none/).")
    room.story("Two")
    (room.out / "maps").mkdir(parents=True)
    (room.out / "maps" / "port.html").write_text("mine")
    report = room.export()
    assert [line for line in report.warnings if "nowhere" in line] == [
        "“One”: the link to news/none.html leads nowhere"
    ]
