"""The newsroom's own theme stands over the one that ships, file by file; what is wrong in it is said."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from desk.domain import BadInput, Dateline
from desk.site import limited
from desk.site.address import own_path
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
    assert "More" not in words(room.page("news/note-0.html").all("body")[0])


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
    assert [re.sub("-[0-9a-f]{10}", "", link) for link in links] == ["../assets/all.css"]
    sheet = page.target(links[0]).read_text()
    parts = ["@font-face{", "body{", ".lead.pictured", "main{color: teal}"]
    assert sorted(parts, key=sheet.index) == parts and "black" not in sheet and "/*" not in sheet
    (shot,) = page.all("article", class_="card")[0].iter("img")
    assert shot.get("srcset", "").endswith("-300.jpg 300w") and "540px" in shot.get("sizes", "")
    assert shot.get("width") == "300" and shot.get("height") == "225"


def asked(room: Newsroom, page: str) -> list[str]:
    """Return the fonts that a page asks for beside its style sheet, each looked up in the site."""
    found = room.page(page)
    links = [link.get("href", "") for link in found.all("link", rel="preload")]
    return [found.target(link).name for link in links if found.target(link).is_file()]


def test_the_first_fonts_of_a_page_are_asked_for_beside_its_style_sheet(room: Newsroom) -> None:
    english, russian = room.story("Note"), room.story("Заметка", language="ru", slug="zametka")
    room.export()
    latin, both = (asked(room, own_path(story, files=True)) for story in (english, russian))
    assert len(latin) == 4 and all("-latin-" in name for name in latin)
    assert both[:4] == latin and len(both) == 8 and all("-cyrillic-" in name for name in both[4:])
    own(room, "theme.toml", '[fonts]\nothers = ["fonts/own.woff2", "fonts/idle.woff2", "fonts/none.woff2"]')
    own(room, "assets/own.css", '@font-face { font-family: Own; src: url("fonts/own.woff2") }')
    own(room, "assets/fonts/own.woff2", "a font")
    own(room, "assets/fonts/idle.woff2", "no style sheet names it")
    room.export()
    assert asked(room, own_path(english, files=True)) == ["own.woff2"]
    assert asked(room, own_path(russian, files=True)) == both


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
    before = (room.out / "news/one.html").read_bytes()
    own(room, "templates/article.html", template)
    with pytest.raises(BadInput) as raised:
        room.export()
    assert said in str(raised.value) and "(on the page of “One”)" in str(raised.value)
    assert (room.out / "news/one.html").read_bytes() == before


ENDLESS = {
    "a long loop": "{% for a in range(10**9) %}x{% endfor %}",
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "loops over what is made on the way": "{% for a in range(99999)|map('string') %}"
    "{% for b in range(99999)|select %}{{ a }}{% endfor %}{% endfor %}",
    "loops over lists of its own": "{% set a = [0] * 999 %}" + "{% for b in a %}" * 4 + "{% endfor %}" * 4,
    "a macro that calls itself twice": "{% macro m(n) %}"
    "{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a loop that calls itself twice": "{% for a in [40] recursive %}"
    "{% if a %}{{ loop([a - 1, a - 1]) }}{% endif %}{% endfor %}",
    "a template that includes itself": "{% include 'missing.html' %}",
    "a long text": "{{ 'x' * 10**11 }}",
    "a long list": "{{ ([1] * 10**10)|length }}",
    "a great number": "{{ 10**(10**9) }}",
    "a number that grows": "{% set n = namespace(v=3) %}"
    "{% for a in range(99) %}{% set n.v = n.v * n.v %}{% endfor %}",
    "a text that grows": "{% set n = namespace(v='x') %}"
    "{% for a in range(99) %}{% set n.v = n.v ~ n.v %}{% endfor %}",
    "a list that grows": "{% set n = namespace(v=[1]) %}"
    "{% for a in range(99) %}{% set n.v = n.v + n.v %}{% endfor %}",
    "a text that is replaced": "{% set n = namespace(v='xx') %}"
    "{% for a in range(9) %}{% set n.v = n.v|replace('x', n.v) %}{% endfor %}",
    "a text that replaces itself": "{% set n = namespace(v='xx') %}"
    "{% for a in range(9) %}{% set n.v = n.v.replace('x', n.v) %}{% endfor %}",
    "texts joined": "{% set n = namespace(v='xx') %}"
    "{% for a in range(9) %}{% set n.v = [n.v]|list|join * 99 %}{% set n.v = n.v.join(n.v) %}{% endfor %}",
    "many long texts": "{% set t = 'x' * 10**6 %}{% for a in range(9999) %}{{ t }}{% endfor %}",
    "many long texts in a macro": "{% set t = 'x' * 10**6 %}"
    "{% macro m() %}{% for a in range(9999) %}{{ t }}{% endfor %}{% endmacro %}{{ m()|length }}",
    "pieces of a long text": "{% set t = 'x' * 10**6 %}"
    "{% for a in range(9999) %}{% set u = t[1:] %}{% endfor %}",
    "a wide text": "{{ 'x'|center(10**10) }}",
    "a wide text by a method": "{{ 'x'.ljust(10**10) }}",
    "a wide number": "{{ '%9999999999d'|format(1) }}",
    "a wide number by a sign": "{{ '%*d' % (10**10, 1) }}",
    "a wide number in braces": "{{ '{:>9999999999}'.format(1) }}",
    "a number as wide as is said": "{{ '{:{}}'.format(1, 10**10) }}",
    "many columns": "{{ []|slice(10**10)|list }}",
    "a long row": "{{ [1]|batch(10**10, 'x')|list }}",
    "deep lines": "{{ 'x'|indent(10**10, true) }}",
    "many words": "{{ lipsum(n=10**9) }}",
    "many long words": "{{ range(99999)|map('center', 99999)|list|length }}",
}


@pytest.mark.parametrize("words", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.timeout(60)
def test_what_has_no_end_is_ended_and_named(
    room: Newsroom, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a limit most of these take all memory or all time."""
    monkeypatch.setattr(limited, "STEPS", limited.STEPS // 10)  # the sooner
    room.story("Note")
    room.export()
    before = room.text()
    page = "{% extends 'base.html' %}{% block content %}\n<main>\n" + words + "</main>{% endblock %}"
    for template, where in (("missing.html", ""), ("article.html", " (on the page of “Note”)")):
        own(room, f"templates/{template}", page.replace("missing.html", template))
        with pytest.raises(BadInput) as error:
            room.export()
        assert re.match(f"Line 3 of the theme's {template}: ", error.value.what)
        assert error.value.what.endswith(where)
        (room.folder / "theme/templates" / template).unlink()
    assert room.text() == before


def test_a_page_that_takes_too_long_is_ended(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock, where what it takes says nothing: it looks for one long text in another each time."""
    monkeypatch.setattr(limited, "SECONDS", 0.1)
    room.story("Note")
    words = (
        "{% set t = ('x' * 10**6) ~ 'y' %}{% for a in range(99999) %}{% if 'y' in t %}{% endif %}{% endfor %}"
    )
    own(room, "templates/missing.html", words)
    with pytest.raises(BadInput, match=r"Line 1 of the theme's missing\.html: It goes"):
        room.export()


def test_a_theme_of_ones_own_may_have_long_pages(room: Newsroom) -> None:
    for number in range(300):
        room.story(f"Note {number}", body="Fog on the quay. " * 100, tags=("fog",))
    own(room, "theme.toml", "[counts]\nsection = 1000\n")
    page = (
        "{% for a in range(50000) %}{{ '%05d' % a }} {% endfor %}"
        + "{{ words.missing|upper|center(90) * 3 }}"
    )
    own(
        room,
        "templates/missing.html",
        "{% extends 'base.html' %}{% block content %}" + page + "{% endblock %}",
    )
    room.export()
    assert "49999 " in (room.out / "404.html").read_text("utf-8")
    assert len(room.page("news/index.html").all("article", class_="card")) == 300


def test_settings_that_are_no_toml_are_said(room: Newsroom) -> None:
    room.story("One")
    own(room, "theme.toml", "[counts")
    with pytest.raises(BadInput, match=r"theme\.toml of the theme"):
        room.export()


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("labels.toml", '[en]\ndate = "{day} {monat}"', "[en] date"),
        ("labels.toml", '[en]\ndate = "{day.__class__}"', "[en] date"),
        ("labels.toml", '[ru]\nweekday_date = "{day"', "[ru] weekday_date"),
        ("labels.toml", '[en]\nweekday_date = "{}"', "[en] weekday_date"),
        ("labels.toml", '[en]\ndate = "{month:2d}"', "[en] date"),
        ("labels.toml", '[en]\ndate = "{year:99999999999}"', "[en] date"),
        ("labels.toml", '[en]\npage = "Page {nummer}"', "[en] page"),
        ("labels.toml", "[en]\ndate = 5", "[en] date"),
        ("labels.toml", '[en]\nmonths = ["Jan"]', "[en] months"),
        ("labels.toml", 'en = "x"', "en in the theme's labels.toml"),
        ("theme.toml", "[counts]\nsection = 0", "[counts] section"),
        ("theme.toml", '[counts]\nlatest = "3"', "[counts] latest"),
        ("theme.toml", "[counts]\nfeed = -1", "[counts] feed"),
        ("theme.toml", "counts = 3", "counts in the theme's theme.toml"),
        ("theme.toml", "[pictures.article]\nwidths = []", "[pictures.article] widths"),
        ("theme.toml", "[pictures.article]\nwidths = [-5]", "[pictures.article] widths"),
        ("theme.toml", '[pictures.card]\nratio = "16:0"', "[pictures.card] ratio"),
        ("theme.toml", '[pictures.hero]\nratio = "1:1"', "[pictures.hero] widths"),
        ("theme.toml", "fonts = 3", "fonts in the theme's theme.toml"),
        ("theme.toml", '[fonts]\nru = "own.woff2"', "[fonts] ru"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_its_file(
    room: Newsroom, file: str, words: str, said: str
) -> None:
    room.story("One", lead=room.photo())
    own(room, file, words)
    with pytest.raises(BadInput) as raised:
        room.export()
    assert said in raised.value.what and file in raised.value.what and raised.value.todo
    assert not room.out.exists()


def test_days_may_be_written_in_figures(room: Newsroom) -> None:
    room.story("One", dateline=Dateline("Baku", dt.date(2030, 3, 5)))
    own(room, "labels.toml", '[en]\ndate = "{day:02d}. {month} {year}"')
    room.export()
    assert "05. March 2030" in room.page("news/one.html").source


@pytest.mark.parametrize("parts", ["\n{% macro figure( %}", "{% macro figure(picture) %}\n{{ none.x }}"])
def test_a_fault_in_how_pictures_stand_in_texts_is_said(room: Newsroom, parts: str) -> None:
    shot = room.photo()
    room.story("One", body=f"![x](photo:{shot.id})")
    own(room, "templates/article.html", "{{ story.body }}")
    own(room, "templates/parts.html", parts)
    with pytest.raises(BadInput, match=r"(?s)parts\.html.*“One”"):
        room.export()


def test_a_template_that_is_a_link_out_of_the_folder_carries_nothing_to_readers(room: Newsroom) -> None:
    room.story("One")
    own(room, "templates/own.html", "mine")
    (room.folder / "secret.txt").write_text("secret")
    (room.folder / "theme" / "templates" / "foot.html").symlink_to(room.folder / "secret.txt")
    with pytest.raises(BadInput, match=r"foot\.html is a link that leads out"):
        room.export()


def test_a_template_without_an_ending_is_followed_too(room: Newsroom) -> None:
    room.story("One")
    own(room, "templates/article.html", "<p>{% include 'said' %}</p>")
    own(room, "templates/said", "first")
    room.export()
    own(room, "templates/said", "second")
    room.export()
    assert "second" in (room.out / "news/one.html").read_text("utf-8")


def test_a_link_out_of_the_folder_carries_nothing_to_readers(room: Newsroom) -> None:
    room.story("One")
    own(room, "assets/logo.svg", "<svg/>")
    (room.folder / "secret.txt").write_text("secret")
    (room.folder / "theme" / "assets" / "linked.txt").symlink_to(room.folder / "secret.txt")
    room.export()
    assert (room.out / "assets" / "logo.svg").is_file()
    assert not (room.out / "assets" / "linked.txt").exists()


@pytest.mark.parametrize(("one", "other"), [("logo.svg", "Logo.SVG"), ("a/\u00e9.png", "A/e\u0301.png")])
def test_two_files_that_are_one_on_other_systems_are_named(room: Newsroom, one: str, other: str) -> None:
    room.story("One")
    for name in (one, other):
        own(room, f"assets/{name}", name)
    with pytest.raises(BadInput, match="are one file on many systems"):
        room.export()


def test_a_file_of_any_name_is_reached_from_every_page(room: Newsroom) -> None:
    room.story("One")
    names = ["a b.css", "q?.css", "h#.css", "p%41.css", "Հայ.css", "a&b.css"]
    for name in names:
        own(room, f"assets/{name}", "@import 'other.css';")  # so that it stays a file of its own
    room.export()
    page = room.page("news/one.html")
    sheets = [link.get("href", "") for link in page.all("link", rel="stylesheet")]
    assert len(sheets) == len(names) + 1 and all(page.target(sheet).is_file() for sheet in sheets)
    assert all(re.fullmatch(r"[\w./%-]+", sheet, re.ASCII) for sheet in sheets)
