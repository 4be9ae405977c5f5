"""What is found in a story: where it is, what stays silent, what a fix does."""

import datetime as dt
from dataclasses import replace

from desk.checks import dismissal, field_text, place
from desk.domain import Dismissal, Scope
from desk.text import blocks, read

from ..text.material import articles
from .cases import alone, case, everything


def test_blocks_of_real_texts_are_those_that_the_reader_gives():
    for text in articles():
        assert blocks(text) == tuple(block.content for block in read(text).blocks)


def test_marks_links_and_code_are_no_prose():
    body = "**The** [the](https://a.example/a,b) end, `the the`, www.a.example/b.Then.\n\n```\nthe the\n```"
    found = alone("doubled-word", case(body))
    assert [f.words for f in found] == ["The the"]  # across marks, and in the words of a link
    assert alone("missing-space", case(body)) == []


def test_a_paragraph_in_another_language_is_read_by_rules_of_any_language_alone():
    caption = "“The mayor of the city said that it was late,” she wrote on  the the day."
    for language in ("ru", "fr"):
        assert {one.rule for one in everything(case(caption, language))} == {"doubled-space", "no-byline"}
    assert ("doubled-word", "the the") in [(one.rule, one.words) for one in everything(case(caption))]
    named = case("Он купил Volkswagen Passat “Highline” вчера днём.", "ru")
    assert [one.words for one in alone("quote-style", named)] == ["“", "”"]


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
