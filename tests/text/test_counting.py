"""The reader's words, and how many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.text import Count, count, plain, recount, searchable, tally, words
from desk.text.chunks import chunks
from desk.text.counting import _piece_words

STORY = """## The *harbour*

Grain&nbsp;rose 3.5 % [in May](https://a.example "title").

- one
- two

![alt text](photo:1 "Boats at dawn")

| a | b |
|---|---|
| c | d |

<script>not words</script>

`code` <b>bold</b>
"""


def test_plain_gives_a_line_for_each_block() -> None:
    assert plain(STORY) == (
        "The harbour\nGrain\xa0rose 3.5 % in May.\none\ntwo\nBoats at dawn\na b\nc d\ncode bold"
    )


def test_words_in_any_script() -> None:
    assert count("Գարունը եկավ, և ձյունը հալվեց").words == 5
    assert count("كِتَابٌ جديد").words == 2
    assert count("नमस्ते दुनिया").words == 2
    assert count("日本語 text").words == 4
    assert count("It's a well-known fact — or is it?").words == 7
    assert count("one—two/three").words == 3
    assert count("— * — 5").words == 1
    assert count("“Yes,” she said – ‘no’ – (again). 1/2 … & ½").words == 8


def test_characters_and_minutes() -> None:
    assert count("") == Count(0, 0, 0)
    assert count("# Four\n\nbyte") == Count(2, 8, 1)
    assert tally("word " * 460).minutes == 2


@pytest.mark.parametrize(
    "markdown",
    [
        "Two.\n\n- bread\n    - salt\n\n> said\n> — who\n",
        "| a | b |\n| - | - |\n| c | d |\n\n```\ncode\n\nmore\n```\n",
        '## Head\nwords\n\n<div>\n\nraw\n\n</div>\n\n![alt](photo:x "Caption")\n',
    ],
)
def test_what_is_searched_is_what_a_reader_sees(markdown):
    assert searchable(markdown) == plain(markdown)
    assert searchable(markdown + "\nMore.\n") == plain(markdown + "\nMore.\n")


def test_words_around_a_mark_that_means_another_piece_are_searched():
    words = searchable("See [the port][1] and this.[^2]\n\n[1]: https://port.example\n\n[^2]: By two days.\n")
    for word in ("the port", "and this.", "By two days."):
        assert word in words


_BITS = [
    *(
        "word",
        "Ёлка",
        "ß",
        "é",
        "(c)",
        "1.",
        "a",
        "b",
        "&",
        "*",
        "**",
        "_",
        "\\",
        "[",
        "]",
        "](",
        "#",
        "-",
        "+",
    ),
    *(
        "—",
        "– ",
        "“",
        "”",
        "'",
        ";",
        ",",
        ".",
        "?",
        "...",
        "---",
        "/",
        "a@b",
        "’",
        "№",
        "…",
        "±",
        "http",
        "x_y",
    ),
    *(
        ":",
        "!",
        "!!",
        "%",
        "$",
        "=",
        "{",
        "}",
        "{: .x}",
        "|",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "“So",
        "« ",
        "> ",
        "# ",
    ),
    *("**bold**", "*em*", "[link](https://a.example/x_y_z)", "[two words](http://b.example/?a=b#c)"),
    *("https://a.example/", " ", "  ", "\n", "\n\n", "\n    ", "\t", "\u00a0", "\u200b", "\u3000", "\x85"),
]


@given(st.lists(st.sampled_from(_BITS), max_size=9).map("".join))
@settings(max_examples=1500)
def test_a_common_paragraph_read_without_the_parser_is_what_the_parser_reads(piece: str) -> None:
    assert _piece_words(piece) == plain(piece)


_STRETCHES = st.lists(st.sampled_from([*_BITS, "```", "~~~", "<div>", "</div>", "\r"]), max_size=4).map(
    "".join
)
_BLANK = ["", "", "", "Grain rose.", "- one", "    so", "> said", "```", "<div>"]


@given(st.lists(st.one_of(st.sampled_from(_BLANK), _STRETCHES), min_size=1, max_size=9), st.data())
@settings(max_examples=500)
def test_an_edited_text_has_as_many_words_as_when_it_is_counted_whole(lines: list[str], data) -> None:
    before = "\n".join(lines)
    lines[data.draw(st.integers(0, len(lines) - 1))] = data.draw(_STRETCHES)
    after = "\n".join(lines)
    assert recount(after, before, words(before)) == words(after)


_LINES = ("Grain rose", "“So,” she said", "Зерно", "# Harbour", "- one", "  more", "7.", "٣", "\x0b", "> say")


@given(st.lists(st.sampled_from([*_LINES, "", "", " ", "\r"]), max_size=9).map("\n".join))
@settings(max_examples=1000)
def test_pieces_are_the_same_whether_all_lines_are_common_or_not(text: str) -> None:
    heading = "# Heading\n"  # with it, each line is looked at
    assert chunks(f"Grain\n{text}\n\n{heading}") == [*chunks(f"Grain\n{text}\n\n"), heading]
