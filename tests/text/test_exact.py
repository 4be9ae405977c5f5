"""Opening a story rewrites nothing, and what is written anew says the same."""

from dataclasses import replace

import pytest
from hypothesis import given

from desk.text import Block, Doc, Kind, Mark, Span, from_html, html, normal, read, write, written
from desk.text.reading import alike
from tests.text import material, samples

OWN = {
    "nothing": "",
    "blank lines": "\n\n \n",
    "spaces at the ends": "  A line.   \n\nAnother. \t\n\n\n\n",
    "Windows line ends": "# Harbour\r\n\r\nThe *tide*\r\nturned.\r\n\r\n- a\r\n- b\r\n",
    "old Mac line ends": "One.\rTwo.\r\rThree.",
    "tabs": "-\tone\n\n\ttwo\n\n\tcode\tmore\n",
    "link elsewhere": 'See [the port][1], [the map].\n\n[1]: https://a.example/p "Port"\n[the map]: /map\n',
    "footnote": "Rose[^a], fell[^b], rose[^a].\n\n[^a]: In May.\n\n    More.\n[^b]: In June.\n\nLast.\n",
    "Liquid": "{% raw %}\n<div>\n\nx\n\n</div>\n{% endraw %}\n\nWords {{ here }}.\n",
    "unclosed": "Before.\n\n```\ncode that never ends\n\nAfter.\n\n<div>\n\nnever closed\n\nLast.",
    "heading at once": "## Head\nWords right under.\n***\nMore.\n",
    "lists that touch": "- a\n\n- b\n\n1. c\n2. d\n\n    more\n\n* e\n",
    "quotes that touch": "> a\n\n> b\n> — Name\n\n> c <!-- pull -->\n",
    "controls that stand in": "    \x02",
    "separators that stand in": "\t\u2028\n\n    \x1c",
    "controls": "a\x00b\x02c\x03d\x1fe\u2028f\ufffcg",
}


@pytest.mark.parametrize("name", OWN)
def test_opening_rewrites_nothing(name: str) -> None:
    assert write(read(OWN[name])) == OWN[name]


@pytest.mark.parametrize("markdown", ["    \x02", "    \u2028", "\t\x1c\n", "\u2028"])
def test_words_beside_what_nobody_sees_stand_alone(markdown: str) -> None:
    word = Block(Kind.PARAGRAPH, (Span("word"),))
    for blocks in ((word, *read(markdown).blocks), (*read(markdown).blocks, word)):
        again = [block for block in read(write(Doc(blocks))).blocks if block.plain.strip()]
        assert [block.content for block in again] == [word]


@given(samples.markdown)
def test_any_markdown_comes_back_byte_for_byte(markdown: str) -> None:
    assert write(read(markdown)) == markdown


@given(samples.markdown)
def test_blocks_written_anew_make_the_same_page(markdown: str) -> None:
    doc = read(markdown)
    bare = Doc(tuple(block.content for block in doc.blocks))
    if any(block.kind is Kind.OPAQUE for block in doc.blocks):
        return  # an opaque block is never written anew
    again = read(write(bare))
    assert tuple(block.content for block in again.blocks) == normal(bare.blocks)


@given(samples.docs)
def test_any_doc_reads_back_as_it_was(doc: Doc) -> None:
    result = written(doc)
    assert not result.failed
    assert _read(result.markdown) == [_unspaced(block) for block in doc.blocks]


def _read(markdown: str) -> list[Block]:
    """Return what Markdown says; a comment between two texts that would run together says nothing."""
    return [_unspaced(block.content) for block in read(markdown).blocks if block.text != "<!-- -->"]


def _unspaced(block: Block) -> Block:
    return replace(block, loose=False)


def _paragraph(words: str, marks: Mark = Mark.NONE, href: str = "", title: str = "") -> Block:
    return Block(Kind.PARAGRAPH, (Span(words, marks, href, title),))


_RAW = Block(Kind.OPAQUE, text="<div>\n\nz\n\n</div>")
_PULL = Block(Kind.PULL, (Span("said"),))
HARD = {
    "a reference's start in code, raw HTML after it": (_paragraph("[&#]>", Mark.CODE | Mark.STRONG), _RAW),
    "a reference's start in an address": (_paragraph("a", href="http://a.b/?x&#y"), _RAW, _PULL),
    "a number without its end in quoted code": (Block(Kind.CODE, text="&#9~", quote=1),),
    "a comment's start in code, its end later": (_paragraph("<!--", Mark.CODE), _RAW, _PULL),
    "a comment's start in quoted code": (Block(Kind.CODE, text="<!--", quote=1), _RAW, _PULL),
    "a comment's start in a caption": (Block(Kind.PHOTO, ref="a", text="<!--"), _RAW, _PULL),
    "a tag left open in code": (_paragraph("<a b='", Mark.CODE), _RAW, _paragraph("it's > that")),
    "code after code in a quote": (Block(Kind.CODE, text="a", quote=1), Block(Kind.CODE, text="b", quote=1)),
    "a dash alone pulled": (_PULL, Block(Kind.PULL, (Span("—"),))),
    "a caption and a title like a footnote's mark": (
        Block(Kind.PHOTO, ref="a", text="x[^1]", alt="[^1]"),
        _paragraph("a", href="/[^1]", title="[^1]"),
        Block(Kind.OPAQUE, text="[^1]: note"),
    ),
    "a caption's no-break spaces": (Block(Kind.PHOTO, ref="a", text="«\xa0oui\u202f»", alt="\xa0x"),),
    "an address like a reference": (_paragraph("a", href="/?a=1&copy=2", title="&copy"),),
    "one item that only tags can say": (
        Block(Kind.ITEM, (Span("x", Mark.SUB), Span("y"))),
        Block(Kind.ITEM, (Span("b"),), depth=1),
        Block(Kind.ITEM, (Span("c"),), depth=1, ordered=True, start=1),
    ),
    **{
        f"address {href}": (_paragraph("a", href=href), _paragraph("a", href=href, title="t"))
        for href in samples.HREFS
    },
}


