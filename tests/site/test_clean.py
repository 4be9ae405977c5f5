"""What of a body's own HTML reaches a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import text
from desk.site.clean import _cleaned, clean

_TAGS = ["<p>", "</p>", "<p>", "</p>\n", "<h2>", "</h2>", "<em>", "</em>", "<strong>", "</strong>"]
_OTHERS = [
    "<b>",
    "<a href='x'>",
    "<p id=fn1>",
    "<script>",
    "&",
    "<",
    ">",
    "&copy;",
    "<!--",
    "-->",
    "\n\n",
    "]]>",
]
_WORDS = [
    *"aé\n\t \"'\r\x00\x0c\x85\xa0\u2028\ufdd0\uffff\U0001fffe",
    "&amp;",
    "&lt;",
    "&gt;",
    "&nbsp;",
    "ضاد",
]


def test_a_pull_quote_and_an_attribution_reach_the_page():
    page = clean(text.html("> Nobody sleeps. <!-- pull -->\n\n> Boats wait.\n>\n> — Nare, pilot\n"))
    assert '<blockquote class="pull">\n<p>Nobody sleeps.</p>' in page
    assert "<footer>— Nare, pilot</footer>" in page


def test_no_other_class_does():
    assert "class" not in clean('<blockquote class="hero">x</blockquote><p class="pull">y</p>')


@pytest.mark.parametrize(
    "html", ["<p>A “b” &amp; c.</p>\n<h2>D</h2>", "<p>A <em>b</em><strong>c</strong></p>\n"]
)
def test_common_paragraphs_are_clean(html: str) -> None:
    assert clean(html) == _cleaned(html) == html


@given(st.lists(st.sampled_from([*_TAGS, *_TAGS, *_OTHERS, *_WORDS])).map("".join), st.sampled_from(_WORDS))
def test_what_seems_clean_is(inside: str, words: str) -> None:
    for html in (inside, f"<p>{words}{inside}</p>", f"<p>{inside}<em>{words}</em></p>\n<h2>{inside}</h2>"):
        assert clean(html) == _cleaned(html)
