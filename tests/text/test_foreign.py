"""HTML of other programs becomes what a story can hold, and nothing else."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from desk.text import Doc, Kind, TooLong, from_html, read, write, written
from desk.text.foreign import lists
from desk.text.foreign.markup import VOID, Close, Open, events

CLIPBOARDS = Path(__file__).with_name("clipboards")
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGNkYPj/n4GBgYkBCgAADkECAS3IPtcAAAAASUVORK5CYII="
)


def markdown(html: str, base: str = "") -> str:
    return write(Doc(from_html(html, base).blocks))


@pytest.mark.parametrize("name", sorted(file.stem for file in CLIPBOARDS.glob("*.html")))
def test_what_a_program_puts_on_the_clipboard(name: str) -> None:
    html = (CLIPBOARDS / f"{name}.html").read_text("utf-8")
    blocks = from_html(html).blocks
    saved = written(Doc(blocks))
    assert saved.markdown == (CLIPBOARDS / f"{name}.md").read_text("utf-8")
    assert not saved.failed
    # Blank lines about an item that two paragraphs share reach the list inside it: nobody sees that.
    again = [replace(block.content, loose=False) for block in read(saved.markdown).blocks]
    assert again == [replace(block, loose=False) for block in blocks]


def test_words_outside_any_paragraph_are_kept() -> None:
    assert markdown("loose <b>words</b><p>and a paragraph</p>tail") == (
        "loose **words**\n\nand a paragraph\n\ntail\n"
    )


def test_nothing_but_markup_is_nothing() -> None:
    assert from_html("<p> </p><div><br>&nbsp;</div>").blocks == ()


def test_spaces_that_hold_words_together_stay_and_others_go() -> None:
    assert (
        markdown("<p>&nbsp;12&nbsp;km &nbsp;and «&#8239;so&#8239;»&nbsp;</p>")
        == "12\xa0km and «\u202fso\u202f»\n"
    )
    assert markdown("<p>har&shy;bour\u200b\ufeff</p>") == "harbour\n"


def test_joiners_of_scripts_and_emoji_stay() -> None:
    assert markdown("<p>می\u200cخواهم 👩\u200d🚀</p>") == "می\u200cخواهم 👩\u200d🚀\n"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script&colon;alert(1)",
        "&#106;&#97;vascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "#top",
        "",
        "http://[broken",
    ],
)
def test_a_link_that_leads_nowhere_good_is_its_words(href: str) -> None:
    assert markdown(f'<p>a <a href="{href}">trap</a></p>') == "a trap\n"
    if "data:" not in href:  # which is a relative address for a page
        assert "script:" not in markdown(f'<p><a href="{href}">trap</a></p>', "https://a.example/")


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("https://a.example/x?a=1&amp;b=2", "https://a.example/x?a=1&b=2"),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("https://a.example/two words", "https://a.example/two%20words"),
        ("https://www.google.com/url?q=https://b.example/&amp;sa=D", "https://b.example/"),
        ("https://www.google.com/url?q=javascript:x", "https://www.google.com/url?q=javascript:x"),
        ("/c", "https://news.example/c"),
    ],
)
def test_a_link_leads_where_it_led(href: str, leads: str) -> None:
    page = "https://news.example/a/b"
    (block,) = from_html(f'<p><a href="{href}">x</a></p>', page).blocks
    assert block.spans[0].href == leads


def test_the_page_that_windows_names_is_the_base_of_links() -> None:
    head = "Version:0.9\r\nStartHTML:0000000180\r\nSourceURL:https://news.example/a/b\r\n"
    assert markdown(f'{head}<html><body><a href="c">x</a></body></html>') == "[x](https://news.example/a/c)\n"


def test_nothing_hostile_comes_through() -> None:
    html = (
        '<img src=x onerror=alert(1)><p onclick="x()" style="background:url(javascript:1)">a</p>'
        "<svg><style><img src=x></style></svg><math><mi>m</mi></math><template>t</template>"
        "<iframe srcdoc='<p>f</p>'></iframe><object>o</object><embed src=x><style>s</style><script>s</script>"
        "<scr<script>ipt>alert(2)</script><p>`<b>` &lt;script&gt;</p><!-- <p>c</p> --><![CDATA[x]]>"
    )
    said = from_html(html)
    words = " ".join(block.plain for block in said.blocks)
    assert words == "a ipt>alert(2) `` <script>"
    assert "<script" not in write(Doc(said.blocks)).replace("\\<script", "").replace("&lt;script", "")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<b><i>x</b></i>" * 5_000,
        "".join(f"<font class=a{n}><p>" for n in range(5_000)) + "x",
        "x" + '<a "' * 100_000,
        "x" + '<a b="' * 100_000,
        "x" + "<!--" * 100_000,
        "x&#" + "9" * 100_000,
        "x" + "<![CDATA[" * 100_000,
        "x<style>" * 100_000,
        "<table><tr><td>x" * 1_000,
        "<table>" + "<tr><td rowspan=9999 colspan=9999>x" * 1_000,
        "<ul><li>x" * 1_000,
        "<blockquote>x" * 1_000,
        "<p " + "a=b " * 100_000 + ">x",
        "x" + " \n" * 200_000,
    ],
    ids=range(15),
)
def test_what_is_built_to_hang_a_reader_is_read(html: str) -> None:
    said = from_html(html)
    assert "x" in said.blocks[0].plain
    assert all(block.quote <= 5 and block.depth <= 5 for block in said.blocks)


@pytest.mark.parametrize("html", ["<p>x" * 10_001, "x<br><br>" * 10_001, "x" * 13_000_000])
def test_more_than_a_story_can_take_is_refused(html: str) -> None:
    with pytest.raises(TooLong):
        from_html(html)


def test_any_tags_are_nested_well() -> None:
    chance = random.Random(7)
    names = [
        "p",
        "b",
        "i",
        "a",
        "li",
        "ul",
        "ol",
        "td",
        "tr",
        "table",
        "div",
        "h2",
        "br",
        "hr",
        "span",
        "blockquote",
    ]
    for _ in range(400):
        parts = [
            chance.choice(["<{}>", "</{}>", "w{}", "<{} x='", "<{}"]).format(chance.choice(names))
            for _ in range(chance.randint(1, 60))
        ]
        html = "".join(parts)
        opened: list[str] = []
        for event in events(html):
            if isinstance(event, Open) and event.tag not in VOID:
                opened.append(event.tag)
            elif isinstance(event, Close):
                assert opened.pop() == event.tag, html
        assert not opened, html
        doc = Doc(from_html(html).blocks)
        assert [block.content for block in read(write(doc)).blocks] == list(doc.blocks), html


def test_words_after_a_broken_tag_are_kept() -> None:
    assert markdown("<p>one <b>two <a href='x>three</p> four") == "one **two three four**\n"
    assert markdown("a < b and c <d") == "a < b and c\n"


def test_the_highest_heading_is_a_story_s_first_level() -> None:
    assert markdown("<h3>a</h3><h5>b</h5><h6>c</h6><h3>d</h3>") == "## a\n\n### b\n\n#### c\n\n## d\n"
    assert markdown("<h1>a</h1>") == "## a\n"


@pytest.mark.parametrize(
    ("mark", "before", "number"),
    [
        ("·", 0, 0),
        ("o", 0, 0),
        ("\uf0b7", 3, 0),
        ("1.", 0, 1),
        ("12)", 11, 12),
        ("(3)", 2, 3),
        ("2.1.", 0, 1),
        ("a.", 0, 1),
        ("c)", 2, 3),
        ("i.", 0, 1),
        ("i.", 8, 9),
        ("iv.", 3, 4),
        ("v.", 4, 5),
        ("v.", 21, 22),
        ("ii)", 1, 2),
        ("aa.", 26, 27),
        ("б)", 1, 2),
        ("", 4, 0),
        ("-", 0, 0),
        ("Note.", 0, 0),
    ],
)
def test_a_mark_that_word_draws(mark: str, before: int, number: int) -> None:
    assert lists.number(mark, before) == number


def test_pictures_in_the_html_come_along() -> None:
    html = f'<p>a<img src="data:image/png;base64,{PNG}" alt="Quay">b</p><img src="data:image/svg+xml,<svg/>">'
    said = from_html(html)
    assert [block.kind for block in said.blocks] == [Kind.PARAGRAPH, Kind.PHOTO]
    assert (said.blocks[1].ref, said.blocks[1].alt) == ("pasted:0", "Quay")
    assert said.blocks[0].plain == "ab"
    (picture,) = said.pictures
    assert isinstance(picture.source, bytes)
    assert picture.source.startswith(b"\x89PNG")
    assert said.left_out == 1


def test_a_figure_s_caption_goes_with_its_picture() -> None:
    image = f'<img src="data:image/png;base64,{PNG}">'
    said = from_html(f"<figure>{image}<figcaption>The <i>quay</i>.</figcaption></figure>")
    assert [(block.kind, block.text) for block in said.blocks] == [(Kind.PHOTO, "The quay.")]


def test_pictures_that_show_nothing_are_not_missed() -> None:
    icon = '<img src="https://t.example/icon.gif" width={}>'
    said = from_html(f"<p>a{icon.format(1)}{icon.format(16)}b</p>")
    assert (said.left_out, said.blocks[0].plain) == (0, "ab")


def test_a_table_of_one_column_is_its_words() -> None:
    assert markdown("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>") == "a\n\nb\n"


def test_a_table_that_lays_out_a_page_is_its_blocks() -> None:
    html = "<table><tr><td><h2>a</h2></td><td>b<table><tr><td>c</td><td>d</td></tr></table></td></tr></table>"
    assert markdown(html) == "## a\n\nb\n\n| c | d |\n| --- | --- |\n"


def test_a_footnote_s_mark_without_its_note_is_a_number() -> None:
    assert markdown('<p>a<a href="#_ftn3">[3]</a></p>') == "a^3^\n"
    assert markdown("<div id=ftn1><p>alone</p></div>") == "alone\n"