@pytest.mark.parametrize("name", HARD)
def test_what_signs_alone_cannot_say(name: str) -> None:
    doc = Doc(HARD[name])
    result = written(doc)
    assert not result.failed
    assert _read(result.markdown) == list(doc.blocks)


def test_spaces_before_a_gap_in_quoted_code_are_not_kept() -> None:
    code = Block(Kind.CODE, text="x\n~it's '90s' \n\n word", quote=1)
    result = written(Doc((code,)))
    assert not result.failed
    assert [block.text for block in read(result.markdown).blocks] == ["x\n~it's '90s'\n\n word"]


def test_only_the_item_that_needs_tags_gets_them() -> None:
    sub = (Span("2", Mark.SUB), Span("x"))
    items = (Block(Kind.ITEM, (Span("*a"),)), Block(Kind.ITEM, sub), Block(Kind.ITEM, (Span("b_c"),)))
    assert write(Doc(items)) == "- \\*a\n- <sub>2</sub>x\n- b_c\n"


def test_an_address_with_a_parameter_like_a_reference_is_no_card() -> None:
    block = read("See [it](http://a.b/?x=1&copy=2).\n").blocks[0]
    assert block.spans[1].href == "http://a.b/?x=1&copy=2"


def test_every_commonmark_case() -> None:
    for markdown in material.commonmark():
        doc = read(markdown)
        assert write(doc) == markdown
        bare = Doc(tuple(block.content for block in doc.blocks))
        if all(block.kind is not Kind.OPAQUE for block in doc.blocks):
            assert alike(html(write(bare)).replace(" </p>", "</p>")) == _alike_ends(html(markdown)), markdown


def _alike_ends(page: str) -> str:
    import re

    return alike(re.sub(r" +</(p|li)>", r"</\1>", page))


def test_every_article_and_few_cards_in_them() -> None:
    opaque = total = 0
    for markdown in material.articles():
        doc = read(markdown)
        assert write(doc) == markdown
        total += len(doc.blocks)
        opaque += sum(block.kind is Kind.OPAQUE for block in doc.blocks)
        bare = written(Doc(tuple(block.content for block in doc.blocks)))
        assert not bare.failed
        assert _alike_ends(html(bare.markdown)) == _alike_ends(html(markdown))
    assert opaque < total * 0.02


def test_every_script_of_the_declarations() -> None:
    for page in material.declarations():
        doc = Doc(from_html(page).blocks)
        assert len(doc.blocks) > 60
        result = written(doc)
        assert not result.failed
        assert tuple(block.content for block in read(result.markdown).blocks) == doc.blocks


def test_one_edited_block_leaves_the_others_bytes() -> None:
    markdown = "One   line.\n\n\n*Two*\nlines\n\n* a\n* b\n\nLast\n"
    doc = read(markdown)
    edited = replace(doc.blocks[0], spans=(Span("One word"),))
    assert write(Doc((edited, *doc.blocks[1:]))) == "One word\n\n*Two*\nlines\n\n* a\n* b\n\nLast\n"


def test_a_link_finds_its_address_after_its_definition_went() -> None:
    doc = read("See [the port][1].\n\n[1]: https://a.example/p\n")
    kept = Doc(tuple(block for block in doc.blocks if block.kind is not Kind.OPAQUE))
    assert write(kept) == "See [the port](https://a.example/p).\n"


def test_two_lists_brought_together_are_one_list() -> None:
    doc = read("- a\n- b\n\nbetween\n\n- c\n\n- d\n")
    kept = Doc(tuple(block for block in doc.blocks if block.plain != "between"))
    again = read(write(kept))
    assert [block.plain for block in again.blocks] == ["a", "b", "c", "d"]
    assert all(block.kind is Kind.ITEM for block in again.blocks)


def test_an_opaque_block_that_would_swallow_the_rest_is_kept_as_code() -> None:
    doc = Doc((Block(Kind.OPAQUE, text="<div>\n\nopen"), Block(Kind.PARAGRAPH, (Span("after"),))))
    again = read(write(doc))
    assert [(block.kind, block.plain) for block in again.blocks] == [
        (Kind.CODE, "<div>\n\nopen"),
        (Kind.PARAGRAPH, "after"),
    ]


def test_a_list_after_the_nested_end_of_another_kind_stands_apart() -> None:
    text = "- b\n- s\n    1. c\n    2. f\n\n7. seven\n"
    doc = read(text)
    assert [block.kind for block in doc.blocks] == [Kind.ITEM] * 5
    assert write(Doc(tuple(block.content for block in doc.blocks))) == text


def test_a_bare_entity_start_does_not_blind_the_parser_to_what_follows() -> None:
    doc = Doc(
        (Block(Kind.PARAGRAPH, (Span("fish &# chips"),)), Block(Kind.OPAQUE, text="<div>\n\nraw\n\n</div>"))
    )
    assert tuple(block.content for block in read(write(doc)).blocks) == doc.blocks
