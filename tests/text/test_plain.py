"""The reader's words, and how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.text import Count, count, plain, searchable, tally

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


WORDS = st.text("aՀ7. ,;:?!()'\"-’“”«»—…\u00a0\u200d\u0301_*[]<>&#\\\n", max_size=24)


@given(st.lists(st.one_of(st.sampled_from(["It's open", "a. b", "А.", "1.", "(c)", "--", "..."]), WORDS)))
def test_words_without_markup_are_searched_as_they_stand(lines):
    for line in lines:
        if "[" not in line:  # a mark may mean another piece
            assert searchable(line) == plain(line)


def test_words_around_a_mark_that_means_another_piece_are_searched():
    words = searchable("See [the port][1] and this.[^2]\n\n[1]: https://port.example\n\n[^2]: By two days.\n")
    for word in ("the port", "and this.", "By two days."):
        assert word in words
