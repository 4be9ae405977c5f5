"""A story of words alone is told without the parser, and says what the parser would."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.text import html
from desk.text.dialect import parse
from desk.text.without_marks import unmarked
from tests.text import samples

WORDS = ["word", "слово", "բառ", "كلمة", "5", "«", "»", "“", "—", "'", '"', "(", ":", "...", " ", " ", "\n"]
SIGNS = ["  ", "\n\n", "#", "=", "---", "-", "|", "1. ", "{: #a}", "http://a.b", "\xa0", "\u2028", "\u3000"]
near = st.lists(st.sampled_from([*WORDS, *WORDS, *SIGNS, "!", "@", "$x$", ":   a", "%", "*"])).map("".join)


@pytest.mark.parametrize(
    "markdown", ["One.", "“Two,” he said.\n\n— Three, four.\nFive #6 = 7 | 8!\n", "Да\n"]
)
def test_words_alone_need_no_parser(markdown: str) -> None:
    assert unmarked(markdown) == parse(markdown).html


@pytest.mark.parametrize(
    "markdown",
    [
        *(
            "",
            " ",
            "\n\na",
            "a\n\n\nb",
            "a \n\nb",
            "a  \nb",
            "- a",
            "a\n- b",
            "1. a",
            "a\n===",
            "# a",
            "    a",
        ),
        *(
            "*a*",
            "a_b_",
            "`a`",
            "a\\*",
            "[a](b)",
            "<b>a</b>",
            "a & b",
            "a > b",
            "a~2~",
            "a^2^",
            "https://a.b",
        ),
        *("a\tb", "a\rb", "a\x02b", "a\x1fb", "a\x85b"),
    ],
)
def test_whatever_may_be_marked_is_for_the_parser(markdown: str) -> None:
    assert unmarked(markdown) == ""
    assert html(markdown) == parse(markdown).html


@given(near.map(lambda text: f"A{text}") | samples.markdown)
@example("A\n\nB\n\nA word: of 3 = 4\nand so on")
def test_it_says_what_the_parser_would(markdown: str) -> None:
    assert html(markdown) == parse(markdown).html
