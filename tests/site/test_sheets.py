"""The style sheets of a theme as one file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.site.sheets import joined, short

PIECES = (
    *("a", ".b", "{", "}", ";", ":", " ", "\n", "/* c; } */", "/**/", "'q /* } '", '"\\"; {"', "url(/*x)"),
    *("@media (x) ", "calc(1px + 2px)", "--x: y", "\\;", ">", ","),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/* one */ a { color : red ; } /* two */\n\nb{}", "a{color : red;}b{}"),
        ("a::before { content: '/* not  a comment */ ;' }", "a::before{content: '/* not  a comment */ ;'}"),
        ("a/* no space */.b c { }", "a/**/.b c{}"),
        ("a { width: calc(1px\n  + 2px) }", "a{width: calc(1px + 2px)}"),
        ("a { background: url(data:x;y,/*) }", "a{background: url(data:x;y,/*)}"),
    ],
)
def test_what_a_sheet_says_stays_without_comments_and_space(written: str, read: str) -> None:
    assert short(written.encode()) == read


@pytest.mark.parametrize(
    "written",
    [
        "a {",
        "a { color: red } }",
        "a { b: 'x }",
        "/* open",
        "@import 'x.css';",
        "@CHARSET 'utf-8';",
        "a[b {}",
        "\xff",
    ],
)
def test_a_sheet_that_would_change_others_stays_by_itself(written: str) -> None:
    sheet = written.encode("latin-1")
    assert short(sheet) is None
    assert list(joined([b"a{}", b"b{}", sheet, b"c{}"])) == [(0, b"a{}\nb{}"), (2, None), (3, b"c{}")]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_shortening_once_more_changes_nothing(pieces: list[str]) -> None:
    found = short("".join(pieces).encode())
    if found is not None:
        assert short(found.encode()) == found
