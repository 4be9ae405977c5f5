"""Passages found again: where they stood, where they moved, edited, and not at all once they are gone."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.text import CONTEXT, passage

# Few letters, so that alike places are common; a space and a line end, so that words and blocks are.
_FEW = st.text("ab \n", max_size=60)
_PROSE = st.text(st.characters(categories=["L", "Nd", "Zs", "P", "So"]) | st.just("\n"), max_size=200)


def kept(words: str, start: int, end: int) -> tuple[str, str, str, int]:
    """Return what is kept of a passage: quote, before, after, at."""
    return words[start:end], words[max(start - CONTEXT, 0) : start], words[end : end + CONTEXT], start


@st.composite
def _marked(draw: st.DrawFn, texts: st.SearchStrategy[str] = _PROSE) -> tuple[str, int, int]:
    words = draw(texts)
    start = draw(st.integers(0, len(words)))
    end = draw(st.integers(start, len(words)))
    assume(words[start:end].strip())
    return words, start, end


def marked(texts: st.SearchStrategy[str] = _PROSE) -> st.SearchStrategy[tuple[str, int, int]]:
    return _marked(texts)


@given(marked(_PROSE | _FEW))
def test_an_unchanged_text_has_it_at_its_place(found):
    words, start, end = found
    assert passage(words, *kept(words, start, end)) == (start, end)


@given(marked(_PROSE | _FEW), _PROSE | _FEW)
def test_what_is_found_is_never_blank_and_lies_in_the_text(found, other):
    words, start, end = found
    place = passage(other, *kept(words, start, end))
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(other)
        assert other[place[0] : place[1]].strip()


@given(marked(), _PROSE, _PROSE)
def test_it_follows_words_written_before_and_after_the_text(found, ahead, behind):
    words, start, end = found
    text = "".join(("q", words, "q"))  # so that the passage has a neighbour on both sides
    known = kept(text, start + 1, end + 1)
    after = f"{ahead}\n{text}\n{behind}"
    place = passage(after, *known)
    assert place is not None
    assert after[place[0] : place[1]] == words[start:end]
    if after.count(known[1] + known[0] + known[2]) == 1:
        assert place[0] == len(ahead) + 2 + start


@given(st.text("abc ", min_size=1, max_size=40), st.text("xyz ", min_size=1, max_size=40), st.text("pqr\n"))
def test_words_edited_inside_are_found_between_their_neighbours(quote, edited, ahead):
    assume(quote.strip() and edited.strip())
    head, tail = "The ferry to the southern shore, ", ", said the harbour master on Monday."
    words = head + quote + tail
    after = ahead + head + edited + tail
    start, end = passage(after, *kept(words, len(head), len(head) + len(quote)))
    assert after[start:end] == edited


@given(st.text("abc ", min_size=1, max_size=40))
def test_words_that_were_deleted_are_gone(quote):
    assume(quote.strip())
    head, tail = "The ferry to the southern shore, ", ", said the harbour-master."
    words = head + quote + tail
    assert passage(head + tail, *kept(words, len(head), len(head) + len(quote))) is None


def test_a_sentence_moved_elsewhere_is_found_there():
    quote = "The harbour stays closed until Friday."
    words = f"One boat came late.\n{quote}\nNobody was hurt."
    start = words.index(quote)
    after = f"One boat came late.\nNobody was hurt.\nIn short: {quote} Then it opens."
    found = passage(after, *kept(words, start, start + len(quote)))
    assert found is not None and after[slice(*found)] == quote


def test_another_mention_of_a_deleted_name_is_not_taken_for_it():
    words = "Ana Morel, who runs the port, was late.\nThe port said later that Ana Morel had not called."
    start = words.rindex("Ana Morel")
    after = "Ana Morel, who runs the port, was late."
    assert passage(after, *kept(words, start, start + 9)) is None


def test_of_alike_places_the_nearest_is_taken():
    words = "no. " * 30
    assert passage(words, "no.", "", "", 61) == (60, 63)
    assert passage(words, "no.", "", "", 10**9) == (116, 119)


@pytest.mark.parametrize("change", ["\n", "\u00a0", "\u2028"])
def test_spaces_and_quotation_marks_of_another_kind_are_the_same_words(change):
    words = 'He said "come in" and left.'
    after = f"He said “come{change}in” and left."
    assert passage(after, *kept(words, 8, 17)) == (8, 17)


@pytest.mark.parametrize(
    "words", ["the ferry from Bakı to İsmayıllı left", "Երևանի գետը բարձրացել է", "из Баку вышел"]
)
def test_words_in_another_case_are_the_same_words(words):
    start, end = 4, len(words) - 5
    for cased in (words.upper(), words.title(), words.swapcase()):
        if len(cased) == len(words):
            assert passage("x" + cased, *kept(words, start, end)) == (start + 1, end + 1)


def test_a_hostile_passage_does_no_harm():
    words = "a" * 300_000
    assert passage(words, "b" * 100_000, "a", "b") is None
    assert passage(words, "a" * 10, "a" * 40, "b" * 40, -5) == (16, 26)
    assert passage("", "a") is None and passage("a", " ") is None
