"""The reader's words, and how many."""

from desk.text import Count, count, plain, tally

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
