import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.text import BadSearch, Finder, Hit, Kind, Mark, Search, read, write
from desk.text.find import put, replaced, searched


def found(words, text, **how):
    return [text[hit.start : hit.end] for hit in Finder(Search(words, **how)).hits(text)]


def test_case_and_whole_words():
    text = "The other theatre, the THE."
    assert found("the", text) == ["The", "the", "the", "the", "THE"]
    assert found("the", text, case=True) == ["the", "the", "the"]
    assert found("the", text, whole=True) == ["The", "the", "THE"]
    assert found("the", text, whole=True, case=True) == ["the"]


def test_whole_words_of_every_script():
    assert found("कि", "किताब कि", whole=True) == ["कि"]
    assert found("ու", "ու թե ուր", whole=True) == ["ու"]
    assert found("ёлка", "Ёлка, ёлками", whole=True) == ["Ёлка"]
    assert found("strasse", "Die STRAßE") == ["STRAßE"]


def test_what_is_typed_stands_for_what_typography_makes_of_it():
    assert found("it's 10 000", "It’s 10\u202f000") == ["It’s 10\u202f000"]
    assert found('"no"', "“no” «no»") == ["“no”", "«no»"]
    assert found("’", "it's it’s") == ["’"]


def test_signs_of_expressions_are_words_without_the_switch():
    assert found("a.c (x)*", "abc a.c (x)*") == ["a.c (x)*"]


def test_lines_begin_and_end_each_paragraph():
    assert found(r"^\w+", "one two\nthree", expression=True) == ["one", "three"]


def test_groups_stand_in_the_replacement():
    search = Search(r"(\w+) (?P<last>\w+)", expression=True)
    for new in (r"\2, \1", "$2, $1", "${last}, ${1}"):
        assert put("Ann Writer", Finder(search, new).hits("Ann Writer")) == "Writer, Ann"
    assert put("Ann Writer", Finder(search, r"$$1 \\1 $0").hits("Ann Writer")) == r"$1 \1 Ann Writer"
    assert put("a b", Finder(Search("a"), "$1").hits("a b")) == "$1 b"


@pytest.mark.parametrize("words", ["(", "[a", "*a", r"(?P<n>a)\3", "a{9999999999999}"])
def test_a_bad_expression_is_said(words):
    with pytest.raises(BadSearch, match="no regular expression"):
        Finder(Search(words, expression=True))


@pytest.mark.parametrize("new", ["$2", r"\7", "${name}"])
def test_a_group_that_is_not_there_is_said(new):
    with pytest.raises(BadSearch, match="has no group"):
        Finder(Search("(a)", expression=True), new)


def test_an_expression_that_takes_for_ever_is_stopped():
    finder = Finder(Search(r"(a|aa)+$", expression=True), seconds=0.2)
    with pytest.raises(BadSearch, match="too long"):
        finder.all(["a" * 60 + "b"] * 50)


def test_nothing_is_found_where_nothing_is_looked_for():
    assert found("", "words") == []
    assert found("x*", "words", expression=True) == []


def _with(markdown, words, new):
    from dataclasses import replace

    doc = read(markdown)
    finder = Finder(Search(words), new)
    return write(replace(doc, blocks=tuple(replaced(b, finder.hits(searched(b))) for b in doc.blocks)))


def test_a_replacement_keeps_the_marks_of_what_it_replaces():
    assert _with("The *old* [bridge](https://a.example) is old.\n", "old", "new") == (
        "The *new* [bridge](https://a.example) is new.\n"
    )
    assert _with("A **bo**ld step.\n", "bold", "brave") == "A **brave** step.\n"
    assert _with("Kept   as it was.\n\n* one\n* two bridges\n", "bridges", "boats").startswith(
        "Kept   as it was.\n\n"
    )


def test_a_tag_is_no_word():
    block = read("One <abbr>two</abbr> three.\n").blocks[0]
    assert any(span.marks & Mark.RAW for span in block.spans)
    assert Finder(Search("abbr")).hits(searched(block)) == []
    assert Finder(Search(".+", expression=True)).hits(searched(block)) == []
    assert len(Finder(Search("two")).hits(searched(block))) == 1


def test_a_table_is_searched_as_its_source():
    block = read("| a | b |\n|---|---|\n| bridge | 2 |\n").blocks[0]
    assert block.kind is Kind.OPAQUE
    assert "| boat | 2 |" in replaced(block, Finder(Search("bridge"), "boat").hits(searched(block))).text


@given(st.text(alphabet="ab *_é'’\u00a0", max_size=40), st.text(alphabet="ab é'", min_size=1, max_size=3))
def test_what_is_found_in_the_blocks_may_be_in_the_markdown(markdown, words):
    finder = Finder(Search(words))
    if any(finder.hits(searched(block)) for block in read(markdown).blocks):
        assert finder.maybe_in(markdown)


def test_hits_say_where_and_what():
    assert Finder(Search("b"), "c").hits("abb") == [Hit(1, 2, "c"), Hit(2, 3, "c")]
