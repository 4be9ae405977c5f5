import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.text import Fate, Part, compare, place

SAME, DELETED, INSERTED = Fate.SAME, Fate.DELETED, Fate.INSERTED
TEXTS = st.text(alphabet="ab .,\n\t\u00a0éлա中\U0001f600-'", max_size=60)


def without(parts, fate):
    return "".join(part.text for part in parts if part.fate is not fate)


@given(TEXTS, TEXTS)
def test_the_parts_give_both_sides_back(old, new):
    parts = compare(old, new)
    assert (without(parts, INSERTED), without(parts, DELETED)) == (old, new)
    assert all(part.text for part in parts)
    assert all(a.fate is not b.fate for a, b in pairwise(parts))


@given(st.text(max_size=80), st.integers(0, 80), st.text(max_size=10))
def test_any_text_with_a_change_anywhere(old, at, more):
    parts = compare(old, old[:at] + more + old[at:])
    assert without(parts, INSERTED) == old


def test_a_changed_word_is_told_by_itself():
    parts = compare("The ferry came on Monday.\n\nAs ever.\n", "The ferry came on Tuesday.\n\nAs ever.\n")
    assert parts == (
        Part(SAME, "The ferry came on "),
        Part(DELETED, "Monday"),
        Part(INSERTED, "Tuesday"),
        Part(SAME, ".\n\nAs ever.\n"),
    )


def test_words_changed_side_by_side_are_one_change():
    parts = compare("It was a cold grey day.", "It was one warm day.")
    assert parts[1:3] == (Part(DELETED, "a cold grey"), Part(INSERTED, "one warm"))


def test_words_of_every_script_stay_whole():
    for old, new, gone, come in [
        ("Այսօր Երևանում անձրև է։", "Այսօր Գյումրիում անձրև է։", "Երևանում", "Գյումրիում"),
        ("დღეს თბილისში წვიმს.", "დღეს ბათუმში წვიმს.", "თბილისში", "ბათუმში"),
        ("كَتَبَ الولد، ثم نام.", "قَرَأَ الولد، ثم نام.", "كَتَبَ", "قَرَأَ"),
        ("यह किताब है।", "यह कलम है।", "किताब", "कलम"),
        ("今日は雨です", "今日は雪です", "雨", "雪"),
    ]:
        changed = [part for part in compare(old, new) if part.fate is not SAME]
        assert changed == [Part(DELETED, gone), Part(INSERTED, come)]


def test_a_moved_paragraph_goes_and_comes_as_a_whole():
    first, second, third = ("One about the port.\n\n", "Two about rain.\n\n", "Three about bread.\n\n")
    parts = compare(first + second + third, second + third + first)
    assert [part for part in parts if part.fate is not SAME] == [Part(DELETED, first), Part(INSERTED, first)]


def _long(seed):
    rng = random.Random(seed)
    words = [f"word{int(rng.paretovariate(0.7))}" for _ in range(10_000)]
    return rng, words


def test_ten_thousand_words_are_compared_whole():
    rng, words = _long(1)
    edited = list(words)
    for _ in range(400):
        edited[rng.randrange(len(edited))] = "changed"
    for old, new in [
        (words, edited),
        (words, rng.sample(words, len(words))),
        (["a", "b"] * 5000, ["b", "a", "a"] * 3333),
    ]:
        parts = compare(" ".join(old), " ".join(new))
        assert "".join(part.text for part in parts if part.fate is not INSERTED) == " ".join(old)
        assert "".join(part.text for part in parts if part.fate is not DELETED) == " ".join(new)


def test_a_place_is_found_again_in_the_other_version():
    plain, source = "See the old bridge here.", "See the **old** [bridge](https://a.example/old) here."
    for word in ("See", "old", "bridge", "here"):
        assert source[place(plain, source, plain.index(word)) :].startswith(word)
        assert plain[place(source, plain, source.index(word)) :].startswith(word)
    assert place(plain, source, plain.index("dge")) == source.index("dge")
    assert place(plain, plain, len(plain)) == len(plain)


@given(TEXTS, TEXTS, st.integers(0, 60))
def test_a_place_is_always_in_the_text(old, new, at):
    assert 0 <= place(old, new, min(at, len(old))) <= len(new)
