"""The newsroom's own theme stands over the one that ships, file by file; what is wrong in it is said."""

import re
from dataclasses import replace

import pytest

from desk.domain import BadInput
from tests.site.editions import Newsroom, words


def own(room: Newsroom, name: str, content: str) -> None:
    file = room.folder / "theme" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def test_a_template_an_asset_a_label_and_a_count_of_ones_own(room: Newsroom) -> None:
    for number in range(5):
        room.story(f"Note {number}")
    room.export()
    assert len(room.page("news/index.html").all("article", class_="card")) == 5
    own(
        room,
        "templates/missing.html",
        "{% extends 'base.html' %}{% block content %}<main><h1>Gone</h1></main>{% endblock %}",
    )
    own(room, "assets/style.css", "main { color: teal }")
    own(room, "assets/logo.svg", "<svg/>")
    own(room, "labels.toml", '[en]\nhome = "Our front"\n')
    own(room, "theme.toml", "[counts]\nsection = 2\n")
    room.export()
    assert room.page("404.html").texts("h1") == ["Gone"]
    (style,) = (room.out / "assets").glob("style-*.css")
    assert style.read_text() == "main { color: teal }"
    assert (room.out / "assets/logo.svg").is_file() and (room.out / "assets/favicon.svg").is_file()
    assert len(room.page("news/index.html").all("article", class_="card")) == 3
    assert "More" not in words(room.page("news/note-0/index.html").all("body")[0])


def test_a_theme_is_built_on_another_and_style_sheets_besides_are_loaded_behind(room: Newsroom) -> None:
    room.publication = replace(room.publication, theme="magazine")
    photo = room.photo(size=(1400, 900))
    room.story("Note", lead=photo)
    own(room, "assets/own.css", "main { color: teal }")
    own(room, "assets/parts/print.css", "main { color: black }")
    own(room, "theme.toml", "[pictures.card]\nwidths = [300]\n")
    room.export()
    page = room.page("news/index.html")
    links = [link.get("href", "") for link in page.all("link", rel="stylesheet")]
    sheets = [re.sub("-[0-9a-f]{10}", "", link) for link in links]
    assert sheets == [f"../assets/{name}.css" for name in ("fonts", "style", "magazine", "own")]
    (shot,) = page.all("article", class_="card")[0].iter("img")
    assert shot.get("srcset", "").endswith("-300.jpg 300w") and "540px" in shot.get("sizes", "")
    assert shot.get("width") == "300" and shot.get("height") == "225"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "{% extends 'base.html' %}\n{% block content %}\n{{ story.nothing }}\n{% endblock %}",
            "Line 3 of the theme's article.html",
        ),
        (
            "{% extends 'base.html' %}\n{% block content %}{{ 1 + 'a' }}{% endblock %}",
            "Line 2 of the theme's article.html",
        ),
        ("\n\n{% if %}", "Line 3 of the theme's article.html"),
        ("{{ ''.__class__.__mro__ }}", "article.html"),
        ("{{ 1 // 0 }}", "Line 1 of the theme's article.html"),
        ("{% include 'none.html' %}", "none.html"),
        ("{% include '../../../secret' %}", "secret"),
    ],
)
def test_what_is_wrong_names_the_file_the_line_and_the_story(
    room: Newsroom, template: str, said: str
) -> None:
    room.story("One")
    room.export()
    before = (room.out / "news/one/index.html").read_bytes()
    own(room, "templates/article.html", template)
    with pytest.raises(BadInput) as raised:
        room.export()
    assert said in str(raised.value) and "(on the page of “One”)" in str(raised.value)
    assert (room.out / "news/one/index.html").read_bytes() == before


def test_settings_that_are_no_toml_are_said(room: Newsroom) -> None:
    room.story("One")
    own(room, "theme.toml", "[counts")
    with pytest.raises(BadInput, match=r"theme\.toml of the theme"):
        room.export()


def test_a_link_out_of_the_folder_carries_nothing_to_readers(room: Newsroom) -> None:
    room.story("One")
    own(room, "assets/logo.svg", "<svg/>")
    (room.folder / "secret.txt").write_text("secret")
    (room.folder / "theme" / "assets" / "linked.txt").symlink_to(room.folder / "secret.txt")
    room.export()
    assert (room.out / "assets" / "logo.svg").is_file()
    assert not (room.out / "assets" / "linked.txt").exists()
