"""Random Markdown and random Docs, hostile ones among them."""

from hypothesis import strategies as st

from desk.text import Block, Doc, Kind, Mark, Span, normal

SIGNS = [
    *["word", "слово", "բառ", "كلمة", "*", "_", "**", "`", "``", "[", "](", "[x](http://a.b/c)", "](u)", "!"],
    *[
        "\\",
        "<",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "&",
        "&amp;",
        "&nbsp;",
        "~",
        "~~",
        "^",
        "#",
        "##",
        ">",
        "> ",
    ],
    *[
        "- ",
        "* ",
        "1. ",
        "2. ",
        "---",
        "===",
        "\n",
        "\n\n",
        "    ",
        "  \n",
        "\t",
        " ",
        "\xa0",
        "— ",
        "|",
        "a|b",
    ],
    *[
        "|-|-|",
        "```",
        "~~~",
        "<!-- pull -->",
        "<!--",
        "-->",
        "<sup>",
        "</sup>",
        "[^1]",
        "[^1]: n",
        "<!-- rtl -->",
        "[r]",
        "<br>",
    ],
    *[
        "[r]: http://x.y",
        "{% a %}",
        "\x02",
        "\x03",
        "\x00",
        "\r\n",
        "https://x.y/z",
        "\u2028",
        "<hr>",
        "\ufffc",
    ],
]
markdown = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=24).map("".join)

_WORDS = [
    *["word", "two words", "ى", "é", "😀", "\xa0", "\u3000", "\u202f", "\t", "  ", "\n", "\n\n", "a", "b"],
    *[
        "*",
        "_",
        "`",
        "``",
        "```",
        "[",
        "](",
        "]",
        ")",
        "!",
        "\\",
        "~",
        "~~",
        "^",
        "#",
        ">",
        "> ",
        "|",
        "{",
        ":",
    ],
    *[
        "<",
        "<b>",
        "<br>",
        "<div>",
        "</div>",
        "</",
        "<!",
        "<!--",
        "-->",
        "<!-- pull -->",
        "<?",
        "<a b='",
        "<a@b.c>",
    ],
    *["&", "&#", "&#3", "&amp;", "&nbsp;", "&copy", ";", '"', "'", "— ", "—", "– ", "- ", "+ ", "1. ", "9. "],
    *["---", "===", "[^1]", "[x]: y", "[a](b)", "![a](b)", "2^3^", "~x~", "https://x.y/z", "www.a.b", "a_b"],
    *["{% a %}", "{: .x}", "*[x]: y", "    x", "|a|\n|-|\n|b|"],
]
HREFS = [
    *[
        "http://a.b/c",
        "/x y",
        "/é /ж",
        "//x",
        "#x",
        "mailto:a@b.c",
        "/x\\",
        "/a\\b\\\\",
        "/`a`",
        "/a_b_c*d*",
        "/[x](y)",
    ],
    *[
        'http://a.b/(c)?a=b&copy;d="',
        "http://a.b/?x&#y",
        "?a=1&copy=2",
        "<x>",
        "/)",
        "/(",
        "/a'b",
        "/\xa0x",
        '"',
        "!",
    ],
]
_TITLES = ["", 'a "t"', "\\", "`", "&#", "<b>", "'t'", "t)", "«\xa0t\xa0»", "x 'y') z"]
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map("".join)
_marks = st.one_of(st.just(Mark.NONE), st.integers(0, 63).map(Mark))
_links = st.one_of(st.just(""), st.just(""), st.sampled_from(HREFS))
_spans = st.lists(
    st.builds(Span, _texts, _marks, _links, st.sampled_from(_TITLES)), min_size=1, max_size=3
).map(tuple)
_directions = st.sampled_from(["", "", "", "rtl", "ltr"])
_quotes = st.sampled_from([0, 0, 0, 1, 2])
OPAQUE = [
    "|a|\n|-|\n|b|",
    "<p align=x>h</p>",
    "<div>\n\nz\n\n</div>",
    "- x\n\n    > y",
    "[^n]: a note",
    "[r]: /x",
]
blocks = st.one_of(
    st.builds(
        Block,
        st.just(Kind.PARAGRAPH),
        _spans,
        quote=_quotes,
        depth=st.sampled_from([0, 0, 1]),
        dir=_directions,
    ),
    st.builds(Block, st.just(Kind.HEADING), _spans, level=st.integers(1, 6), quote=_quotes, dir=_directions),
    st.builds(
        Block,
        st.just(Kind.ITEM),
        _spans,
        quote=_quotes,
        depth=st.integers(0, 2),
        ordered=st.booleans(),
        start=st.sampled_from([0, 1, 7]),
        loose=st.booleans(),
        dir=_directions,
    ),
    st.builds(Block, st.just(Kind.PULL), _spans, dir=_directions),
    st.builds(Block, st.just(Kind.CODE), text=_texts, ref=st.sampled_from(["", "py", "c++"]), quote=_quotes),
    st.builds(
        Block,
        st.just(Kind.PHOTO),
        ref=st.sampled_from(["photo:0192-ab", "a b.jpg", "a(1).jpg", "x\\y", 'a"b']),
        alt=_texts,
        text=_texts,
        quote=_quotes,
    ),
    st.builds(Block, st.just(Kind.OPAQUE), text=st.sampled_from(OPAQUE)),
    st.just(Block(Kind.DIVIDER)),
)
docs = st.lists(blocks, min_size=1, max_size=6).map(lambda made: Doc(normal(made)))
