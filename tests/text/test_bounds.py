"""No text hangs, overflows or crashes the room, however it was made."""

import pytest

from desk.text import count, html, plain, read, write

HOSTILE = {
    "quotes": ">" * 1000 + " a",
    "spaced quotes": "> " * 1000 + "a",
    "brackets": "[" * 20_000,
    "closed brackets": "[" * 3000 + "a" + "]" * 3000,
    "pictures": "![" * 3000,
    "links": "[a](" * 5000,
    "footnotes": "[^1]" * 3000 + "\n\n[^1]: x",
    "tags": "<a " * 10_000,
    "open tags": "<div>" * 3000,
    "strikes": "~~a" * 5000,
    "small": "a~b" * 5000,
    "powers": "a^b" * 5000,
    "stars": "**a*" * 4000,
    "ticks": " ".join("`" * n for n in range(1, 250)),
    "deep list": "\n".join("    " * n + "- a" for n in range(150)),
    "deep quoted list": "\n".join("> " * n + "- a" for n in range(60)),
    "fences": "```\n" * 2001,
    "definitions": "[a]: b\n" * 2000,
    "stash marks": "\x02wzxhzdk:9\x03 \x02klzzwxh:0000\x03 \x0238\x03",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_to_an_end_and_back(name: str) -> None:
    text = HOSTILE[name]
    assert write(read(text)) == text
    assert html(text) == html(write(read(text)))
    assert count(text).characters >= 0


@pytest.mark.parametrize("paragraphs", [900, pytest.param(4500, marks=pytest.mark.slow)])
def test_a_long_story_is_read_and_written(paragraphs: int) -> None:
    text = "\n\n".join(
        f"Paragraph {n} of a *long* story with [a link](https://a.example/{n})." for n in range(paragraphs)
    )
    assert len(text) > 65 * paragraphs
    assert write(read(text)) == text
    assert plain(text).count("\n") == paragraphs - 1


def test_a_long_list_of_links_stays_a_list_of_links() -> None:
    page = html("".join(f"- [harbour {n}](https://a.example/{n})\n" for n in range(1500)))
    assert page.count("<li><a href=") == 1500


def test_threads_do_not_share_a_parser() -> None:
    from concurrent.futures import ThreadPoolExecutor

    texts = [f"See [x][1] *{n}*.\n\n[1]: https://a.example/{n}\n" for n in range(60)]
    alone = [html(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(html, texts)) == alone
