"""Two versions of one text made one."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.text import clashing, merge, one_alone

BASE = "One.\n\nTwo.\n\nThree.\n"


def test_changes_in_different_paragraphs_both_stand():
    mine, theirs = "One!\n\nTwo.\n\nThree.\n", "One.\n\nTwo.\n\nThree?\n"
    assert merge(BASE, mine, theirs) == ("One!\n\nTwo.\n\nThree?\n", 0)


def test_neighbouring_paragraphs_changed_by_two_people_both_stand():
    assert merge("One.\n\nTwo.\n", "One.\n\nTwo!\n", "One?\n\nTwo.\n") == ("One?\n\nTwo!\n", 0)


def test_paragraphs_added_at_both_ends_both_stand():
    assert merge(BASE, "Zero.\n\n" + BASE, BASE + "\nFour.\n") == ("Zero.\n\n" + BASE + "\nFour.\n", 0)


def test_the_same_paragraph_changed_twice_stands_in_both_forms():
    merged, clashes = merge(BASE, "One.\n\nMine.\n\nThree.\n", "One.\n\nTheirs.\n\nThree.\n")
    assert (merged, clashes) == ("One.\n\nMine.\n\nTheirs.\n\nThree.\n", 1)


def test_a_paragraph_deleted_here_and_changed_there_stays():
    assert "Two, changed." in merge(BASE, "One.\n\nThree.\n", "One.\n\nTwo, changed.\n\nThree.\n")[0]


def test_blank_lines_in_code_do_not_part_it():
    base = "Text.\n\n```\na\n\nb\n```\n"
    mine = base.replace("a\n", "a1\n")
    assert merge(base, mine, base + "\nEnd.\n") == (mine + "\nEnd.\n", 0)


paragraphs = st.lists(st.text("abc \n", max_size=8), max_size=6).map("\n\n".join)


@given(paragraphs, paragraphs, paragraphs)
def test_no_new_word_is_lost(base, mine, theirs):
    merged, _ = merge(base, mine, theirs)
    new = (set(mine.split()) | set(theirs.split())) - set(base.split())
    assert new <= set(merged.split())


@given(paragraphs, paragraphs)
def test_one_side_alone_is_taken_as_it_is(base, mine):
    assert merge(base, mine, base) == (mine, 0)
    assert merge(base, base, mine) == (mine, 0)
    assert merge(base, mine, mine) == (mine, 0)


def test_different_words_of_one_paragraph_are_joined():
    base = "The ferry left at dawn.\n"
    assert merge(base, "The ferry left at dawn, late.\n", "The old ferry left at dawn.\n") == (
        "The old ferry left at dawn, late.\n",
        0,
    )


def test_the_same_word_changed_twice_keeps_both_paragraphs():
    merged, clashes = merge("It left at dawn.\n", "It left at noon.\n", "It left at night.\n")
    assert "at noon." in merged and "at night." in merged and clashes == 1


def test_words_added_behind_a_paragraph_by_one_and_before_it_by_another_stay_in_it():
    base = "Գետը վարարեց։\n\nTwo.\n"
    mine, theirs = "Այսօր գետը վարարեց։\n\nTwo.\n", "Գետը վարարեց։ Կամուրջը փակ է։\n\nTwo.\n"
    mine = mine.replace("գետը", "Գետը")
    assert merge(base, mine, theirs) == ("Այսօր Գետը վարարեց։ Կամուրջը փակ է։\n\nTwo.\n", 0)
    assert merge(base, theirs, mine) == ("Այսօր Գետը վարարեց։ Կամուրջը փակ է։\n\nTwo.\n", 0)


def test_a_line_broken_by_one_stays_broken_where_another_changed_a_word():
    base, mine, theirs = "One two three.\n", "One two three!\n", "One  \ntwo three.\n"
    assert merge(base, mine, theirs) == ("One  \ntwo three!\n", 0)


words = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6).map(" ".join)


@given(words, words, words, words, words)
def test_a_paragraph_grown_by_two_people_stays_one(before, first, second, third, after):
    base = f"{first} {second} {third}\n\nEnd.\n"
    merged, clashes = merge(base, f"{before} {base}", base.replace("\n\n", f" {after}\n\n"))
    assert clashes or merged.count("\n\n") == 1


TOLD = "Café Élan öffnet.\n\nZwei.\n\nDrei.\n"


def crlf(words):
    return words.replace("\n", "\r\n")


def nfd(words):
    return normalize("NFD", words)


@pytest.mark.parametrize("other", [crlf, nfd, lambda words: crlf(nfd(words))])
@pytest.mark.parametrize("base", [TOLD, "Café.\n\nZwei.\n"])
def test_the_same_letters_written_in_another_way_are_no_change(base, other):
    changed = base.replace("Zwei", "Zwei Bücher").replace("Café", "Cafés")
    for was, left, right in (
        (base, other(base), changed),
        (base, changed, other(base)),
        (other(base), base, other(changed)),
        (other(base), other(changed), base),
    ):
        merged, clashes = merge(was, left, right)
        assert (normalize("NFC", merged.replace("\r\n", "\n")), clashes) == (changed, 0)


def test_whoever_writes_the_same_letters_in_another_way_is_heard_where_nobody_changed_them():
    mine = nfd(TOLD)
    assert merge(TOLD, mine, TOLD.replace("Drei", "Vier")) == (mine.replace("Drei", "Vier"), 0)
    assert merge(TOLD, TOLD.replace("Drei", "Vier"), mine) == (mine.replace("Drei", "Vier"), 0)


def test_a_paragraph_changed_in_both_forms_alike_stands_once():
    changed = TOLD.replace("Café", "Das Café")
    merged, clashes = merge(TOLD, nfd(changed), changed)
    assert (normalize("NFC", merged), clashes) == (changed, 0)


def test_two_who_change_different_words_in_two_forms_are_joined():
    merged, clashes = merge(TOLD, nfd(TOLD.replace("öffnet", "öffnet nie")), crlf("Das " + TOLD))
    expected = "Das " + TOLD.replace("öffnet", "öffnet nie")
    assert (normalize("NFC", merged.replace("\r\n", "\n")), clashes) == (expected, 0)


def test_blank_lines_of_another_machine_part_paragraphs():
    base = crlf(BASE)
    merged = merge(base, base.replace("One", "Eins"), base.replace("Two", "Zwei"))
    assert merged == (crlf("Eins.\n\nZwei.\n\nThree.\n"), 0)


forms = st.lists(st.text("aé\u0301 \n\r", max_size=8), max_size=5).map("\n\n".join)


@given(forms, forms, forms)
def test_no_new_word_is_lost_in_whatever_form(base, mine, theirs):
    merged, _ = merge(base, mine, theirs)
    told = [{normalize("NFC", word) for word in side.split()} for side in (base, mine, theirs, merged)]
    assert (told[1] | told[2]) - told[0] <= told[3]


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (BASE.replace("Two", "Mine"), BASE.replace("Two", "Theirs"), [("Mine.\n\n", "Theirs.\n\n")]),
        (BASE.replace("Two.\n\n", ""), BASE.replace("Two", "Theirs"), [("", "Theirs.\n\n")]),
        (BASE.replace("Two", "Mine"), BASE.replace("Two.\n\n", ""), [("Mine.\n\n", "")]),
        (BASE.replace("Three", "Mine"), BASE.replace("Three", "Theirs"), [("Mine.\n", "Theirs.\n")]),
        (BASE.replace("One", "Mine"), BASE.replace("Three", "Theirs"), []),
    ],
)
def test_where_both_stand_either_can_stand_alone(mine, theirs, said):
    assert clashing(BASE, mine, theirs) == said
    merged, _ = merge(BASE, mine, theirs)
    for one in said:
        assert one_alone(merged, *one) == (mine, theirs)
        grown = merged.replace("Mine.", "Mine, and some more words.")
        assert one_alone(grown, *one) == (mine.replace("Mine.", "Mine, and some more words."), theirs)


@pytest.mark.parametrize("gone", ["Mine is here now.", "Theirs came with it."])
def test_words_that_went_or_were_parted_stand_alone_no_more(gone):
    said = ("Mine is here now.\n\n", "Theirs came with it.\n\n")
    merged = "One.\n\n" + "".join(said) + "Three.\n"
    assert one_alone(merged, *said) is not None
    assert one_alone(merged.replace(f"{gone}\n\n", ""), *said) is None
    assert one_alone(merged.replace(said[0], f"{said[0]}Somebody else wrote.\n\n"), *said) is None


@given(paragraphs, paragraphs, paragraphs)
def test_where_both_stand_is_found_in_what_was_merged(base, mine, theirs):
    merged, _ = merge(base, mine, theirs)
    for ours, others in clashing(base, mine, theirs):
        alone = one_alone(merged, ours, others)
        assert alone is None or set(" ".join(alone).split()) >= set(merged.split())


def test_a_paragraph_of_many_thousand_words_is_joined():
    told = [f"{n % 997} {n % 7}" for n in range(4_000)]
    base = f"Once {' '.join(told)} end.\n"
    mine, theirs = base.replace("Once", "Mine once"), base.replace("end.", "their end.")
    assert merge(base, mine, theirs) == (mine.replace("end.", "their end."), 0)
    middle = base.replace(" 500 ", " five hundred ", 1)
    assert merge(base, middle, theirs) == (middle.replace("end.", "their end."), 0)
