"""Each construct of the dialect, as html() and as a Doc."""

import re
import sys

import pytest
from hypothesis import given
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from desk.text import Doc, Kind, Mark, dialect, html, read, write
from desk.text.letters import FROM_LEFT, FROM_RIGHT
from tests.text import samples

PAGES = {
    "~~struck~~ out": "<p><del>struck</del> out</p>",
    "H~2~O": "<p>H<sub>2</sub>O</p>",
    "10 m^2^ wide": "<p>10 m<sup>2</sup> wide</p>",
    "~5 km and ~6 km": "<p>~5 km and ~6 km</p>",
    "2^3 and 4^5": "<p>2^3 and 4^5</p>",
    "2^3+4^5": "<p>2^3+4^5</p>",
    "about ~5–~6 days": "<p>about ~5–~6 days</p>",
    "a file_name_here": "<p>a file_name_here</p>",
    r"\~5\~ and \: \<b>": "<p>~5~ and : &lt;b&gt;</p>",
    "https://a.example/x_y_z": '<p><a href="https://a.example/x_y_z">https://a.example/x_y_z</a></p>',
    "see https://a.example": "<p>see https://a.example</p>",
    "one  \ntwo": "<p>one<br />\ntwo</p>",
    "5. five\n6. six": '<ol start="5">\n<li>five</li>\n<li>six</li>\n</ol>',
    "> So.\n> — Ana, *Post*": (
        "<blockquote>\n<p>So.</p>\n<footer>— Ana, <em>Post</em></footer>\n</blockquote>"
    ),
    "> — Да.\n>\n> — Нет.": "<blockquote>\n<p>— Да.</p>\n<p>— Нет.</p>\n</blockquote>",
    "> Big. <!-- pull -->\n>\n> — Ana": (
        '<blockquote class="pull">\n<p>Big.</p>\n<footer>— Ana</footer>\n</blockquote>'
    ),
    "> a\n>\n> — A\n\n> b": (
        "<blockquote>\n<p>a</p>\n<footer>— A</footer>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>"
    ),
}


@pytest.mark.parametrize("markdown", PAGES)
def test_what_readers_get(markdown: str) -> None:
    assert html(markdown) == PAGES[markdown]


@pytest.mark.parametrize("markdown", PAGES)
def test_what_editors_get_is_no_card(markdown: str) -> None:
    assert all(block.kind is not Kind.OPAQUE for block in read(markdown).blocks)


def test_the_kinds_of_blocks() -> None:
    doc = read(
        "# A\n\n###### B\n\n- c\n    1. d\n\n> e\n>\n> > f\n\n> g <!-- pull -->\n\n```py\nh\n```\n\n"
        '![i](photo:7 "j")\n\n---\n\n|k|l|\n|-|-|\n|m|n|\n\n- o\n\n    p\n'
    )
    assert [(b.kind, b.level or b.quote or b.depth, b.plain or b.ref) for b in doc.blocks] == [
        (Kind.HEADING, 1, "A"),
        (Kind.HEADING, 6, "B"),
        (Kind.ITEM, 0, "c"),
        (Kind.ITEM, 1, "d"),
        (Kind.PARAGRAPH, 1, "e"),
        (Kind.PARAGRAPH, 2, "f"),
        (Kind.PULL, 0, "g"),
        (Kind.CODE, 0, "h"),
        (Kind.PHOTO, 0, "j"),
        (Kind.DIVIDER, 0, ""),
        (Kind.OPAQUE, 0, "|k|l|\n|-|-|\n|m|n|"),
        (Kind.ITEM, 0, "o"),
        (Kind.PARAGRAPH, 1, "p"),
    ]
    assert doc.blocks[8].alt == "i"


def test_tags_that_say_what_a_mark_says_are_that_mark_and_others_stay_source() -> None:
    (block,) = read("x<sup>2</sup> <kbd>Esc</kbd> y[^n]\n").blocks
    assert [(s.text, s.marks) for s in block.spans] == [
        ("x", Mark.NONE),
        ("2", Mark.SUP),
        (" ", Mark.NONE),
        ("<kbd>", Mark.RAW),
        ("Esc", Mark.NONE),
        ("</kbd>", Mark.RAW),
        (" y[^n]", Mark.NONE),
    ]


def test_a_footnote_keeps_its_paragraph_editable() -> None:
    paragraph, note = read("Grain rose[^a] again.\n\n[^a]: In May.\n").blocks
    assert [(s.text, s.marks) for s in paragraph.spans] == [
        ("Grain rose", Mark.NONE),
        ("[^a]", Mark.RAW),
        (" again.", Mark.NONE),
    ]
    assert note.kind is Kind.OPAQUE


def test_a_no_break_space_is_one_wherever_it_stands() -> None:
    assert [b.plain for b in read("&nbsp;10\xa0000&nbsp;€\n").blocks] == ["\xa010\xa0000\xa0€"]


DIRECTED = {
    "Words *here* <!-- rtl -->": '<p dir="rtl">Words <em>here</em></p>',
    "## Head <!-- ltr -->": '<h2 dir="ltr">Head</h2>',
    "- a <!-- rtl -->\n- b": '<ul>\n<li dir="rtl">a</li>\n<li>b</li>\n</ul>',
    "> q <!-- rtl -->\n>\n> — N": ('<blockquote>\n<p dir="rtl">q</p>\n<footer>— N</footer>\n</blockquote>'),
    "> Big. <!-- ltr --> <!-- pull -->": '<blockquote class="pull">\n<p dir="ltr">Big.</p>\n</blockquote>',
}


@pytest.mark.parametrize("markdown", DIRECTED)
def test_a_block_sets_its_own_direction(markdown: str) -> None:
    assert html(markdown) == DIRECTED[markdown]
    doc = read(markdown)
    assert doc.blocks[0].dir in ("rtl", "ltr")
    assert write(Doc(tuple(block.content for block in doc.blocks))) == markdown + "\n"


@pytest.mark.parametrize(
    "markdown",
    ["<!-- rtl -->", "a <!-- rtl --> b", "![x](photo:1) <!-- rtl -->", "- <!-- rtl -->", "`<!-- rtl -->`"],
)
def test_a_direction_that_no_words_end_with_is_kept_as_it_stands(markdown: str) -> None:
    doc = read(markdown)
    assert not any(block.dir for block in doc.blocks)
    assert write(doc) == markdown


def _patient() -> dialect.Markdown:
    """Return the same parser, which asks every processor about every block."""
    made = dialect._Parser._made()
    made.parser.blockprocessors.deregister("plain")
    fences = FencedBlockPreprocessor(made, {"lang_prefix": "language-"})
    made.preprocessors.register(fences, "fenced_code_block", 25)
    return made


PATIENT = _patient()


@given(samples.markdown)
def test_a_block_about_which_processors_are_not_asked_is_one_that_none_wants(markdown: str) -> None:
    for words in (markdown, f"Word {markdown}", f"Word\n\n{markdown}\n\n“Word” {markdown}"):
        assert html(words) == dialect._run(PATIENT, dialect._tame(words), dialect.Context()).html


def test_every_character_is_read_from_the_left_or_from_the_right() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert re.fullmatch(f"[{FROM_LEFT}{FROM_RIGHT}]*", every)
    assert not re.search(f"(?=[{FROM_LEFT}])[{FROM_RIGHT}]", every)
