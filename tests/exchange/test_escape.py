"""Plain words survive being written as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import text
from desk.exchange.escape import escape


@pytest.mark.parametrize(
    "words",
    [
        "* star", "1. first", "1986. A year", "- dash", "# head", "> quote", "_a_ b_c_d",
        "**b** `c` <b>x</b>",
        "& &amp; &copy;",
        "[a](b) [c]: d", "[c]: http://x.example", "![x](y)", "~5 km ~~no~~ H~2~O 2^3^",
        "---", "===", "***", "```", "~~~", "| a | b |",
        "<!-- c -->", "{: .a}", "{% raw %}", "*[abbr]: x", "[^1]: foot", "[^1]",
        "a\\", "+ x", "2) two", ": def", "x\u00a0y", "<a@b.example>",
    ],
)  # fmt: skip
def test_marks_read_as_themselves(words):
    assert text.plain(escape(words)).strip() == words


@given(st.text(alphabet="ab *_`[]()<>#+-.!\\~^|&;:={}\"'1\u00a0ж", min_size=1, max_size=40))
def test_any_line_reads_as_itself(words):
    words = " ".join(words.split(" ")).strip()
    while "  " in words:
        words = words.replace("  ", " ")
    assert text.plain(escape(words)).strip() == words.strip()


def test_ordinary_words_stay_as_they_are():
    assert escape("[They] said “no” – 5 %, (twice). See https://a.example/b_c?d=1&e=2") == (
        "[They] said “no” – 5 %, (twice). See https://a.example/b_c?d=1&e=2"
    )
