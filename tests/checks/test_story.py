"""What is found in a story: where it is, what stays silent, what a fix does."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desk.checks import all_rules, check, dismissal, field_text, place
from desk.checks.words import MASK, of_body
from desk.domain import Dismissal, Finding, Level, Scope
from desk.text import Doc, blocks, read, write

from ..text.material import articles
from ..text.samples import SIGNS
from .cases import alone, case

_MORE = [
    '"',
    "“",
    "”",
    "«",
    "»",
    "„",
    "(",
    ")",
    "Lee.mayor came",
    "the the",
    "12 December 2018",
    "on Wednesday",
]
_MORE += [
    "COP31",
    "COP 31",
    "Belém",
    "Belem",
    "45 of 90 (40 percent)",
    ",,",
    "..",
    "Mоскве",
    "e\u0301",
    "\u200b",
]
_MORE += [
    "Â©",
    "&nbsp;",
    "–",
    "—",
    " - ",
    "5'10\"",
    "31 November",
    "GSA",
    "aged 40, born in 1950",
    "\U0001f600",
]
texts = st.lists(st.sampled_from([*SIGNS, *_MORE]) | st.text(max_size=8), max_size=20).map("".join)
languages = st.sampled_from(["en", "ru", "az", "hy", "ka", "fr", "de", "tr", "ar", "he", "xx", ""])


def everything(given_: object) -> list[Finding]:
    levels = tuple((name, Level.ADVICE) for name in sorted(all_rules()))
    return check(replace(given_, publication=replace(given_.publication, checks=levels)))


@given(texts, languages, texts)
def test_any_text_is_read_and_places_lie_on_the_words_named(body: str, language: str, headline: str):
    one = case(body, language, story={"headline": headline, "standfirst": headline[:20]})
    for found in everything(one):
        words = field_text(one, found.field)
        assert 0 <= found.start <= found.end <= len(words)
        if found.end > found.start:
            assert words[found.start : found.end] == found.words
            assert MASK not in found.words or MASK in words


@given(texts)
def test_blocks_are_those_that_the_reader_gives(body: str):
    assert blocks(body) == tuple(block.content for block in read(body).blocks)


def test_blocks_of_real_texts_are_those_that_the_reader_gives():
    for text in articles():
        assert blocks(text) == tuple(block.content for block in read(text).blocks)


def fixed(given_: object, found: Finding) -> object:
    """Return the case with the fix of a finding in its body, as the editor would put it there."""
    parts = list(of_body(given_.story.body, given_.language))
    doc = list(blocks(given_.story.body))
    at = max(n for n, part in enumerate(parts) if part.at <= found.start)
    start, end = found.start - parts[at].at, found.end - parts[at].at
    spans, before = [], 0
    for span in doc[at].spans:
        after = before + len(span.text)
        low, high = max(start, before), min(end, after)
        text = span.text
        if low < high or (low == high == start):
            put = found.fix if before <= start < after or (start == after == end) else ""
            text = span.text[: low - before] + put + span.text[max(high, low) - before :]
        spans.append(replace(span, text=text))
        before = after
    doc[at] = replace(doc[at], spans=tuple(span for span in spans if span.text))
    return replace(given_, story=replace(given_.story, body=write(Doc(tuple(doc)))))


@given(st.lists(st.sampled_from([*_MORE, "word", "слово", ". ", ", ", " ", "\n\n", "Then"]), max_size=25))
def test_a_fix_removes_its_finding_and_changes_nothing_else(pieces: list[str]):
    one = case("".join(pieces), "en")
    before = field_text(one, "body")
    for found in everything(one):
        if found.fix is None or found.field != "body":
            continue
        after = fixed(one, found)
        assert (
            field_text(after, "body").split()
            == (before[: found.start] + found.fix + before[found.end :]).split()
        )
        same = [(f.rule, f.start, f.words) for f in alone(found.rule, after)]
        assert (found.rule, found.start, found.words) not in same


def test_marks_links_and_code_are_no_prose():
    body = "**The** [the](https://a.example/a,b) end, `the the`, www.a.example/b.Then.\n\n```\nthe the\n```"
    found = alone("doubled-word", case(body))
    assert [f.words for f in found] == ["The the"]  # across marks, and in the words of a link
    assert alone("missing-space", case(body)) == []


def test_a_dismissal_holds_until_the_words_change():
    one = case("This is the the end. And this is the the start.")
    first, second = alone("doubled-word", one)
    words = field_text(one, "body")
    here = Dismissal(
        rule=first.rule, words=first.words, scope=Scope.PLACE, reason="A name", author="Ann",
        at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), field="body", passage=place(second, words),
    )  # fmt: skip
    assert dismissal(first, [here], lambda _: words) is None
    assert dismissal(second, [here], lambda _: words) == here
    moved = case("More words come first.\n\nThis is the the end. And this is the the start.")
    _, last = alone("doubled-word", moved)
    assert dismissal(last, [here], lambda name: field_text(moved, name)) == here
    other = case("This is the the end. And this is a a start.")
    assert all(
        dismissal(f, [here], lambda n: field_text(other, n)) is None for f in alone("doubled-word", other)
    )
    story = replace(here, scope=Scope.STORY, passage=None)
    assert dismissal(first, [story], lambda _: words) == story
