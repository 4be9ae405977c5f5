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
    *[
        "word",
        "two words",
        "*",
        "_",
        "`",
        "[",
        "](",
        "!",
        "\\",
        "<",
        "<b>",
        "&",
        "&amp;",
        "~",
        "~~",
        "^",
        "#",
    ],
    *[
        "> ",
        "- ",
        "1. ",
        "---",
        "  ",
        "\n",
        "\xa0",
        "— ",
        "|",
        "```",
        "ى",
        "9. ",
        "https://x.y/z",
        "a_b",
        '"',
    ],
    *["+ ", "===", "[^1]", "{", "\t", ":", "2^3^", "~x~", "\u3000", "é", "😀"],
]
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map("".join)
_marks = st.integers(0, 63).map(Mark)
_links = st.sampled_from(["", "", "", "http://a.b/c", "/x y", 'http://a.b/(c)?a=b&copy;d="'])
_spans = st.lists(
    st.builds(Span, _texts, st.one_of(st.just(Mark.NONE), _marks), _links, st.sampled_from(["", 'a "t"'])),
    min_size=1,
    max_size=3,
).map(tuple)
_directions = st.sampled_from(["", "", "", "rtl", "ltr"])
_quotes = st.sampled_from([0, 0, 0, 1, 2])
blocks = st.one_of(
    st.builds(
        Block,
        st.just(Kind.PARAGRAPH),
        _spans,
        quote=_quotes,
        depth=st.sampled_from([0, 0, 1]),
        dir=_directions,
    ),
    st.builds(Block, st.just(Kind.HEADING), _spans, level=st.integers(1, 6), dir=_directions),
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
    st.builds(Block, st.just(Kind.CODE), text=_texts, ref=st.sampled_from(["", "py", "c++"])),
    st.builds(
        Block,
        st.just(Kind.PHOTO),
        ref=st.just("photo:0192-ab"),
        alt=st.sampled_from(["", 'a "b" [c]', "x & y"]),
        text=st.sampled_from(["", 'Cap "q" tion', "a'b <c> &amp; *d*"]),
    ),
    st.just(Block(Kind.DIVIDER)),
)
docs = st.lists(blocks, min_size=1, max_size=6).map(lambda made: Doc(normal(made)))
